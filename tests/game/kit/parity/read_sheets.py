"""What the sheets to write on say: from where on a sum is a result, and which marks there are."""

from __future__ import annotations

import re

from tests.game.kit.parity.text import Lines, Pieces


def lines(pages: list[Lines]) -> dict[int, tuple[int, int, int]]:
    """Thresholds by the number of rounds, in the order Solution, Carry-through, Lasting capacity."""
    found = {}
    for line in (line for page in pages for line in page):
        if row := re.fullmatch(r"(\d) (\d+) (\d+) (\d+)", line):
            found[int(row[1])] = (int(row[2]), int(row[3]), int(row[4]))
    return found


def marks(pages: list[Lines], pieces: Pieces) -> set[str]:
    """What can be ticked on the mark sheet, among whatever else is written there."""
    return {line for page in pages for piece, lines in pieces.of(page) if piece == "marks" for line in lines}

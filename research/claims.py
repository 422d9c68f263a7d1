"""Rows of evidence that say the same thing hold one claim up together, and are shown once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from research.editions.links import LevelLink
from research.editions.shapes import Row


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim with the evidence behind it. Its statement is empty where none was recorded."""

    statement: str
    level: LevelLink | None
    strength: str
    direction: str
    rows: list[Row] = field(default_factory=list)

    @property
    def is_against(self) -> bool:
        """Whether its sources speak against it, wholly or in part."""
        return self.direction != "supports"


def claims(rows: Iterable[Row]) -> list[Claim]:
    """The claims that these rows make, in the order of the rows. What speaks against one stands beside it."""
    found: dict[tuple[str, int | None, str, str], Claim] = {}
    for row in rows:
        key = (row.statement, row.level.number if row.level else None, row.strength, row.direction)
        claim = Claim(row.statement, row.level, row.get_strength_display(), row.direction)
        found.setdefault(key, claim).rows.append(row)
    return list(found.values())

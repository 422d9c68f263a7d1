"""Pages of the kit as pictures for the documentation, drawn by Typst itself; kept only when COCREATOR_SCREENSHOTS=1 asks for them."""

import json
import struct

import pytest
import typst

from game.kit import box, printing
from game.kit.shape import PAPERS, Kit
from research.sheet import press
from scenarios.files import read
from scenarios.script import parse
from tests.browser import pictures

SLUG = "the-long-evenings"
DOTS_PER_INCH = 96
BYTES_OF_AN_EMPTY_PAGE = 20_000
#: Name of the picture: document, page, and whether the sheet lies; a board is as wide as two sheets.
PICTURES = {
    "kit-board": ("10-board", 1, (2, 1)),
    "kit-roles": ("20-roles", 2, "lying"),
    "kit-dilemmas": ("21-dilemmas", 2, "lying"),
    "kit-cards": ("30-cards-to-fold", 3, "lying"),
    "kit-incidents": ("31-cards-to-cut", 1, "upright"),
    "kit-book": ("23-consequence-book", 1, "lying"),
    "kit-guide": ("51-facilitators-guide", 2, "upright"),
    "kit-quick-rules": ("50-quick-rules", 1, "upright"),
}


@pytest.fixture(scope="module")
def kit():
    shipped = read(SLUG)
    return Kit(parse(shipped["document"], shipped["texts"]), "en", address="https://play.example")


def pages(kit, name):
    """All pages of a document as PNG."""
    document = next(document for document in box.BOX if document.name == name)
    with press._together([str(press.TEMPLATES), str(printing.TEMPLATES)]) as folder:
        found = typst.compile(
            folder / document.template,
            root=folder,
            font_paths=typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[press.FONTS]
            ),
            sys_inputs={"told": json.dumps(printing.tell(kit, document))},
            format="png",
            ppi=DOTS_PER_INCH,
        )
    return [found] if isinstance(found, bytes) else found


@pytest.mark.parametrize("name", PICTURES)
def test_page_is_as_large_as_its_paper_and_not_empty(kit, name):
    document, number, sheet = PICTURES[name]
    png = pages(kit, document)[number - 1]
    header = dict(pictures.chunks_of(png))[b"IHDR"]
    width, height = struct.unpack(">II", header[:8])
    upright = PAPERS["a4"]
    paper = {
        "upright": upright,
        "lying": upright[::-1],
        (2, 1): (2 * upright[0], upright[1]),
    }[sheet]
    assert (width, height) == pytest.approx([side / 25.4 * DOTS_PER_INCH for side in paper], abs=1)
    assert len(png) > BYTES_OF_AN_EMPTY_PAGE
    if pictures.WANTED:
        (pictures.FOLDER / f"{name}.png").write_bytes(pictures.packed(png))

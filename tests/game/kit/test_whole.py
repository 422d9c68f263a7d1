"""The whole box of every shipped scenario in every language: all of it is printed, and everybody can read it (PAPER-1 to 7)."""

from __future__ import annotations

import pytest

from game.kit.box import BOX
from tests.game.kit.boxes import SHIPPED, script_of
from tests.pdf_reader import faults, reader

MOST_BYTES = 10_000_000


@pytest.mark.parametrize(("slug", "language"), SHIPPED)
def test_a_whole_box_is_printed_and_can_be_read_by_everybody(slug, language, boxes):
    folder = boxes.shipped(slug, language)
    files = sorted(folder.iterdir())
    assert [file.stem for file in files] == [document.name for document in BOX]
    assert sum(file.stat().st_size for file in files) < MOST_BYTES
    title = script_of(slug).say("title", language)
    found = {}
    for file in files:
        pdf = reader(file.read_bytes())
        wrong = faults(pdf)
        if pdf.trailer["/Root"]["/Lang"] != language:
            wrong.append(f"it speaks {pdf.trailer['/Root']['/Lang']}")
        if not (pdf.metadata and (pdf.metadata.title or "").startswith(title)):
            wrong.append(f"its title is {pdf.metadata and pdf.metadata.title}")
        if wrong:
            found[file.name] = wrong
    assert found == {}


def test_documents_have_names_of_their_own_in_the_order_of_the_box():
    names = [document.name for document in BOX]
    assert names == sorted(set(names))

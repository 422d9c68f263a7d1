"""What a print shop gets: a page for each side, its ground beyond the cut, and marks that say where to cut."""

from __future__ import annotations

import pytest

from game.kit import cards
from scenarios.script import ROLES
from tests.game.kit.half_kits import file_in, kit_of
from tests.game.kit.trimmed import crop_marks, grounds, wanted_marks

EVENINGS = "the-long-evenings"
FOLD, CUT, _VOTES, SHOP = cards.DOCUMENTS
CARD = (63, 88)
ROOM_FOR_THE_SHOP = 12
A_MILLIMETRE = 72 / 25.4


def test_the_print_shop_gets_a_page_for_each_side_with_room_for_marks():
    told = [document.told(kit_of(EVENINGS))["cards"] for document in (FOLD, CUT)]
    pages = file_in(EVENINGS, SHOP.name).pages
    assert len(pages) == 2 * (sum(map(len, told)) + 8)
    wanted = [(side + 2 * ROOM_FOR_THE_SHOP) * A_MILLIMETRE for side in CARD]
    for page in pages:
        assert [float(page.mediabox.width), float(page.mediabox.height)] == pytest.approx(wanted, abs=0.2)
        assert crop_marks(page) == wanted_marks(ROOM_FOR_THE_SHOP, *CARD)


def test_the_ground_of_a_back_from_the_print_shop_reaches_three_millimetres_beyond_the_cut():
    wide, high = CARD
    for page in file_in(EVENINGS, SHOP.name).pages[1::2]:
        coloured = [box for box, is_white in grounds(page) if not is_white]
        assert (9, 9, wide + 15, high + 15) in coloured


def test_a_page_of_the_print_shop_has_a_half_sheet_with_room_for_bleed_and_marks():
    pdf = file_in("good", "61-print-shop-half-sheets")
    assert len(pdf.pages) == 2 * (len(ROLES) + len(kit_of("good").plan()))
    for page in pdf.pages:
        assert [round(float(n) / 72 * 25.4, 1) for n in page.mediabox[2:]] == [148.5 + 24, 210 + 24]
        assert crop_marks(page) == wanted_marks(12, 148.5, 210)
    for back in pdf.pages[2 * len(ROLES) + 1 :: 2]:
        (colour,) = {box for box, is_white in grounds(back) if not is_white and box[2] - box[0] > 148.5}
        assert (colour[0], colour[2], colour[3]) == (9, 148.5 + 15, 210 + 15), "it ends where it is cut"


def test_backs_of_what_is_drawn_or_voted_tell_nothing():
    for one in SHOP.told(kit_of(EVENINGS))["cards"]:
        if one["kind"] == "vote":
            assert one["back"] == {"code": "vote", "icon": "voice", "name": "CO-CREATOR", "lines": []}
        elif one["code"].startswith("incidents."):
            assert one["back"]["code"] == "incidents" and not one["back"]["lines"]

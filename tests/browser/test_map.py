"""The map of the library in a real browser: every point is reached by Tab, says what it is, and is as large as a finger."""

import re
from itertools import combinations

import pytest

from tests.browser.conftest import LAPTOP, PHONE, SMALL

pytestmark = pytest.mark.browser

MOST_TABS = 60
FINGER = 24
#: What is on the screen: where each target is, and its place in the order of Tab.
TARGETS = """
() => [...document.querySelectorAll(".map svg a")].filter((link) => link.getClientRects().length)
  .map((link) => { const box = link.querySelector(".finger").getBoundingClientRect();
    return {x: box.x + box.width / 2, y: box.y + box.height / 2, width: box.width, height: box.height}; })
"""
IS_ON_THE_MAP = "document.activeElement.matches('.map svg a')"
RING = "getComputedStyle(document.activeElement.querySelector('.lit'))"
OUTSIDE = {"Porto Alegre, Brazil", "Taipei, Taiwan"}


def tabbed(page):
    """What is read out at each stop on the map, by Tab from the top of the page."""
    found = []
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(IS_ON_THE_MAP):
            assert page.evaluate(f"{RING}.stroke") != "none", "focus is seen"
            assert page.evaluate(f"{RING}.strokeWidth") == "3px"
            found.append(re.match(r"- '?link \"(.*?)\"", page.locator(":focus").aria_snapshot()).group(1))
        elif found:
            return found
    raise AssertionError(f"no end of the map by Tab; so far {found}")


def places(page):
    """What the list names: place and country of each row."""
    rows = page.locator(".places tbody tr").all()
    return [f"{row.locator('th').inner_text()}, {row.locator('td').first.inner_text()}" for row in rows]


def names(text):
    """The places that a point names, as many as it says."""
    several = re.fullmatch(r"(\d+) places, \d+ cases?: (.*)", text)
    if several is None:
        return [re.fullmatch(r"(.*), \d+ cases?", text).group(1)]
    found = several.group(2).split("; ")
    assert len(found) == int(several.group(1))
    return found


def test_every_point_is_reached_by_tab_and_says_name_and_count(server, open_page):
    page = open_page(server)
    for size, stops in ((SMALL, 7), (PHONE, 7), (LAPTOP, 12)):
        page.set_viewport_size(size)
        page.goto("/library/map/")
        told = tabbed(page)
        assert len(told) == stops == len(page.evaluate(TARGETS))
        assert {name for text in told for name in names(text)} | OUTSIDE == set(places(page))


def test_points_are_as_large_as_a_finger_and_stand_from_west_to_east(server, open_page):
    page = open_page(server)
    for view in ("europe", "world"):
        page.goto(f"/library/map/?view={view}")
        for width in (320, 390, 560, 700, 980, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            targets = page.evaluate(TARGETS)
            assert len(targets) > 2
            assert all(min(target["width"], target["height"]) >= FINGER for target in targets), (view, width)
            assert [target["x"] for target in targets] == sorted(target["x"] for target in targets)
            for one, other in combinations(targets, 2):
                apart = (one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2
                assert apart >= FINGER**2, (view, width)


def test_several_places_lead_to_their_list_without_scripts(server, open_page):
    page = open_page(server, PHONE, javascript=False)
    page.goto("/library/map/")
    page.locator(".map .narrow a", has_text="8").click()
    page.wait_for_url("**/library/map/?at=narrow-*#list")
    assert len(places(page)) == 8
    page.click(".places thead >> text=Country")
    assert page.locator("[aria-sort]").inner_text() == "Country"
    assert [name.rpartition(", ")[2] for name in places(page)] == ["Denmark"] * 3 + ["Norway"] * 4 + [
        "Sweden"
    ]
    page.click("text=Show all places")
    assert len(places(page)) == 24
    page.click("text=Show the whole world")
    assert "Porto Alegre" in page.locator(".map .narrow").text_content()

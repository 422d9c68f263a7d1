"""The library in a real browser: its data blocks break no policy, it holds at 320 px, and it is searched without scripts."""

import json

import pytest

from tests.browser.conftest import SMALL
from tests.browser.plain import admin_link
from tests.browser.watch import until, violations
from tests.factories import shipped

pytestmark = pytest.mark.browser

PLAYED = f"The Long Evenings version {shipped()['version']}"
PAGES = (
    "/library/",
    "/library/search/?q=council",
    "/library/search/?q=nothing+at+all",
    f"/library/search/?q={'z' * 200}",
    "/library/data/",
    "/api/",
    "/library/map/",
    "/library/map/?view=world&at=narrow-paris-fr",
    "/library/practices/political-task-committees/",
    "/library/cases/wigan-deal/",
    "/library/sources/cogov-wp4/",
    "/library/organisations/gentofte-kommune/",
)


def test_pages_hold_on_a_small_screen_and_their_data_break_no_policy(server, open_page):
    page = open_page(server, SMALL)
    read = []
    for path in PAGES:
        answer = page.goto(path)
        assert answer.status == 200
        assert "unsafe" not in answer.headers["content-security-policy"]
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"], path
        assert violations(page) == [], path
        blocks = page.locator("script[type='application/ld+json']")
        read += [json.loads(blocks.nth(place).text_content())["@type"] for place in range(blocks.count())]
    assert read == ["DataCatalog", "Dataset", "Report", "Report", "WebPage", "GovernmentOrganization"]


def test_library_is_searched_without_scripts(server, open_page):
    page = open_page(server, SMALL, javascript=False)
    page.goto("/library/")
    page.fill("#q", "gronland zzz")
    page.press("#q", "Enter")
    assert "Nothing in the library holds all of: gronland zzz" in page.inner_text("main")
    page.fill("#q", "task committees")
    page.press("#q", "Enter")
    page.click("text=Political task committees")
    assert page.inner_text("h1") == "Political task committees"


def test_record_fetches_where_it_is_played_and_leads_there_without_scripts(server, open_page):
    """LINK-5."""
    page = open_page(server, SMALL)
    page.goto("/library/practices/handover-bridge/")
    page.wait_for_selector(".played .scenario")
    assert PLAYED in page.inner_text(".played")
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    assert violations(page) == []
    plain = open_page(server, SMALL, javascript=False)
    plain.goto("/library/practices/handover-bridge/")
    plain.click(".played a")
    assert plain.inner_text("h1") == "Where it is played"
    assert PLAYED in plain.inner_text("main")


def test_matrix_scrolls_in_its_own_region_by_keyboard(server, open_page, watches):
    page = open_page(server, SMALL)
    watches[0].excuse(r"favicon\.ico")  # the admin's own pages name none
    page.goto(admin_link(server))
    page.goto("/admin/scenarios/scenario/matrix/")
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    region = page.locator("[aria-labelledby=cases]")
    region.focus()
    page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('[aria-labelledby=cases]').scrollLeft > 0")
    assert page.evaluate("""() => {
        const region = document.querySelector("[aria-labelledby=cases]");
        region.scrollTo(120, 200);
        const box = region.getBoundingClientRect(), head = region.querySelector("thead th").getBoundingClientRect();
        return Math.abs(box.top - head.top) < 3 && Math.abs(box.left - head.left) < 3;
    }""")
    assert violations(page) == []


CARD_PAGE = """
from research.models import Organisation
Organisation.objects.filter(slug="gentofte-kommune").update(
    beacon_since="2026-05-01", beacon_agreed_by="Made up for a test", offers="A walk through the town hall. " * 4)
"""


def test_card_of_a_beacon_fits_a_frame_of_320_and_of_600_px_in_light_and_in_dark(server, open_page):
    server.manage("shell", "-v", "0", "-c", CARD_PAGE)
    page = open_page(server, SMALL)
    for width in (320, 600):
        for theme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 320})
            page.goto(f"/beacons/gentofte-kommune/card/?language=hr&theme={theme}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert violations(page) == [], (width, theme)
    page.goto("/library/organisations/gentofte-kommune/")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.locator("iframe").count() == 0 and "<iframe src=" in page.input_value("#embed-frame")
    assert page.evaluate("document.documentElement.scrollWidth") <= 600 and violations(page) == []

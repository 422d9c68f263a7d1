"""A room without internet: a laptop serves its own network, phones join by its address, and nothing else is ever asked.

The machine's second loopback address stands in for that of a hotspot; whatever goes elsewhere is cut off, and told.
"""

import urllib.error
import urllib.request

import pytest
import segno

from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.people import play

pytestmark = pytest.mark.browser

HOTSPOT = "127.0.0.2"
PATIENCE_SECONDS = 30


@pytest.fixture
def hotspot(serve):
    return serve(host=HOTSPOT)


@pytest.fixture
def cut_off(browser, open_page):
    """A page in a network in which there is only the laptop."""

    def open_one(server, size=PHONE):
        page = open_page(server, size)

        def only_here(route):
            if route.request.url.startswith(f"{server.root}/"):
                route.continue_()
            else:
                route.abort()

        page.context.route("**/*", only_here)
        return page

    return open_one


def test_links_and_signs_carry_the_address_that_the_facilitator_uses(hotspot, cut_off):
    desk = cut_off(hotspot, LAPTOP)
    desk.goto(hotspot.desk_link)
    link = desk.locator("#panel-doors a.scroll").first.get_attribute("href")
    assert link.startswith(f"{hotspot.root}/join/{hotspot.code}/?seal=")
    drawn = segno.make(link, error="m").svg_inline(scale=8, border=2, svgclass=None, omitsize=True)
    ways = desk.locator("#panel-doors .qr path").first.get_attribute("d")
    assert f'd="{ways}"' in drawn
    desk.goto(f"/facilitate/{hotspot.slug}/signs/")
    assert f"{hotspot.root}/join/{hotspot.code}/1/" in desk.inner_text("#sign-1")
    wall = cut_off(hotspot, LAPTOP)
    wall.goto(f"/projector/{hotspot.slug}/")
    assert wall.inner_text(".host").startswith(hotspot.root.removeprefix("http://"))


def test_a_round_is_played_and_nothing_else_is_asked(hotspot, sit, watches):
    """Every page is watched for requests to strangers; cookies hold without TLS, and news comes by the line."""
    ada = sit(hotspot, "Ada", "P1")
    cookies = ada.page.context.cookies()
    assert {cookie["domain"] for cookie in cookies} == {HOTSPOT}
    assert any(cookie["name"] == f"player_{hotspot.slug}" for cookie in cookies)
    assert not any(cookie["secure"] for cookie in cookies)
    play([ada], lambda: hotspot.log("DecisionMade"), seconds=120)
    assert ada.pushes > 0


def test_another_name_is_refused(hotspot):
    """Only the address that was named is served, so that no other site can stand before it."""
    request = urllib.request.Request(f"{hotspot.root}/join/", headers={"Host": "elsewhere.example"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=PATIENCE_SECONDS)
    assert refused.value.code == 400
    refused.value.close()

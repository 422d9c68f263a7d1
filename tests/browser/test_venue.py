"""The check of a hall's network in a real browser: green, amber and red, each for its reason (F7)."""

import re

import pytest

from tests.browser import pictures
from tests.browser.conftest import PHONE
from tests.browser.test_accessibility import faults

pytestmark = pytest.mark.browser

PATIENCE_MS = 60_000


def light(page, colour):
    page.wait_for_selector(f"#light.{colour}", timeout=PATIENCE_MS)
    return page.inner_text("#light")


def test_an_open_network_is_green(server, open_page):
    page = open_page(server, PHONE)
    page.goto("/venue/")
    assert light(page, "green").startswith("Green")
    assert page.inner_text("#line") == "yes" and page.inner_text("#stays") == "yes"
    assert re.match(r"\d+ ms, \d+ ms", page.inner_text("#latency"))
    assert f"Host: 127.0.0.1, port {server.port} (TCP)." in page.input_value("#for-it")
    pictures.take(page, "venue")
    found = []
    faults(page, "venue", found)
    assert not found


def test_a_network_without_sockets_is_amber(server, open_page, watches):
    page = open_page(server, PHONE, socket=False)
    watches[0].excuse("WebSocket")
    page.goto("/venue/")
    assert light(page, "amber").startswith("Amber")
    assert page.inner_text("#pages") == "yes"
    assert "refuses it" in page.inner_text("#line")


def test_a_network_that_keeps_old_answers_is_red(server, open_page):
    page = open_page(server, PHONE)
    page.route("**/venue/ping/**", lambda route: route.fulfill(json={"word": "of yesterday", "now": 1}))
    page.goto("/venue/")
    assert light(page, "red").startswith("Red")
    assert "keeps old answers" in page.inner_text("#pages")
    assert "off by seconds" in page.inner_text("#own-clock")


def test_a_proxy_that_stores_answers_is_red(server, open_page):
    """F7: it gives the same answer to the same address, although that must not be stored."""
    stored = {}

    def proxy(route):
        address = route.request.url
        if address not in stored:
            stored[address] = route.fetch().body()
        route.fulfill(body=stored[address], content_type="application/json")

    page = open_page(server, PHONE)
    page.route("**/venue/ping/**", proxy)
    page.goto("/venue/")
    assert light(page, "red").startswith("Red")
    assert "keeps old answers" in page.inner_text("#pages")


def test_a_network_that_swallows_the_line_is_told_apart(server, open_page, watches):
    """F7: no refusal and no answer either."""
    page = open_page(server, PHONE)
    page.route_web_socket(re.compile(".*"), lambda line: None)
    page.goto("/venue/")
    assert light(page, "amber").startswith("Amber")
    assert "swallows it" in page.inner_text("#line")


def test_fifty_simulated_phones_come_through(server, open_page):
    """C·9: so many lines and pages from this one device, in the same light."""
    page = open_page(server, PHONE)
    page.goto("/venue/")
    light(page, "green")
    assert page.locator(".crowd:visible").count() == 0
    page.click("text=Try it with so many")
    page.wait_for_selector("#slowest:has-text('ms')", timeout=PATIENCE_MS)
    assert page.inner_text("#through") == "50 of 50"
    assert re.match(r"\d+ ms$", page.inner_text("#slowest"))
    assert page.locator("#light.green, #light.amber").count() == 1  # amber where this machine is slow
    found = []
    faults(page, "venue, with phones", found)
    assert not found


def test_phones_without_a_line_are_counted_out(server, open_page, watches):
    """C·9: ten phones whose lines are refused still get pages, so the light is amber."""
    page = open_page(server, PHONE, socket=False)
    watches[0].excuse("WebSocket")
    page.goto("/venue/")
    light(page, "amber")
    page.select_option("#phones", "10")
    page.click("text=Try it with so many")
    page.wait_for_selector("#slowest:has-text('ms')", timeout=PATIENCE_MS)
    assert page.inner_text("#through") == "0 of 10"
    assert light(page, "amber")


def test_a_network_that_lets_nothing_through_is_red(server, open_page, watches):
    page = open_page(server, PHONE)
    watches[0].excuse(r"net::ERR_FAILED")
    page.route("**/venue/ping/**", lambda route: route.abort())
    page.goto("/venue/")
    assert light(page, "red").startswith("Red")
    assert page.inner_text("#pages") == "no answer"
    page.unroute("**/venue/ping/**")
    page.click("text=Check once more")
    assert light(page, "green").startswith("Green")

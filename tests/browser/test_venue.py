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
    assert server.root.removeprefix("http://") in page.input_value("#for-it")
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

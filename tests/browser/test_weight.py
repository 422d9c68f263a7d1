"""What a phone must load: little, from us alone, and nothing that our own policy forbids."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.plain import Leader, admin_link, at, personal_link, press, sent, sit_down, tick
from tests.browser.watch import until, violations

pytestmark = pytest.mark.browser

KILOBYTE = 1000
MOST_IN_ALL = 100 * KILOBYTE
MOST_SCRIPT = 50 * KILOBYTE
INLINE = "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = true'}))"


class Scales:
    """Weighs what a page loads as it comes over the line: headers and encoded bodies."""

    def __init__(self, page: Page) -> None:
        self.kinds: dict[str, tuple[str, str]] = {}
        self.weights: dict[str, int] = {}
        wire = page.context.new_cdp_session(page)
        wire.on("Network.responseReceived", self._see)
        wire.on("Network.loadingFinished", self._weigh)
        wire.send("Network.enable")

    def rows(self) -> Iterator[tuple[str, str, int]]:
        """Kind, address and bytes of everything that was loaded."""
        for name, weight in self.weights.items():
            yield *self.kinds.get(name, ("?", "?")), weight

    def _see(self, message: dict[str, Any]) -> None:
        self.kinds[message["requestId"]] = (message["type"], message["response"]["url"])

    def _weigh(self, message: dict[str, Any]) -> None:
        self.weights[message["requestId"]] = int(message["encodedDataLength"])


def test_first_load_of_a_players_page_is_light(serve, sit, open_page):
    server = serve(pace=10)
    server.manage("collectstatic", "--noinput", "--verbosity=0")  # compressed, as in production
    server.kill()
    server.start()
    link = personal_link(sit_down(sit(server, "Ingrid", "P1")))
    Leader(server).lead_to("choice")
    page = open_page(server)
    scales = Scales(page)
    page.goto(link)
    at(page, "choice")
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    rows = sorted(scales.rows(), key=lambda row: -row[2])
    told = "\n".join(f"{weight:8} {kind} {address}" for kind, address, weight in rows)
    assert {"Document", "Script", "Stylesheet", "Font"} <= {kind for kind, _address, _weight in rows}, told
    assert sum(weight for kind, _address, weight in rows if kind == "Script") <= MOST_SCRIPT, told
    assert sum(weight for _kind, _address, weight in rows) <= MOST_IN_ALL, told


def test_no_page_asks_another_server_or_breaks_the_policy(serve, sit, open_page, watches):
    server = serve(pace=10)
    page, player = open_page(server), sit_down(sit(server, "Ingrid", "P1")).page
    watches[0].excuse(r"favicon\.ico")  # the admin's own pages name none
    hosts = set()
    for one in (page, player):
        one.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    for path in (
        "/",
        "/join/",
        f"/projector/{server.slug}/",
        "/library/",
        admin_link(server),
        f"/facilitate/{server.slug}/",
    ):
        faultless(page, path)
    faultless(player, server.play_url)
    Leader(server).lead_to("choice")
    at(player, "choice")
    tick(player, "B")
    press(player)
    sent(player)
    assert violations(player) == []
    assert hosts == {urlsplit(server.root).netloc}


def test_policy_that_is_broken_is_noticed(server, open_page, watches):
    page = open_page(server)
    watches[0].excuse("Content Security Policy|policy: script-src")
    faultless(page, "/")
    page.evaluate(INLINE)
    until(page, "violations.length")
    assert page.evaluate("window.ran") is None
    assert violations(page)[0].startswith("script-src")


def faultless(page: Page, address: str) -> None:
    """The policy comes with the page, and nothing on the page breaks it."""
    answer = page.goto(address)
    assert answer is not None and answer.status == 200, address
    assert "default-src 'none'" in answer.headers["content-security-policy"], address
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready")
    assert violations(page) == [], address

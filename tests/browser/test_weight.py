"""What a phone must load: little, from us alone, and nothing that our own policy forbids."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.plain import Leader, admin_link, personal_link, sit_down
from tests.browser.watch import violations

pytestmark = pytest.mark.browser

KILOBYTE = 1000
MOST_IN_ALL = 100 * KILOBYTE
MOST_SCRIPT = 50 * KILOBYTE


class Scales:
    """Weighs what a page loads as it comes over the line: headers and encoded bodies."""

    def __init__(self, page: Page) -> None:
        self.kinds: dict[str, tuple[str, str]] = {}
        self.weights: dict[str, int] = {}
        wire = page.context.new_cdp_session(page)
        wire.on("Network.responseReceived", self._see)
        wire.on("Network.loadingFinished", self._weigh)
        wire.send("Network.enable")
        wire.send("Network.setCacheDisabled", {"cacheDisabled": False})

    def rows(self) -> Iterator[tuple[str, str, int]]:
        """Kind, address and bytes of everything that was loaded."""
        for name, weight in self.weights.items():
            yield *self.kinds.get(name, ("?", "?")), weight

    def _see(self, message: dict[str, Any]) -> None:
        self.kinds[message["requestId"]] = (message["type"], message["response"]["url"])

    def _weigh(self, message: dict[str, Any]) -> None:
        self.weights[message["requestId"]] = int(message["encodedDataLength"])


@pytest.fixture
def packed_server(serve):
    """A server with collected, compressed files, as in production."""
    server = serve(pace=1.0)
    server.manage("collectstatic", "--noinput", "--verbosity=0")
    server.kill()
    return server.start()


def test_first_load_of_a_players_page_is_light(packed_server, sit, open_page):
    person = sit_down(sit(packed_server, "Ingrid", "P1"))
    link = personal_link(person)
    Leader(packed_server).lead_to("choice")
    page = open_page(packed_server)
    scales = Scales(page)
    page.goto(link)
    page.wait_for_selector("[data-screen=choice]")
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    rows = sorted(scales.rows(), key=lambda row: -row[2])
    kinds = {kind for kind, _address, _weight in rows}
    assert {"Document", "Script", "Stylesheet", "Font"} <= kinds, rows
    assert sum(weight for kind, _address, weight in rows if kind == "Script") <= MOST_SCRIPT, rows
    assert sum(weight for _kind, _address, weight in rows) <= MOST_IN_ALL, rows

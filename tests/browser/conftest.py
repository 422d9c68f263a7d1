"""Servers, a browser, and watched pages of several kinds. No test here touches the ORM: it drives a child process."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.people import Person
from tests.browser.server import Server
from tests.browser.watch import Watch

PHONE = {"width": 390, "height": 844}
SMALL = {"width": 320, "height": 700}
LAPTOP = {"width": 1280, "height": 800}

#: Chromium in a container, and silent: it may not call home during a test.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's own chromium."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Start servers; at the end they are stopped, and none may have complained.

    Before it starts, a server may be given all that another holds (`like`), or something to run in its shell (`first`).
    """
    servers: list[Server] = []

    def start(first: str = "", like: Server | None = None, **options: Any) -> Server:
        servers.append(Server(**options))
        if like is not None:
            servers[-1].begins_like(like)
        if first:
            servers[-1].manage("shell", "-v", "0", "-c", first)
        return servers[-1].start()

    yield start
    complaints = [server.complaints() for server in servers]
    for server in servers:
        server.stop()
    assert not any("Traceback" in text for text in complaints), complaints


@pytest.fixture
def server(serve: Callable[..., Server]) -> Server:
    """A demo at a quick pace."""
    return serve()


@pytest.fixture
def watches() -> list[Watch]:
    """The watches of this test's contexts, in the order in which they were opened."""
    return []


@pytest.fixture
def open_page(browser: Browser, watches: list[Watch]) -> Iterator[Callable[..., Page]]:
    """Open a page in a context of its own; at the end it must have been faultless."""

    def open_one(
        server: Server,
        size: dict[str, int] = PHONE,
        *,
        socket: bool = True,
        javascript: bool = True,
        address: str = "",
        locale: str = "en-GB",
    ) -> Page:
        context = browser.new_context(
            viewport=size, java_script_enabled=javascript, locale=locale, base_url=address or server.root
        )
        context.set_default_timeout(15_000)
        watches.append(Watch(context, (address or server.root).removeprefix("http://")))
        page = context.new_page()
        if not socket:
            page.route_web_socket(re.compile(".*"), lambda route: route.close())
        return page

    yield open_one
    faults = [watch.verdict() for watch in watches]
    for watch in watches:
        watch.context.close()
    assert not any(faults), faults


@pytest.fixture
def sit(open_page: Callable[..., Page]) -> Callable[..., Person]:
    """A person who has come in; options of the page and answers of the person are told apart by name."""

    def come_in(server: Server, name: str, seat: str, **options: Any) -> Person:
        kind = {
            key: options.pop(key)
            for key in ("size", "socket", "javascript", "address", "locale")
            if key in options
        }
        return Person(open_page(server, **kind), server, name, seat, **options).join()

    return come_in


#: Opens whatever a button is folded into, as a person would.
UNFOLD = """button => {
  const panel = button.closest("[popover]");
  if (panel && !panel.matches(":popover-open")) panel.showPopover();
  for (let fold = button.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}"""


@pytest.fixture
def lead(open_page: Callable[..., Page]) -> Callable[..., tuple[Page, Callable[..., None]]]:
    """A desk in a browser, and a function that presses its buttons."""

    def start(server: Server, size: dict[str, int] = LAPTOP) -> tuple[Page, Callable[..., None]]:
        page = open_page(server, size)
        page.goto(server.desk_link)
        page.wait_for_url(f"{server.root}/facilitate/{server.slug}/")

        def press(label: str) -> None:
            button = page.get_by_role("button", name=label, exact=True, include_hidden=True).first
            button.evaluate(UNFOLD)
            with page.expect_response(lambda answer: answer.request.method == "POST"):
                button.click()

        return page, press

    return start

"""The participants of a session of oTree: each does what the browser does, with a connection for each request."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass, field
from time import perf_counter
from urllib.parse import urlencode

from bench.live.page import Page
from bench.live.server import HOST

#: Where a wait page listens; one that is told nothing for so long looks again.
SOCKET = re.compile(r'makeReconnectingWebSocket\("([^"]+)"\)')
WAIT_SECONDS, ANSWER_SECONDS = 60, 120
AT_ONCE = 20
OK, FOUND, MOVED = 200, 302, 307
SESSION, GROUP = "vote", 5


@dataclass
class Submitted:
    """All have submitted a page, and have the next one that is not a wait page: seconds since the beginning, for each."""

    answered: list[float] = field(default_factory=list)
    arrived: list[float] = field(default_factory=list)
    lost: int = 0

    @property
    def per_second(self) -> float:
        """Page submits answered in a second."""
        return len(self.answered) / max(self.answered) if self.answered else 0.0

    @property
    def last(self) -> float:
        """From the answer to the last submit until the last has the next page, in seconds."""
        return max(self.arrived) - max(self.answered) if self.arrived and self.answered else 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, where it leads to, and the page."""

    status: int
    leads_to: str
    text: str


async def ask(port: int, method: str, path: str, body: str = "", kind: str = "") -> Answer:
    """One request on a connection of its own; status 0 where there is no answer."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            reader, writer = await asyncio.open_connection(HOST, port)
            try:
                about = f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n" if method == "POST" else ""
                head = f"{method} {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\n{about}Connection: close\r\n\r\n"
                writer.write((head + body).encode())
                told, _end, text = (await reader.read()).decode("utf-8", "replace").partition("\r\n\r\n")
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return Answer(0, "", "")
    first, *lines = told.split("\r\n")
    headers = {name.lower(): value for name, _colon, value in (line.partition(": ") for line in lines)}
    text = _joined(text) if headers.get("transfer-encoding") == "chunked" else text
    where, words = headers.get("location", ""), first.split(" ")
    return Answer(int(words[1]) if len(words) > 1 else 0, where, text)


def _joined(text: str) -> str:
    """The body of an answer that comes in pieces, each behind its length."""
    found, rest = "", text
    while rest:
        size, _line, rest = rest.partition("\r\n")
        number = int(size or "0", 16)
        found, rest = found + rest[:number], rest[number + 2 :]
    return found


async def begin(port: int, number: int) -> list[str]:
    """Make a session; where each of its participants is: the address of the first page, which has been opened."""
    sent = json.dumps({"session_config_name": SESSION, "num_participants": number})
    made = await ask(port, "POST", "/api/sessions", sent, "application/json")
    if made.status != OK:
        raise RuntimeError(f"oTree made no session: {made.status} {made.text[:300]}")
    told = await ask(
        port, "POST", f"/api/get_session/{json.loads(made.text)['code']}", "{}", "application/json"
    )
    codes = [str(one["code"]) for one in json.loads(told.text)["participants"]]
    places = []
    for start in range(0, number, AT_ONCE):
        places += await asyncio.gather(*(_enter(port, code) for code in codes[start : start + AT_ONCE]))
    return places


async def _enter(port: int, code: str) -> str:
    sent_on = await ask(port, "GET", f"/InitializeParticipant/{code}")
    page = await ask(port, "GET", sent_on.leads_to)
    if page.status != OK:
        raise RuntimeError(f"oTree showed no first page: {page.status}")
    return sent_on.leads_to


async def submit(port: int, places: list[str], fields: dict[str, str]) -> tuple[Submitted, list[str]]:
    """All submit their pages in the same moment; how it went, and where they are then."""
    found = Submitted()
    began = perf_counter()
    then = await asyncio.gather(*(_submits(port, place, fields, found, began) for place in places))
    return found, list(then)


async def submit_one_late(port: int, places: list[str], fields: dict[str, str]) -> float:
    """All but one have submitted and wait; the last one does. From then on the seconds until the last has the next page."""
    (late, *others), early = places, Submitted()
    began = perf_counter()
    led = await asyncio.gather(*(_posts(port, place, fields, early, began) for place in others))
    waiting = [asyncio.ensure_future(_arrives(port, place, early, began)) for place in led]
    await asyncio.sleep(1 + len(others) / 50)  # until all have their wait pages
    sent = perf_counter()
    await _submits(port, late, fields, early, began)
    await asyncio.gather(*waiting)
    if early.lost:
        raise RuntimeError(f"{early.lost} pages were lost by oTree.")
    return began + max(early.arrived) - sent


async def _submits(port: int, place: str, fields: dict[str, str], found: Submitted, began: float) -> str:
    """Submit a page, and where one is then; the same page where that went wrong."""
    led = await _posts(port, place, fields, found, began)
    return await _arrives(port, led, found, began) or place


async def _posts(port: int, place: str, fields: dict[str, str], found: Submitted, began: float) -> str:
    answer = await ask(port, "POST", place, urlencode(fields), "application/x-www-form-urlencoded")
    if answer.status != FOUND:
        found.lost += 1
        return ""
    found.answered.append(perf_counter() - began)
    return answer.leads_to


async def _arrives(port: int, place: str, found: Submitted, began: float) -> str:
    """Open what one is led to, and wait at wait pages, until there is a page; where that is, or nothing if it never came."""
    end = perf_counter() + ANSWER_SECONDS
    while place and perf_counter() < end:
        page = await ask(port, "GET", place)
        if page.status in (FOUND, MOVED):
            place = page.leads_to
        elif page.status != OK:
            break
        elif listens := SOCKET.search(page.text):
            await _is_told(port, listens[1])
        else:
            found.arrived.append(perf_counter() - began)
            return place
    found.lost += bool(place)
    return ""


async def _is_told(port: int, path: str) -> None:
    """Listen as the wait page does, until it is told to look again."""
    told = asyncio.Event()

    def heard(page: Page) -> None:
        if page.frames:
            told.set()

    page = Page(path.replace("&amp;", "&"), port, "", heard, lambda _page: told.set())
    page.answers = False
    try:
        await asyncio.get_running_loop().create_connection(lambda: page, HOST, port)
        async with asyncio.timeout(WAIT_SECONDS):
            await told.wait()
    except (OSError, TimeoutError):
        return
    finally:
        if hasattr(page, "transport"):
            page.close()

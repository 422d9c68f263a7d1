"""What one person chooses and votes shows nowhere before it may: the same game twice, with one answer exchanged.

Up to a moment there is one game. Then it is copied, with its clock standing still, and in the copies one person answers
otherwise. Whatever everybody else receives, tablemates, another table, the wall and the desk, must be the same to the byte.
"""

from __future__ import annotations

import difflib
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.browser.plain import Leader, step_of
from tests.browser.recorder import Recorder
from tests.browser.server import Server
from tests.browser.townspeople import Door, Ear
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

MORNING = 1_800_000_000_000
MOST_SECONDS = 20
#: When nothing has come for so long, all that belongs to a stage has come, on a busy machine as well.
QUIET_SECONDS = 1.0
OPTIONS = ("--tables", "2", "--dilemma", "pen", "--no-bots")
#: Who answers otherwise, and where the others are. The politicians decide, so this vote decides with one more.
OTHER_SEATS = {"Bo": (1, "P3"), "Cilla": (1, "M1"), "Dag": (1, "M3"), "Else": (2, "P1")}
#: What is another at each request or address, and tells nothing: tokens, and the link to the own seat with its sign.
OTHERWISE = (
    re.compile(r'(?<=name="csrfmiddlewaretoken" value=")\w+'),
    re.compile(r'(?<=name="page" value=")\w+'),
    re.compile(r'(?<=name="said" value=")\w+'),
    re.compile(r'(?<=name="key" value=")[\w-]+'),
    re.compile(r'(?<=data-page=")\w+'),
    re.compile(r"(?<=127\.0\.0\.1:)\d+"),
    re.compile(r'(?<=<div class="qr").*?(?=</div>)', re.DOTALL),
    re.compile(r"^(Date|Set-Cookie|Content-Length|Content-Security-Policy): .*$", re.MULTILINE),
)


@dataclass
class Run:
    """One of two games: who is in it, and what everybody but the one who answers has received, by stage."""

    server: Server
    recorder: Recorder
    one: Visitor
    others: dict[str, Visitor]
    leader: Leader
    stages: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)

    def does(self, deed: str, *, is_news: bool = True, **data: str) -> None:
        """The one person's deed; then everybody else looks at the page, and has heard what the socket tells of it."""
        home = f"/workshops/{self.server.slug}/"
        self.one.send(self.one.get(home).form(f"/{deed}/"), **data)
        for name, visitor in self.others.items():
            path = {"wall": f"/projector/{self.server.slug}/"}.get(name, home)
            for address in (path, f"{path}screen/"):
                assert visitor.get(address).status == 200
        for address in ("", "screen/"):
            assert self.leader.get(f"/facilitate/{self.server.slug}/{address}").status == 200
        if is_news:  # that somebody thinks again is told to nobody
            self.wait_for_news()

    def wait_for_news(self) -> None:
        """Until tablemates and the desk have been told of the last line of the log by their sockets."""
        deadline = time.monotonic() + MOST_SECONDS
        wanted = len(self.server.log())
        while min(self.told(name) for name in ("Bo", "Cilla", "Dag", "desk")) < wanted:
            assert time.monotonic() < deadline, [(name, self.told(name)) for name in self.recorder.wires]
            time.sleep(0.1)

    def told(self, name: str) -> int:
        """The version that a viewer's socket told last."""
        said = (p.version for p in self.recorder.payloads() if p.viewer == name and "socket /" in p.address)
        return max(said, default=0)

    def ends(self, stage: str) -> None:
        """Keep what was received since the stage before, pages and sockets apart, once nothing more comes."""
        before = -1
        while before != (before := sum(len(wire.received) for wire in self.recorder.wires.values())):
            time.sleep(QUIET_SECONDS)
        fresh: dict[str, list[str]] = {}
        for payload in self.recorder.payloads():
            way = "by socket" if payload.address.startswith("socket") else "by page"
            received = fresh.setdefault(f"{payload.viewer} {way}", [])
            if not payload.text.startswith("\n{"):  # a heartbeat tells nothing new
                received.append(f"{payload.address}\n{plain(payload.text)}")
        self.stages[stage] = {name: received[self.seen.get(name, 0) :] for name, received in fresh.items()}
        self.seen = {name: len(received) for name, received in fresh.items()}


def plain(text: str) -> str:
    """What was received without what is another each time."""
    for pattern in OTHERWISE:
        text = pattern.sub("", text)
    return text


@pytest.fixture
def games(serve: Callable[..., Server]) -> Iterator[tuple[Run, Run]]:
    """Two copies of one game in which a table is about to choose."""
    server = serve(options=OPTIONS, frozen_at=MORNING, pace=1)
    one = seated(server, "Asta", 1, "P1")
    others = {name: seated(server, name, *seat) for name, seat in OTHER_SEATS.items()}
    leader = Leader(server)
    leader.do("take-desk")
    for leaving in ("lobby", "welcome", "briefing"):
        leader.leave(leaving)
    leader.do("open-round")
    late = Visitor(server)
    late.join("Frida")
    late.send(late.get(f"/workshops/{server.slug}/").form("/seat/"), seat="1")
    others["Frida"] = late
    leader.do("close-step")
    assert step_of(server) == "choice"
    with ExitStack() as over:
        copies = [
            copy(serve(like=server, options=OPTIONS, frozen_at=MORNING, pace=1), one, others, leader, over)
            for _copy in range(2)
        ]
        yield copies[0], copies[1]


def seated(server: Server, name: str, table: int, role: str) -> Visitor:
    """Somebody who sits at a table."""
    visitor = Visitor(server)
    visitor.send(visitor.join(name).form("/seat/"), seat=f"{table}-{role}")
    return visitor


def copy(server: Server, one: Visitor, others: dict[str, Visitor], leader: Leader, over: ExitStack) -> Run:
    """The same people in a copy of the game, everybody but the one at the end of a wire, with a socket."""
    recorder = Recorder(server)
    over.callback(recorder.close)

    def again(visitor: Any, name: str, where: str) -> Any:
        twin = visitor.__class__.__new__(visitor.__class__)
        Visitor.__init__(twin, Door(server, recorder.tap(name)))  # type: ignore[arg-type]
        for cookie in visitor.jar:
            twin.jar.set_cookie(cookie)
        over.enter_context(closing(Ear(twin, f"/{where}/{server.slug}/socket/")))
        return twin

    people = {name: again(visitor, name, "workshops") for name, visitor in others.items()}
    people["wall"] = again(Visitor(server), "wall", "projector")
    alone = Visitor(server)
    for cookie in one.jar:
        alone.jar.set_cookie(cookie)
    run = Run(server, recorder, alone, people, again(leader, "desk", "facilitate"))
    run.wait_for_news()
    run.ends("before")
    return run


def test_nobody_receives_another_byte_because_of_what_somebody_chose_or_voted(games):
    """CHOICE-1, KEEP-2, VOTE-10: choice, confidence, reason, words and vote, until the step is closed."""
    for run, option, sure, reason, words in (
        (games[0], "A", "1", "lawful", "Because of the law."),
        (games[1], "B", "3", "fair", "It is only fair."),
    ):
        run.does("choose", option=option, confidence=sure, reason=reason, words=words)
        run.ends("another choice")
        run.does("choose", is_news=False, option="C", confidence="2", reason="trust", words="We can.")
        run.ends("the same choice")
        while step_of(run.server) != "vote":
            run.leader.do("close-step")
            run.wait_for_news()  # else two steps may come as one, or not
        run.ends("reveal and talk")
        run.does("vote", option=option)
        run.ends("another vote")
    for stage in ("another choice", "the same choice", "reveal and talk", "another vote"):
        assert not difference(games, stage), (stage, difference(games, stage))
        for name in ("Bo", "Cilla", "Dag", "desk") if stage != "the same choice" else ():
            assert games[0].stages[stage][f"{name} by socket"], f"{name} was told nothing in {stage}"

    for run in games:
        run.leader.do("close-step")
        run.wait_for_news()
        run.ends("decided")
    told = difference(games, "decided")
    assert {"Bo by socket", "Cilla by socket", "Dag by socket", "desk by socket"} <= told.keys()
    assert not any(name.startswith("Else") for name in told), "another table hears nothing of it"


def difference(games: tuple[Run, Run], stage: str) -> dict[str, list[str]]:
    """Who received something else in the two games, and which lines were others."""
    found = {}
    for name in sorted(games[0].stages[stage].keys() | games[1].stages[stage].keys()):
        one, two = ("\n".join(run.stages[stage].get(name, ())).split("\n") for run in games)
        if one != two:
            found[name] = [line[:200] for line in difflib.unified_diff(one, two, lineterm="", n=0)][:12]
    return found

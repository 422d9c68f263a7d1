"""At a table where all seats are taken and shared, one more person looks on; mirrors and the observer are recorded too."""

from __future__ import annotations

from contextlib import ExitStack, closing

import pytest

from tests.browser.canary import SLUG, SOW, marks, script
from tests.browser.history import History, Viewer
from tests.browser.plain import Leader
from tests.browser.recorder import Payload, Recorder
from tests.browser.server import Server
from tests.browser.townspeople import Door, Ear, Typed
from tests.browser.visitor import Visitor
from tests.browser.who_may_see import Judge

pytestmark = pytest.mark.browser

#: A table has room for sixteen, and the workshop for sixteen a table; so the observer needs a second one.
OPTIONS = ("--scenario", SLUG, "--dilemma", "pen", "--no-bots", "--tables", "2")
ROLES = ("P1", "M1", "M3", "P3", "M4", "P2", "M2", "P4")
OBSERVER = "Vera"
#: Which option some seats choose and vote for, with a reason in words; these have a socket.
CHOSEN = {"P1": "A", "M1": "B", "P3": "A"}


class FullTable:
    """Eight seats by their roles, a mirror of each with an m behind it, an observer, a desk and a wall."""

    def __init__(self, server: Server, over: ExitStack) -> None:
        self.server, self.over = server, over
        self.typed, self.recorder = Typed(), Recorder(server)
        over.callback(self.recorder.close)
        self.desk = Leader(Door(server, self.recorder.tap("desk")))
        self.desk.do("take-desk")
        self.people: dict[str, Visitor] = {}
        for role in ROLES[:5]:
            self.comes(role, f"1-{role}")
        for phase in ("lobby", "welcome"):
            self.desk.leave(phase)
        for role in (*ROLES[5:], *(f"{role}m" for role in ROLES)):
            self.comes(role)
        self.desk.leave("briefing")
        self.comes(OBSERVER)
        self.wall = Visitor(Door(server, self.recorder.tap("wall")))
        self.listen(self.wall, "projector")
        self.listen(self.desk, "facilitate")
        for name in (*CHOSEN, *(f"{role}m" for role in ROLES), OBSERVER):
            self.listen(self.people[name], "workshops")

    def comes(self, name: str, seat: str = "1") -> None:
        """Somebody comes in and sits down, or looks on where nothing is left."""
        visitor = Visitor(Door(self.server, self.recorder.tap(name)))
        visitor.join(self.typed.line(f"typed.name.{name}"))
        visitor.send(visitor.page.form("/seat/"), seat=seat)
        self.people[name] = visitor

    def listen(self, visitor: Visitor, where: str) -> None:
        """A socket beside the page."""
        self.over.enter_context(closing(Ear(visitor, f"/{where}/{self.server.slug}/socket/")))

    @property
    def step(self) -> str:
        """The step in which the table is."""
        lines = self.server.log("StepEntered")
        return next(line.data["name"] for line in reversed(lines) if line.data["table"] == 1)

    def look(self) -> None:
        """Everybody looks at the own page, and tries a road that was not taken."""
        for visitor in self.people.values():
            visitor.get(f"/workshops/{self.server.slug}/road/1/C/")
            visitor.get(f"/workshops/{self.server.slug}/")
        self.wall.get(f"/projector/{self.server.slug}/")
        self.desk.get(f"/facilitate/{self.server.slug}/")

    def play(self) -> None:
        """One round, its results and the first question of the debrief."""
        self.desk.do("open-round")
        while self.step != "done":
            self.look()
            self.act(self.step)
            self.look()
            self.desk.do("close-step")
        for phase in ("playing", "results"):
            self.desk.leave(phase)
            self.look()

    def act(self, step: str) -> None:
        """What is done in a step: some choose and vote, and the first fact comes on the table."""
        deed = {"choice": "choose", "vote": "vote", "runoff": "vote"}.get(step)
        for role, option in CHOSEN.items() if deed else ():
            words = {"words": self.typed.line(f"typed.reason.{role}.1")} if deed == "choose" else {}
            self.people[role].send(self.people[role].page.form(f"/{deed}/"), option=option, **words)
        if step == "talk":
            holder = self.people[self.server.log("FactDealt")[0].data["role"]]
            holder.send(holder.page.form("/share-fact/"))

    def judge(self) -> Judge:
        """Everything that is known once it is over."""
        ids = {name: player for player, name in self.server.rows("SELECT id_in_log, name FROM game_player")}
        viewers = [Viewer("desk", "desk"), Viewer("wall", "wall")]
        for name in self.people:
            kind = "observer" if name == OBSERVER else "player"
            viewers.append(Viewer(name, kind, 1, ids[self.typed.keys[f"typed.name.{name}"]]))
        secrets = {mark: key for key, mark in {**marks(), **self.typed.keys}.items()}
        secrets |= {viewer.player: f"typed.id.{viewer.name}" for viewer in viewers if viewer.player}
        history = History(self.server.log(), viewers)
        return Judge(history, secrets, tuple(dilemma.id for dilemma in script().dilemmas))


def test_mirror_receives_what_its_seat_may_see_and_the_observer_what_lies_open(serve):
    """SEAT-3, beside the rules of every secret."""
    server = serve(options=OPTIONS, pace=10, first=SOW)
    with ExitStack() as over:
        table = FullTable(server, over)
        table.play()
    assert len(server.log("SeatShared")) == len(ROLES)
    judge, payloads = table.judge(), table.recorder.payloads()
    leaks = judge.leaks(payloads)
    assert not leaks, "\n".join(leaks[:40])

    heard = heard_by(judge, payloads)
    decided = server.log("DecisionMade")[0].data["option"]
    fact = server.log("FactShared")[0].data["fact"]
    for role in ROLES:
        for name in (role, f"{role}m"):
            aims = {key for key in heard[name] if key.endswith(".aim")}
            assert aims == {f"roles.{role}.aim"}, name
            assert {"pen.A.text", f"pen.{decided}.story", f"pen.facts.{fact}.text"} <= heard[name]
    assert {"pen.situation", "pen.B.title", f"pen.{decided}.story", "typed.reason.M1.1"} <= heard[OBSERVER]
    told = {key for key in heard[OBSERVER] if key.startswith("pen.facts.")}
    assert told == {f"pen.facts.{fact}.text"}, "in the path of the results"


def heard_by(judge: Judge, payloads: list[Payload]) -> dict[str, set[str]]:
    """Which secrets each viewer received."""
    heard: dict[str, set[str]] = {}
    for payload in payloads:
        heard.setdefault(payload.viewer, set()).update(judge.keys_in(payload.text))
    return heard

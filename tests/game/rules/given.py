"""Given: a small scripted workshop, brought to where a test begins, with a log of all that happened.

Whoever holds seat P1 at table 1 is the player "P1"; at table 2 it is "P1.2".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pytest

from game.rules import PRESENCE, Refused, Settings, Sign, State, apply, due
from game.rules import commands as c
from game.rules.events import Event
from game.rules.play import Play, Step
from game.rules.state import FILLING_ORDER, Table
from scenarios.incidents import INCIDENTS
from scenarios.script import Script, parse

SECOND = 1_000
MINUTE = 60_000

HARBOUR = {
    "id": "harbour", "stage": 1, "from": 3, "level": 3, "decides": "P", "fallback": "A",
    "options": {
        "A": {"cost": {"time": 1, "budget": 1}, "poles": {"A1": 1, "B1": -1, "C1": -1, "C2": 2, "D2": 1}, "trust": 1,
              "legitimacy": -1, "att": {"citizens": -1, "unions": 1}, "inv": {"media": 1}, "marks": ["delegated"],
              "seeds": ["slow", "quick"]},
        "B": {"cost": {"time": 0, "budget": 2}, "poles": {"B1": 2, "A2": -1}, "needs": "trust>=7"},
        "C": {"cost": {"time": 3, "budget": 2}, "poles": {"C1": 2, "C2": -1}, "att": {"citizens": 1}},
        "D": {"opens_if": ["secret"], "cost": {"time": 0, "budget": 0}, "poles": {"D1": 2}, "marks": ["visible_win"]},
    },
    "seeds": {
        "slow": {"kind": "harm", "tag": "money", "after": 2, "if": "C1<=3", "effects": {"D2": -1}},
        "quick": {"kind": "gain", "tag": "staff", "after": 1, "effects": {"A1": 1}},
    },
}  # fmt: skip
BRIDGE = {
    "id": "bridge", "stage": 2, "from": 3, "level": 1, "decides": "M", "fallback": "B",
    "options": {
        "A": {"cost": {"time": 1}, "poles": {"A1": 2, "A2": -1}, "att": {"ngos": 1}},
        "B": {"cost": {"time": 2, "budget": 0}, "poles": {"A2": 2}, "trust": 1, "att": {"ngos": 1}, "marks": ["bridge"],
              "alt": {"if": "delegated", "cost": {"time": 0, "budget": 3}, "poles": {"A1": -2}, "att": {"ngos": -2}}},
        "C": {"cost": {"budget": 1}, "poles": {"B2": 1}, "inv": {"ngos": -1}},
    },
}  # fmt: skip
CLOCK = {
    "id": "clock", "stage": 3, "from": 3, "level": 2, "decides": "all", "fallback": "C",
    "variant": {"if": "att.citizens<=-1"},
    "options": {
        "A": {"cost": {"time": 1}, "poles": {"B1": 2, "B2": -2}, "att": {"media": 2}},
        "B": {"cost": {"budget": 1}, "poles": {"B2": 2, "B1": -1}, "inv": {"media": 1}},
        "C": {"cost": {}, "poles": {"D1": 1}, "att": {"businesses": -2}},
    },
}  # fmt: skip


TEXTS = {"en": {"harbour": {"title": "The harbour"}}}


@cache
def scripted(*decides: str) -> Script:
    """The test script; `decides` says who decides in its rounds, P, M and all unless told otherwise."""
    return parse(scripted_document(*decides), TEXTS)


def scripted_document(*decides: str) -> dict[str, Any]:
    """The test script as plain data."""
    who = decides or ("P", "M", "all")
    dilemmas = [{**d, "decides": w} for d, w in zip((HARBOUR, BRIDGE, CLOCK), who, strict=True)]
    people = {"citizens": {"att": 0, "inv": 1}, "ngos": {"att": 0, "inv": 1}}
    return {
        "slug": "test",
        "dilemmas": dilemmas,
        "people": people,
        "start": {"trust": 5, "legitimacy": 5},
    }


#: Settings under which everything is played.
FULL = {"edition": 2, "moves": True, "incidents": True, "safeguards": True, "plenaries": True}


@cache
def lively(*decides: str) -> Script:
    """The test script with facts, a guarded seed, a standing seed and an incident of its own that alone can be drawn."""
    return parse(lively_document(*decides), TEXTS)


def lively_document(*decides: str) -> dict[str, Any]:
    """The same as plain data."""
    who = decides or ("P", "M", "all")
    facts = [{"id": "secret", "to": ["M4", "M1"]}, {"id": "rumour", "to": ["P4", "P3"]}]
    seeds = {**HARBOUR["seeds"], "late": {"kind": "harm", "tag": "money", "after": 1, "effects": {"B2": -1},
                                         "guarded_by": ["review_date", "legal_check"]}}  # fmt: skip
    clock = {**CLOCK, "seeds": seeds, "options": {**CLOCK["options"]}}
    dilemmas = [
        {**d, "decides": w, "facts": facts} for d, w in zip((HARBOUR, BRIDGE, clock), who, strict=True)
    ]
    dilemmas[1]["seeds"] = {"late": seeds["late"]}
    dilemmas[1]["options"] = {**BRIDGE["options"], "A": {**BRIDGE["options"]["A"], "seeds": ["late"]}}
    return {
        "slug": "lively",
        "dilemmas": dilemmas,
        "people": {"citizens": {"att": 0, "inv": 1}, "ngos": {"att": 0, "inv": 2}},
        "standing": [
            {"id": "flu", "kind": "harm", "tag": "staff", "round": 2, "if": "time<=4", "effects": {"A2": -1}}
        ],
        "incidents": [
            {"id": "fair", "opening": {"budget": -1}, "answers": [{"A1": 1}, {"time": -1, "D2": 1}]}
        ],
        "exclude_incidents": list(INCIDENTS),
    }


class Game:
    """A workshop under test: its state, its log, and the present time in milliseconds."""

    def __init__(self, script: Script) -> None:
        self.state = State(script)
        self.lines: list[tuple[int, Event]] = []
        self.now = 0

    def when(self, command: c.Command, at: int | None = None) -> list[Event]:
        """Submit a command now, or at a time; answer what happened."""
        self.now = max(self.now, self.now if at is None else at)
        self.state, events = apply(self.state, command, self.now)
        self.lines += [(self.state.at, event) for event in events]
        return list(events)

    def does(self, player: str, kind: Any, **fields: Any) -> list[Event]:
        """Submit a player's command, meant for the step that the player's table is in."""
        return self.when(self.wish(player, kind, **fields))

    def wish(self, player: str, kind: Any, **fields: Any) -> Any:
        """A player's command, meant for the step that the player's table is in."""
        step = self.table(self.state.players[player].table).step
        return kind(player=player, step=step.number if step else 0, **fields)

    def all_do(self, kind: Any, *players: str, **fields: Any) -> list[Event]:
        """All these players, or all at table 1, do the same as long as the step lasts."""
        found: list[Event] = []
        step = self.step().number
        for player in players or tuple(self.table().seats[role] or "" for role in self.table().taken()):
            if self.step().number == step:
                found += self.does(player, kind, **fields)
        return found

    def close(self, table: int = 1) -> list[Event]:
        """The facilitator closes the step of a table."""
        return self.when(c.CloseForTable(table, self.step(table).number))

    def later(self, milliseconds: int) -> Game:
        """Let time pass without anybody doing anything, the clock included."""
        self.now += milliseconds
        return self

    def clock(self, milliseconds: int = 0, signs: Mapping[str, Sign] | None = None) -> list[Event]:
        """Let time pass with the clock doing what is due; who is there is judged only if signs are given."""
        until = self.now + milliseconds
        found: list[Event] = []
        for _ in range(2_000):
            waiting = [
                (at, command)
                for at, command in due(self.state, signs or {})
                if at <= until and (signs is not None or not isinstance(command, PRESENCE))
            ]
            if not waiting:
                self.now = until
                return found
            found += self.when(waiting[0][1], at=waiting[0][0])
        raise AssertionError(f"the clock spins: {waiting[0]}")

    def table(self, number: int = 1) -> Table:
        return self.state.tables[number]

    def step(self, number: int = 1) -> Step:
        step = self.table(number).step
        assert step is not None
        return step

    def play(self, number: int = 1) -> Play:
        play = self.table(number).play
        assert play is not None
        return play

    def holds(self, number: int = 1, **values: Any) -> Game:
        """Given a table that holds other values than those of the start (poles, resources, people, marks)."""
        table = self.table(number)
        merged = {key: {**getattr(table, key), **value} for key, value in values.items()}
        self.state = self.state.with_table(number, **merged)
        return self

    def lead(self, phase: str) -> Game:
        """The facilitator leads on to a phase, whatever the workshop would rather wait for."""
        while self.state.phase != phase:
            self.when(c.AdvancePhase(self.state.phase, confirmed=True))
        return self

    def reach(
        self,
        name: str,
        choices: Mapping[str, str] | None = None,
        votes: Mapping[str, str] | None = None,
        table: int = 1,
    ) -> Game:
        """Bring a table to a step; the facilitator closes what is in between. Choices and votes are by player."""
        for _ in range(20):
            step = self.step(table)
            if step.name == name:
                return self
            if step.name == "gate":
                self.when(c.OpenRound(self.table(table).round))
                continue
            if step.name == "choice":
                self.choose(choices or {})
            if step.name == "vote":
                self.vote(votes or {})
            self.close(table)
        raise AssertionError(f"{name} was not reached")

    def choose(self, choices: Mapping[str, str]) -> list[Event]:
        return [event for who, option in choices.items() for event in self.does(who, c.Choose, option=option)]

    def vote(self, votes: Mapping[str, str]) -> list[Event]:
        return [event for who, option in votes.items() for event in self.does(who, c.CastVote, option=option)]

    def decide(self, option: str, table: int = 1) -> Game:
        """A whole round in which everybody votes for one option; the table ends at its next gate, or in done."""
        seats = self.table(table).seats
        votes = {seats[role] or "": option for role in self.table(table).taken()}
        self.reach("reflect", votes=votes, table=table).close(table)
        self.clock()
        return self


def lobby(
    *sizes: int, script: Script | None = None, rounds: int = 3, key: str = "key", **settings: Any
) -> Game:
    """An open lobby with tables of these sizes; the players hold the first codes."""
    game = Game(script or scripted())
    chosen = Settings(**{"seats": 8, **settings})
    game.when(c.OpenDoors("hash", key, tables=max(1, len(sizes)), rounds=rounds, settings=chosen))
    for number, size in enumerate(sizes, 1):
        for role in FILLING_ORDER[:size]:
            player = role if number == 1 else f"{role}.{number}"
            game.when(c.Join(player))
            game.when(c.TakeSeat(player, number, role if role in game.table(number).seats else ""))
    return game


def sharing(people: int, seats: int = 5, **settings: Any) -> Game:
    """A lobby in which P1's device plays for so many people at table 1."""
    game = lobby(1, seats=seats, **settings)
    game.when(c.ShareDevice("P1", 1, FILLING_ORDER[1:people]))
    return game


def playing(*sizes: int, **settings: Any) -> Game:
    """Tables of these sizes at the gate of the first round."""
    game = lobby(*sizes, **settings)
    return game.lead("playing")


def debrief(*sizes: int, **settings: Any) -> Game:
    """Tables of these sizes in the debrief, after one decided round of the first."""
    game = playing(*sizes, **settings)
    if game.table().taken():
        game.decide("A")
    return game.lead("debrief")


def at(
    step: str,
    seats: int = 5,
    choices: Mapping[str, str] | None = None,
    votes: Mapping[str, str] | None = None,
    **settings: Any,
) -> Game:
    """One table in a step of its first round."""
    return playing(seats, **settings).reach(step, choices=choices, votes=votes)


def names(events: Iterable[Event]) -> list[str]:
    """The class names of what happened."""
    return [type(event).__name__ for event in events]


def only(events: Iterable[Event], kind: type[Any]) -> Any:
    """The one event of this class."""
    found = [event for event in events if type(event) is kind]
    assert len(found) == 1, found
    return found[0]


def refused(game: Game, command: c.Command, message: str) -> None:
    """The rules say no with this sentence, and nothing has happened."""
    before = game.state
    with pytest.raises(Refused) as no:
        game.when(command)
    assert no.value.message == message
    assert game.state == before

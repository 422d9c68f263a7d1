"""A hall full of people, made without HTTP: workshops with seated players, and the cookies that let their pages in.

As a command it fills the database of its environment and prints what it made as JSON; `fill` runs it in a child process,
so that whoever measures needs no Django.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from typing import Any

from bench.live.server import ROOT, House

SCENARIO = "the-long-evenings"
SEATS = 5
#: Nothing moves a table but its people and the desk; so many rounds that each can be opened once for a measurement.
CHOSEN = {
    "format": "custom",
    "rounds": 5,
    "timers": "off",
    "incidents": False,
    "plenaries": False,
    "bots": False,
}
FILL_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Guest:
    """A player: where the page lives, and the cookie that opens it."""

    id: str
    table: int
    slug: str
    cookie: str


@dataclass(frozen=True, slots=True)
class Room:
    """A workshop with its guests, and the cookie of the facilitator who leads it."""

    slug: str
    desk: str
    guests: tuple[Guest, ...]


def fill(
    house: House,
    players: int,
    workshops: int = 1,
    step: str = "",
    seats: int = SEATS,
    lines: int = 0,
    beside: bool = False,
) -> list[Room]:
    """So many workshops with so many players each, in the lobby or led to a step of the first round.

    `seats` at each table; a log is lengthened to `lines`; earlier workshops are closed, unless these are `beside` them.
    """
    command = [sys.executable, "-m", "bench.live.hall", str(players), str(workshops), "--step", step]
    command += ["--seats", str(seats), "--lines", str(lines), *(["--beside"] if beside else [])]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=house.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=FILL_SECONDS,
    )
    if done.returncode:
        raise RuntimeError(f"The hall could not be filled: {done.stderr[-2000:]}")
    return [
        Room(room["slug"], room["desk"], tuple(Guest(**guest) for guest in room["guests"]))
        for room in json.loads(done.stdout)
    ]


def make(asked: argparse.Namespace) -> list[Room]:
    """Make them in the database that Django is set up with."""
    wanted = Wanted(asked.players, asked.step, asked.seats, asked.lines)
    return rooms([wanted] * asked.workshops, asked.beside)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A room as it is wanted: of so many people, led to a step, with so many seats at a table and lines in its log."""

    players: int
    step: str = ""
    seats: int = SEATS
    lines: int = 0


def rooms(wanted: list[Wanted], beside: bool = False) -> list[Room]:
    """Make rooms of any kind; earlier ones are closed, unless these are `beside` them."""
    from django.test import Client

    from game.models import Workshop

    scenario, user = prepared()
    if not beside:  # the clock looks at nobody who has gone home
        Workshop.objects.exclude(phase="closed").update(phase="closed")
    desk = Client()
    desk.force_login(user)
    session = desk.cookies["sessionid"].value
    return [_room(scenario, user, session, one) for one in wanted]


def prepared() -> tuple[Any, Any]:
    """The scenario and the facilitator, in a database that has all its tables."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group
    from django.core.management import call_command
    from django.db import connection

    from scenarios.files import read
    from scenarios.models import Scenario

    if "game_workshop" not in connection.introspection.table_names():
        call_command("migrate", verbosity=0, interactive=False)
    content = read(SCENARIO)
    known = {name: content[name] for name in ("document", "texts", "digest")}
    scenario, _is_new = Scenario.objects.get_or_create(slug=SCENARIO, defaults=known)
    user, _is_new = get_user_model().objects.get_or_create(username="bench")
    user.groups.add(Group.objects.get(name="Facilitators"))
    return scenario, user


def _room(scenario: Any, user: Any, session: str, asked: Wanted) -> Room:
    from django.http import HttpResponse

    from game import access
    from game.models import Workshop
    from game.opening import open_doors

    tables = -(-asked.players // asked.seats)
    chosen = {**CHOSEN, "tables": tables, "seats": asked.seats}
    workshop = Workshop.objects.create(title="Bench", scenario=scenario, chosen=chosen)
    workshop.facilitators.add(user)
    state = open_doors(workshop).state
    people = Folding(state)
    for number in range(asked.players):
        people.sits(f"person{number}", number // asked.seats + 1)
    people.led_to(asked.step)
    people.lengthened(asked.lines)
    _save(workshop, state.version, people)
    name = access.cookie_name(workshop.slug)
    guests = []
    for player, table in people.seated.items():
        kept = access.let_in(HttpResponse(), workshop, player).cookies[name].value
        guests.append(Guest(player, table, workshop.slug, f"{name}={kept}"))
    return Room(workshop.slug, f"sessionid={session}", tuple(guests))


def _save(workshop: Any, version: int, people: Folding) -> None:
    """Save what has happened since a version: the people, the lines of the log, and how things stand."""
    from django.db import transaction

    from game.models import LogLine, Player, Workshop
    from game.rules import summary
    from game.rules.codec import encode

    with transaction.atomic():
        rows = [
            Player(workshop=workshop, id_in_log=name, name=f"Person {name[6:]}") for name in people.seated
        ]
        Player.objects.bulk_create(rows)
        coded = [(at, *encode(event)) for at, event in people.lines]
        LogLine.objects.bulk_create(
            [
                LogLine(workshop=workshop, version=number, event=name, data=data, at=at)
                for number, (at, name, data) in enumerate(coded, version + 1)
            ],
            batch_size=500,
        )
        Workshop.objects.filter(pk=workshop.pk).update(**summary(people.state))


class Folding:
    """A workshop in memory, moved by the same commands as by the engine; `lines` are what its log has to hold."""

    def __init__(self, state: Any) -> None:
        self.state = state
        self.lines: list[tuple[int, Any]] = []
        self.seated: dict[str, int] = {}

    def submit(self, command: Any, at: int = 0) -> None:
        """Let the rules judge a command now, or at a moment in milliseconds."""
        from game import rules

        self.state, events = rules.apply(self.state, command, at or time.time_ns() // 1_000_000)
        self.lines += [(self.state.at, event) for event in events]

    def sits(self, player: str, table: int) -> None:
        """Somebody comes in and sits down."""
        from game.rules import commands as c

        self.submit(c.Join(player))
        self.submit(c.TakeSeat(player, table))
        self.seated[player] = table

    def led_to(self, step: str) -> None:
        """Lead all tables to a step of the first round, `gate` being the first; nowhere without one."""
        from game.rules import commands as c

        while step and self.state.phase != "playing":
            self.submit(c.AdvancePhase(self.state.phase, confirmed=True))
        if step in ("", "gate"):
            return
        self.submit(c.OpenRound(1))
        for number in self.state.tables:
            while (now := self.state.tables[number].step).name != step:
                self.submit(c.CloseForTable(number, now.number))

    def lengthened(self, lines: int) -> None:
        """Lock and unlock the doors until the log has so many lines."""
        from game.rules import commands as c

        while self.state.version < lines:
            self.submit(c.LockDoors() if self.state.doors_open else c.UnlockDoors())


def main() -> None:
    """Fill the database and tell what is in it."""
    import django

    asked = argparse.ArgumentParser()
    asked.add_argument("players", type=int)
    asked.add_argument("workshops", type=int)
    asked.add_argument("--step", default="")
    asked.add_argument("--seats", type=int, default=SEATS)
    asked.add_argument("--lines", type=int, default=0)
    asked.add_argument("--beside", action="store_true")
    words = asked.parse_args()
    django.setup()
    print(json.dumps([asdict(room) for room in make(words)]))


if __name__ == "__main__":
    main()

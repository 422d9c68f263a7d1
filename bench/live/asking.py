"""What the command can be asked for, and what it then measures."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from bench.live import advancing, crowding, folding, processes, shared, steady
from bench.live.advancing import MOST_IN_ROOM
from bench.live.growth import growing
from bench.live.load import MOST_SOCKETS
from bench.live.server import House
from bench.live.soak import playing
from bench.live.telling import ROUNDS, Line, Table
from bench.peer import comparing

#: So long a measurement may take, in seconds, unless it is asked to take longer; and so much beside what it is asked to.
MOST_SECONDS, LARGE_SECONDS, BESIDE_SECONDS = 180, 300, 240
PEER_SECONDS, GROWTH_SECONDS = 900, 420
PLAYERS, MANY_PLAYERS, MOST_PLAYERS, VOTES, CONNECTS, WALLS = 300, 1_000, 1_000, 300, 1_000, 50
WORKSHOPS, EVERY = (100, 30), 20.0
MOST_ROOMS = 100
MINUTES, MOST_MINUTES = 60.0, 120.0
MOST_FOR_SECONDS = 600.0
LINES = 10_000
#: Whoever asks for none of these asks for everything.
NAMES: tuple[str, ...] = ("players", "votes", "connect", "workshops", "walls", "fold")
NAMES += ("processes", "soak", "growth", "peer_otree")
Measured = Sequence[Line | Table]
Run = Callable[[House], Awaitable[Measured]]


@dataclass(frozen=True, slots=True)
class Scenario:
    """Something to measure in a house of its own, and how many seconds it may take."""

    run: Run
    most_seconds: float = MOST_SECONDS


def scenarios(asked: argparse.Namespace) -> list[Scenario]:
    """What was asked for, or everything that has a budget and needs nothing from elsewhere.

    oTree comes first: its figure is then that which votes are compared with.
    """
    peer: list[Scenario] = []
    if asked.peer_otree:
        run = partial(comparing.otree, number=asked.peer_otree, rounds=asked.rounds)
        peer.append(Scenario(run, PEER_SECONDS))
    return peer + _of_a_room(asked) + _of_many_rooms(asked) + _apart(asked)


def _of_a_room(asked: argparse.Namespace) -> list[Scenario]:
    found: list[Run] = []
    numbers = [asked.players] if asked.players else [PLAYERS, MANY_PLAYERS] if asked.everything else []
    found += [partial(advancing.players, number=number, rounds=asked.rounds) for number in numbers]
    if number := asked.walls or asked.everything * WALLS:
        found.append(partial(shared.walls, number=number, rounds=asked.rounds))
    if number := asked.votes or asked.everything * VOTES:
        found.append(partial(crowding.votes, number=number, rounds=asked.rounds, peer=asked.peer))
    if number := asked.connect or asked.everything * CONNECTS:
        found.append(partial(crowding.connect, number=number, rounds=asked.rounds))
    if number := asked.fold or asked.everything * LINES:
        found.append(partial(folding.folds, number=number, rounds=asked.rounds))
    return [Scenario(run, LARGE_SECONDS) for run in found]


def _of_many_rooms(asked: argparse.Namespace) -> list[Scenario]:
    pair = asked.workshops or (WORKSHOPS if asked.everything else None)
    if pair is None:
        return []
    found = []
    if asked.everything or not asked.every:
        found.append(
            Scenario(partial(advancing.workshops, rooms=pair[0], number=pair[1], rounds=asked.rounds))
        )
    if asked.everything or asked.every:
        run = partial(
            steady.steps, rooms=pair[0], number=pair[1], every=asked.every or EVERY, seconds=asked.seconds
        )
        found.append(Scenario(run, asked.seconds + BESIDE_SECONDS))
    return found


def _apart(asked: argparse.Namespace) -> list[Scenario]:
    """What is asked for by name only; of two processes everything tells where there is what they need."""
    found: list[Scenario] = []
    if asked.processes or (asked.everything and processes.can_share()):
        number, many = asked.votes or VOTES, asked.processes or 2
        found.append(Scenario(partial(processes.votes, number=number, processes=many, rounds=asked.rounds)))
    if asked.soak:
        plan = playing.Plan(
            asked.soak, asked.soak_workshops, asked.soak_players, asked.sample_every, asked.out
        )
        found.append(Scenario(partial(playing.soak, plan=plan), 60 * asked.soak + BESIDE_SECONDS))
    if asked.growth:
        found += [Scenario(run, GROWTH_SECONDS) for run in growing(asked.growth)]
    return found


def arguments(words: Sequence[str] | None, told: str) -> argparse.Namespace:
    """What was asked for; `told` is what the help says. Exits with 2 where it makes no sense."""
    parser = argparse.ArgumentParser(
        "bench.live", description=told, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    _add_measurements(parser)
    _add_long_ones(parser)
    parser.add_argument("--rounds", type=_up_to(ROUNDS), default=ROUNDS, help="how often each is measured")
    parser.add_argument("--server", choices=("daphne", "uvicorn"), default="daphne")
    parser.add_argument(
        "--peer", type=float, default=0.0, help="page submits per second of oTree here, if measured"
    )
    parser.add_argument(
        "--out", type=Path, help="write what is printed there, as Markdown; a soak as it goes"
    )
    parser.add_argument(
        "--verdict", type=Path, help="tell what the samples say that a soak has written there"
    )
    asked = parser.parse_args(words)
    asked.everything = not any(getattr(asked, name) for name in NAMES)
    if asked.server == "uvicorn" and find_spec("uvicorn") is None:
        parser.error("uvicorn is not installed here")
    if asked.processes and not processes.can_share():
        parser.error("--processes needs DATABASE_URL and REDIS_URL: processes share workshops by both")
    return asked


def _add_measurements(parser: argparse.ArgumentParser) -> None:
    add = partial(parser.add_argument, nargs="?", default=0)
    add("--players", type=_up_to(MOST_PLAYERS), const=PLAYERS)
    add("--votes", type=_up_to(MOST_IN_ROOM), const=VOTES)
    add("--connect", type=_up_to(MOST_SOCKETS // 2), const=CONNECTS)
    add(
        "--walls",
        type=_up_to(MOST_SOCKETS // 2),
        const=WALLS,
        help="so many pages with one and the same screen",
    )
    add("--fold", type=_up_to(10 * LINES), const=LINES, help="lines of a log that is folded")
    parser.add_argument("--workshops", type=_rooms, nargs="?", const=WORKSHOPS, metavar="ROOMSxPLAYERS")
    parser.add_argument("--every", type=_seconds(1, 60), help="seconds between two steps of a workshop")
    parser.add_argument("--for", dest="seconds", type=_seconds(2, MOST_FOR_SECONDS), default=120.0)
    add("--processes", type=_up_to(4), const=2, help="so many servers beside each other, against one")


def _add_long_ones(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--soak", type=_seconds(0.1, MOST_MINUTES), nargs="?", const=MINUTES, metavar="MINUTES"
    )
    parser.add_argument("--soak-workshops", type=_up_to(20), default=10)
    parser.add_argument("--soak-players", type=_up_to(MOST_PLAYERS), default=500)
    parser.add_argument(
        "--sample-every", type=_seconds(0.5, 60), default=30.0, help="seconds between two samples"
    )
    parser.add_argument(
        "--growth", nargs="?", const="all", choices=("all", "players", "tables", "lines", "workshops")
    )
    parser.add_argument("--peer-otree", type=_up_to(300), nargs="?", const=300, default=0, metavar="PLAYERS")


def _up_to(most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        found = int(text)
        if not 1 <= found <= most:
            raise argparse.ArgumentTypeError(f"1 to {most}")
        return found

    return number


def _seconds(least: float, most: float) -> Callable[[str], float]:
    def number(text: str) -> float:
        found = float(text)
        if not least <= found <= most:
            raise argparse.ArgumentTypeError(f"{least:g} to {most:g}")
        return found

    return number


def _rooms(text: str) -> tuple[int, int]:
    rooms, _x, number = text.partition("x")
    found = int(rooms), int(number)
    if not (1 <= found[0] <= MOST_ROOMS and 1 <= found[1] <= MOST_IN_ROOM):
        raise argparse.ArgumentTypeError("such as 100x30: 1 to 100 workshops of 1 to 500 players")
    return found

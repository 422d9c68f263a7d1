"""What had happened by which version of a game, read from its log: at which table, in which round, about which dilemma."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from game.rules.codec import decode
from tests.browser.server import Line

NEVER = 2**62


@dataclass(frozen=True)
class Viewer:
    """Who receives: a player, an observer, the wall, the desk or a stranger; the table, and the name in the log."""

    name: str
    kind: str
    table: int = 0
    player: str = ""


class History:
    """A log, with what each line leaves unsaid: round and dilemma of its table at that moment."""

    def __init__(self, lines: Sequence[Line], viewers: Iterable[Viewer] = ()) -> None:
        self.viewers = {viewer.name: viewer for viewer in viewers}
        self.plan: tuple[str, ...] = tuple(lines[0].data["plan"])
        self.events: defaultdict[str, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
        now: defaultdict[int, dict[str, Any]] = defaultdict(dict)
        for version, line in enumerate(lines, 1):
            told = asdict(decode(line.event, line.data))  # a line leaves out what is as usual
            here = now[told["table"]]
            if line.event == "StepEntered":
                here |= {"round": told["round"], "dilemma": self.plan[told["round"] - 1]}
            self.events[line.event].append((version, {**here, **told}))
        self.version = len(lines)

    def all(self, event: str, table: int = 0, **wanted: object) -> list[tuple[int, dict[str, Any]]]:
        """The events of a kind at a table (0: at any) or in the whole workshop, with these words in them."""
        return [
            (version, data)
            for version, data in self.events[event]
            if (not table or data["table"] in (0, table))
            and all(data.get(name) == value for name, value in wanted.items())
        ]

    def first(self, event: str, table: int = 0, **wanted: object) -> int:
        """The version with which it happened first, or NEVER."""
        return min((version for version, _data in self.all(event, table, **wanted)), default=NEVER)

    def phase(self, version: int) -> str:
        """The phase in which the workshop was."""
        entered = [data["phase"] for at, data in self.events["PhaseEntered"] if at <= version]
        return entered[-1] if entered else "lobby"

    def seats(self, player: str) -> list[tuple[int, int, str]]:
        """The seats that a player held or shared, in order: from which version, at which table, as which role."""
        taken = [*self.all("SeatTaken", player=player), *self.all("SeatShared", player=player)]
        return sorted((version, data["table"], data["role"]) for version, data in taken)

    def held(self, player: str, role: str, table: int = 0) -> int:
        """From which version on a player was a role, or NEVER."""
        found = [at for at, where, which in self.seats(player) if which == role and table in (0, where)]
        return min(found, default=NEVER)

    def is_seated(self, player: str, version: int) -> bool:
        """Whether a player had a seat by then."""
        return any(at <= version for at, _table, _role in self.seats(player))

    def players_as(self, role: str, table: int) -> set[str]:
        """Everybody who was a role at a table at some time."""
        return {data["player"] for _version, data in self.all("SeatTaken", table, role=role)}

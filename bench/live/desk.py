"""The facilitator of a room: leads it on by the forms of the desk, for all tables at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import LiteralString

from bench.live.hall import Room
from bench.live.page import OK, Asks, post
from bench.live.server import House

Form = tuple[str, list[tuple[str, str]]]
MOST_MOMENTS = 100
PHASES = ("lobby", "welcome", "briefing")
STEPS: LiteralString = """
    SELECT slug, data FROM game_logline JOIN game_workshop ON game_workshop.id = workshop_id
    WHERE event = 'StepEntered' ORDER BY workshop_id, game_logline.version"""

STEPS_OF_ONE: LiteralString = STEPS.replace("ORDER", "AND slug = %s ORDER")


@dataclass(frozen=True, slots=True)
class Step:
    """Where a table is."""

    round: int
    number: int
    name: str


@dataclass
class Desk:
    """One room's desk."""

    port: int
    room: Room
    phases: int = 0
    round: int = 0

    def next(self, steps: dict[int, Step]) -> tuple[str, Form]:
        """What moves all tables on from where they are: a phase, a round or a step; and how it is asked for."""
        if self.phases < len(PHASES):
            self.phases += 1
            return "phase", ("next-phase-anyway", [("leaving", PHASES[self.phases - 1])])
        if at_gate := {step.round for step in steps.values() if step.name == "gate"}:
            self.round = max(at_gate)
            return "round", ("open-round", [("round", str(self.round))])
        moments = [("moment", f"{table}.{step.number}") for table, step in steps.items()]
        return "step", ("many", [("do", "close-step"), ("filter", "all"), *moments])

    async def connect(self) -> Asks:
        """A line for the next request."""
        return await Asks.open(self.port)

    async def send(self, form: Form, line: Asks) -> int:
        """Ask for it; how often it was not answered as it should be. A desk says no more than so many moments at once."""
        verb, sent = form
        path = f"/facilitate/{self.room.slug}/{verb}/"
        moments = [field for field in sent if field[0] == "moment"]
        others = [field for field in sent if field[0] != "moment"]
        refused = int(
            await post(self.port, path, self.room.desk, others + moments[:MOST_MOMENTS], line) != OK
        )
        for start in range(MOST_MOMENTS, len(moments), MOST_MOMENTS):
            more = others + moments[start : start + MOST_MOMENTS]
            refused += await post(self.port, path, self.room.desk, more) != OK
        return refused


def steps_of(house: House, only: str = "") -> dict[str, dict[int, Step]]:
    """Where each table of each room, or of one, is by the log; nothing of a room that does not play yet."""
    found: dict[str, dict[int, Step]] = {}
    rows = house.rows(STEPS_OF_ONE, only) if only else house.rows(STEPS)
    for slug, data in rows:
        told = data if isinstance(data, dict) else json.loads(data)
        step = Step(int(told["round"]), int(told["number"]), str(told["name"]))
        found.setdefault(str(slug), {})[int(told["table"])] = step
    return found

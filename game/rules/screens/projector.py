"""The wall: what to do now, for everybody in the room. Never a name, an aim, or words that nobody has looked over."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from game.rules.hall import wall as led
from game.rules.round import moments
from game.rules.screens.facilitator import most_tables
from game.rules.screens.pictures import picture
from game.rules.screens.plenary import Plenary, plenary
from game.rules.screens.shapes import Part, Screen, Texts
from game.rules.screens.spotlight import Spotlight, spotlight
from game.rules.screens.tiles import step_of
from game.rules.state import QUESTIONS, State

#: What the wall shows in each phase.
WALLS = {
    "lobby": "doors",
    "welcome": "welcome",
    "briefing": "now",
    "playing": "now",
    "midterm": "midterm",
    "results": "headlines",
    "debrief": "question",
    "plan": "now",
    "closed": "thanks",
}
#: Where the template is not called like what the wall shows.
TEMPLATES = {"answers": "slips", "plans": "slips"}


@dataclass(frozen=True, slots=True)
class TableAtTheDoor:
    """How many seats of a table are taken."""

    number: int
    name: str
    taken: int
    seats: int


@dataclass(frozen=True, slots=True)
class Headline:
    """What a table's paper writes: by ending and tone; no ending where the term was cut short."""

    number: int
    name: str
    ending: str
    tone: str


@dataclass(frozen=True, slots=True)
class Wall:
    """One thing to read from ten metres. Times in milliseconds, 0 without one."""

    kind: str
    phase: str
    step: str = ""
    round: int = 0
    rounds: int = 0
    dilemma: str = ""
    question: int = 0
    questions: int = QUESTIONS
    ends_at: int = 0
    planned: int = 0
    done: int = 0
    tables: int = 0
    people: int = 0
    paused: bool = False
    waits: bool = False
    doors_open: bool = False
    at_the_door: tuple[TableAtTheDoor, ...] = ()
    headlines: tuple[Headline, ...] = ()
    plenary: Plenary | None = None
    picture: object = None
    spotlight: Spotlight | None = None

    @property
    def pegs(self) -> tuple[int, ...]:
        """One figure per table: 1 done, 0 not yet."""
        return tuple(int(n < self.done) for n in range(self.tables))


def projector_screen(state: State, texts: Texts) -> Screen:
    """The wall of a workshop."""
    kind = WALLS.get(state.phase, "doors")
    if state.warm_up is not None:
        kind = "warm_up"
    if state.phase == "playing" and state.showing:
        kind = "plenary"
    if state.spot_shown:
        kind = "spotlight"
    what = led.shown(state) if not state.spot_shown else ""
    wall = _wall(state, texts, led.of_round(state, what)[0] or kind, what)
    kind = TEMPLATES.get(wall.kind, wall.kind)
    moment = f"{state.page} {wall.round} {wall.step}"
    return Screen(
        f"wall_{kind}",
        (
            Part("wall", f"game/wall/{kind}.html", moment, wall),
            Part("foot", "game/wall/foot.html", moment, wall),
        ),
    )


def _wall(state: State, texts: Texts, kind: str, what: str) -> Wall:
    played = [table for table in state.tables.values() if table.taken() and not table.closed]
    step = most_tables(state) if state.phase == "playing" else ""
    last = _round(state, step) if state.phase == "playing" else 0
    ends_at, planned = _time(state, step)
    return Wall(
        kind=kind,
        phase=state.phase,
        step=state.warm_up.stage if state.warm_up else step,
        round=last,
        rounds=len(state.plan),
        dilemma=state.plan[last - 1] if last else "",
        question=state.question if state.phase == "debrief" else 0,
        ends_at=ends_at,
        planned=planned,
        done=sum(1 for t in played if t.step and t.step.name == "done") if step else 0,
        tables=len(played),
        people=sum(1 for p in state.players.values() if p.role and state.settings.counts(p.bot)),
        paused=state.paused_at is not None,
        waits=state.desk_away and not state.settings.led_by_bot,
        doors_open=state.doors_open,
        at_the_door=_at_the_door(state, texts) if kind == "doors" else (),
        headlines=_headlines(state, texts) if kind == "headlines" else (),
        plenary=plenary(state, texts, state.showing) if kind == "plenary" else None,
        spotlight=spotlight(state, texts),
        picture=picture(state, texts, what) if what else None,
    )


def _round(state: State, step: str) -> int:
    """The open round in which most tables are at this step; of equals the earlier, as its question is known to all of them."""
    there = Counter(
        t.round
        for t in state.tables.values()
        if t.step
        and t.step.name != "gate"
        and t.taken()
        and t.asleep_at is None
        and step_of(state, t) == step
    )
    return max(there, key=lambda number: (there[number], -number), default=state.opened)


def _time(state: State, step: str) -> tuple[int, int]:
    """The last planned end among the tables in this step; outside the rounds that of the phase."""
    if state.phase != "playing":
        return moments.phase_ends_at(state), moments.phase_planned(state)
    steps = [
        t.step
        for t in state.tables.values()
        if t.step and t.step.planned and t.asleep_at is None and step_of(state, t) == step
    ]
    latest = max(steps, key=lambda found: found.ends_at, default=None)
    return (latest.ends_at, latest.planned) if latest else (0, 0)


def _at_the_door(state: State, texts: Texts) -> tuple[TableAtTheDoor, ...]:
    return tuple(
        TableAtTheDoor(t.number, texts.tables.get(t.number, ""), len(t.taken()), len(t.seats))
        for t in state.tables.values()
        if not t.closed
    )


def _headlines(state: State, texts: Texts) -> tuple[Headline, ...]:
    return tuple(
        Headline(t.number, texts.tables.get(t.number, ""), t.results.ending, t.results.tone)
        for t in state.tables.values()
        if t.results and not t.closed
    )

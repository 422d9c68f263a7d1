"""One table as the desk sees it: how far it is, never who answered what."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.effects.incidents import is_met
from game.rules.hall.moving import WHILE
from game.rules.hall.spotlight import may_ask
from game.rules.round import dates, moments
from game.rules.screens.on_paper import Paper, paper
from game.rules.screens.shapes import Texts
from game.rules.state import BEFORE_DECISION, State, Table

#: Over the planned time by these shares a tile turns amber and red (TIME-1).
AMBER, RED = 1.5, 2.0
NEED_A_LOOK = ("amber", "red")
#: In this order a table goes through a round, as the desk names where it is.
ORDER = (
    *("gate", "incident", "situation", "choice", "reveal", "talk", "vote", "runoff"),
    *("word", "consequence", "reflect", "done"),
)


@dataclass(frozen=True, slots=True)
class Tile:
    """One table at a glance. `mood` is calm, amber, red, done, sleep, shut or empty; times in milliseconds."""

    number: int
    name: str
    step: str
    round: int
    answered: int
    asked: int
    ends_at: int
    mood: str
    pattern: str
    chair: str
    dilemma: str
    decided: str
    manner: str
    away: int
    paused: bool
    paper: bool = False
    step_number: int = 0
    nudged: bool = False

    @property
    def asks(self) -> bool:
        """Whether the step asks for an answer; otherwise people are ready or not."""
        return self.step in ("situation", "choice", "vote", "runoff", "consequence", "reflect")

    @property
    def pegs(self) -> tuple[int, ...]:
        """One figure per seat that is asked: 1 answered, 0 not yet."""
        return tuple(int(n < self.answered) for n in range(self.asked))


@dataclass(frozen=True, slots=True)
class TablePanel:
    """What can be done with one table: its step, the steps it may go back to."""

    number: int
    name: str
    phase: str
    step: str
    step_number: int
    timed: bool
    by_date: bool
    nudged: bool
    spot: str
    back_to: tuple[str, ...]
    may_reopen: bool
    closed: bool = False
    closing: bool = False
    may_close: bool = False
    paper: Paper | None = None


def tile(state: State, texts: Texts, table: Table, now: int) -> Tile:
    """The tile of a table."""
    step, play = table.step, table.play
    is_played = state.phase == "playing" and step is not None
    decision = play.decision if play else None
    return Tile(
        number=table.number,
        name=texts.tables.get(table.number, ""),
        step=step_of(state, table),
        round=table.round,
        answered=_answered(state, table),
        asked=len(_asked(state, table)),
        ends_at=step.ends_at if is_played and step and step.planned else 0,
        mood=mood(state, table, now),
        pattern=play.pattern if play and is_played else "",
        chair=(table.penholder or "") if is_played else "",
        dilemma=play.dilemma if play and decision and is_played else "",
        decided=decision.option if decision and is_played else "",
        manner=decision.manner if decision else "",
        away=sum(1 for role in table.taken() if state.players[table.seats[role] or ""].away),
        paused=state.paused_at is not None,
        paper=table.paper,
        step_number=step.number if is_played and step else 0,
        nudged=bool(is_played and step and table.nudged == step.number),
    )


def panel(state: State, texts: Texts, table: Table) -> TablePanel:
    """What can be done with a table."""
    step = table.step if state.phase == "playing" else None
    name = step.name if step else ""
    return TablePanel(
        number=table.number,
        name=texts.tables.get(table.number, ""),
        phase=state.phase,
        step=step_of(state, table),
        step_number=step.number if step else 0,
        timed=bool(step and step.planned),
        by_date=dates.is_slow(state) and bool(dates.until(state, table)),
        nudged=bool(step and table.nudged == step.number),
        spot=_spot(state, table),
        back_to=BEFORE_DECISION[: BEFORE_DECISION.index(name)][:5] if name in BEFORE_DECISION else (),
        may_reopen=name in ("consequence", "reflect") and table.round not in state.revealed,
        closed=table.closed,
        closing=table.closing,
        may_close=state.phase in WHILE,
        paper=paper(state, table),
    )


def _spot(state: State, table: Table) -> str:
    """Whether the wall may be asked to show the table: may, asked, shown, or empty where it cannot be."""
    if state.spot == table.number:
        return "shown" if state.spot_shown else "asked"
    return "may" if may_ask(state, table) else ""


def step_of(state: State, table: Table) -> str:
    """The step a table is in, its incident, the chair's word at a tie, or outside the rounds the phase."""
    if state.phase != "playing" or table.step is None:
        return state.phase
    if is_met(table):
        return "incident"
    return "word" if table.play and table.play.tied else table.step.name


def mood(state: State, table: Table, now: int) -> str:
    """Calm, or amber and red by how far over the planned time; done, asleep, closed, or nobody there at all."""
    step = table.step
    if table.closed:
        return "shut"
    if not table.taken():
        return "empty"
    if table.asleep_at is not None:
        return "sleep"
    if state.phase != "playing" or step is None:
        return "calm"
    if not step.planned:
        return "done" if step.name == "done" else "calm"
    span = step.planned + step.extra
    spent = (now if state.paused_at is None else state.paused_at) - step.opened_at
    return "red" if spent >= RED * span else "amber" if spent >= AMBER * span else "calm"


def _asked(state: State, table: Table) -> tuple[str, ...]:
    """Who is asked: in the rounds all seats, outside them people only; in the lobby, who sits there."""
    if state.phase == "playing":
        return moments.asked(state, table) if table.step else table.taken()
    bots = {role: state.players[table.seats[role] or ""].bot for role in table.taken()}
    is_told = state.phase == "lobby" and state.settings.is_led_rehearsal
    return tuple(role for role in table.taken() if is_told or not bots[role])


def _answered(state: State, table: Table) -> int:
    if state.phase != "playing":
        asked = (state.players[table.seats[role] or ""] for role in _asked(state, table))
        return sum(1 for player in asked if player.read == state.page)
    play = table.play
    if play is None:
        return 0
    return len(play.ready if table.step and table.step.name == "talk" else play.answered)

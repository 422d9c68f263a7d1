"""One table as the desk sees it: how far it is, never who answered what."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.effects.incidents import is_met
from game.rules.hall.moving import WHILE
from game.rules.hall.spotlight import may_ask
from game.rules.round import dates, moments
from game.rules.screens.on_paper import Paper, paper
from game.rules.screens.shapes import Texts
from game.rules.seating.roles import DEALT
from game.rules.state import BEFORE_DECISION, FILLING_ORDER, State, Table

#: Over the planned time by these shares a tile turns amber and red (TIME-1).
AMBER, RED = 1.5, 2.0
NEED_A_LOOK = ("amber", "red")
#: In this order a table goes through a round, as the desk names where it is.
ORDER = (
    *("gate", "incident", "situation", "choice", "reveal", "talk", "vote", "runoff"),
    *("word", "consequence", "reflect", "done"),
)


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat on the desk: who holds it, whether away, and the table and role that wait for the next gate.

    `shares` when it is played on a device that several share; `calling` where it was asked.
    """

    role: str
    player: str
    name: str
    away: bool
    bot: bool
    table: int = 0
    goes_to: int = 0
    becomes: str = ""
    shares: bool = False
    calling: str = ""


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
    """What can be done with one table: its step, the steps it may go back to, its seats and who only watches.

    `tables` are those that people can be moved to, number and name; `roles` those of this table, with who holds them.
    """

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
    seats: tuple[SeatLine, ...]
    watching: tuple[SeatLine, ...]
    closed: bool = False
    closing: bool = False
    may_close: bool = False
    mirrors: tuple[SeatLine, ...] = ()
    tables: tuple[tuple[int, str], ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
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
    watching = (p for p in state.players.values() if p.table == table.number and not p.role and not p.removed)
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
        seats=tuple(seat_line(state, texts, player, role) for role, player in table.seats.items() if player),
        watching=tuple(seat_line(state, texts, player.id) for player in watching),
        mirrors=tuple(seat_line(state, texts, player) for player in table.mirrors.values()),
        closed=table.closed,
        closing=table.closing,
        may_close=state.phase in WHILE,
        tables=other_tables(state, texts),
        roles=_roles(state, texts, table),
        paper=paper(state, table),
    )


def _spot(state: State, table: Table) -> str:
    """Whether the wall may be asked to show the table: may, asked, shown, or empty where it cannot be."""
    if state.spot == table.number:
        return "shown" if state.spot_shown else "asked"
    return "may" if may_ask(state, table) else ""


def seat_line(state: State, texts: Texts, player_id: str, role: str = "") -> SeatLine:
    """A person, or a bot, as the desk calls it."""
    player = state.players[player_id]
    return SeatLine(
        "" if state.roles_are_open and state.settings.assignment in DEALT else role,
        player_id,
        texts.names.get(player_id, ""),
        player.away,
        bool(player.bot),
        player.table,
        player.goes_to,
        player.becomes,
        bool(player.device),
        player.calling,
    )


def other_tables(state: State, texts: Texts) -> tuple[tuple[int, str], ...]:
    """The tables that people can be moved to, while they can be moved at all (SEAT-10)."""
    if state.phase not in WHILE or len(state.tables) == 1:
        return ()
    is_open = (t.number for t in state.tables.values() if not t.closed and not t.closing)
    return tuple((number, texts.tables.get(number, "")) for number in is_open)


def _roles(state: State, texts: Texts, table: Table) -> tuple[tuple[str, str], ...]:
    """The roles that somebody at the table can be given: those of its seats, and the next one in the filling order."""
    if state.phase not in WHILE:
        return ()
    known = [role for role in FILLING_ORDER if role in table.seats]
    following = next((role for role in FILLING_ORDER if role not in table.seats), None)
    found = [*known, following] if following else known
    return tuple((role, texts.names.get(table.seats.get(role) or "", "")) for role in found)


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

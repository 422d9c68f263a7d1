"""What the desk shows: how far each table is, never who answered what."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules import moments
from game.rules.screens.shapes import Texts
from game.rules.state import BEFORE_DECISION, State, Table


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat on the desk: who, and whether away."""

    role: str
    player: str
    name: str
    away: bool
    bot: bool


@dataclass(frozen=True, slots=True)
class Tile:
    """One table. `mood` is calm, amber, red, done or asleep; times in milliseconds."""

    number: int
    name: str
    step: str
    step_number: int
    round: int
    answered: int
    asked: int
    ends_at: int
    mood: str
    pattern: str
    chair: str
    dilemma: str
    decided: str
    back_to: tuple[str, ...]
    seats: tuple[SeatLine, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """A workshop as its facilitator sees it."""

    phase: str
    next_phase: str
    doors_open: bool
    paused: bool
    led_by_bot: bool
    next_round: int
    players: int
    unseated: tuple[str, ...]
    removed: tuple[tuple[str, str], ...]
    tiles: tuple[Tile, ...]


def desk(state: State, texts: Texts) -> Desk:
    """The desk of a workshop."""
    people = [player for player in state.players.values() if not player.bot]
    at_gate = any(
        t.step and t.step.name == "gate" and t.round == state.opened + 1 for t in state.tables.values()
    )
    return Desk(
        phase=state.phase,
        next_phase={"lobby": "briefing", "briefing": "playing", "playing": "closed"}.get(state.phase, ""),
        doors_open=state.doors_open,
        paused=state.paused_at is not None,
        led_by_bot=state.settings.led_by_bot,
        next_round=state.opened + 1 if at_gate else 0,
        players=len(people),
        unseated=tuple(texts.names.get(p.id, "") for p in people if not p.role and not p.removed),
        removed=tuple((p.id, texts.names.get(p.id, "")) for p in people if p.removed),
        tiles=tuple(_tile(state, texts, table) for table in state.tables.values()),
    )


def _tile(state: State, texts: Texts, table: Table) -> Tile:
    step, play = table.step, table.play
    name = step.name if step else state.phase
    before = BEFORE_DECISION[: BEFORE_DECISION.index(name)][:5] if name in BEFORE_DECISION else ()
    seats = tuple(
        SeatLine(
            role,
            player,
            texts.names.get(player, ""),
            state.players[player].away,
            bool(state.players[player].bot),
        )
        for role, player in table.seats.items()
        if player
    )
    return Tile(
        number=table.number,
        name=texts.tables.get(table.number, ""),
        step="word" if play and play.tied else name,
        step_number=step.number if step else 0,
        round=table.round,
        answered=len(play.answered) if play else 0,
        asked=len(table.taken()),
        ends_at=step.ends_at if step and step.planned else 0,
        mood=_mood(state, table),
        pattern=play.pattern if play else "",
        chair=table.penholder or "",
        dilemma=play.dilemma if play else "",
        decided=play.decision.option if play and play.decision else "",
        back_to=before,
        seats=seats,
    )


def _mood(state: State, table: Table) -> str:
    """Calm; amber at 150 % of the planned time, red at 200 % (TIME-1)."""
    step = table.step
    if table.asleep_at is not None:
        return "sleep"
    if step is None or not step.planned:
        return "done" if step and step.name == "done" else "calm"
    over = state.at - step.opened_at
    if not moments.is_overdue(state, table):
        return "calm"
    span = step.planned + step.extra
    return "red" if over >= 2 * span else "amber" if over * 2 >= 3 * span else "calm"

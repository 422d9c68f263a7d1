"""The line at the top of a player's page: where, which round, which step, until when."""

from __future__ import annotations

from game.rules.round import dates, moments, time_left
from game.rules.screens.shapes import Frame, Texts
from game.rules.state import Player, State, Table

#: The seven bars at the top; a runoff is part of the vote.
BARS = ("situation", "choice", "reveal", "talk", "vote", "consequence", "reflect")


def frame(state: State, texts: Texts, player: Player, screen: str) -> Frame:
    """The top line of a player."""
    paused_at = state.paused_at or 0
    table = state.tables.get(player.table)
    is_closed = table is not None and table.closed
    is_there = bool(player.role) or (table is not None and table.paper)
    if table is None or table.step is None or state.phase != "playing" or not is_there or is_closed:
        named = table.number if table else 0
        return Frame(
            screen=screen,
            table=named,
            table_name=texts.tables.get(named, ""),
            step=state.phase,
            ends_at=moments.phase_ends_at(state),
            planned=moments.phase_planned(state),
            paused_at=paused_at,
            question=state.question if state.phase == "debrief" else 0,
            deserted=state.desk_away,
            shares=_shares(state, texts, player),
            until=_waits_until(state),
        )
    step = table.step
    bar = {"runoff": "vote", "done": "reflect"}.get(step.name, step.name)
    return Frame(
        screen=screen,
        table=table.number,
        table_name=texts.tables.get(table.number, ""),
        round=table.round,
        rounds=len(state.plan),
        step=_step_told(state, screen, step.name),
        place=len(BARS)
        if step.name == "done"
        else BARS.index(bar)
        if bar in BARS and screen != "paper"
        else -1,
        ends_at=time_left.limit_at(state, table) if screen != "paper" else 0,
        planned=step.planned,
        paused_at=paused_at,
        dilemma=state.plan[table.round - 1],
        deserted=state.desk_away,
        goes_to=player.goes_to,
        becomes=player.becomes,
        shares=_shares(state, texts, player),
        until=_date(state, table),
    )


def _waits_until(state: State) -> int:
    """In slow play, before the first round: when it opens."""
    is_before = state.phase in ("lobby", "welcome", "briefing")
    return dates.next_opening(state, 0) if dates.is_slow(state) and is_before else 0


def _date(state: State, table: Table) -> int:
    """In slow play, when the step ends whoever has answered, or when the next round opens."""
    if not dates.is_slow(state) or table.step is None:
        return 0
    if table.step.name in ("gate", "done"):
        return dates.next_opening(state, table.round - (table.step.name == "gate"))
    return dates.until(state, table)


def _step_told(state: State, screen: str, step: str) -> str:
    """What the top line calls the step: the word, an incident and paper by themselves; a solo game's talk is listening."""
    if state.settings.solo and step == "talk":
        return "listen"
    return screen if screen in ("word", "incident", "paper") else step


def _shares(state: State, texts: Texts, player: Player) -> str:
    """The name of whoever shares the player's seat (SEAT-3)."""
    table = state.tables.get(player.table)
    if table is None or not player.role:
        return ""
    other = table.seats.get(player.role) if player.mirror else table.mirrors.get(player.role)
    return texts.names.get(other or "", "")

"""The line above the deed of a player: for whom or what one waits, and what may be done about it."""

from __future__ import annotations

from game.rules.effects.incidents import is_met
from game.rules.round import moments, time_left
from game.rules.round.answers import PAGES
from game.rules.screens.shapes import Status
from game.rules.state import BEFORE_DECISION, Player, PlayerId, State, Table
from game.rules.warm_up import WarmUp


def status(state: State, player: Player, table: Table | None) -> Status:
    """For whom or what a player waits, and what may be done about it."""
    if state.settings.solo:  # nobody else is waited for
        return Status()
    if state.phase in PAGES and table is not None:
        return _page_status(state, player, table)
    if table is None or table.step is None or table.play is None or state.phase != "playing":
        return Status(paused=state.paused_at is not None)
    step, play, role = table.step, table.play, player.role or ""
    if table.paper and (step.name in BEFORE_DECISION or is_met(table)):
        return Status(paused=state.paused_at is not None)
    holds_pen = table.penholder == role
    asks = step.name in ("situation", "choice", "vote", "runoff", "consequence", "reflect") and not play.tied
    talks = step.name == "talk"
    pens = (role for role in state.present(table) if role not in state.on_paper(table))
    missing = table.penholder is not None and table.penholder not in pens
    closes_at = moments.counted_down_at(state, table) if asks else None
    needed = moments.ready_needed(state, table)
    return Status(
        kind="tied" if play.tied else "asks" if asks else step.name,
        step=step.number,
        answered=min(moments.ready_now(state, table), needed) if talks else len(play.answered),
        asked=needed if talks else len(moments.asked(state, table)),
        mine=role in (play.ready if talks else play.answered),
        closes_at=(closes_at or 0) if state.paused_at is None else 0,
        chair=table.penholder or "",
        holds_pen=holds_pen,
        may_take_pen=missing and not holds_pen and not table.paper,
        may_close=holds_pen and asks and step.planned > 0,
        may_ask_time=time_left.limit_at(state, table) > 0,
        warns_at=time_left.warns_at(state, table),
        ends_at=time_left.limit_at(state, table),
        called=play.called,
        paused=state.paused_at is not None,
        changeable=step.name in ("choice", "vote", "runoff"),
        nudged=table.nudged == step.number,
    )


def _practice_status(practice: WarmUp, player: Player, people: list[PlayerId]) -> Status:
    """How many people at the table have answered the practice question."""
    if practice.stage == "told":
        return Status()
    answers = practice.choices if practice.stage == "choice" else practice.votes
    return Status(
        kind="asks",
        answered=sum(who in answers for who in people),
        asked=len(people),
        mine=player.id in answers,
    )


def _page_status(state: State, player: Player, table: Table) -> Status:
    """How many people at the table have read the page of the phase; bots are not counted."""
    people = [p for p in (state.players[table.seats[role] or ""] for role in table.taken()) if not p.bot]
    if state.warm_up is not None:
        return _practice_status(state.warm_up, player, [p.id for p in people])
    return Status(
        kind="page",
        answered=sum(1 for p in people if p.read == state.page),
        asked=len(people),
        mine=player.read == state.page,
        paused=state.paused_at is not None,
    )

"""What a seat may do in a round: read, choose, get ready, vote, give the word, go on, reflect."""

from __future__ import annotations

from collections.abc import Generator

from game.rules import commands as c
from game.rules import refused
from game.rules.effects.guards import must_be_proposable
from game.rules.events import (
    ChoiceMade,
    Event,
    PenTaken,
    ReadMarked,
    ReadyTapped,
    Reflected,
    StepClosed,
    TimeAdded,
    VoteCalled,
    VoteCast,
    WentOn,
    WordGiven,
)
from game.rules.places import must_lead, must_move, place
from game.rules.play import Play, Role
from game.rules.refused import Refused
from game.rules.round import moments, time_left
from game.rules.round.choices import CHIPS, CONFIDENCE
from game.rules.round.table import enter, leave, settle
from game.rules.round.votes import counts, decision
from game.rules.seating import devices
from game.rules.state import State, Table

Judge = Generator[Event, State, State]
#: So often one person may ask for more time before one limit (WCAG 2.2.1).
TIMES_PER_LIMIT = 10
#: Phases with a page that everybody taps away when it is read.
PAGES = ("welcome", "briefing", "results", "debrief", "plan")


def mark_read(state: State, command: c.MarkRead) -> Judge:
    """I have read it: the situation, or outside the rounds the page of the phase."""
    if state.phase in PAGES and command.step == 0:
        player = state.players.get(command.player)
        if player is None or player.removed or not player.role:
            raise Refused(refused.NOT_SEATED)
        alone = state.phase in devices.ROUND_PHASES
        for reader in (player.id,) if alone else [one for one, _ in devices.together(state, player.id)]:
            if state.players[reader].read != state.page:
                state = yield ReadMarked(table=player.table, player=reader)
        return state
    table, role, play = place(state, command.player, command.step, "situation")
    if role in play.answered:
        return state
    for one, other in devices.together(state, command.player):
        if other not in play.answered:
            state = yield ReadMarked(table=table.number, player=one)
    return (yield from settle(state, table.number))


def choose(state: State, command: c.Choose) -> Judge:
    """A choice, or "not yet" (CHOICE-1); the same tap twice does nothing."""
    table, role, play = place(state, command.player, command.step, "choice")
    if command.option and (command.option not in play.options or command.option == "D"):
        raise Refused(refused.NOT_ON_OFFER)
    if command.confidence not in CONFIDENCE or (command.reason and command.reason not in CHIPS):
        raise Refused(refused.NO_SUCH_ANSWER)
    event = ChoiceMade(
        table=table.number,
        player=command.player,
        option=command.option,
        confidence=command.confidence,
        reason=command.reason,
        note=command.note,
        page=command.page,
        tap=command.tap,
    )
    known = play.choices.get(role)
    same = (
        known is not None
        and role in play.answered
        and (known.option, known.confidence, known.reason)
        == (
            command.option,
            command.confidence,
            command.reason,
        )
    )
    if _is_late(
        play, "choice", command.page, command.tap, same and known.note == command.note if known else False
    ):
        return state
    if same and known is not None and not known.note and not command.note:
        return state
    state = yield event
    return (yield from settle(state, table.number))


def tap_ready(state: State, command: c.TapReady) -> Judge:
    """Ready to vote; with the vote called, it may open it (TALK-1)."""
    table, role, play = place(state, command.player, command.step, "talk")
    if role in play.ready:
        return state
    state = yield from _all_ready(state, table, play, command.player)
    return (yield from _open_vote(state, table.number))


def _all_ready(state: State, table: Table, play: Play, player_id: str, calls: bool = False) -> Judge:
    """Whoever shares the device is ready with the same tap; who holds the pen beside them calls the vote instead."""
    for player, role in devices.together(state, player_id):
        if role not in play.ready and (role != table.penholder or (player == player_id and not calls)):
            state = yield ReadyTapped(table=table.number, player=player)
    return state


def call_vote(state: State, command: c.CallVote) -> Judge:
    """The chair calls the vote; it opens now if enough are ready or the planned time is over."""
    table, role, play = place(state, command.player, command.step, "talk")
    must_lead(state, table, role)
    must_be_proposable(state, table, command.guard)
    if state.players[command.player].device:
        state = yield from _all_ready(state, table, play, command.player, calls=True)
    if not play.called:
        state = yield VoteCalled(table=table.number, role=role, guard=command.guard)
    return (yield from _open_vote(state, table.number))


def _open_vote(state: State, number: int) -> Judge:
    table = state.tables[number]
    called = table.play is not None and table.play.called
    enough = moments.ready_now(state, table) >= moments.ready_needed(state, table)
    if state.paused_at is None and called and (enough or moments.is_overdue(state, table)):
        return (yield from leave(state, number))
    return state


def cast_vote(state: State, command: c.CastVote) -> Judge:
    """A vote or an abstention (VOTE-1), changeable until the step closes."""
    table, role, play = place(state, command.player, command.step, "vote", "runoff")
    if play.tied:
        raise Refused(refused.MOMENT_IS_GONE)
    on_offer = play.runoff if table.step and table.step.name == "runoff" else play.options
    if command.option and command.option not in on_offer:
        raise Refused(refused.NOT_ON_OFFER)
    guard = command.guard if play.guard is not None and table.step and table.step.name == "vote" else ""
    if guard not in ("", "yes", "no"):
        raise Refused(refused.NO_SUCH_ANSWER)
    same = role in play.answered and play.votes.get(role) == command.option and _same_guard(play, role, guard)
    if same or _is_late(play, "vote", command.page, command.tap, same):
        return state
    state = yield VoteCast(
        table=table.number,
        player=command.player,
        option=command.option,
        page=command.page,
        tap=command.tap,
        guard=guard,
    )
    return (yield from settle(state, table.number))


def give_word(state: State, command: c.GiveWord) -> Judge:
    """The chair's word for one of the tied options (VOTE-5)."""
    table, role, play = place(state, command.player, command.step, "vote", "runoff")
    must_move(state, table, role)
    if command.option not in play.tied:
        raise Refused(refused.NOT_ON_OFFER if play.tied else refused.NOT_NOW)
    state = yield WordGiven(table=table.number, role=role, option=command.option)
    state = yield decision(state, state.tables[table.number], command.option, "word")
    return (yield from enter(state, table.number, "consequence"))


def close_step(state: State, command: c.CloseStep) -> Judge:
    """The chair closes an overdue step (STEP-2 c)."""
    table, role, play = place(state, command.player, command.step, *moments.PLANNED["45"])
    must_move(state, table, role)
    if not moments.is_overdue(state, table):
        raise Refused(refused.NOT_OVERDUE)
    if table.step and table.step.name in ("vote", "runoff") and not sum(counts(play)[0].values()):
        raise Refused(refused.NO_DECIDING_VOTE)
    if play.tied:
        raise Refused(refused.NOT_NOW)
    return (yield from leave(state, table.number))


def take_pen(state: State, command: c.TakePen) -> Judge:
    """Stand in for a chair who is away (CHAIR-2)."""
    table, role, _play = place(state, command.player, command.step, "gate", *moments.PLANNED["45"])
    if table.penholder == role:
        return state
    if table.penholder in state.present(table) and table.penholder not in state.on_paper(table):
        raise Refused(refused.CHAIR_IS_HERE)
    return (yield PenTaken(table=table.number, role=role))


def go_on(state: State, command: c.GoOn) -> Judge:
    """Done reading the consequence; in reveal, the chair leads on to the talk. Neither before 20 s (STEP-3)."""
    table, role, play = place(state, command.player, command.step, "consequence", "reveal")
    assert table.step is not None
    if state.at < table.step.opened_at + state.settings.stretched(moments.GIVE_TIME_TO_READ):
        raise Refused(refused.NOT_SO_FAST)
    if table.step.name == "reveal":
        must_move(state, table, role)
        state = yield StepClosed(table=table.number, name="reveal")
        return (yield from enter(state, table.number, "talk"))
    if role in play.answered:
        return state
    for player, other in devices.together(state, command.player):
        if other not in play.answered:
            state = yield WentOn(table=table.number, player=player)
    return (yield from settle(state, table.number))


def reflect(state: State, command: c.Reflect) -> Judge:
    """A line kept for oneself, or skipped."""
    table, role, play = place(state, command.player, command.step, "reflect")
    if role in play.answered and (
        not command.note or _is_late(play, "reflect", command.page, command.tap, True)
    ):
        return state
    state = yield Reflected(
        table=table.number, player=command.player, note=command.note, page=command.page, tap=command.tap
    )
    for player, other in devices.together(state, command.player):
        if other not in (role, *play.answered):
            state = yield Reflected(table=table.number, player=player)
    return (yield from settle(state, table.number))


def ask_for_time(state: State, command: c.AskForTime) -> Judge:
    """Thirty seconds more, ten times for each limit, without a name (TIME-1, TIME-5)."""
    table, role, play = place(state, command.player, command.step, "gate", *moments.PLANNED["45"])
    if not time_left.limit_at(state, table):
        raise Refused(refused.NOT_NOW)
    if play.times_asked.get(role, 0) >= TIMES_PER_LIMIT:
        raise Refused(refused.NO_MORE_TIME)
    span = state.settings.stretched(moments.HALF_A_MINUTE)
    return (yield TimeAdded(table=table.number, milliseconds=span, player=command.player))


def _same_guard(play: Play, role: Role, guard: str) -> bool:
    """Whether a seat has answered so to the safeguard already, or says nothing about it."""
    known = play.guard.answers.get(role) if play.guard is not None else None
    return not guard or known is (guard == "yes")


def _is_late(play: Play, kind: str, page: str, tap: int, same: bool) -> bool:
    """Whether a page has sent a newer tap already, or this very one."""
    known = play.taps.get(f"{kind} {page}")
    return known is not None and (tap < known or (tap == known and same))

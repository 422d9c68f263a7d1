"""What the facilitator does with one table: more time, the close of a step, a way back (TIME-3, STEP-2 d, BACK-1)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules import commands as c
from game.rules import refused
from game.rules.effects import incidents
from game.rules.events import DecisionWithdrawn, Event, SteppedBack, TableNudged, TimeAdded
from game.rules.refused import Refused
from game.rules.round import dates
from game.rules.round.moments import MINUTE
from game.rules.round.table import enter, leave
from game.rules.state import BEFORE_DECISION, State, Table

Judge = Generator[Event, State, State]


def extend(state: State, command: c.Extend) -> Judge:
    """One or two minutes more; in slow play a day (TIME-3, SLOW-1)."""
    table = _table_in(state, command.table, command.step)
    if state.phase != "playing" or command.minutes not in (1, 2) or table.step is None:
        raise Refused(refused.NOT_NOW)
    by_date = dates.is_slow(state) and dates.until(state, table)
    if not table.step.planned and not by_date:
        raise Refused(refused.NOT_NOW)
    span = dates.A_DAY if by_date else state.settings.paced(MINUTE) * command.minutes
    return (yield TimeAdded(table=command.table, milliseconds=span))


def close_for_table(state: State, command: c.CloseForTable) -> Judge:
    """Close a step, open the vote, or end the talk about an incident, for a table (STEP-2 d, INC-2)."""
    table = _table_in(state, command.table, command.step)
    waits = table.step is None or table.step.name in ("gate", "done")
    if state.phase != "playing" or (waits and not incidents.is_met(table)):
        raise Refused(refused.NOT_NOW)
    if state.paused_at is not None:
        raise Refused(refused.PAUSED)
    if table.paper and table.step is not None and table.step.name in BEFORE_DECISION:
        raise Refused(refused.ENTER_THE_DECISION)
    return (yield from leave(state, command.table))


def step_back(state: State, command: c.StepBack) -> Judge:
    """Until the decision, back to any earlier step of the round (BACK-1 to 3)."""
    table = _table_in(state, command.table, command.step)
    if state.phase != "playing" or table.step is None:
        raise Refused(refused.NOT_NOW)
    here = table.step.name
    if here not in BEFORE_DECISION or command.to not in BEFORE_DECISION[:5]:
        raise Refused(refused.TOO_LATE_TO_GO_BACK)
    if BEFORE_DECISION.index(command.to) >= BEFORE_DECISION.index(here):
        raise Refused(refused.NOT_NOW)
    state = yield SteppedBack(table=command.table, to=command.to, voided=here in ("vote", "runoff"))
    return (yield from enter(state, command.table, command.to, again=True))


def reopen_vote(state: State, command: c.ReopenVote) -> Judge:
    """Take the decision back while the table is in consequence or reflect and the room has not seen it (BACK-4)."""
    table = _table_in(state, command.table, command.step)
    is_open = table.step is not None and table.step.name in ("consequence", "reflect")
    if state.phase != "playing" or not is_open or table.before_vote is None:
        raise Refused(refused.TOO_LATE_TO_GO_BACK)
    if table.round in state.revealed:
        raise Refused(refused.TOO_LATE_TO_GO_BACK)
    state = yield DecisionWithdrawn(table=command.table)
    state = yield SteppedBack(table=command.table, to="talk", voided=True)
    return (yield from enter(state, command.table, "talk", again=True))


def nudge(state: State, command: c.Nudge) -> Judge:
    """Tell a table that the room waits for it; a second time in the same step there is nothing to tell."""
    table = _table_in(state, command.table, command.step)
    is_met = incidents.is_met(table)
    if state.phase != "playing" or table.step is None or (table.step.name in ("gate", "done") and not is_met):
        raise Refused(refused.NOT_NOW)
    return (
        state if table.nudged == command.step else (yield TableNudged(table=command.table, step=command.step))
    )


def _table_in(state: State, number: int, step: int) -> Table:
    table = state.tables.get(number)
    if table is None:
        raise Refused(refused.NO_SUCH_TABLE)
    if table.closed:
        raise Refused(refused.TABLE_IS_CLOSED)
    if table.step is None or table.step.number != step:
        raise Refused(refused.MOMENT_IS_GONE)
    return table

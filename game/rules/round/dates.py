"""Slow play: the same machine with dates (SLOW-1). A step ends when all have answered, or at its date."""

from __future__ import annotations

from game.rules.state import State, Table

A_DAY = 24 * 60 * 60 * 1000
#: The four dates of a round: it opens, choices close, the talk closes, votes close.
OPENS, CHOICES, TALK, VOTES = range(4)
#: Steps that are over as soon as they are entered: whoever comes reads the situation with the choice, the pattern with the talk.
PASSED = ("situation", "reveal")
_DATE_OF = {"choice": CHOICES, "talk": TALK, "vote": VOTES}


def is_slow(state: State) -> bool:
    """Whether the workshop is played with dates."""
    return state.settings.mode == "slow"


def until(state: State, table: Table) -> int:
    """When the step of a table ends whoever has answered, in milliseconds; 0 where only somebody's deed ends it.

    A table that came late to a choice, a talk, a vote or a consequence has as long as was planned for it, but not more than
    a day. A runoff and the chair's word have a day.
    """
    step, dates = table.step, state.settings.dates
    if step is None or step.name == "gate" or not dates:
        return 0
    mine = dates[min(table.round, len(dates)) - 1]
    if table.play is not None and table.play.tied:
        return table.play.tied_at + A_DAY + step.extra
    if step.name == "runoff":
        return step.opened_at + A_DAY + step.extra
    if step.name in _DATE_OF:
        which = _DATE_OF[step.name]
        return _not_too_soon(step.opened_at, mine[which - 1], mine[which]) + step.extra
    if step.name == "reflect":
        return next_opening(state, table.round) + step.extra
    if step.name == "consequence":
        return _not_too_soon(step.opened_at, mine[VOTES], next_opening(state, table.round)) + step.extra
    return 0


def next_opening(state: State, round_: int) -> int:
    """When the round after this one opens; after the last one, when the finale begins."""
    dates = state.settings.dates
    return dates[round_][OPENS] if round_ < min(len(state.plan), len(dates)) else state.settings.finale


def roles_at(state: State) -> int:
    """When roles are fixed: a day before the first round opens, or with it where people could join only since then."""
    opens = state.settings.dates[0][OPENS]
    return opens - A_DAY if state.phase_at <= opens - A_DAY else opens


def _not_too_soon(opened_at: int, planned_opening: int, end: int) -> int:
    return max(end, opened_at + min(A_DAY, end - planned_opening))

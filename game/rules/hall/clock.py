"""What the plan takes, and what the rest of it needs from now on (section "Re-plan the clock").

All spans are milliseconds of real time, whatever the pace of a rehearsal.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.rules.effects import incidents
from game.rules.round.moments import (
    A_PLENARY,
    AN_INCIDENT,
    LONG_PAUSES,
    MINUTE,
    PLENARIES,
    minutes,
    phase_span,
    span,
)
from game.rules.round.moments import MIDTERM as AFTER_MIDTERM
from game.rules.state import MIDTERM, QUESTIONS, State, Table

#: A round's steps in their order; the runoff counts half, as one round in two has one.
ROUND = ("situation", "choice", "reveal", "talk", "vote", "runoff", "consequence", "reflect")
#: In this order phases follow, from where the plan begins to run.
RUN = ("welcome", "briefing", "playing", MIDTERM, "results", "debrief", "plan")

#: The break of the 120 comes after this round.
LONG_PAUSES_AFTER = 3


def runs(state: State) -> bool:
    """Whether a clock leads this workshop at all: between welcome and plan, and not by dates or for one alone."""
    return state.phase in RUN and state.settings.mode != "slow" and not state.settings.solo


def ends_at(state: State) -> int:
    """When the workshop has to be over: as the facilitator said, else as planned when the welcome began."""
    return state.ends_at or state.began_at + _opened_for(state)


def _opened_for(state: State) -> int:
    """What the plan took with which the doors were opened."""
    settings, rounds = state.settings, state.rounds
    met = len(incidents.PLACES.get(rounds, ())) if settings.incidents else 0
    shown = len(PLENARIES.get(rounds, ())) if settings.plenaries else 0
    return settings.stretched(
        round(sum(n for _phase, n in minutes(settings.format, rounds, met, shown)) * MINUTE)
    )


def whole(state: State) -> int:
    """What the whole plan takes, from the welcome to the close, as it is planned now."""
    return sum(phase_of_plan(state, phase) for phase in RUN)


def phase_of_plan(state: State, phase: str) -> int:
    """What the plan reserves for a phase."""
    settings = state.settings
    if phase == "playing":
        places = PLENARIES.get(state.rounds, ()) if settings.plenaries else ()
        room = len(state.incidents) * AN_INCIDENT + len(places) * A_PLENARY
        breaks = LONG_PAUSES.get(settings.format, 0)
        return len(state.plan) * a_round(state) + settings.stretched((room + breaks) * MINUTE)
    if phase == "debrief":
        return sum(phase_span(settings, "debrief", question) for question in range(1, QUESTIONS + 1))
    comes = settings.midterm and len(state.plan) > AFTER_MIDTERM
    return phase_span(settings, phase) if phase != MIDTERM or comes else 0


def a_round(state: State) -> int:
    """What the plan reserves for one round."""
    return sum(_span(state, step) for step in ROUND)


def _span(state: State, step: str) -> int:
    return span(state.settings, step) // (2 if step == "runoff" else 1)


def needs(state: State, now: int) -> int:
    """What the rest of the plan needs from now on. Of the tables the one in the middle counts."""
    here = RUN.index(state.phase)
    later = sum(phase_of_plan(state, phase) for phase in RUN[here + 1 :] if phase != MIDTERM)
    if state.settings.midterm and not state.had_midterm and len(state.plan) > AFTER_MIDTERM:
        later += phase_of_plan(state, MIDTERM)
    stood_at = now if state.paused_at is None else state.paused_at
    if state.phase == "playing":
        return later + _playing_needs(state, stood_at, now)
    if state.phase == MIDTERM:
        later += _playing_needs(state, state.phase_at, now)
    if state.phase == "debrief":
        spent = stood_at - state.question_at
        following = range(state.question + 1, QUESTIONS + 1)
        later += sum(phase_span(state.settings, "debrief", question) for question in following)
        return later + max(0, phase_span(state.settings, "debrief", state.question) - spent)
    return later + max(0, phase_span(state.settings, state.phase) - (stood_at - state.phase_at))


def _playing_needs(state: State, now: int, real: int) -> int:
    settings = state.settings
    room = sum(1 for place in state.incidents if place > state.opened) * AN_INCIDENT
    room += sum(1 for place in plenaries_to_come(state)) * A_PLENARY
    return _middle(state, now) + settings.stretched(room * MINUTE) + _break(state, real)


def _break(state: State, real: int) -> int:
    """What is left of the long pause: it is taken once its round is over, and passes while all clocks stand still."""
    if state.opened > LONG_PAUSES_AFTER:
        return 0
    planned = state.settings.stretched(LONG_PAUSES.get(state.settings.format, 0) * MINUTE)
    if state.opened < LONG_PAUSES_AFTER or state.paused_at is None:
        return planned
    return max(0, planned - (real - state.paused_at))


def plenaries_to_come(state: State) -> Iterator[int]:
    """The rounds whose decisions are still to be shown together."""
    if state.settings.plenaries:
        for place in PLENARIES.get(state.rounds, ()):
            if place >= state.opened and place not in state.revealed and place < len(state.plan):
                yield place


def _middle(state: State, now: int) -> int:
    """What the table in the middle still has to play; of two in the middle the later one."""
    rests = sorted(_table_needs(state, table, now) for table in awake(state))
    return rests[len(rests) // 2] if rests else (len(state.plan) - state.opened) * a_round(state)


def awake(state: State) -> list[Table]:
    """Tables in play that are not asleep."""
    tables = (t for t in state.tables.values() if t.taken() and not t.closed and t.step is not None)
    return [table for table in tables if table.asleep_at is None]


def _table_needs(state: State, table: Table, now: int) -> int:
    step, played = table.step, table.round
    assert step is not None
    if step.name == "gate":
        return (len(state.plan) - played + 1) * a_round(state)
    rest = (len(state.plan) - played) * a_round(state)
    if step.name == "done":
        return rest
    planned = step.planned + step.extra if step.planned else _span(state, step.name)
    later = sum(_span(state, name) for name in ROUND[ROUND.index(step.name) + 1 :])
    return rest + later + max(0, step.opened_at + planned - now)

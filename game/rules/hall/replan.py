"""Planning the rest anew when it does not fit: what is proposed, in which order, and never below what limits (section "Re-plan the clock")."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

from game.rules import commands as c
from game.rules import refused
from game.rules.copies import replace
from game.rules.events import ClockReplanned, EndSet, Event, IncidentSkipped, MessageSaid, PlenaryShown
from game.rules.hall.clock import (
    ROUND,
    RUN,
    a_round,
    awake,
    ends_at,
    needs,
    plenaries_to_come,
    runs,
)
from game.rules.hall.room import drop_dilemma, droppable
from game.rules.refused import Refused
from game.rules.round.moments import A_PLENARY, AN_INCIDENT, MINUTE, span
from game.rules.round.table import settle
from game.rules.state import MIDTERM, State, Table

Judge = Generator[Event, State, State]

#: Below these no proposal goes: seconds of reflecting and talking.
SHORTEST = {"reflect": 30, "talk": 150}
A_SHORTER_TALK = 60
#: So far from its plan a workshop is on time.
ON_TIME = 2 * MINUTE
#: A debrief may be made longer by so many minutes at most.
LONGEST_MORE = 15
#: The room may be needed for so many minutes more, at most.
LONGEST_END = 12 * 60
KINDS = ("reflect", "plenary", "incident", "talk", "drop", "debrief")


@dataclass(frozen=True, slots=True)
class Change:
    """One way to save or to use time: its kind, what it is about, and how many milliseconds it saves (or uses, if below 0).

    `what` is seconds for reflect and talk, more seconds for the debrief, a round for plenary and incident, and a dilemma
    for drop.
    """

    kind: str
    what: str
    saves: int


@dataclass(frozen=True, slots=True)
class Clock:
    """How the workshop stands: when it has to be over, what the rest needs, how late it is, and what is proposed."""

    ends_at: int
    needs: int
    late: int
    changes: tuple[Change, ...] = ()
    left_over: int = 0
    on_time: bool = False


def clock(state: State, now: int) -> Clock:
    """How the workshop stands at a moment, in milliseconds, and what would bring it back to its plan."""
    end, need = ends_at(state), needs(state, now)
    late = now + need - end
    on_time = state.settings.paced(ON_TIME)
    if late > on_time:
        found = tuple(_taken(list(_savings(state)), late))
        return Clock(end, need, late, found, max(0, late - sum(change.saves for change in found)))
    return Clock(end, need, late, tuple(_uses(state, -late)) if late < -on_time else (), 0, late >= -on_time)


def _taken(savings: list[Change], late: int) -> Iterator[Change]:
    """As many as are needed, in their order."""
    for saving in savings:
        if late <= 0:
            return
        late -= saving.saves
        yield saving


def _savings(state: State) -> Iterator[Change]:
    """All that may still be saved, in the order in which it hurts least.

    None of it takes anything from the midterm, the results, the debrief or the plan, so each of them raises the share of
    reflection and leaves the debrief its minutes.
    """
    if state.phase not in ("welcome", "briefing", "playing", MIDTERM):
        return
    yield from _shorter(state, "reflect", SHORTEST["reflect"])
    if state.phase == "playing":
        settings = state.settings
        yield from (
            Change("plenary", str(place), settings.stretched(A_PLENARY * MINUTE))
            for place in list(plenaries_to_come(state))[:1]
        )
        coming = sorted(place for place in state.incidents if place > state.opened)[:1]
        yield from (
            Change("incident", str(place), settings.stretched(AN_INCIDENT * MINUTE)) for place in coming
        )
    yield from _shorter(state, "talk", max(SHORTEST["talk"], _seconds(state, "talk") - A_SHORTER_TALK))
    if droppable(state):
        yield Change("drop", droppable(state), a_round(state))


def _shorter(state: State, step: str, seconds: int) -> Iterator[Change]:
    """A step that takes fewer seconds in the rounds that have not come to it."""
    saved = _seconds(state, step) - seconds
    rounds = _rounds_before(state, step)
    if saved > 0 and rounds:
        yield Change(step, str(seconds), state.settings.stretched(saved * 1000) * rounds)


def _uses(state: State, spare: int) -> Iterator[Change]:
    """What the spare time is good for: what was shortened comes back, last things first, then a longer debrief."""
    plain = replace(state, settings=replace(state.settings, spans=()))
    for step in ("talk", "reflect"):
        full = _seconds(plain, step)
        more = state.settings.stretched((full - _seconds(state, step)) * 1000) * _rounds_before(state, step)
        if 0 < more <= spare:
            spare -= more
            yield Change(step, str(full), -more)
    left = spare // state.settings.stretched(MINUTE) if state.settings.stretched(MINUTE) else 0
    known = dict(state.settings.spans).get("debrief", 0)
    longer = min(left, LONGEST_MORE - known // 60)
    to_come = state.phase in RUN[: RUN.index("debrief")]
    if to_come and longer >= 1:
        yield Change("debrief", str(known + longer * 60), -state.settings.stretched(longer * MINUTE))


def _seconds(state: State, step: str) -> int:
    plain = replace(state.settings, factor=1, pace=100)
    return span(plain, step) // 1000


def _rounds_before(state: State, step: str) -> int:
    """How many rounds the table in the middle still has whose step of this name has not begun."""
    if state.phase not in ("playing", MIDTERM):
        return len(state.plan) if state.phase in ("welcome", "briefing") else 0
    counts = sorted(_left(state, table, step) for table in awake(state))
    return counts[len(counts) // 2] if counts else len(state.plan) - state.opened


def _left(state: State, table: Table, step: str) -> int:
    assert table.step is not None
    if table.step.name == "gate":
        return len(state.plan) - table.round + 1
    here = table.step.name in ROUND and ROUND.index(table.step.name) < ROUND.index(step)
    return len(state.plan) - table.round + int(here)


def set_end(state: State, command: c.SetEnd) -> Judge:
    """The room has to be left in so many minutes from now."""
    if not runs(state) or not 1 <= command.minutes <= LONGEST_END:
        raise Refused(refused.NOT_NOW if not runs(state) else refused.MINUTES_ARE_ODD, most=LONGEST_END)
    at = state.at + state.settings.paced(command.minutes * MINUTE)
    return state if abs(at - state.ends_at) < state.settings.paced(MINUTE) // 2 else (yield EndSet(at=at))


def apply_clock(state: State, command: c.ApplyClock) -> Judge:
    """Plan the rest anew as it was proposed, and tell the room; what has been done meanwhile is left as it is."""
    if not runs(state) or not command.changes:
        raise Refused(refused.NOT_NOW)
    spans = dict(state.settings.spans)
    for kind, what in command.changes:
        _must_be_fair(state, kind, what)
        if kind in ("reflect", "talk", "debrief"):
            spans[kind] = int(what)
    fresh = tuple(sorted(spans.items()))
    before = state.version
    if fresh != state.settings.spans:
        state = yield ClockReplanned(spans=fresh)
    for kind, what in command.changes:
        state = yield from _left_out(state, kind, what)
    if command.note and state.version != before:
        state = yield MessageSaid(note=command.note)
    return state


def _left_out(state: State, kind: str, what: str) -> Judge:
    """Leave out one thing that has not come yet, if that has not been done."""
    if kind == "plenary" and int(what) in tuple(plenaries_to_come(state)):
        state = yield PlenaryShown(round=int(what), skipped=True)
        for number in state.tables:
            state = yield from settle(state, number)
    elif kind == "incident" and int(what) in state.incidents and int(what) > state.opened:
        state = yield IncidentSkipped(round=int(what))
    elif kind == "drop" and what in state.plan:
        state = yield from drop_dilemma(state, c.DropDilemma(what))
    return state


def _must_be_fair(state: State, kind: str, what: str) -> None:
    """No change goes below the limits, or beyond the plan that the workshop was opened with."""
    if kind not in KINDS or (kind != "drop" and not (what.isascii() and what.isdigit() and len(what) < 6)):
        raise Refused(refused.NOT_NOW)
    if kind in SHORTEST:
        full = _seconds(replace(state, settings=replace(state.settings, spans=())), kind)
        if not min(SHORTEST[kind], full) <= int(what) <= full:
            raise Refused(refused.TOO_SHORT_TO_BE_FAIR)
    if kind == "debrief" and int(what) > LONGEST_MORE * 60:
        raise Refused(refused.NOT_NOW)

"""What incidents, the plenary reveal and the wall after the play change."""

from __future__ import annotations

from typing import Any

from game.rules import events as e
from game.rules.copies import replace
from game.rules.evolving.shared import after, off_the_wall
from game.rules.state import State, Table
from game.rules.warm_up import WarmUp


@after(e.IncidentsDrawn)
def _drawn(state: State, event: e.IncidentsDrawn) -> State:
    return replace(state, incidents=dict(event.places))


@after(e.IncidentSkipped)
def _skipped(state: State, event: e.IncidentSkipped) -> State:
    left = {place: incident for place, incident in state.incidents.items() if place != event.round}
    return replace(state, incidents=left)


@after(e.IncidentShown)
def _shown(state: State, event: e.IncidentShown) -> State:
    state = state.with_play(event.table, incident=event.incident)
    return state.with_step(event.table, stirred_at=state.at)


@after(e.IncidentAnswered)
def _answered(state: State, event: e.IncidentAnswered) -> State:
    return state.with_play(event.table, answer=event.answer)


@after(e.PlenaryShown)
def _plenary(state: State, event: e.PlenaryShown) -> State:
    return replace(
        state,
        spot=0,
        spot_shown=False,
        revealed=(*state.revealed, event.round),
        showing=0 if event.skipped else event.round,
        stirred_at=state.at,
    )


@after(e.WallTurned)
def _wall_turned(state: State, event: e.WallTurned) -> State:
    return replace(state, wall=event.what, stirred_at=state.at)


@after(e.NotePutOnWall)
def _put_on_wall(state: State, event: e.NotePutOnWall) -> State:
    return replace(state, on_wall=(*state.on_wall, event.note))


@after(e.NoteTakenOffWall)
def _taken_off_wall(state: State, event: e.NoteTakenOffWall) -> State:
    return off_the_wall(state, event.note)


@after(e.DilemmaDropped)
def _dropped(state: State, event: e.DilemmaDropped) -> State:
    """Tables that wait at a gate have no chair yet for what they will play instead; where nothing is left they are done."""
    state = replace(
        state, plan=tuple(name for name in state.plan if name != event.dilemma), stirred_at=state.at
    )
    for number, table in state.tables.items():
        if table.step is None or table.step.name != "gate" or table.round <= state.opened:
            continue
        state = state.with_table(number, chairs=table.chairs[: table.round - 1])
        if table.round > len(state.plan) and table.past:
            last = {"play": table.past[-1], "past": table.past[:-1], "round": table.round - 1}
            state = state.with_table(number, **last)
    return state


@after(e.DecisionWithdrawn)
def _withdrawn(state: State, event: e.DecisionWithdrawn) -> State:
    """Values and round as they were; who sits where, and the count of steps, as they are now."""
    table = state.tables[event.table]
    before = table.before_vote
    assert before is not None and before.play is not None
    now = {
        name: getattr(table, name)
        for name in ("seats", "step", "steps", "pen", "deserted_at", "asleep_at", "leads")
    }
    return replace(state.with_table(event.table, **_fields(before), **now), spot=0, spot_shown=False)


def _fields(table: Table) -> dict[str, Any]:
    """All that a decision may have changed."""
    names = ("poles", "resources", "people", "marks", "seeds", "sprouts", "play", "past", "chairs")
    more = ("round", "played", "press", "worries", "once")
    return {name: getattr(table, name) for name in (*names, *more)}


@after(e.WarmUpMoved)
def _warm_up(state: State, event: e.WarmUpMoved) -> State:
    known = state.warm_up or WarmUp("")
    return replace(
        state, warm_up=replace(known, stage=event.stage) if event.stage else None, stirred_at=state.at
    )


@after(e.WarmUpAnswered)
def _warmed_up(state: State, event: e.WarmUpAnswered) -> State:
    known = state.warm_up
    assert known is not None
    own = {event.player: event.option}
    if known.stage == "choice":
        return replace(state, warm_up=replace(known, choices={**known.choices, **own}))
    return replace(state, warm_up=replace(known, votes={**known.votes, **own}))


@after(e.SpotlightAsked)
def _asked_for_the_wall(state: State, event: e.SpotlightAsked) -> State:
    return replace(state, spot=event.table, spot_shown=False)


@after(e.SpotlightAnswered)
def _answered_for_the_wall(state: State, event: e.SpotlightAnswered) -> State:
    return replace(state, spot=event.table if event.agreed else 0, spot_shown=event.agreed)


@after(e.SpotlightEnded)
def _off_the_wall(state: State, event: e.SpotlightEnded) -> State:
    return replace(state, spot=0, spot_shown=False)

"""Cross effects: what stakeholders' moods move after a decision, in a fixed order (PEOPLE-3)."""

from __future__ import annotations

from collections.abc import Generator, Mapping

from game.rules.effects.tracks import move_people, move_pole, move_resource
from game.rules.events import CrossFelt, Event, Marked
from game.rules.state import Stake, State

Judge = Generator[Event, State, State]


def cross(state: State, number: int, before: Mapping[str, Stake]) -> Judge:
    """All cross effects, each on the values left by the one before. `before` is where people stood before the decision."""
    if state.settings.edition < 2:
        return state
    people = state.tables[number].people
    moods = [stake.attitude for slot, stake in people.items() if slot != "media"]
    if people["media"].involvement >= 2 and min(moods) <= -2:
        state = yield CrossFelt(table=number, effect="bad_press")
        state = yield from move_resource(state, number, "legitimacy", -1, "bad_press")
        state = yield Marked(table=number, mark="bad_press")
    if people["frontline"].attitude <= -2:
        state = yield CrossFelt(table=number, effect="unions_follow")
        state = yield from move_people(state, number, "unions", -1, 0, "unions_follow")
    citizens = people["citizens"]
    if citizens.attitude >= 2 and citizens.involvement >= 2 and _first(state, number, "citizens_own"):
        state = yield CrossFelt(table=number, effect="citizens_own")
        state = yield from move_pole(state, number, "D2", 1, "citizens_own")
    if people["businesses"].attitude >= 2 and _first(state, number, "businesses_pay"):
        state = yield CrossFelt(table=number, effect="businesses_pay")
        state = yield from move_resource(state, number, "budget", 1, "businesses_pay")
    if before["ngos"].involvement >= 2 and people["ngos"].involvement < before["ngos"].involvement:
        state = yield CrossFelt(table=number, effect="ngos_hurt")
        state = yield from move_people(state, number, "ngos", -2, 0, "ngos_hurt")
    return state


def _first(state: State, number: int, effect: str) -> bool:
    return effect not in state.tables[number].once

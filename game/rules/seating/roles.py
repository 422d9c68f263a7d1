"""How people come to their roles where they do not choose them (SEAT-2)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules import chance, refused
from game.rules import commands as c
from game.rules.events import CallingSaid, Event, SeatLeft, SeatTaken
from game.rules.play import Role
from game.rules.refused import Refused
from game.rules.state import FILLING_ORDER, PlayerId, State, family

Judge = Generator[Event, State, State]

ASSIGNMENTS = ("choose", "own", "swap", "random", "facilitator")
#: In which of them roles are drawn on entering briefing.
DEALT = ("own", "swap", "random")
#: What somebody is in real life, and which family that is in the two ways of asking for it.
CALLINGS = ("elected", "employed", "other")
FAMILIES = {"own": {"elected": "P", "employed": "M"}, "swap": {"elected": "M", "employed": "P"}}


def asks_for_calling(state: State) -> bool:
    """Whether people are asked what they are in real life: only where roles follow from it, and until they do."""
    return state.settings.assignment in FAMILIES and state.phase in ("lobby", "welcome")


def say_calling(state: State, command: c.SayCalling) -> Judge:
    """Say, or correct, what one is in real life; the same again does nothing."""
    player = state.players.get(command.player)
    if player is None:
        raise Refused(refused.NOT_A_PLAYER)
    if player.removed:
        raise Refused(refused.REMOVED)
    if not asks_for_calling(state):
        raise Refused(refused.NOT_NOW)
    if command.calling not in CALLINGS:
        raise Refused(refused.NO_SUCH_ANSWER)
    if command.calling == player.calling:
        return state
    return (yield CallingSaid(table=player.table, player=player.id, calling=command.calling))


def deal(state: State, number: int) -> Judge:
    """Give the people of a table the first roles of the filling order, drawn, and by family where that is asked for."""
    if state.settings.assignment not in DEALT:
        return state
    table = state.tables[number]
    dealt = drawn(state, number)
    changing = {role: player for role, player in dealt.items() if table.seats.get(role) != player}
    for player in changing.values():
        state = yield SeatLeft(table=number, player=player)
    for role, player in changing.items():
        state = yield SeatTaken(table=number, player=player, role=role)
    return state


def drawn(state: State, number: int) -> dict[Role, PlayerId]:
    """Who of a table plays what: the own or the other family first as far as it reaches, the rest by lot."""
    table = state.tables[number]
    seated = [table.seats[role] or "" for role in table.taken()]
    people = [player for player in seated if not state.players[player].bot]
    order = chance.ordered(state.draw_key, people, "roles", number)
    families = FAMILIES.get(state.settings.assignment, {})
    left = [*FILLING_ORDER[: len(people)]]
    dealt: dict[Role, PlayerId] = {}
    for player in order:
        wanted = families.get(state.players[player].calling)
        role = next((role for role in left if family(role) == wanted), None)
        if role:
            dealt[role] = player
            left.remove(role)
    rest = [player for player in order if player not in dealt.values()]
    return {**dealt, **dict(zip(left, rest, strict=True))}

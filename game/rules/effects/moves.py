"""Moves, each once per game and seat, and the hearing: what they cost, what they do now and later (MOVE-1, 2, HEAR-1)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules import refused
from game.rules.effects.tracks import move_pole, move_resource
from game.rules.events import Event, MoveReturned, PressHeld
from game.rules.play import Role
from game.rules.refused import Refused
from game.rules.state import State, Table
from scenarios.script import Effects

Judge = Generator[Event, State, State]

#: Moves that cost one Time.
COSTS_TIME = ("P2", "P4", "M4")
#: What a minority note may worry about: the tags of seeds.
WORRIES = ("legal", "money", "staff", "citizens", "media", "politics")
#: In the first round there are no moves and no hearing (FMT-5).
FIRST_ROUND = 2


def may_play(state: State, table: Table, role: Role) -> str:
    """Why a seat may not play its move now, in a sentence; empty if it may."""
    play = table.play
    if not state.settings.moves or play is None or table.step is None or table.step.name != "talk":
        return refused.NOT_NOW
    if play.round < FIRST_ROUND:
        return refused.NO_MOVE_YET
    if role in table.played:
        return refused.MOVE_IS_PLAYED
    if role in COSTS_TIME and table.resources["time"] < 1:
        return refused.NO_TIME_FOR_THAT
    if role == "P1" and play.round >= len(state.plan):
        return refused.NOT_IN_THE_LAST_ROUND
    if role == "P2" and play.deciders != "M":
        return refused.ONLY_WHERE_MANAGERS_DECIDE
    return ""


def at_once(state: State, number: int, role: Role) -> Judge:
    """What a move does the moment it is played."""
    why = f"move {role}"
    if role in COSTS_TIME:
        state = yield from move_resource(state, number, "time", -1, why)
    if role == "P1":
        state = yield from move_resource(state, number, "legitimacy", 1, why)
    if role == "P2":
        state = yield from move_pole(state, number, "B1", 1, why)
    if role == "M1":
        state = yield from move_resource(state, number, "time", 2, why)
        state = yield from move_pole(state, number, "A2", -1, why)
    return state


def hearing_is_possible(state: State, table: Table) -> str:
    """Why no stakeholder can be asked now, in a sentence; empty if one can (HEAR-1)."""
    play = table.play
    if not state.settings.moves or play is None or table.step is None or table.step.name != "talk":
        return refused.NOT_NOW
    if play.round < FIRST_ROUND:
        return refused.NO_MOVE_YET
    if play.hearing is not None:
        return refused.HEARD_ALREADY
    return "" if table.resources["time"] >= 1 else refused.NO_TIME_FOR_THAT


def colleague_is_open(state: State, table: Table, own: Role, asked: Role) -> str:
    """Why a colleague cannot be asked now, in a sentence; empty if one can (SOLO-2)."""
    if not state.settings.solo or asked == own or not table.seats.get(asked):
        return refused.NOT_NOW
    if table.play is not None and asked in table.play.asked:
        return refused.ASKED_ALREADY
    return "" if table.resources["time"] >= 1 else refused.NO_TIME_FOR_THAT


def must(sentence: str) -> None:
    """Refused with this sentence, if there is one."""
    if sentence:
        raise Refused(sentence)


def lend_staff(state: State, number: int, effects: Effects) -> Judge:
    """Lend staff has nothing to do where the decision costs no Budget: it goes back to the hand."""
    if state.play_of(number).moved("M2") and not effects.budget:
        state = yield MoveReturned(table=number, role="M2")
    return state


def halved(by: int) -> int:
    """Half of a change, toward zero (Pilot first)."""
    return by // 2 if by >= 0 else -(-by // 2)


def face_the_press(state: State, number: int) -> Judge:
    """At the end of the round after a press conference, what was promised is measured (Press conference)."""
    table, play = state.tables[number], state.play_of(number)
    poles, press = table.poles, table.press
    if press is not None and press.round < play.round:
        if poles["C1"] < press.room or poles["D2"] < press.partners:
            state = yield from move_resource(state, number, "legitimacy", -2, "press")
        state = yield PressHeld(table=number)
    if play.moved("P1"):
        state = yield PressHeld(table=number, round=play.round, room=poles["C1"], partners=poles["D2"])
    return state

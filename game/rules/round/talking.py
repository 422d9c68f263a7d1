"""What a seat may bring to the table in a talk, and the chair's answer to an incident (FACT-3, MOVE-1, HEAR-1, INC-2)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules import commands as c
from game.rules import refused
from game.rules.effects import incidents, moves
from game.rules.effects.tracks import move_resource
from game.rules.events import AimRevealed, ColleagueAsked, Event, FactShared, HearingHeld, MovePlayed
from game.rules.places import must_lead, place
from game.rules.refused import Refused
from game.rules.round import facts
from game.rules.round.table import settle
from game.rules.state import AFTER_PLAY, State
from scenarios.conditions import SLOTS

Judge = Generator[Event, State, State]


def share_fact(state: State, command: c.ShareFact) -> Judge:
    """Put a fact on the table; the same tap twice does nothing (FACT-3)."""
    table, role, play = place(state, command.player, command.step, "talk")
    if command.fact in play.shared:
        return state
    if role not in play.facts.get(command.fact, ()):
        raise Refused(refused.NOT_YOUR_FACT)
    state = yield FactShared(table=table.number, player=command.player, fact=command.fact)
    return (yield from facts.open_hidden(state, table.number))


def play_move(state: State, command: c.PlayMove) -> Judge:
    """Play the role's move; the same tap twice does nothing (MOVE-1)."""
    table, role, play = place(state, command.player, command.step, "talk")
    if play.moved(role):
        return state
    moves.must(moves.may_play(state, table, role))
    if role == "P3" and command.worry not in moves.WORRIES:
        raise Refused(refused.NO_SUCH_ANSWER)
    told = {"worry": command.worry, "note": command.note} if role == "P3" else {}
    state = yield MovePlayed(table=table.number, player=command.player, role=role, **told)
    return (yield from moves.at_once(state, table.number, role))


def ask_stakeholder(state: State, command: c.AskStakeholder) -> Judge:
    """Ask one stakeholder about one option that is open now (HEAR-1)."""
    table, _role, play = place(state, command.player, command.step, "talk")
    hearing = play.hearing
    if hearing is not None and (hearing.slot, hearing.option) == (command.slot, command.option):
        return state
    moves.must(moves.hearing_is_possible(state, table))
    if command.slot not in SLOTS or command.option not in play.options:
        raise Refused(refused.NO_SUCH_ANSWER)
    state = yield HearingHeld(
        table=table.number, player=command.player, slot=command.slot, option=command.option
    )
    return (yield from move_resource(state, table.number, "time", -1, "hearing"))


def ask_colleague(state: State, command: c.AskColleague) -> Judge:
    """In a solo game: a month of Time, and a colleague puts on the table what they know (SOLO-2)."""
    table, role, play = place(state, command.player, command.step, "talk")
    if command.role in play.asked:
        return state
    moves.must(moves.colleague_is_open(state, table, role, command.role))
    state = yield ColleagueAsked(table=table.number, role=command.role)
    state = yield from move_resource(state, table.number, "time", -1, "ask")
    colleague = table.seats[command.role] or ""
    for fact in facts.held_by(play, command.role):
        if fact not in state.play_of(table.number).shared:
            state = yield FactShared(table=table.number, player=colleague, fact=fact)
    return (yield from facts.open_hidden(state, table.number))


def answer_incident(state: State, command: c.AnswerIncident) -> Judge:
    """The chair answers for the table, and the round goes on (INC-2)."""
    table, role, play = place(state, command.player, command.step, "gate")
    must_lead(state, table, role)
    if command.answer not in (1, 2):
        raise Refused(refused.NO_SUCH_ANSWER)
    if not play.incident or play.answer:
        raise Refused(refused.NOT_NOW)
    state = yield from incidents.answer(state, table.number, play.incident, command.answer, role)
    return (yield from settle(state, table.number))


def reveal_aim(state: State, command: c.RevealAim) -> Judge:
    """Show the own aim, by one's own tap, once the term is over (AIM-1)."""
    player = state.players.get(command.player)
    if player is None or player.removed or not player.role or player.mirror:
        raise Refused(refused.NOT_SEATED)
    if state.phase not in AFTER_PLAY[:-1]:
        raise Refused(refused.NOT_NOW)
    return state if player.aim_shown else (yield AimRevealed(table=player.table, player=player.id))

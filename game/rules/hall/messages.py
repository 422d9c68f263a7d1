"""What the facilitator says to all, to a table or to one person: shown until it is read or withdrawn (PHASE-7)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules import commands as c
from game.rules import refused
from game.rules.events import Event, MessageRead, MessageSaid, MessageWithdrawn
from game.rules.message import Message
from game.rules.refused import Refused
from game.rules.seating import devices
from game.rules.state import Player, State

Judge = Generator[Event, State, State]


def say(state: State, command: c.Say) -> Judge:
    """Say something to all (table 0), to a table, or to one player."""
    if state.phase == "draft":
        raise Refused(refused.NOT_NOW)
    if _known(state, command.note):
        return state
    table = command.table
    if command.player:
        addressee = state.players.get(command.player)
        if addressee is None or addressee.removed or addressee.bot:
            raise Refused(refused.NO_SUCH_PLAYER)
        table = addressee.table
    elif table and table not in state.tables:
        raise Refused(refused.NO_SUCH_TABLE)
    return (yield MessageSaid(table=table, player=command.player, note=command.note))


def withdraw(state: State, command: c.WithdrawMessage) -> Judge:
    """Take a message from all screens; a second time there is nothing to take."""
    message = _known(state, command.note)
    return (yield MessageWithdrawn(table=message.table, note=message.note)) if message else state


def mark_read(state: State, command: c.MarkMessageRead) -> Judge:
    """A person has read a message; it leaves that person's screen, and so do others who share it."""
    player = state.players.get(command.player)
    if player is None:
        raise Refused(refused.NOT_A_PLAYER)
    message = _known(state, command.note)
    for one in (player, *(p for p in devices.seats_on(state, player.device) if p.id != player.id)):
        if message is not None and one.id not in message.read and is_for(message, one):
            state = yield MessageRead(table=one.table, player=one.id, message=message.note)
    return state


def is_for(message: Message, player: Player) -> bool:
    """Whether a message is meant for this person; who watches a table hears what is said to it."""
    if message.player:
        return message.player == player.id
    return message.table in (0, player.table)


def unread(state: State, player: Player) -> tuple[Message, ...]:
    """What a person has still to read, the oldest first."""
    return tuple(m for m in state.messages if is_for(m, player) and player.id not in m.read)


def _known(state: State, note: str) -> Message | None:
    return next((message for message in state.messages if message.note == note), None)

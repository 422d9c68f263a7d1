"""What the facilitator's words change."""

from __future__ import annotations

from game.rules import events as e
from game.rules.copies import replace
from game.rules.evolving.shared import after
from game.rules.message import Message
from game.rules.state import State


@after(e.MessageSaid)
def _said(state: State, event: e.MessageSaid) -> State:
    message = Message(note=event.note, table=event.table, player=event.player)
    return replace(state, messages=(*state.messages, message))


@after(e.MessageWithdrawn)
def _withdrawn(state: State, event: e.MessageWithdrawn) -> State:
    return replace(state, messages=tuple(m for m in state.messages if m.note != event.note))


@after(e.MessageRead)
def _read(state: State, event: e.MessageRead) -> State:
    return replace(
        state,
        messages=tuple(
            replace(m, read=(*m.read, event.player)) if m.note == event.message else m for m in state.messages
        ),
    )

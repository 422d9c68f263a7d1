"""What the facilitator has said, for the desk: to whom, and how many have still to read it."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.hall.messages import is_for
from game.rules.screens.shapes import Texts
from game.rules.state import State


@dataclass(frozen=True, slots=True)
class SaidLine:
    """What was said, to whom, and how many have still to read it."""

    note: str
    text: str
    table: int
    name: str
    unread: int


def said(state: State, texts: Texts) -> tuple[SaidLine, ...]:
    """The messages, the newest first."""
    people = [p for p in state.players.values() if not p.bot and not p.removed]
    return tuple(
        SaidLine(
            note=m.note,
            text=texts.notes.get(m.note, ""),
            table=m.table if not m.player else 0,
            name=texts.names.get(m.player, ""),
            unread=sum(1 for p in people if is_for(m, p) and p.id not in m.read),
        )
        for m in reversed(state.messages)
    )

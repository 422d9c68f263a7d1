"""What the facilitator says to people on their phones (PHASE-7)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """What the facilitator said, to all (table 0), a table or one player, and who has read it."""

    note: str
    table: int = 0
    player: str = ""
    read: tuple[str, ...] = ()

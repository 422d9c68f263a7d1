"""What moves a workshop of bots on: time, and where time brings nothing more, its facilitator (BOT-2)."""

from __future__ import annotations

from game.rules import State, due
from game.rules.commands import AdvancePhase, Command


def next_deed(state: State) -> tuple[int, Command] | None:
    """What happens next, and when, in milliseconds; None where the workshop waits for what never comes.

    The facilitator leads on where nobody else does: out of the lobby, and from tables at which nobody is left.
    """
    waiting = due(state, {})
    if waiting:
        return waiting[0]
    awake = [t for t in state.tables.values() if t.step is not None and t.asleep_at is None]
    if state.phase == "lobby" or (state.phase == "playing" and not awake):
        return state.at, AdvancePhase(state.phase, confirmed=True)
    return None

"""Until when somebody may take what time there is, and from when on devices warn of its end (TIME-5, WCAG 2.2.1)."""

from __future__ import annotations

from game.rules.round import dates, moments
from game.rules.state import State, Table

#: So long before the end of a limit devices warn of it.
WARNING = 20_000


def limit_at(state: State, table: Table) -> int:
    """When the time for what a table does now is over, in milliseconds; 0 where it has no limit (TIME-5).

    It is the planned end of a step, of the chair's word, or of an incident's answer.
    """
    step, play = table.step, table.play
    if step is None or play is None:
        return 0
    if step.name == "gate":
        return (moments.gate_ends(state, table, step) or 0) if play.incident and not play.answer else 0
    if not step.planned:
        return 0
    return play.tied_at + state.settings.stretched(moments.WORD) if play.tied else step.ends_at


def warns_at(state: State, table: Table) -> int:
    """When devices begin to warn of that moment, in milliseconds; 0 where nothing runs out (TIME-5)."""
    at = 0 if state.paused_at is not None or dates.is_slow(state) else limit_at(state, table)
    return at and at - min(WARNING, state.settings.paced(WARNING))

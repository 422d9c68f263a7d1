"""Where a player is, and whether a command was meant for that moment (STEP-1, CHAIR-3)."""

from __future__ import annotations

from game.rules import refused
from game.rules.play import Play, Role
from game.rules.refused import Refused
from game.rules.state import State, Table


def place(state: State, player_id: str, step: int, *names: str) -> tuple[Table, Role, Play]:
    """Where a seated player is, if the command was meant for the step that the table is in (STEP-1)."""
    player = state.players.get(player_id)
    if player is None:
        raise Refused(refused.NOT_A_PLAYER)
    if player.removed:
        raise Refused(refused.REMOVED)
    if not player.role:
        raise Refused(refused.NOT_SEATED)
    table = state.tables[player.table]
    if table.closed:
        raise Refused(refused.TABLE_IS_CLOSED)
    if state.phase != "playing" or table.step is None or table.step.number != step or table.play is None:
        raise Refused(refused.MOMENT_IS_GONE)
    if table.step.name not in names:
        raise Refused(refused.MOMENT_IS_GONE)
    return table, player.role, table.play


def must_lead(state: State, table: Table, role: Role) -> None:
    """Who holds the pen; in a solo game the only person there leads in the chair's stead (SOLO-2)."""
    if not state.settings.solo:
        must_move(state, table, role)


def must_move(state: State, table: Table, role: Role) -> None:
    """Only who holds the pen moves the table on, and never during a pause (CHAIR-3, TIME-3)."""
    if table.penholder != role:
        raise Refused(refused.ONLY_THE_CHAIR)
    if state.paused_at is not None:
        raise Refused(refused.PAUSED)

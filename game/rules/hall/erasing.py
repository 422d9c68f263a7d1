"""Somebody wants to be forgotten, whenever it may be (KEEP-6)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules import commands as c
from game.rules import refused
from game.rules.events import Event, PlayerErased
from game.rules.hall.seats import remove
from game.rules.refused import Refused
from game.rules.state import Player, State

Judge = Generator[Event, State, State]


def erase(state: State, command: c.Erase) -> Judge:
    """Release the seat, and forget whoever held it; asked twice, nothing more happens."""
    player = state.players.get(command.player)
    if player is None or player.bot:
        raise Refused(refused.NOT_A_PLAYER)
    if player.erased:
        return state
    notes = _under_other_names(state, player)
    if not player.removed:
        state = yield from remove(state, c.RemovePlayer(player.id))
    return (
        yield PlayerErased(
            table=player.table,
            player=player.id,
            role=player.role or "",
            rounds=command.rounds,
            notes=notes,
        )
    )


def _under_other_names(state: State, player: Player) -> tuple[str, ...]:
    """Words that lead to the person for now: a reason that is not blanked yet (VOTE-10), and what was said to nobody else."""
    table = state.tables.get(player.table)
    plays = (table.play, table.before_vote.play if table.before_vote else None) if table else ()
    role = player.role or ""
    choices = (play.choices[role] for play in plays if play and role in play.choices)
    told = (message.note for message in state.messages if message.player == player.id)
    return tuple(dict.fromkeys((*(choice.note for choice in choices if choice.note), *told)))

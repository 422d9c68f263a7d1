"""Whose answers are counted: those of persons, over tables that are not closed (KEEP-3, SEAT-10).

Bots are left out beside people, so that no figure is made large enough by them. Where bots are alone, as in a rehearsal,
there is nobody to be protected, and they are counted instead. Seats on paper are left out: nobody knows which choice and
which vote there are one person's.
"""

from __future__ import annotations

from collections.abc import Mapping

from game.rules.play import Play, Role
from game.rules.state import State, Table

#: What comes from fewer tables is a table's own, and stays on its own screens (KEEP-3).
FEWEST_TABLES = 2


def played(state: State, dilemma: str) -> tuple[tuple[Table, Play], ...]:
    """Every table that is not closed and has decided this dilemma, with that round."""
    return tuple(
        (table, play)
        for table in state.tables.values()
        if not table.closed
        for play in table.decided
        if play.dilemma == dilemma
    )


def told(state: State, dilemma: str) -> tuple[tuple[Table, Play], ...]:
    """The same, for what is counted of persons; nothing where somebody wanted to be forgotten (KEEP-6).

    Counted once more without that person it would differ by one from what was told before, and say what they had answered.
    """
    found = played(state, dilemma)
    return () if any(play.erased for _table, play in found) else found


def bots_alone(state: State) -> bool:
    """Whether no person has had a seat in this workshop."""
    return not any(not p.bot and (p.role or p.removed) for p in state.players.values())


def counted(state: State, play: Play, bots: bool) -> tuple[Role, ...]:
    """The seats that persons, or with `bots` only those that bots, held when the round was decided, in code order."""
    return tuple(role for role in sorted(play.holders) if _is_bot(state, play, role) == bots)


def choices(state: State, play: Play, bots: bool) -> Mapping[Role, str]:
    """What the counted seats chose when the choice was closed first (BACK-2); empty once it is forgotten (VOTE-10).

    The choice of somebody whose seat went to somebody else is not counted as the new holder's.
    """
    first = play.first_choices
    return {r: first[r] for r in counted(state, play, bots) if r in play.choices and first.get(r)}


def votes(state: State, play: Play, bots: bool) -> Mapping[Role, str]:
    """What the counted seats voted when the talk was over, before any runoff; empty once it is forgotten (VOTE-10)."""
    return {role: play.ballots[role] for role in counted(state, play, bots) if play.ballots.get(role)}


def _is_bot(state: State, play: Play, role: Role) -> bool:
    player = state.players.get(play.holders[role])
    return player is not None and bool(player.bot)

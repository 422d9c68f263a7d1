"""What the colleagues of a solo game say and know, in place of a talk at a table (SOLO-2)."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.bots.arguing import Argument, argument
from game.rules.effects import moves
from game.rules.play import Role
from game.rules.round import facts
from game.rules.state import State, Table


@dataclass(frozen=True, slots=True)
class Colleague:
    """A colleague: what it argues, in the scenario's own `voice` if it has one, and what it told when asked.

    `why_not` says why it cannot be asked now, a sentence to translate; empty if it can, or was.
    """

    role: Role
    argument: Argument
    voice: bool
    asked: bool
    may_ask: bool
    why_not: str
    told: tuple[str, ...]


def colleagues(state: State, table: Table, own: Role) -> tuple[Colleague, ...]:
    """All others at the table of a solo game, in code order."""
    return tuple(_colleague(state, table, own, role) for role in table.taken() if role != own)


def _colleague(state: State, table: Table, own: Role, role: Role) -> Colleague:
    play = state.play_of(table.number)
    says = argument(state, table, role)
    asked = role in play.asked
    why_not = moves.colleague_is_open(state, table, own, role)
    told = tuple(fact for fact in facts.held_by(play, role) if fact in play.shared) if asked else ()
    voices = state.dilemma(table).options[says.option].voices
    return Colleague(
        role, says, voices.get(role) == "for", asked, not why_not, "" if asked else why_not, told
    )

"""What a colleague says for its choice and against another, as the terms of its aim have it (SOLO-2).

Terms, never sentences: a scenario's own words are used where it has some, else a template says them.
"""

from __future__ import annotations

from dataclasses import dataclass

from game.rules import chance
from game.rules.bots import minds
from game.rules.bots.aims import aim_of
from game.rules.effects.consequences import effects_of
from game.rules.play import Role
from game.rules.seating.temperaments import COLLEAGUE
from game.rules.state import State, Table
from scenarios.conditions import POLES
from scenarios.script import Option


@dataclass(frozen=True, slots=True)
class Reason:
    """What moves, and whether it rises: a pole, trust, legitimacy, `att.` or `inv.` with a stakeholder, or a mark.

    `cost` where an option cannot be paid, `least` where it merely harms least.
    """

    name: str
    rises: bool = True

    @property
    def kind(self) -> str:
        """Which template tells it."""
        before = self.name.partition(".")[0]
        if self.name in POLES:
            return "pole"
        return before if before in ("att", "inv", "trust", "legitimacy", "cost", "least") else "mark"


@dataclass(frozen=True, slots=True)
class Argument:
    """For an option, because; and against another one, because, or against none. `drawn` picks among wordings."""

    option: str
    because: Reason
    against: str
    why_not: Reason | None
    drawn: int


def argument(state: State, table: Table, role: Role) -> Argument:
    """What the colleague with this role argues for, and against."""
    play = state.play_of(table.number)
    options = state.dilemma(table).options
    known = play.choices.get(role)
    mine = known.option if known and known.option else minds.choice(state, table, COLLEAGUE, role)
    others = [letter for letter in play.options if letter not in (mine, "D")]
    worth = {letter: minds.regard(state, table, options[letter], role) for letter in others}
    worst = min(others, key=lambda letter: (worth[letter], letter), default="")
    why_not = _why_not(state, table, options[worst], role) if worst else None
    return Argument(
        mine,
        _because(state, table, options[mine], role),
        worst if why_not else "",
        why_not,
        chance.number(state.draw_key, table.round, role, "words"),
    )


def _terms(state: State, table: Table, option: Option, role: Role) -> list[tuple[int, Reason]]:
    """By how much an option helps each thing that the role cares for, and how that thing moves."""
    effects = effects_of(option, table.play.alts if table.play else ())
    found = []
    for term in (term for condition in aim_of(state.script, role) for term in condition):
        moved = minds.moved(option, effects, term.name)
        found.append((2 * moved if term.sign == ">=" else -2 * moved, Reason(term.name, moved > 0)))
    own = "B1" if role.startswith("P") else "B2"
    found.append((effects.poles.get(own, 0), Reason(own, effects.poles.get(own, 0) > 0)))
    return found


def _because(state: State, table: Table, option: Option, role: Role) -> Reason:
    helps, reason = max(_terms(state, table, option, role), key=lambda entry: entry[0])
    return reason if helps > 0 else Reason("least")


def _why_not(state: State, table: Table, option: Option, role: Role) -> Reason | None:
    if minds.is_short(table, effects_of(option, table.play.alts if table.play else ())):
        return Reason("cost")
    helps, reason = min(_terms(state, table, option, role), key=lambda entry: entry[0])
    return reason if helps < 0 else None

"""How the room went from its choices to its votes in one dilemma: how many of each, and what share moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from game.rules.figures import answers
from game.rules.figures.cells import Cell, is_enough, merged
from game.rules.play import Play
from game.rules.state import State
from game.rules.tally import FEWEST_PERSONS


@dataclass(frozen=True, slots=True)
class Moved:
    """Those who chose and voted, by what they chose and by what they voted after the talk, before any runoff.

    `moved` voted for another option than they chose; `share` is the same in whole per cent. Both are None where fewer than
    five moved, or fewer than five stayed, whichever table is taken away.
    """

    dilemma: str
    persons: int
    chosen: tuple[Cell, ...]
    voted: tuple[Cell, ...]
    moved: int | None
    share: int | None

    @property
    def tells(self) -> bool:
        """Whether it says more than how many there were."""
        return self.share is not None or len(self.chosen) > 1 or len(self.voted) > 1


def choices_to_votes(state: State, dilemma: str) -> Moved | None:
    """The room's way from choices to votes in a dilemma; None with fewer than two tables or five persons (KEEP-3).

    Counted are the same persons on both sides. Where votes are anonymous, all that is known are the ways that a table of
    five voters or more left behind; a table at which bots sat too is left out there.
    """
    found: list[Counter[tuple[str, str]]] = []
    options, bots = set[str](), answers.bots_alone(state)
    for _table, play in answers.told(state, dilemma):
        if pairs := Counter(_pairs(state, play, bots)):
            found.append(pairs)
            options.update(play.options)
    together = sum(found, Counter())
    persons = together.total()
    if len(found) < answers.FEWEST_TABLES or persons < FEWEST_PERSONS:
        return None
    names = sorted({*options, *(name for pair in together for name in pair)})
    chosen, voted = (_side(names, together, found, side) for side in (0, 1))
    moved = [sum(n for (choice, vote), n in pairs.items() if choice != vote) for pairs in found]
    stayed = [pairs.total() - gone for pairs, gone in zip(found, moved, strict=True)]
    may = is_enough(moved) and is_enough(stayed)
    share = (200 * sum(moved) + persons) // (2 * persons)
    return Moved(dilemma, persons, chosen, voted, sum(moved) if may else None, share if may else None)


def _side(
    names: list[str], together: Counter[tuple[str, str]], found: list[Counter[tuple[str, str]]], side: int
) -> tuple[Cell, ...]:
    """One side of the ways, 0 the choices and 1 the votes, in cells that tell of no table."""

    def counted(pairs: Counter[tuple[str, str]]) -> dict[str, int]:
        return {name: sum(n for pair, n in pairs.items() if pair[side] == name) for name in names}

    return merged(counted(together), [counted(pairs) for pairs in found])


def _pairs(state: State, play: Play, bots: bool) -> Iterable[tuple[str, str]]:
    """(choice, vote) of everybody at a table who gave both."""
    if not play.blanked:
        chosen, voted = answers.choices(state, play, bots), answers.votes(state, play, bots)
        return [(option, voted[role]) for role, option in chosen.items() if role in voted]
    if len(answers.counted(state, play, bots)) < len(play.holders):
        return []
    return [(choice, vote) for choice, vote, n in play.flows if choice and vote for _person in range(n)]

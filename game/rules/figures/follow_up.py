"""What became of the plans of a workshop, as far as it may be told (KEEP-3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from game.rules.figures.cells import Cell, merged
from game.rules.tally import FEWEST_PERSONS

#: How many there were by key, when it was counted.
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Look:
    """One counting: so many persons, what became of their plans, and how many of them ticked what."""

    persons: int
    outcome: Counts
    helped: Counts
    hindered: Counts

    def ticks(self) -> Iterable[tuple[str, Counts]]:
        """Each key is a question of its own: those who ticked it beside those who did not."""
        for side, counts in (("helped", self.helped), ("hindered", self.hindered)):
            for key, n in counts.items():
                yield f"{side} {key}", {"yes": n, "no": self.persons - n}


@dataclass(frozen=True, slots=True)
class FollowUps:
    """So many persons, what became of their plans, and how many of them ticked what, as (key, persons).

    Somebody may have ticked several, so these are not added up. A key is left out where fewer than five persons ticked it,
    or fewer than five did not.
    """

    persons: int
    outcome: tuple[Cell, ...]
    helped: tuple[tuple[str, int], ...]
    hindered: tuple[tuple[str, int], ...]


def follow_ups(looks: Sequence[Look]) -> FollowUps | None:
    """What the last of some looks may tell; nothing of fewer than five persons.

    Whoever remembers an earlier look can take it away from this one. So a figure is told only where each of its cells has
    become larger or smaller by five persons since every look that told it; else outcomes are told together, and a tick not.
    """
    known: dict[str, list[tuple[Cell, ...]]] = {}
    told = None
    for look in looks:
        told = _told(look, known)
    return told


def _told(look: Look, known: dict[str, list[tuple[Cell, ...]]]) -> FollowUps | None:
    """What one look tells beside those that are known; it is known from then on."""
    cells = merged(look.outcome)
    if not cells:
        return None
    if not _may_follow(known.get("outcome", ()), cells):
        cells = (Cell(tuple(sorted(look.outcome)), look.persons),)
    known.setdefault("outcome", []).append(cells)
    ticked: dict[str, list[tuple[str, int]]] = {"helped": [], "hindered": []}
    for name, counts in look.ticks():
        both = merged(counts)
        if len(both) == len(counts) and _may_follow(known.get(name, ()), both):
            known.setdefault(name, []).append(both)
            side, key = name.split(" ")
            ticked[side].append((key, counts["yes"]))
    return FollowUps(look.persons, cells, tuple(ticked["helped"]), tuple(ticked["hindered"]))


def _may_follow(before: Iterable[tuple[Cell, ...]], now: tuple[Cell, ...]) -> bool:
    """Whether no difference to anything told before is of fewer than five persons."""
    return all(
        abs(_persons(now, keys) - _persons(then, keys)) >= FEWEST_PERSONS
        for then in before
        for keys in _common(then, now)
    )


def _common(one: tuple[Cell, ...], other: tuple[Cell, ...]) -> list[set[str]]:
    """The smallest sets of keys that both can be added up to."""
    found: list[set[str]] = []
    for cell in (*one, *other):
        keys = set(cell.keys)
        for known in [known for known in found if known & keys]:
            found.remove(known)
            keys |= known
        found.append(keys)
    return found


def _persons(cells: tuple[Cell, ...], keys: set[str]) -> int:
    return sum(cell.persons for cell in cells if keys.issuperset(cell.keys))

"""What all tables did together, so far as that may be told: nothing of fewer than five persons, and of no single table (KEEP-3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from game.report.shapes import OtherRule, Room
from game.rules.figures.cells import is_enough
from game.rules.figures.heard import never_heard
from game.rules.figures.levels import weakest
from game.rules.figures.sureness import sureness
from game.rules.round.votes import RULES, wins
from game.rules.screens.shapes import Texts
from game.rules.state import State, Table
from game.rules.tally import FEWEST_VOTERS


def room(state: State, texts: Texts) -> Room:
    """The figures of the whole room."""
    levels = Counter(weak.level for weak in weakest(state))
    return Room(
        weakest=tuple(sorted(levels.items())),
        unheard=never_heard(state),
        sureness=sureness(texts.answers, state.players),
        other_rules=_other_rules(state),
    )


def _other_rules(state: State) -> tuple[OtherRule, ...]:
    """What each other decision rule would have done with the first votes of the room (DEB-3).

    A rule is left out where those for whom it says yes, or those for whom it says no, would be fewer than five without any
    one table: a table that knows its own votes must not learn another's.
    """
    votes = [
        (table, cast)
        for table in state.tables.values()
        if not table.closed
        for play in table.decided
        if sum(cast := [n for _option, n in play.first_votes]) >= FEWEST_VOTERS
    ]
    found = []
    for rule in RULES:
        again = [(t, cast) for t, cast in votes if not wins(rule, max(cast), sum(cast))]
        not_again = [(t, cast) for t, cast in votes if wins(rule, max(cast), sum(cast))]
        if rule != state.settings.rule and _may_be_told(again) and _may_be_told(not_again):
            found.append(OtherRule(rule, len(votes), len(again)))
    return tuple(found)


def _may_be_told(votes: Iterable[tuple[Table, list[int]]]) -> bool:
    """Whether five persons are left whichever table is taken away. Each table counts with its largest vote."""
    persons: dict[int, int] = {}
    for table, cast in votes:
        persons[table.number] = max(persons.get(table.number, 0), sum(cast))
    return is_enough(persons.values())

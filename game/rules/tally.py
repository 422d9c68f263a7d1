"""What a workshop adds to the pooled figures when it closes, and what of them may be shown (KEEP-3, KEEP-7).

Decisions are pooled in batches. A batch is closed by how much came in, never by what was decided; no decision is in
two batches; and a batch is reduced to cells that may be shown for themselves. So whatever is made of these cells, and
however two readings of a page are compared, nothing is learned that the cells do not tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from game.rules.state import State, Table

#: A cell holds at least so many persons, whichever single workshop is taken away from it (KEEP-3).
FEWEST_PERSONS = 5
#: A batch holds at least so many tables of so many workshops (KEEP-7) ...
FEWEST_TABLES, FEWEST_WORKSHOPS = 10, 3
#: ... and twice as many tables as the one before, until it holds this many times the fewest.
LARGEST_BATCH = 16
#: A decision counts where at least so many voted: one or two are no table that talked it over.
FEWEST_VOTERS = 3


@dataclass(frozen=True, slots=True)
class Count:
    """Tables that decided for one option, the persons who voted there, and the most persons of a single workshop."""

    tables: int = 0
    persons: int = 0
    largest: int = 0

    def __add__(self, other: Count) -> Count:
        """Both together. `largest` is at most this large, and may be smaller."""
        return Count(self.tables + other.tables, self.persons + other.persons, self.largest + other.largest)

    @property
    def is_safe(self) -> bool:
        """Whether enough persons are left when any one workshop is known."""
        return self.persons - self.largest >= FEWEST_PERSONS


#: What one workshop decided about one dilemma: option, count. Roads that nobody took are there with nothing.
Counts = Mapping[str, Count]


@dataclass(frozen=True, slots=True)
class Batch:
    """What has come in of one dilemma since the last batch was closed; `number` batches were closed before."""

    number: int = 0
    workshops: int = 0
    counts: Counts = field(default_factory=dict)

    @property
    def tables(self) -> int:
        """How many tables it holds."""
        return sum(count.tables for count in self.counts.values())

    @property
    def is_full(self) -> bool:
        """Whether it is closed now. What was decided plays no part in it."""
        most = FEWEST_TABLES * min(2**self.number, LARGEST_BATCH)
        return self.tables >= most and self.workshops >= FEWEST_WORKSHOPS


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure that may be shown: so many tables decided for one of these options. `options` are letters, in order."""

    options: str
    tables: int
    persons: int


def added(before: State, after: State) -> Mapping[str, Counts]:
    """What the way from one state to the next adds to the pooled figures, by dilemma: something only when it closes.

    Counted are people only: no bots, nobody led by a bot, no rehearsal at whatever pace.
    """
    if before.phase == after.phase or after.phase != "closed" or not _of_people(after):
        return {}
    found: dict[str, dict[str, Count]] = {}
    for table in after.tables.values():
        for dilemma, option, persons in _decisions(table):
            roads = (o.letter for o in after.script.dilemma(dilemma).options.values() if not o.opens_if)
            counts = found.setdefault(dilemma, dict.fromkeys(roads, Count()))
            sofar = counts.get(option, Count())
            counts[option] = Count(sofar.tables + 1, sofar.persons + persons, sofar.largest + persons)
    return found


def _of_people(state: State) -> bool:
    settings = state.settings
    is_real = settings.pace == 100 and not (settings.bots or settings.led_by_bot or settings.rehearsal)
    return is_real and not any(player.bot for player in state.players.values())


def _decisions(table: Table) -> Iterable[tuple[str, str, int]]:
    """Dilemma, option and voters of what a table decided by itself."""
    for play in table.decided:
        decision = play.decision
        if decision and decision.manner != "nobody" and decision.voters >= FEWEST_VOTERS:
            yield play.dilemma, decision.option, decision.voters


def joined(batch: Batch, counts: Counts) -> Batch:
    """The batch with what one more workshop decided. Of the largest contributions to an option only the size is kept."""
    both = dict(batch.counts)
    for option, count in counts.items():
        old = both.get(option, Count())
        largest = max(old.largest, count.largest)
        both[option] = Count(old.tables + count.tables, old.persons + count.persons, largest)
    return replace(batch, workshops=batch.workshops + 1, counts=both)


def cells(counts: Counts) -> tuple[Cell, ...]:
    """What may be shown of a batch that is closed: two cells or more, or none at all.

    Options with too few persons go together; where these are still too few, the smallest cell takes them in.
    """
    shown = {option: count for option, count in counts.items() if count.is_safe}
    small = "".join(sorted(option for option in counts if option not in shown))
    others = sum((counts[option] for option in small), Count())
    if small and not others.is_safe and shown:
        host = min(shown, key=lambda option: (shown[option].persons, option))
        small, others = "".join(sorted(small + host)), others + shown.pop(host)
    if small:
        shown[small] = others
    if len(shown) < 2:
        return ()
    return tuple(Cell(options, count.tables, count.persons) for options, count in sorted(shown.items()))


def pooled(batches: Iterable[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    """The newest batch, in its cells, with every earlier one that tells these options apart too. The oldest comes first."""
    *earlier, newest = batches
    found = {cell.options: cell for cell in newest}
    for batch in earlier:
        homes = [_home(cell, newest) for cell in batch]
        if None not in homes:
            for cell, home in zip(batch, homes, strict=True):
                sofar = found[home or ""]
                found[home or ""] = replace(
                    sofar, tables=sofar.tables + cell.tables, persons=sofar.persons + cell.persons
                )
    return tuple(found.values())


def _home(cell: Cell, among: Iterable[Cell]) -> str | None:
    """The options of the cell that takes this one in whole, if there is one."""
    return next((other.options for other in among if set(cell.options) <= set(other.options)), None)

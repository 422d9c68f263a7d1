"""What was measured, beside what it may be: one table, and whether all is well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median

#: Who measures and is busier than this may have measured itself.
BUSIEST = 0.8
BROKEN, UNSURE = 1, 2
#: So often something is measured before its median may keep a budget.
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One thing measured: a figure, its budget if it has one, and what makes the figure doubtful.

    `lost` counts whatever did not arrive, was refused or was kept twice. `whole` is false where the figure is of a part only
    of what the budget is for, or of too few rounds: it can break the budget, but not keep it. Where the budget `applies` to
    another kind of machine only, it is neither kept nor broken.
    """

    what: str
    figure: float
    unit: str
    budget: float | None = None
    at_least: bool = False
    share: float = 0.0
    lost: int = 0
    whole: bool = True
    applies: bool = True
    told: str = ""

    @property
    def verdict(self) -> str:
        """Pass, over, lost, invalid, part, or nothing where there is no budget."""
        if self.lost:
            return "lost"
        if self.budget is None:
            return ""
        if self.share > BUSIEST:
            return "invalid"
        if not self.applies:
            return "part"
        if self.figure < self.budget if self.at_least else self.figure > self.budget:
            return "over"
        return "pass" if self.whole else "part"


@dataclass(frozen=True, slots=True)
class Table:
    """Figures that stand beside each other and have no budget of their own; all rows are as long as the head."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


HEAD = ("what", "measured", "budget", "load", "lost", "")


def cells(line: Line) -> tuple[str, ...]:
    """What the table says of a line, without what is told beside it."""
    figure = f"{line.figure:,.2f} {line.unit}" if line.figure < 100 else f"{line.figure:,.0f} {line.unit}"
    sign = ">=" if line.at_least else "<="
    budget = "" if line.budget is None else f"{sign} {line.budget:g}"
    return line.what, figure, budget, f"{line.share:.0%}", str(line.lost), line.verdict


def tell(lines: Sequence[Line]) -> list[str]:
    """The table, a line of it for each thing measured."""
    rows = [(HEAD, ""), *((cells(line), line.told) for line in lines)]
    return [
        f"{what:46}{figure:>18}{budget:>14}{load:>6}{lost:>6}  {verdict:8}{told}".rstrip()
        for (what, figure, budget, load, lost, verdict), told in rows
    ]


def tell_table(table: Table) -> list[str]:
    """A table of figures, its columns as wide as they need to be."""
    rows = (table.head, *table.rows)
    widths = [max(len(row[place]) for row in rows) for place in range(len(table.head))]
    told = [
        "  ".join(
            f"{cell:>{width}}" if place else f"{cell:{width}}"
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return ["", table.title, *told]


def markdown(lines: Sequence[Line], tables: Sequence[Table]) -> str:
    """All of it for a page of the documents."""
    found = []
    if lines:
        found.append(_marked((*HEAD, "beside it"), [(*cells(line), line.told) for line in lines]))
    found += [f"**{table.title}**\n\n{_marked(table.head, table.rows)}" for table in tables]
    return "\n".join(found)


def _marked(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    ruled = ["---", *["---:"] * (len(head) - 1)]
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, ruled, *rows))


def outcome(lines: Sequence[Line]) -> int:
    """The exit code: 1 for a broken budget or any loss, 2 where a figure cannot be trusted, else 0."""
    verdicts = {line.verdict for line in lines}
    if verdicts & {"over", "lost"}:
        return BROKEN
    return UNSURE if "invalid" in verdicts else 0


def spread(seconds: Sequence[float]) -> str:
    """Median, 95th percentile and worst of some times, in milliseconds."""
    told = (median(seconds), percentile(seconds), max(seconds))
    return "median {:.1f} p95 {:.1f} worst {:.1f} ms".format(*(1000 * each for each in told))


def percentile(seconds: Sequence[float], of_100: int = 95) -> float:
    """What so many of 100 do not exceed, as one of the values themselves."""
    return sorted(seconds)[ceil(len(seconds) * of_100 / 100) - 1]

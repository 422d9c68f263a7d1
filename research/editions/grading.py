"""How well a practice or a case is shown on a level: one grade from 0 to 5, by a rule that is printed beside it.

A row of evidence has a strength of 0 (our reading, or a claim without support), 1 (one account), 3 (before and after, or a
comparison) or 4 (independent evaluation with a stated method). The grade on a level is the highest strength of the rows
that support it, except 2 where two or more independent sources agree at strength 1, and, for practices only, 5 where a
strength of 3 or more is found in two or more cases. Sources that share an author are not independent of each other. What
contradicts at the same strength or higher makes the grade contested.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from research.editions.links import LevelLink
from research.editions.shapes import Row

#: What a word of strength is worth until a curator has graded the row.
UNGRADED = {"inferred": 0, "weak": 1, "moderate": 1, "strong": 1}


@dataclass(frozen=True, slots=True)
class Graded:
    """The grade on one level, from 0 to 5. None where no row says anything about this level."""

    level: LevelLink
    grade: int | None
    is_contested: bool = False
    is_to_be_graded: bool = False


def grades(levels: Iterable[LevelLink], rows: Iterable[Row], is_practice: bool = False) -> list[Graded]:
    """The grades on these levels, in their order."""
    held = tuple(rows)
    return [_graded(level, [row for row in held if row.level == level], is_practice) for level in levels]


def strength_of(row: Row) -> int | None:
    """What one row is worth: as it was graded, else by its word. None where neither was recorded."""
    return row.grade if row.grade is not None else UNGRADED.get(row.strength)


def _graded(level: LevelLink, rows: list[Row], is_practice: bool) -> Graded:
    supporting = [row for row in rows if row.direction == "supports" and strength_of(row) is not None]
    if not supporting:
        return Graded(level, None, is_to_be_graded=bool(rows))
    grade = max(_worth(row) for row in supporting)
    if grade == 1 and _independent([row for row in supporting if _worth(row) == 1]) > 1:
        grade = 2
    tested = {row.case.slug for row in supporting if row.case is not None and _worth(row) >= 3}
    if is_practice and len(tested) > 1:
        grade = 5
    against = [_worth(row) for row in rows if row.direction == "contradicts"]
    return Graded(
        level,
        grade,
        is_contested=bool(against) and max(against) >= min(grade, 4),
        is_to_be_graded=any(row.grade is None for row in supporting),
    )


def _worth(row: Row) -> int:
    return strength_of(row) or 0


def _independent(rows: list[Row]) -> int:
    """How many groups of rows stand apart: marked as independent, and without a shared author."""
    groups: list[set[str]] = []
    for row in rows:
        if row.independent != "yes":
            continue
        makers = set(row.source.authors) or {row.source.slug}
        joined = [group for group in groups if group & makers]
        groups = [group for group in groups if group not in joined]
        groups.append(makers.union(*joined))
    return len(groups)

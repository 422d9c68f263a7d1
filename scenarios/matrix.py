"""Levels, practices, cases and scenarios against each other, so that curators see where something is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from research.models import Case, Evidence, Level, Practice
from scenarios.models import Link

#: From the firmest to the least firm.
STRENGTHS: Mapping[str, str | Promise] = {str(s.value): s.label for s in Evidence.Strength}
NO_LEVEL = 0

Levels = tuple[Level, ...]
#: Rows of evidence: practice, case, level, strength.
Told = Sequence[tuple[int | None, int | None, int | None, str]]
#: Which practice is described in which case.
Described = Sequence[tuple[int, int]]
#: Kind and slug of a record, in how many scenarios it is played.
Played = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Field:
    """A figure that leads to the records it counts: how many, a word for them, and the address of the list."""

    number: int
    address: str
    word: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A record, with its key and its fields in the order of the columns."""

    key: int
    title: str
    fields: tuple[Field, ...]

    @property
    def has_hole(self) -> bool:
        """Whether something is missing."""
        return any(not field.number for field in self.fields)


@dataclass(frozen=True, slots=True)
class Group:
    """The practices of a level, or those of none."""

    level: Level | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Both tables: practices by level, and cases by level."""

    levels: tuple[Level, ...]
    practices: tuple[Group, ...]
    cases: tuple[Row, ...]


def matrix() -> Matrix:
    """The whole library as it stands now. Eight queries, however much there is."""
    levels = tuple(Level.objects.only("number", "name", "slug"))
    told = list(Evidence.objects.order_by().values_list("practice", "case", "level", "strength"))
    described = list(Practice.cases.through.objects.values_list("practice", "case"))
    played = _played()
    return Matrix(
        levels, _practices(levels, told, described, played), _cases(levels, told, described, played)
    )


def _practices(levels: Levels, told: Told, described: Described, played: Played) -> tuple[Group, ...]:
    """The practices of each level, and at the end those of none, if there are any."""
    shown = Counter(practice for practice, *_rest in told)
    cases = Counter(practice for practice, _case in described)
    on: dict[int, list[Row]] = defaultdict(list)
    for practice in Practice.objects.only("slug", "name").prefetch_related("levels"):
        fields = (
            Field(shown[practice.pk], f"research/evidence/?practice__id__exact={practice.pk}"),
            Field(cases[practice.pk], f"research/case/?practices__id__exact={practice.pk}"),
            _scenarios(played, "practice", practice.slug),
        )
        for number in [level.number for level in practice.levels.all()] or [NO_LEVEL]:
            on[number].append(Row(practice.pk, practice.name, fields))
    groups = tuple(Group(level, tuple(on[level.number])) for level in levels)
    return (*groups, Group(None, tuple(on[NO_LEVEL]))) if on[NO_LEVEL] else groups


def _cases(levels: Levels, told: Told, described: Described, played: Played) -> tuple[Row, ...]:
    """Each case with its evidence on each level, the practices it describes, and where it is played."""
    practices = Counter(case for _practice, case in described)
    strengths: dict[tuple[int, int], list[str]] = defaultdict(list)
    for _practice, about, level, strength in told:
        strengths[about or 0, level or NO_LEVEL].append(strength)
    return tuple(
        Row(
            case.pk,
            case.title,
            (
                *(_level(case.pk, level.number, strengths[case.pk, level.number]) for level in levels),
                Field(practices[case.pk], f"research/practice/?cases__id__exact={case.pk}"),
                _scenarios(played, "case", case.slug),
            ),
        )
        for case in Case.objects.only("slug", "title")
    )


def _level(case: int, level: int, found: Sequence[str]) -> Field:
    """How many rows of evidence show a change of a case on a level, and the word of the firmest."""
    firmest = next((word for strength, word in STRENGTHS.items() if strength in found), "")
    address = f"research/evidence/?case__id__exact={case}&level__number__exact={level}"
    return Field(len(found), address, firmest)


def _played() -> Played:
    """In how many scenarios each record is played."""
    links = Link.objects.order_by().values_list("kind", "slug", "scenario").distinct()
    return Counter((kind, slug) for kind, slug, _scenario in links)


def _scenarios(played: Played, kind: str, slug: str) -> Field:
    return Field(played[kind, slug], f"scenarios/scenario/?rests_on={kind}:{slug}")

"""The six kinds of records as a version freezes them.

Fields are only ever added, with a default, and never renamed: what was published once must be read for ever. Their names are
those of the models, so that a page reads a version as it would read a record.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from research.countries import name_of
from research.editions.links import CaseLink, LevelLink, OrganisationLink, Paged, PracticeLink, SourceLink
from research.models import Adaptation, Case, Evidence, Organisation, Practice


@dataclass(frozen=True, slots=True)
class Row:
    """One row of evidence: this source shows this practice, this case or both, on this level. What is empty was not recorded.

    `grade` is 0, 1, 3 or 4, or None where nobody has graded the row (research/editions/grading.py).
    """

    source: SourceLink
    level: LevelLink | None = None
    practice: PracticeLink | None = None
    case: CaseLink | None = None
    statement: str = ""
    strength: str = ""
    locator: str = ""
    direction: str = "supports"
    kind: str = ""
    grade: int | None = None
    independent: str = ""
    method: str = ""
    quote: str = ""
    order: int = 0

    def get_strength_display(self) -> str:
        """Its strength in a word, or nothing."""
        return str(Evidence.Strength(self.strength).label) if self.strength else ""

    def get_direction_display(self) -> str:
        """Whether it speaks for the claim."""
        return str(Evidence.Direction(self.direction).label)


@dataclass(frozen=True, slots=True)
class Edition(Paged):
    """What all kinds have: a slug, and a name under which they are found."""

    slug: str

    def __str__(self) -> str:
        return self.heading

    @property
    def heading(self) -> str:
        """Its name or title."""
        told: Any = self
        return str(told.title if hasattr(told, "title") else told.name)


@dataclass(frozen=True, slots=True)
class LevelEdition(Edition):
    """A level. `ladder` holds its rungs, each with `rung`, `name` and `observable`."""

    page: ClassVar = "level"

    number: int
    name: str
    short: str
    definition: str
    what_changes: tuple[str, ...]
    tensions: tuple[dict[str, Any], ...]
    signs: tuple[str, ...]
    source: str
    ladder: tuple[dict[str, Any], ...] = ()
    ladder_sources: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


@dataclass(frozen=True, slots=True)
class PracticeEdition(Edition):
    """A practice with its evidence. `rungs` names, by the number of a level, the rung towards which it helps there."""

    page: ClassVar = "practice"

    name: str
    levels: tuple[LevelLink, ...]
    problem: str
    how: str
    conditions: tuple[str, ...]
    risks: tuple[str, ...]
    strength: str
    cases: tuple[CaseLink, ...]
    evidence: tuple[Row, ...]
    note: str = ""
    do_not_copy_if: tuple[str, ...] = ()
    takes: str = ""
    rungs: dict[str, int] = field(default_factory=dict)
    licence: str = ""
    curators: tuple[str, ...] = ()

    def get_strength_display(self) -> str:
        """Its strength in a word."""
        return str(Practice.Strength(self.strength).label)


@dataclass(frozen=True, slots=True)
class CaseEdition(Edition):
    """A case with its evidence."""

    page: ClassVar = "case"

    title: str
    place: str
    country: str
    lat: float | None
    lon: float | None
    organisation: str
    organisations: tuple[OrganisationLink, ...]
    start_year: int | None
    policy_area: str
    actors: tuple[str, ...]
    problem: str
    what_was_done: str
    obstacles: str
    went_well: str
    went_badly: str
    outcome_sources: tuple[SourceLink, ...]
    outcome: str
    outcome_basis: str
    lesson: str
    sources: tuple[SourceLink, ...]
    verified: bool
    evidence: tuple[Row, ...]
    licence: str = ""
    curators: tuple[str, ...] = ()

    @property
    def country_name(self) -> str:
        """The name of the country."""
        return name_of(self.country)

    def get_outcome_display(self) -> str:
        """Its outcome in a word."""
        return str(Case.Outcome(self.outcome).label)

    @property
    def levels(self) -> list[LevelLink]:
        """The levels on which evidence shows a change, in their order."""
        found = {row.level.number: row.level for row in self.evidence if row.level is not None}
        return [found[number] for number in sorted(found)]


@dataclass(frozen=True, slots=True)
class SourceEdition(SourceLink):
    """A source, with how much of it was read."""

    read: str = ""
    note: str = ""

    def __str__(self) -> str:
        return self.citation

    @property
    def heading(self) -> str:
        """Its title."""
        return self.title


@dataclass(frozen=True, slots=True)
class OrganisationEdition(Edition):
    """An organisation. Whether it is a beacon is no part of it."""

    page: ClassVar = "organisation"

    name: str
    name_en: str
    kind: str
    place: str
    country: str
    lat: float | None
    lon: float | None
    note: str = ""

    @property
    def country_name(self) -> str:
        """The name of the country."""
        return name_of(self.country)

    def get_kind_display(self) -> str:
        """Its kind in a word."""
        return str(Organisation.Kind(self.kind).label)


@dataclass(frozen=True, slots=True)
class AdaptationEdition(Edition):
    """What became of a practice elsewhere. It has its place on the page of the practice."""

    page: ClassVar = "adaptation"
    practice: PracticeLink
    from_case: CaseLink | None
    government: str
    place: str
    country: str
    since: int | None
    changed: str
    result: str
    result_told: str
    told_by: str
    source: SourceLink | None
    lat: float | None = None
    lon: float | None = None
    licence: str = ""
    curators: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Who took up what."""
        return f"{self.government}: {self.practice.name}"

    @property
    def country_name(self) -> str:
        """The name of the country."""
        return name_of(self.country)

    def get_result_display(self) -> str:
        """Its result in a word."""
        return str(Adaptation.Result(self.result).label)

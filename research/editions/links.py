"""How one record names another: as much of it as a page or a citation shows, as it was when the version was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse

from research.countries import name_of
from research.files import short_citation
from research.models import Organisation, Source


class Paged:
    """Something with a slug and a page of its own."""

    __slots__ = ()
    page: ClassVar[str]
    slug: str

    def get_absolute_url(self) -> str:
        """Its page, with the newest version."""
        return reverse(self.page, args=[self.slug])


@dataclass(frozen=True, slots=True)
class LevelLink(Paged):
    """A level."""

    page: ClassVar = "level"

    number: int
    slug: str
    name: str

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


@dataclass(frozen=True, slots=True)
class PracticeLink(Paged):
    """A practice."""

    page: ClassVar = "practice"

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class CaseLink(Paged):
    """A case."""

    page: ClassVar = "case"

    slug: str
    title: str
    place: str
    country: str
    start_year: int | None
    verified: bool

    @property
    def country_name(self) -> str:
        """The name of the country."""
        return name_of(self.country)


@dataclass(frozen=True, slots=True)
class OrganisationLink(Paged):
    """An organisation."""

    page: ClassVar = "organisation"

    slug: str
    name: str
    kind: str

    def get_kind_display(self) -> str:
        """Its kind in a word."""
        return str(Organisation.Kind(self.kind).label)


@dataclass(frozen=True, slots=True)
class SourceLink(Paged):
    """A source, with what is needed to find the work. `verified` is False where its details are to be confirmed."""

    page: ClassVar = "source"

    slug: str
    type: str
    authors: tuple[str, ...]
    year: int | None
    title: str
    container: str
    doi: str
    url: str
    verified: bool

    @property
    def citation(self) -> str:
        """Who, when and what, on one line."""
        return short_citation(
            {"authors": self.authors, "year": self.year, "title": self.title, "container": self.container}
        )

    @property
    def doi_address(self) -> str:
        """Where the DOI leads, or nothing."""
        return f"https://doi.org/{self.doi}" if self.doi else ""

    def get_type_display(self) -> str:
        """Its type in a word."""
        return str(Source.Type(self.type).label)

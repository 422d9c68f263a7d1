"""What the API answers, as shapes. They are the one definition: answers are made of them, and so is the published schema.

Fields are only ever added, with a default; none is renamed and none is taken away as long as the address says `/api/1/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from research.editions.shapes import (
    AdaptationEdition,
    CaseEdition,
    LevelEdition,
    OrganisationEdition,
    PracticeEdition,
    Row,
    SourceEdition,
)


@dataclass(frozen=True, slots=True)
class Licence:
    """What everybody may do with it."""

    name: Annotated[str, "Its SPDX name, such as CC-BY-4.0."]
    address: Annotated[str, "Where the licence can be read."]


@dataclass(frozen=True, slots=True)
class Citation:
    """How to name it."""

    text: Annotated[str, "APA 7, in one line."]
    bibtex: Annotated[str, "The address of the same as BibTeX. Empty where there is no such file."] = ""
    ris: Annotated[str, "The address of the same as RIS. Empty where there is no such file."] = ""
    csl_json: Annotated[str, "The address of the same as CSL-JSON. Empty where there is no such file."] = ""


@dataclass(frozen=True, slots=True)
class Version:
    """The published version that is told. It never changes; a newer one gets the next number."""

    number: int
    address: Annotated[str, "Its lasting page, for people. Cite this one."]
    published_at: Annotated[str, "RFC 3339, in UTC."]
    what_changed: Annotated[str, "In one sentence."]
    sha256: Annotated[str, "Of `says` as JSON with sorted keys, no blanks between, in UTF-8."]
    doi: Annotated[str, "Bare, such as 10.1177/..., or empty."]
    is_newest: Annotated[bool, "Whether no newer one has been published."]


@dataclass(frozen=True, slots=True)
class Grade:
    """How well a record is shown on one level, from 0 to 5."""

    level: Annotated[int, "1 to 4."]
    grade: Annotated[int | None, "0 to 5; null where no evidence says anything about this level."]
    is_contested: Annotated[bool, "Whether something contradicts it at the same strength or higher."]
    is_to_be_graded: Annotated[bool, "Whether no curator has graded all of its evidence yet."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What every answer about one thing says of itself."""

    address: Annotated[str, "Where this answer stands."]
    page: Annotated[str, "The page for people."]
    title: str
    licence: Licence
    citation: Citation
    caveats: Annotated[
        tuple[str, ...],
        "What must be said wherever it is shown: that no scholar has reviewed it yet, that details are to be confirmed.",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Told):
    """One record of the library, as it was published."""

    kind: str
    slug: str
    version: Version
    checked: Annotated[
        Literal["editorial", "scholar"],
        "Who looked at it before: `editorial` means that no scholar has reviewed it yet.",
    ]
    details_confirmed: Annotated[
        bool | None, "False where details are to be confirmed; null where the kind has no such caveat."
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRecord(Record):
    """One of the four levels."""

    says: LevelEdition


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRecord(Record):
    """A practice with its evidence."""

    grades: tuple[Grade, ...]
    says: PracticeEdition


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecord(Record):
    """A case with its evidence."""

    grades: tuple[Grade, ...]
    says: CaseEdition


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord(Record):
    """A source, with how much of it was read."""

    says: SourceEdition


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRecord(Record):
    """An organisation. Whether it is a beacon is told under `beacons` only."""

    says: OrganisationEdition


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptationRecord(Record):
    """What became of a practice elsewhere."""

    says: AdaptationEdition


@dataclass(frozen=True, slots=True)
class About:
    """The published record in which a row of evidence stands."""

    kind: Literal["case", "practice"]
    slug: str
    title: str
    version: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRecord(Told):
    """One row of evidence. Its address names a version and a place in it, and so never means another row."""

    id: Annotated[str, "Kind, slug, version and place of the row, such as case/vtaiwan/1/3."]
    about: About
    says: Row


@dataclass(frozen=True, slots=True)
class Named:
    """Another record, by its name."""

    slug: str
    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BeaconRecord(Told):
    """An organisation that has agreed to inspire others. It is gone on the day on which it takes that back."""

    slug: str
    since: Annotated[str, "The day on which it agreed."]
    place: str
    country: Annotated[str, "ISO 3166, two letters."]
    offers: Annotated[str, "What it offers to visitors, in its own words."]
    mailbox: Annotated[str, "The mailbox of a role, by consent only; else empty."]
    card: Annotated[str, "A small page that any site may show in a frame."]
    organisation: Named
    cases: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """The neighbours of a page, all absolute; null where there is none."""

    self: str
    first: str
    last: str
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list. `items` are of the kind that the address names."""

    total: Annotated[int, "How many are found, on all pages."]
    page: Annotated[int, "Counted from 1."]
    pages: int
    per_page: int
    links: Links
    items: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Was:
    """What is left of a record that was withdrawn."""

    title: str
    version: int
    withdrawn_at: str
    why: str
    citation: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no answer (RFC 9457)."""

    type: Annotated[str, "Always about:blank: the status says it all."]
    title: str
    status: int
    detail: Annotated[str, "One sentence for people."]
    was: Annotated[Was | None, "With status 410, what it was."] = None

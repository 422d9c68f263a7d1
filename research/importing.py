"""References on their way into the library: what each would become, looked at before anything is saved."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.contrib.admin.utils import label_for_field
from django.core.exceptions import ValidationError
from django.db import transaction

from research.citations.reference import Reference
from research.citations.report import Reading
from research.citing import source_of
from research.models import Source

LONGEST_SLUG = 60
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_PLAIN = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ð": "d", "ł": "l", "ß": "ss", "œ": "oe", "þ": "th"}
)


class Fate(Enum):
    """What becomes of a reference."""

    NEW = "new"
    KNOWN = "known"
    TWICE = "twice"
    UNFIT = "unfit"


@dataclass(frozen=True, slots=True)
class Wish:
    """One reference that somebody wants to bring in: the source it would be, and what becomes of it.

    `known` is the source that is there already; `problems` says why an unfit one cannot be saved.
    """

    line: int
    source: Source
    fate: Fate
    known: Source | None = None
    problems: tuple[str, ...] = ()


class Shelf:
    """What is there already, and what this import has met so far, by DOI, by title with year, and by slug."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.by_doi: dict[str, Source] = {}
        self.by_title: dict[tuple[str, int | None], Source] = {}
        self.slugs: set[str] = set()
        for source in sources:
            self.put(source)

    def put(self, source: Source) -> None:
        """Remember a source."""
        if source.doi:
            self.by_doi.setdefault(source.doi, source)
        self.by_title.setdefault((_folded(source.title), source.year), source)
        self.slugs.add(source.slug)

    def twin(self, source: Source) -> Source | None:
        """The source that is this one: of the same DOI, or of the same title and year unless their DOIs differ."""
        if source.doi and source.doi in self.by_doi:
            return self.by_doi[source.doi]
        twin = self.by_title.get((_folded(source.title), source.year))
        return None if twin and twin.doi and source.doi else twin

    def free(self, slug: str) -> str:
        """This slug, or with a number behind it the first that is free."""
        number, found = 1, slug
        while found in self.slugs:
            number += 1
            found = f"{slug[: LONGEST_SLUG - len(str(number)) - 1]}-{number}"
        return found


def wishes(reading: Reading) -> list[Wish]:
    """What each reference of a reading would become. One query, and nothing is saved."""
    shelf = Shelf(Source.objects.only("slug", "doi", "title", "year", "authors", "container"))
    there = frozenset(shelf.slugs)
    return [
        _wish(reference, line, shelf, there)
        for reference, line in zip(reading.references, reading.lines, strict=True)
    ]


@transaction.atomic
def bring_in(reading: Reading) -> list[Source]:
    """Save what is new in a reading: all of it or, if anything goes wrong, none."""
    new = [wish.source for wish in wishes(reading) if wish.fate is Fate.NEW]
    for source in new:
        source.save(force_insert=True)
    return new


def _wish(reference: Reference, line: int, shelf: Shelf, there: frozenset[str]) -> Wish:
    source = source_of(reference, shelf.free(_slug(reference)))
    if twin := shelf.twin(source):
        return Wish(line, source, Fate.KNOWN if twin.slug in there else Fate.TWICE, twin)
    if problems := _problems(source):
        return Wish(line, source, Fate.UNFIT, problems=problems)
    shelf.put(source)
    return Wish(line, source, Fate.NEW)


def _problems(source: Source) -> tuple[str, ...]:
    """Why the library cannot hold this source: a title that is too long, an address that is none."""
    try:
        source.clean_fields()
    except ValidationError as refused:
        return tuple(
            f"{label_for_field(name, Source)}: {' '.join(said)}"
            for name, said in refused.message_dict.items()
        )
    return ()


def _slug(reference: Reference) -> str:
    """The key of a reference if it is a plain word, else family name, year and the first words of the title."""
    key = _plain(reference.key)
    if key not in {"", "record"}:
        return key
    first = next((name.family or name.literal for name in (*reference.authors, *reference.editors)), "")
    year = str(reference.issued[0]) if reference.issued else ""
    return _plain(f"{first} {year} {' '.join(reference.title.split()[:4])}") or "source"


def _plain(text: str) -> str:
    """Small letters and digits of ASCII with hyphens between: øllgård 2020 becomes ollgard-2020."""
    bare = unicodedata.normalize("NFKD", text.lower().translate(_PLAIN))
    ascii_only = bare.encode("ascii", "ignore").decode()
    return _NO_LETTER.sub("-", ascii_only)[:LONGEST_SLUG].strip("-")


def _folded(title: str) -> str:
    """A title as it is compared: letters and digits only, without accents."""
    bare = unicodedata.normalize("NFKD", title.casefold().translate(_PLAIN))
    return "".join(letter for letter in bare if letter.isalnum()) or title.casefold()

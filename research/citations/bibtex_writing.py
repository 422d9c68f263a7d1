"""BibTeX, written: UTF-8, capitals of titles guarded, every sign of LaTeX escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from research.citations.kinds import BY_CSL, FROM_BIBTEX
from research.citations.reference import OTHERS, Date, Name, Reference
from research.citations.tex import escaped, guarded

CONTAINERS = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
PUBLISHERS = {"techreport": "institution", "thesis": "school"}
_AND = re.compile(r"(?i)\band\b")


def write(references: Iterable[Reference]) -> str:
    """All references, one record after the other."""
    return "\n".join(map(_record, references))


def _record(reference: Reference) -> str:
    entry = BY_CSL[reference.type].bibtex
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(reference, entry) if value)
    return f"@{entry}{{{reference.key},\n{lines}}}\n"


def _fields(reference: Reference, entry: str) -> Iterator[tuple[str, str]]:
    """The fields of a record in their order, ready to be written. Some are empty."""
    is_article = entry == "article"
    yield "author", _names(reference.authors)
    yield "editor", _names(reference.editors)
    yield "title", guarded(reference.title)
    yield CONTAINERS.get(entry, "howpublished"), escaped(reference.container)
    yield "volume", escaped(reference.volume)
    yield "number" if is_article else "issue", escaped(reference.issue)
    yield "eid" if is_article else "number", escaped(reference.number)
    yield "pages", escaped(reference.pages).replace("-{}-", "-").replace("-", "--")
    yield from zip(("year", "month", "day"), _date(reference.issued), strict=False)
    yield PUBLISHERS.get(entry, "publisher"), escaped(reference.publisher)
    yield "address", escaped(reference.place)
    yield "edition", escaped(reference.edition)
    yield "type", escaped(reference.genre)
    yield "entrysubtype", "" if FROM_BIBTEX[entry] == reference.type else escaped(reference.type)
    yield "isbn", reference.isbn
    yield "issn", reference.issn
    yield "doi", reference.doi
    yield "url", reference.url
    yield "urldate", "-".join(_date(reference.accessed))
    yield "language", escaped(reference.language)
    yield "abstract", escaped(reference.abstract)
    yield "note", escaped(reference.note)


def _date(parts: Date) -> list[str]:
    return [f"{part:0{width}}" for part, width in zip(parts, (4, 2, 2), strict=False)]


def _names(names: tuple[Name, ...]) -> str:
    written = [_name(name) for name in names]
    if names and names[-1].literal == OTHERS:
        written[-1] = OTHERS
    return " and ".join(written)


def _name(name: Name) -> str:
    """A person as "Family, Suffix, Given"; whoever is named as a whole stands in braces."""
    if name.literal:
        return f"{{{escaped(name.literal)}}}"
    parts = (name.family, name.suffix, name.given) if name.suffix else (name.family, name.given)
    return ", ".join(map(_part, parts))


def _part(part: str) -> str:
    tex = escaped(part)
    return f"{{{tex}}}" if _AND.search(part) else tex

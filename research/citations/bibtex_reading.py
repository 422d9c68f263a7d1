"""BibTeX, read: records become references, LaTeX becomes text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from research.citations import names, tex
from research.citations.bibtex_scanning import MONTHS, Entry, entries
from research.citations.kinds import BY_CSL, FROM_BIBTEX
from research.citations.reference import Date, Name, Reference
from research.citations.report import NO_COMMAND, NOTHING, Report
from research.citations.tidying import keep

ALIASES = {
    "genre": ("type",),
    "volume": ("volume",),
    "publisher": ("publisher", "institution", "school", "organization"),
    "place": ("address", "location"),
    "edition": ("edition",),
    "isbn": ("isbn",),
    "issn": ("issn",),
    "language": ("language", "langid"),
    "abstract": ("abstract",),
    "note": ("note", "annote"),
    "pages": ("pages",),
}
CONTAINERS = ("journal", "journaltitle", "booktitle", "howpublished", "maintitle")
_AND = re.compile(r" (and) |([{}])|,", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_THESES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis"}


@dataclass(slots=True)
class _Record:
    """A record on its way: its fields as text, and a word for every command that nobody knows."""

    entry: Entry
    report: Report

    def raw(self, *fields: str) -> str:
        """The first of these fields that is filled, still in LaTeX."""
        return next((value for name in fields if (value := self.entry.fields.get(name, "").strip())), "")

    def plain(self, text: str) -> str:
        """LaTeX as text."""
        found, unknown = tex.plain(text)
        for command in unknown:
            self.report.say(self.entry.line, NO_COMMAND, command)
        return found

    def text(self, *fields: str) -> str:
        """The first of these fields that is filled, as text."""
        return self.plain(self.raw(*fields))

    def names(self, *fields: str) -> tuple[Name, ...]:
        """The names in a field."""
        return tuple(self.name(parts) for parts in _parted(self.raw(*fields)))

    def name(self, parts: list[str]) -> Name:
        """One name, of its parts between commas: "First von Last", "von Last, First" or "von Last, Jr, First"."""
        plain = [self.plain(part) for part in parts]
        if len(parts) == 1:
            return Name(literal=plain[0]) if _is_braced(parts[0]) else names.split(plain[0])
        if len(parts) > 3:
            return Name(literal=", ".join(plain))
        return Name(family=plain[0], given=plain[-1], suffix=plain[1] if len(parts) == 3 else "")


def read(text: str, report: Report) -> None:
    """Read all records of a BibTeX file."""
    is_empty = True
    for entry in entries(text, report):
        is_empty = False
        record = _Record(entry, report)
        date = record.text("year", "date")
        keep(report, entry.line, _reference(record), date)
    if is_empty and not report.troubles:
        report.say(1, NOTHING)


def _reference(record: _Record) -> Reference:
    entry = record.entry
    csl = _type(record)
    is_article = FROM_BIBTEX.get(entry.type) == "article-journal"
    texts = {name: record.text(*fields) for name, fields in ALIASES.items()}
    texts["genre"] = texts["genre"] or _THESES.get(entry.type, "")
    address = tex.verbatim(record.raw("url"))
    container = record.text(*CONTAINERS)
    if not address and container.startswith(("http://", "https://")):
        address, container = tex.verbatim(record.raw("howpublished")), ""
    return Reference(
        key=entry.key,
        type=csl,
        title=": ".join(part for part in (record.text("title"), record.text("subtitle")) if part),
        authors=record.names("author"),
        editors=record.names("editor"),
        issued=_issued(record),
        accessed=_iso(record.text("urldate")),
        container=container,
        issue=record.text("number", "issue") if is_article else record.text("issue"),
        number=record.text("eid") if is_article else record.text("number", "eid"),
        doi=tex.verbatim(record.raw("doi")),
        url=address,
        **texts,
    )


def _type(record: _Record) -> str:
    """The type; a finer word beside it counts if it is one of CSL, or the newspaper of biblatex."""
    finer = record.raw("entrysubtype").lower().replace(r"\_", "_")
    finer = {"newspaper": "article-newspaper", "magazine": "article-magazine"}.get(finer, finer)
    return finer if finer in BY_CSL else FROM_BIBTEX.get(record.entry.type, f"@{record.entry.type}")


def _issued(record: _Record) -> Date:
    year = record.text("year")
    if not (found := re.search(r"(?<!\d)\d{4}(?!\d)", year)) or not found.group().isascii():
        return _iso(record.text("date"))
    month = record.text("month").strip(". ").lower()
    if month[:3] in MONTHS:
        number = MONTHS.index(month[:3]) + 1
    else:
        number = int(month) if re.fullmatch(r"[0-9]{1,2}", month) else 0
    day = record.text("day").strip()
    return int(found.group()), number, int(day) if re.fullmatch(r"[0-9]{1,2}", day) else 0


def _iso(text: str) -> Date:
    found = _ISO.match(text.strip()) if text.isascii() else None
    return tuple(int(part) for part in found.groups() if part) if found else ()


def _is_braced(part: str) -> bool:
    """Whether one pair of braces holds it all. {\\'E}mile is not braced, it has an accent."""
    if not (part.startswith("{") and part.endswith("}")):
        return False
    depth = 0
    for place, sign in enumerate(part):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return place == len(part) - 1
    return False


def _parted(tex_names: str) -> list[list[str]]:
    """The names of a list, each in its parts between commas. Braces hold together what they hold."""
    found: list[list[str]] = [[]]
    tex_names = " ".join(tex_names.split())
    depth, start = 0, 0
    for sign in _AND.finditer(tex_names):
        if brace := sign.group(2):
            depth += 1 if brace == "{" else -1
        elif depth == 0:
            found[-1].append(tex_names[start : sign.start()].strip())
            start = sign.end()
            if sign.group(1):
                found.append([])
    found[-1].append(tex_names[start:].strip())
    return [parts for parts in found if any(parts)]

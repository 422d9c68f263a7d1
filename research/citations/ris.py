"""RIS, written and read: one tag to a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from research.citations import names
from research.citations.kinds import BY_CSL, FROM_RIS
from research.citations.reference import Date, Name, Reference
from research.citations.report import LONGEST_VALUE, NO_BEGINNING, NO_END, NO_TAG, Report
from research.citations.tidying import keep

FIELDS = {
    "title": ("TI", "T1", "CT"),
    "container": ("T2", "JF", "BT", "JO", "JA", "J2"),
    "genre": ("M3",),
    "volume": ("VL",),
    "issue": ("IS", "CP"),
    "number": ("M1", "C7"),
    "publisher": ("PB",),
    "place": ("CY", "PP"),
    "edition": ("ET",),
    "doi": ("DO",),
    "url": ("UR", "L2", "LK"),
    "language": ("LA",),
    "abstract": ("AB", "N2"),
    "note": ("N1",),
}
AUTHORS, EDITORS = ("AU", "A1"), ("ED", "A2")
_PASSED_OVER = (
    "A3 A4 AD AN C1 C2 C3 C4 C5 C6 C8 CA CN CR DB DP DS H1 H2 ID J1 KW L1 L3 L4 LB LL M2 NV OP RI RN RP SE ST T3 "
    "TA TT U1 U2 U3 U4 VO"
)
_READ = {tag for tags in FIELDS.values() for tag in tags} | set(AUTHORS) | set(EDITORS)
_KNOWN = _READ | set(_PASSED_OVER.split()) | {"DA", "EP", "PY", "SN", "SP", "U5", "Y1", "Y2"}
_TAG = re.compile(r"\s{0,3}([A-Z][A-Z0-9])\s{0,2}-(?:\s(.*)|)$")
_DATE = re.compile(r"\s*(\d{4})(?:[/-](\d{0,2})(?:[/-](\d{0,2}))?)?(?:[/-].*|\s.*)?$")
_ISSN = re.compile(r"\d{4}-\d{3}[\dXx]")


def write(references: Iterable[Reference]) -> str:
    """All references, one record after the other."""
    return "\r\n".join(map(_record, references))


def _record(reference: Reference) -> str:
    lines = [f"{tag}  - {value}\r\n" for tag, value in _lines(reference) if value]
    return "".join(lines) + "ER  - \r\n"


def _lines(reference: Reference) -> Iterator[tuple[str, str]]:
    """The lines of a record in their order, as tag and value. Some are empty."""
    kind = BY_CSL[reference.type].ris
    yield "TY", kind
    yield "ID", reference.key
    yield from (("AU", _written(name)) for name in reference.authors)
    yield from (("ED", _written(name)) for name in reference.editors)
    yield "PY", f"{reference.issued[0]:04}" if reference.issued else ""
    yield "DA", _date(reference.issued) if len(reference.issued) > 1 else ""
    for name, tags in FIELDS.items():
        yield tags[0], getattr(reference, name)
    first, dash, last = reference.pages.partition("-")
    is_range = bool(first and last) and "-" not in last and first == first.strip() and last == last.strip()
    yield "SP", first if is_range else reference.pages
    yield "EP", last if is_range and dash else ""
    yield "SN", reference.isbn
    yield "SN", reference.issn
    yield "Y2", _date(reference.accessed)
    yield "U5", "" if FROM_RIS[kind] == reference.type else reference.type


def _date(parts: Date) -> str:
    if not parts:
        return ""
    year, *rest = parts
    return "/".join([f"{year:04}", *[f"{part:02}" for part in rest], *[""] * (3 - len(rest))])


def _written(name: Name) -> str:
    """A person as "Family, Given, Suffix". A whole name that could be taken for one ends with a comma; in one with
    a comma of its own, that is doubled. Both are the custom of reference managers.
    """
    if not name.literal:
        return ", ".join(part for part in (name.family, name.given, name.suffix) if part)
    if "," in name.literal:
        return name.literal.replace(",", ",,", 1)
    return name.literal if names.split(name.literal).literal else f"{name.literal},"


def read(text: str, report: Report) -> None:
    """Read all records. One that does not end, ends where the next begins."""
    record: dict[str, list[str]] = {}
    begun, last = 0, ""
    for line, written in enumerate(text.splitlines(), start=1):
        tag, value = _tagged(written)
        if tag == "TY":
            _close(record, begun, report, is_ended=False)
            record, begun = {}, line
        elif tag == "ER":
            _close(record, begun, report, is_ended=True)
            record, last = {}, ""
            continue
        elif not record and written.strip():
            report.say(line, NO_BEGINNING, written)
            continue
        elif not tag:
            if last and value and len(record[last][-1]) <= LONGEST_VALUE:
                record[last][-1] += f" {value}"
            continue
        elif tag not in _KNOWN:
            report.say(line, NO_TAG, tag)
        record.setdefault(tag, []).append(value)
        last = tag
    _close(record, begun, report, is_ended=False)


def _tagged(written: str) -> tuple[str, str]:
    """The tag and value of a line. A line without a tag goes on with the one before."""
    found = _TAG.match(written)
    return (found.group(1), (found.group(2) or "").strip()) if found else ("", written.strip())


def _close(record: dict[str, list[str]], begun: int, report: Report, *, is_ended: bool) -> None:
    if not record:
        return
    if not is_ended:
        report.say(begun, NO_END)
    keep(report, begun, _reference(record), _first(record, "PY", "Y1", "DA"))


def _first(record: dict[str, list[str]], *tags: str) -> str:
    return next((value for tag in tags for value in record.get(tag, ()) if value), "")


def _reference(record: dict[str, list[str]]) -> Reference:
    numbers = record.get("SN", [])
    pages = [part for part in (_first(record, "SP"), _first(record, "EP")) if part]
    return Reference(
        key=_first(record, "ID"),
        type=_type(record),
        authors=_names(record, AUTHORS),
        editors=_names(record, EDITORS),
        issued=_issued(record),
        accessed=_parts(_first(record, "Y2")),
        pages="-".join(pages if len(set(pages)) > 1 else pages[:1]),
        isbn=next((number for number in numbers if not _ISSN.fullmatch(number)), ""),
        issn=next((number for number in numbers if _ISSN.fullmatch(number)), ""),
        **{name: _first(record, *tags) for name, tags in FIELDS.items()},
    )


def _type(record: dict[str, list[str]]) -> str:
    """The type; ours stands beside it where several share a word of RIS."""
    word, finer = _first(record, "TY").upper(), _first(record, "U5")
    if finer in BY_CSL and BY_CSL[finer].ris == word:
        return finer
    return FROM_RIS.get(word, word or "?")


def _names(record: dict[str, list[str]], tags: tuple[str, ...]) -> tuple[Name, ...]:
    return tuple(_name(text) for tag in tags for text in record.get(tag, ()) if text)


def _name(text: str) -> Name:
    if ",," in text:
        return Name(literal=text.replace(",,", ","))
    if text.endswith(","):
        return Name(literal=text[:-1])
    return names.parted(text) if "," in text else names.split(text)


def _issued(record: dict[str, list[str]]) -> Date:
    """The fullest date; the year of PY counts where the two differ."""
    year, day = _parts(_first(record, "PY", "Y1")), _parts(_first(record, "DA"))
    return day if not year or (len(day) > len(year) and day[0] == year[0]) else year


def _parts(text: str) -> Date:
    found = _DATE.match(text) if text.isascii() else None
    return tuple(int(part) for part in found.groups() if part) if found else ()

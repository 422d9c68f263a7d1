"""CSL-JSON, the master: written and read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from research.citations.reference import Date, Name, Reference
from research.citations.report import LONGEST_VALUE, NO_JSON, NO_RECORD, Report
from research.citations.tidying import keep

FIELDS = {
    "title": "title",
    "genre": "genre",
    "container": "container-title",
    "volume": "volume",
    "issue": "issue",
    "number": "number",
    "pages": "page",
    "publisher": "publisher",
    "place": "publisher-place",
    "edition": "edition",
    "isbn": "ISBN",
    "issn": "ISSN",
    "doi": "DOI",
    "url": "URL",
    "language": "language",
    "abstract": "abstract",
    "note": "note",
}
NAMES = {"authors": "author", "editors": "editor"}
DATES = {"issued": "issued", "accessed": "accessed"}
_BETWEEN = re.compile(r"[\s,]*")
_NUMBERS = re.compile(r"\d{1,4}")


def item_of(reference: Reference) -> dict[str, Any]:
    """The reference as an item of CSL-JSON. What is not known is not in it."""
    item: dict[str, Any] = {"id": reference.key, "type": reference.type}
    for name, word in NAMES.items():
        item[word] = [_name_item(one) for one in getattr(reference, name)]
    for name, word in DATES.items():
        if parts := getattr(reference, name):
            item[word] = {"date-parts": [list(parts)]}
    for name, word in FIELDS.items():
        item[word] = getattr(reference, name)
    return {word: value for word, value in item.items() if value}


def write(references: Iterable[Reference]) -> str:
    """All references as one list of CSL-JSON."""
    return json.dumps([item_of(one) for one in references], ensure_ascii=False, indent=2) + "\n"


def read(text: str, report: Report) -> None:
    """Read a list of items, or a single one, record by record."""
    for line, item in _items(text, report):
        if not isinstance(item, dict) or not isinstance(item.get("type", ""), str):
            report.say(line, NO_RECORD)
            continue
        keep(report, line, _reference(item), _said(item.get("issued")))


def _items(text: str, report: Report) -> Iterator[tuple[int, Any]]:
    """The items of a list with their lines, up to where it stops being JSON."""
    decoder = json.JSONDecoder()
    place = _after_blanks(text, 0)
    is_list = text.startswith("[", place)
    place = _after_blanks(text, place + 1) if is_list else place
    line, counted = 1, 0
    while place < len(text) and not text.startswith("]", place):
        line, counted = line + text.count("\n", counted, place), place
        try:
            item, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            report.say(line, NO_JSON)
            return
        yield line, item
        place = _after_blanks(text, place)


def _after_blanks(text: str, place: int) -> int:
    found = _BETWEEN.match(text, place)
    return found.end() if found else place


def _reference(item: dict[str, Any]) -> Reference:
    return Reference(
        key=_text(item.get("id")),
        type=_text(item.get("type")),
        authors=_names(item.get("author")),
        editors=_names(item.get("editor")),
        issued=_date(item.get("issued")),
        accessed=_date(item.get("accessed")),
        **{name: _text(item.get(word)) for name, word in FIELDS.items()},
    )


def _text(value: Any) -> str:
    """A text; numbers count as text, everything else as nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return value if isinstance(value, str) else str(value)[:LONGEST_VALUE]


def _name_item(name: Name) -> dict[str, str]:
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix, "literal": name.literal}
    return {word: part for word, part in parts.items() if part}


def _names(value: Any) -> tuple[Name, ...]:
    found = value if isinstance(value, list) else []
    return tuple(_name(one) for one in found if isinstance(one, dict))


def _name(item: dict[str, Any]) -> Name:
    """A name; particles that stand apart belong to the family name or, where they are dropped, to the given one."""
    given = f"{_text(item.get('given'))} {_text(item.get('dropping-particle'))}".strip()
    family = f"{_text(item.get('non-dropping-particle'))} {_text(item.get('family'))}".strip()
    return Name(family, given, _text(item.get("suffix")), _text(item.get("literal")))


def _date(value: Any) -> Date:
    """The first date of a CSL date, from its parts or from a text such as 2021-05-19."""
    if not isinstance(value, dict):
        return ()
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else []
    if isinstance(first, list) and first:
        return _numbers([_text(part) for part in first])
    raw = _text(value.get("raw")) or _text(value.get("literal"))
    if re.fullmatch(r"\s*\d{4}(?:[-/]\d{1,2}){0,2}\s*", raw):
        return _numbers(re.split(r"[-/]", raw.strip()))
    return ()


def _numbers(parts: list[str]) -> Date:
    found: list[int] = []
    for part in parts[:3]:
        if not (part.isascii() and _NUMBERS.fullmatch(part.strip())):
            break
        found.append(int(part))
    return tuple(found)


def _said(value: Any) -> str:
    """What an item says for a date, for the report."""
    if not isinstance(value, dict) or not value:
        return _text(value)
    return _text(value.get("raw")) or _text(value.get("literal")) or str(value.get("date-parts", ""))[:60]

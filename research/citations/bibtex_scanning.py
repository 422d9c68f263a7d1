"""The bones of a BibTeX file: its records, their fields and the abbreviations, still in LaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from research.citations.report import (
    LONGEST_RECORD,
    LONGEST_VALUE,
    MOST_BLOCKS,
    NO_FIELD,
    NO_MACRO,
    NOT_CLOSED,
    Report,
)

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENTRY = re.compile(r"@\s*(\w+)\s*([{(])")
_NEXT = re.compile(r"^[ \t]*@\s*\w+\s*[{(]", re.MULTILINE)
_SIGN = re.compile(r'[{}"()]')
_KEY = re.compile(r"([^,={}\"]*)(?=,|$)")
_NAME = re.compile(r"[\s,]*([^\s,={}\"#()]+)\s*=\s*")
_WORD = re.compile(r"[^\s,={}\"#()]+")
_LATER = re.compile(r"[\n,][ \t]*[^\s,={}\"#()]+[ \t]*=")
_JOINT = re.compile(r"\s*#\s*")
_REST = re.compile(r"[\s,]*$")


@dataclass(slots=True)
class Entry:
    """One record: its type and key, and its fields by name in small letters."""

    line: int
    type: str
    key: str
    fields: dict[str, str] = field(default_factory=dict)


class Unreadable(Exception):
    """A value that does not end, or is none."""


def entries(text: str, report: Report) -> Iterator[Entry]:
    """The records of a file. What stands between them is comment, as BibTeX has it."""
    macros = {month: month for month in MONTHS}
    place, line, counted, blocks = 0, 1, 0, 0
    while found := _ENTRY.search(text, place):
        blocks += 1
        line, counted = line + text.count("\n", counted, found.start()), found.start()
        if blocks > MOST_BLOCKS:
            report.stop(line)
        end = _closing(text, found.end(), found.group(2))
        kind = found.group(1).lower()
        if end < 0:
            following = _NEXT.search(text, found.end())
            place = following.start() if following else len(text)
            if kind != "comment":
                report.say(line, NOT_CLOSED)
            continue
        place = end + 1
        if kind not in {"comment", "preamble"}:
            entry = _entry(text[found.end() : end], kind, line, macros, report)
            if kind == "string":
                macros.update(entry.fields)
            else:
                yield entry


def _closing(text: str, start: int, opening: str) -> int:
    """Where the record ends that was opened before this place; -1 if it does not. Quotes protect nothing but each other."""
    depth = 0
    for sign in _SIGN.finditer(text, start, min(len(text), start + LONGEST_RECORD)):
        mark = sign.group()
        if mark == "{":
            depth += 1
        elif depth == 0 and mark == ("}" if opening == "{" else ")"):
            return sign.start()
        elif mark == "}":
            depth = max(0, depth - 1)
    return -1


def _entry(body: str, kind: str, line: int, macros: dict[str, str], report: Report) -> Entry:
    """The record in this body. After a field that cannot be read, reading goes on with the next one."""
    entry, place, name = Entry(line, kind, ""), 0, ""
    if kind != "string" and (key := _KEY.match(body)):
        entry.key, place = key.group(1).strip(), key.end()
    while not _REST.match(body, place):
        here = line + body.count("\n", 0, place)
        if found := _NAME.match(body, place):
            name, place = found.group(1).lower(), found.end()
            here = line + body.count("\n", 0, place)
            with suppress(Unreadable):
                value, place = _value(body, place, macros, report, here)
                entry.fields.setdefault(name, value)
                continue
        report.say(here, NO_FIELD, name or entry.key or f"@{kind}")
        later = _LATER.search(body, place)
        place = later.start() if later else len(body)
    return entry


def _value(body: str, place: int, macros: dict[str, str], report: Report, line: int) -> tuple[str, int]:
    """The value that begins here, all its parts joined, and where it ends."""
    parts: list[str] = []
    while True:
        part, place = _part(body, place)
        if part.startswith(("{", '"')):
            parts.append(part[1:-1])
        elif part.isdecimal():
            parts.append(part)
        elif part.lower() in macros:
            parts.append(macros[part.lower()])
        else:
            report.say(line, NO_MACRO, part)
        joint = _JOINT.match(body, place)
        if not joint:
            return "".join(parts)[: LONGEST_VALUE + 1], place
        place = joint.end()


def _part(body: str, place: int) -> tuple[str, int]:
    """One part of a value with its braces or quotes: {text}, "text", 2021 or an abbreviation."""
    opening = body[place : place + 1]
    if opening in {"{", '"'}:
        end = _end_of_part(body, place, opening)
        return body[place:end], end
    word = _WORD.match(body, place)
    if not word:
        raise Unreadable
    return word.group(), word.end()


def _end_of_part(body: str, place: int, opening: str) -> int:
    depth = 0
    for sign in _SIGN.finditer(body, place):
        mark = sign.group()
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
        if depth == 0 and mark == ("}" if opening == "{" else '"') and sign.start() > place:
            return sign.end()
    raise Unreadable

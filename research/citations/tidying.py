"""A reference in the one shape in which all formats can carry it. What is read is tidied before it is kept."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import replace

from research.citations.dois import address_of, doi_of
from research.citations.kinds import FROM_CSL, UNKNOWN
from research.citations.reference import Date, Name, Reference
from research.citations.report import (
    CUT,
    LONGEST_VALUE,
    MARKS,
    NO_ADDRESS,
    NO_DATE,
    NO_DOI,
    NO_TITLE,
    NO_TYPE,
    Report,
)

TEXTS = (
    "title",
    "genre",
    "container",
    "volume",
    "issue",
    "number",
    "publisher",
    "place",
    "edition",
    "language",
)
LONG_TEXTS = ("abstract", "note")
_AMPERSANDS = re.compile(r"&(?:(?:amp|#0*38|#[xX]0*26);)+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_TAG = re.compile(r"</?[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?>")
_DASHES = re.compile(r"(?<!\s)(?:\s*[-‐-―−])+\s*")  # noqa: RUF001  dashes are what is looked for
_KEY = re.compile(r"[^A-Za-z0-9_:.+/-]")
_ISBN = re.compile(r"(?:97[89])?\d{9}[\dX]")
_ISSN = re.compile(r"\d{4}-\d{3}[\dX]")
_MOST_ROUNDS = 10


def text_of(raw: str) -> str:
    """Plain text on one line: no tags, no entities, no control characters, composed letters."""
    text = _line(raw[:LONGEST_VALUE])
    for _round in range(_MOST_ROUNDS):
        bare = _line(_TAG.sub("", _ENTITY.sub(_letter, _AMPERSANDS.sub("&", text))))
        if bare == text:
            return text
        text = bare
    return _line(text.replace("<", "").replace("&", ""))


def has_marks(raw: str) -> bool:
    """Whether a text holds tags of HTML."""
    return bool(_TAG.search(raw))


def tidied(raw: Reference) -> Reference:
    """The same reference, tidied. Tidying it again changes nothing."""
    url = address_of(_line(raw.url))
    texts = {name: text_of(getattr(raw, name)) for name in (*TEXTS, *LONG_TEXTS)}
    return replace(
        raw,
        **texts,
        key=_key(raw.key),
        type=FROM_CSL.get(raw.type, UNKNOWN),
        authors=_names(raw.authors),
        editors=_names(raw.editors),
        issued=_date(raw.issued),
        accessed=_date(raw.accessed),
        pages=_DASHES.sub("-", text_of(raw.pages)).strip("-"),
        isbn=_matching(_ISBN, raw.isbn.replace("-", "").replace(" ", "")),
        issn=_matching(_ISSN, raw.issn),
        doi=doi_of(_line(raw.doi)) or (doi_of(url) if "doi.org/" in url else ""),
        url=url,
    )


def keep(report: Report, line: int, raw: Reference, raw_date: str = "") -> None:
    """Add a reference to a report, tidied, and say what was left out of it."""
    clean = tidied(raw)
    if not clean.title:
        report.say(line, NO_TITLE, raw.key)
        return
    if has_marks(raw.title):
        report.say(line, MARKS, raw.title)
    if raw.type not in FROM_CSL:
        report.say(line, NO_TYPE, raw.type)
    if raw.doi.strip() and not clean.doi:
        report.say(line, NO_DOI, raw.doi)
    if raw.url.strip() and not clean.url:
        report.say(line, NO_ADDRESS, raw.url)
    if (raw_date.strip() or raw.issued) and not clean.issued:
        report.say(line, NO_DATE, raw_date or str(raw.issued[0]))
    for name in (*TEXTS, *LONG_TEXTS):
        if len(getattr(raw, name)) > LONGEST_VALUE:
            report.say(line, CUT, name)
    report.add(line, clean)


def _line(text: str) -> str:
    """One line, without what cannot be written or seen."""
    seen = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in {"Cc", "Cs"})
    return " ".join(unicodedata.normalize("NFC", seen).split())


def _letter(found: re.Match[str]) -> str:
    return html.unescape(found.group())


def _matching(pattern: re.Pattern[str], text: str) -> str:
    bare = text.strip().upper()
    return bare if bare.isascii() and pattern.fullmatch(bare) else ""


def _key(raw: str) -> str:
    plain = unicodedata.normalize("NFKD", raw[:200])
    return _KEY.sub("", plain) or "record"


def _date(raw: Date) -> Date:
    """The parts that can be a date, from the year on."""
    found: list[int] = []
    for part, most in zip(raw, (9999, 12, 31), strict=False):
        if not 1 <= part <= most:
            break
        found.append(part)
    return tuple(found)


def _names(raw: tuple[Name, ...]) -> tuple[Name, ...]:
    return tuple(name for name in map(_name, raw) if name.plain)


def _name(raw: Name) -> Name:
    """A person has family and given name, none with a comma; everybody else is named as a whole."""
    family, given, suffix = (_part(part) for part in (raw.family, raw.given, raw.suffix))
    if raw.literal or not (family and given):
        return Name(literal=_whole(raw.literal or Name(family, given, suffix).plain))
    return Name(family, given, suffix)


def _part(raw: str) -> str:
    text = text_of(raw)
    return text_of(text.replace(",", " ")) if "," in text else text


def _whole(raw: str) -> str:
    text = text_of(raw)
    while (bare := text_of(re.sub(r",(?:\s*,)+", ",", text).strip(", "))) != text:
        text = bare
    return text

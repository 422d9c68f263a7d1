"""What both kinds of sheet tell: levels, grades, sources with their numbers, and the foot. All as plain data for the template."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import segno
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from research import licence
from research.citations.text import apa
from research.citing import reference_to
from research.editions.grading import Graded
from research.editions.links import CaseLink, LevelLink, SourceLink
from research.models import PublishedVersion
from research.sheet.letters import breakable, plain

Data = dict[str, Any]
#: No page holds more than this of one text or one list; the template shortens further until all fits.
MOST_LETTERS = 2600
MOST_ENTRIES = 25


def text(title: str, *paragraphs: str) -> Data:
    """A heading with what stands under it. Without paragraphs it says so."""
    said = [breakable(one)[:MOST_LETTERS] for one in paragraphs if one.strip()]
    return {"title": title, "paragraphs": said, "empty": _("not recorded")}


def entries(title: str, lines: Iterable[str]) -> Data:
    """A heading with a list. `left` counts the entries that no page could hold."""
    said = [breakable(line)[:MOST_LETTERS] for line in lines]
    return {
        "title": title,
        "entries": said[:MOST_ENTRIES],
        "left": max(0, len(said) - MOST_ENTRIES),
        "empty": _("not recorded"),
    }


def level(one: LevelLink) -> Data:
    """A level: its number, which also chooses its symbol, and its name."""
    return {"number": one.number, "name": plain(one.name)}


def grade(one: Graded) -> Data:
    """A grade with what it means in words; None where there is no grade."""
    said = [_of_grades()[one.grade]] if one.grade is not None else []
    if one.is_contested:
        said.append(_("contested"))
    if one.is_to_be_graded:
        said.append(_("still to be graded") if said else _("not graded yet"))
    number = _("%(grade)s of 5") % {"grade": one.grade} if one.grade is not None else ""
    words = ", ".join(said) or _("no evidence names this level")
    return {**level(one.level), "grade": one.grade, "said": number, "means": words}


def scale() -> str:
    """What every grade means, on one line."""
    return " · ".join(f"{number}\N{NO-BREAK SPACE}{means}" for number, means in enumerate(_of_grades()))


def _of_grades() -> tuple[str, ...]:
    return (
        _("our reading"),
        _("one account"),
        _("independent accounts agree"),
        _("before and after, or a comparison"),
        _("independent evaluation"),
        _("tested in several cases"),
    )


class Numbered:
    """Sources in the order in which they are named, each under its number from 1."""

    def __init__(self) -> None:
        self._found: dict[str, SourceLink] = {}

    def number(self, source: SourceLink) -> int:
        """The number of a source: the same whenever it is asked for."""
        self._found.setdefault(source.slug, source)
        return list(self._found).index(source.slug) + 1

    def listed(self, title: str, empty: str) -> Data:
        """All of them as a list."""
        said = [_source(source) for source in self._found.values()]
        left = max(0, len(said) - MOST_ENTRIES)
        return {"title": title, "sources": said[:MOST_ENTRIES], "left": left, "empty": empty}


def _source(source: SourceLink) -> Data:
    """A short citation, where the work is, and whether it is to be confirmed."""
    address = source.doi_address or source.url
    is_link = address.startswith(("https://", "http://"))
    return {
        "citation": breakable(source.citation),
        "address": address if is_link else "",
        "mark": mark(source.verified),
    }


def mark(verified: bool) -> str:
    """What stands at something that was not seen in a source itself."""
    return "" if verified else _("details to be confirmed")


def case(one: CaseLink) -> Data:
    """A case in a list: what, where and since when."""
    since = _("since %(year)s") % {"year": one.start_year} if one.start_year else ""
    where = ", ".join(part for part in (one.place, one.country_name, since) if part)
    return {"name": breakable(one.title), "where": breakable(where), "mark": mark(one.verified)}


def foot(version: PublishedVersion, address: str) -> Data:
    """Which version this is, who checked it, what may be done with it, where it stays, and how to cite it."""
    number = {"number": version.number, "date": date_format(version.published_at)}
    known = version.licence == licence.NAME
    return {
        "version": _("Version %(number)s, published %(date)s") % number,
        "checked": f"{capfirst(version.get_checked_display())}.",
        "licence_title": _("Licence"),
        "licence": licence.LONG_NAME if known else version.licence,
        "licence_address": licence.ADDRESS if known else "",
        "address_title": _("Lasting address"),
        "address": address,
        "more": _("The page has everything, and says whether there is a newer version."),
        "cite_title": _("How to cite"),
        "cite": plain(apa(reference_to(version, lambda _path: address))),
        "code": segno.make(address, error="m").svg_inline(border=0, omitsize=True),
        "code_means": _("QR code that leads to %(address)s") % {"address": address},
    }


def words() -> Data:
    """What the template says by itself."""
    return {
        "library": _("CO-CREATOR library"),
        "shortened": _("more on the page"),
        "left": _("and %(number)s more on the page") % {"number": "{number}"},
        "sources": _("Sources"),
        "notes": _("Room for your notes"),
    }

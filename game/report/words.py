"""Words that a report is told in: of options, tables, manners, costs. In the language that is active."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from game.report.shapes import Weighed
from game.rules.screens.shapes import Move
from game.templatetags.pieces import pole, resource, strength

Data = dict[str, Any]
MINUS = "\N{MINUS SIGN}"
#: Stands in a cell of a table that has nothing to say.
NOTHING = "\N{EN DASH}"


def table_name(number: int, name: str) -> str:
    """A table by its number, and by its name where it has one."""
    plain = _("Table %(number)s") % {"number": number}
    return f"{plain}, {name}" if name else plain


def manner(name: str) -> str:
    """One of the three manners in which a decision leaves its table."""
    return {"agreed": _("agreed"), "majority": _("by majority"), "chair": _("by the chair")}[name]


def deciders(name: str) -> str:
    """Who decides a round."""
    return {"P": _("the politicians"), "M": _("the managers"), "all": _("all at the table")}[name]


def costs(form: Weighed) -> str:
    """What an option costs in Time and Budget; what it brings has a plus."""
    named = ((resource("time"), form.time), (resource("budget"), form.budget))
    told = [f"{name} {n}" if n > 0 else f"{name} +{-n}" for name, n in named if n]
    return ", ".join(told) or _("costs nothing")


def signed(n: int) -> str:
    """A number with its sign."""
    return f"+{n}" if n > 0 else f"{MINUS}{-n}" if n < 0 else "0"


def listed(words: Iterable[str]) -> str:
    """Several words with an and before the last."""
    return str(get_text_list(list(words), _("and")))


def moved(poles: Iterable[tuple[str, int]]) -> str:
    """Poles with what they moved, in a line."""
    return ", ".join(f"{pole(name)} {signed(by)}" for name, by in poles)


def moves(found: Iterable[Move]) -> str:
    """The same for what a seed moved."""
    return moved((move.pole, move.by) for move in found)


def tables(n: int) -> str:
    """So many tables."""
    return ngettext("%(n)d table", "%(n)d tables", n) % {"n": n}


def persons(n: int) -> str:
    """So many persons."""
    return ngettext("%(n)d person", "%(n)d persons", n) % {"n": n}


def strong(value: int, word: int) -> str:
    """A strength as a figure and a word."""
    return f"{value}, {strength(word)}"


def table(caption: str, head: Iterable[str], rows: Iterable[Iterable[object]]) -> Data:
    """A table as every edition shows it; the first cell of a row is its head."""
    return {"caption": caption, "head": list(head), "rows": [[str(cell) for cell in row] for row in rows]}


def chart(svg: str, alt: str, beside: Data) -> Data:
    """A chart with what it shows in words, and the table that says the same."""
    return {"svg": svg, "alt": alt, "table": beside}


def seen(text: str) -> str:
    """A digest of some words, by which a form says what its writer saw."""
    return sha256(text.encode()).hexdigest()[:16]

"""What the fields that are typed as JSON may hold. Whatever is wrong is said in a sentence that names the entry."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LEVELS = ("1", "2", "3", "4")
MOST_RUNGS = 5


def check_ladder(value: Any) -> None:
    """A list of rungs, numbered from 1, each with `rung`, `name` and `observable`. ValidationError with all that is wrong."""
    _refuse(_of_ladder(value))


def check_tensions(value: Any) -> None:
    """A list of tensions, each with `between` (two sides), `source_ids` and perhaps `note`. ValidationError as above."""
    _refuse(_of_tensions(value))


def check_rungs(value: Any) -> None:
    """Numbers of rungs by the number of their level: {"2": 4}. ValidationError as above."""
    if not isinstance(value, dict):
        raise ValidationError(_('This must be written in braces, by the number of the level: {"2": 4}.'))
    for level, rung in value.items():
        if level not in LEVELS or not _is_number(rung) or not 1 <= rung <= MOST_RUNGS:
            raise ValidationError(
                _(
                    "%(level)s: the level must be 1 to 4 in quotation marks, and the rung a number from 1 to 5."
                )
                % {"level": level}
            )


def check_texts(value: Any) -> None:
    """Texts and lists of texts by the name of their field, none of them empty. ValidationError as above."""
    if not isinstance(value, dict) or not all(_is_text(one) or _are_texts(one) for one in value.values()):
        raise ValidationError(_("Each field must be a text or a list of texts, and none may be empty."))


def _refuse(sentences: Iterator[str]) -> None:
    if found := list(sentences):
        raise ValidationError(found)


def _of_ladder(value: Any) -> Iterator[str]:
    if not isinstance(value, list):
        yield _("This must be a list of rungs, in square brackets.")
        return
    for number, rung in enumerate(value, start=1):
        where = {"number": number}
        if not isinstance(rung, dict) or rung.keys() != {"rung", "name", "observable"}:
            yield _("Rung %(number)d must have “rung”, “name” and “observable”, and nothing else.") % where
            continue
        if not _is_number(rung["rung"]) or rung["rung"] != number:
            yield _("Rung %(number)d must have this number as its “rung”: they count from 1.") % where
        if not _is_text(rung["name"]) or not _is_text(rung["observable"]):
            yield _("“name” and “observable” of rung %(number)d must be texts that are not empty.") % where
    if len(value) > MOST_RUNGS:
        yield _("A ladder has five rungs at most.")


def _of_tensions(value: Any) -> Iterator[str]:
    if not isinstance(value, list):
        yield _("This must be a list of tensions, in square brackets.")
        return
    for number, tension in enumerate(value, start=1):
        where = {"number": number}
        if not isinstance(tension, dict) or tension.keys() | {"note"} != {"between", "source_ids", "note"}:
            yield (
                _(
                    "Tension %(number)d must have “between” and “source_ids”, perhaps “note”, and nothing else."
                )
                % where
            )
            continue
        if not _are_texts(tension["between"]) or len(tension["between"]) != 2:
            yield _("“between” of tension %(number)d must be two texts in square brackets.") % where
        if not _are_texts(tension["source_ids"]):
            yield _("“source_ids” of tension %(number)d must be slugs in square brackets.") % where
        if "note" in tension and not _is_text(tension["note"]):
            yield _("“note” of tension %(number)d must be a text.") % where


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_text(value: Any) -> bool:
    """Whether it is a text that says something, in signs that every database and every page can hold."""
    signs = value.strip() if isinstance(value, str) else ""
    return bool(signs) and not any(
        unicodedata.category(sign) in ("Cc", "Cs", "Cn") for sign in signs.replace("\n", " ")
    )

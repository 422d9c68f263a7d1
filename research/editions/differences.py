"""What differs between two versions of a record, field by field and in words that can be read."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.encoding import force_str

#: Longer texts are told as a whole: to compare them word by word would take the server minutes.
MOST_WORDS = 3000


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: `kind` is same, gone or new."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that changed. Lists are told entry by entry, texts word by word."""

    field: str
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
    """The fields that say something else, in the order of the later version. Both are what a version says, as JSON.

    A field that is empty says the same as one that did not exist yet.
    """
    pairs = (
        (name, _said(before.get(name)), _said(after.get(name))) for name in dict.fromkeys([*after, *before])
    )
    return [_difference(name, old, fresh) for name, old, fresh in pairs if old != fresh]


def _said(value: Any) -> Any:
    return None if value in ("", [], {}) else value


def _difference(name: str, before: Any, after: Any) -> Difference:
    if isinstance(before, list) or isinstance(after, list):
        old, fresh = [_line(one) for one in before or []], [_line(one) for one in after or []]
        gone, new = [line for line in old if line not in fresh], [line for line in fresh if line not in old]
        if not gone and not new:  # another order, or one more of the same
            gone, new = old, fresh
        return Difference(name, tuple(gone), tuple(new))
    if isinstance(before, str) and isinstance(after, str) and before and after:
        old_words, new_words = before.split(), after.split()
        if max(len(old_words), len(new_words)) <= MOST_WORDS:
            return Difference(name, pieces=_pieces(old_words, new_words))
    return Difference(name, _lines(before), _lines(after))


def _pieces(before: list[str], after: list[str]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for what, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        gone, new = " ".join(before[old_from:old_to]), " ".join(after[new_from:new_to])
        if what == "equal":
            found.append(Piece("same", gone))
            continue
        found += [Piece(kind, text) for kind, text in (("gone", gone), ("new", new)) if text]
    return tuple(found)


def _lines(value: Any) -> tuple[str, ...]:
    return () if value is None else (_line(value),)


def _line(value: Any) -> str:
    """An entry on one line: a record by its name, a row of evidence by all that it says."""
    if not isinstance(value, dict):
        return force_str(value)
    return " · ".join(_told(name, one) for name, one in value.items() if one not in (None, "", [], {}))


def _told(name: str, value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("title") or value.get("name") or value.get("slug") or _line(value))
    text = ", ".join(map(force_str, value)) if isinstance(value, list) else force_str(value)
    return f"{name.replace('_', ' ')}: {text}"

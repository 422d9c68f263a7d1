"""What a value may be. A shape reports what does not fit and hands on what does, so that one slip hides no other.

Each shape says the same once more as JSON Schema, for machines and for the forms of the authors' desk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from scenarios.places import Problem, Value

Report = list[Problem]
Schema = dict[str, Any]
ID = r"[a-z][a-z0-9_]*"


@dataclass(frozen=True, slots=True)
class Shape:
    """What fits, and the same in JSON Schema."""

    fits: Callable[[Value, Report], Value | None]
    schema: Schema

    def __call__(self, value: Value, report: Report) -> Value | None:
        """The value as far as it fits; what does not is reported."""
        return self.fits(value, report)


def whole(low: int, high: int, code: str = "SHAPE") -> Shape:
    """A whole number from low to high."""

    def fits(value: Value, report: Report) -> Value | None:
        data = value.data
        if isinstance(data, bool) or not isinstance(data, int):
            report.append(value.problem("SHAPE", f"This must be a whole number, not {_told(value)}."))
            return None
        if not low <= data <= high:
            report.append(value.problem(code, f"{data} is not between {low} and {high}."))
        return value

    return Shape(fits, {"type": "integer", "minimum": low, "maximum": high})


def change(most: int, code: str) -> Shape:
    """A whole number that moves something: not 0, at most so much up or down."""

    def fits(value: Value, report: Report) -> Value | None:
        found = whole(-most, most, code)(value, report)
        if found and found.whole == 0:
            report.append(value.problem("SHAPE", "0 changes nothing: leave it out."))
            return None
        return found

    return Shape(fits, {"type": "integer", "minimum": -most, "maximum": most, "not": {"const": 0}})


def _text(value: Value, report: Report) -> Value | None:
    if value.text.strip():
        return value
    report.append(value.problem("SHAPE", f"This must be a text, not {_told(value)}."))
    return None


def _flag(value: Value, report: Report) -> Value | None:
    if isinstance(value.data, bool):
        return value
    report.append(value.problem("SHAPE", f"This must be true or false, not {_told(value)}."))
    return None


#: Any text that is not empty.
text = Shape(_text, {"type": "string", "pattern": r"\S"})
#: True or false.
flag = Shape(_flag, {"type": "boolean"})


def word(pattern: str = ID) -> Shape:
    """A short name: small letters, digits and underscores unless the pattern says otherwise."""

    def fits(value: Value, report: Report) -> Value | None:
        if re.fullmatch(pattern, value.text):
            return value
        told = f"This must be a name of small letters, digits and _ or -, not {_told(value)}."
        report.append(value.problem("SHAPE", told))
        return None

    return Shape(fits, {"type": "string", "pattern": f"^(?:{pattern})$"})


def one_of(words: Iterable[str], code: str = "SHAPE") -> Shape:
    """One of these words."""
    known = tuple(words)

    def fits(value: Value, report: Report) -> Value | None:
        if value.text in known:
            return value
        wrong_kind = not isinstance(value.data, str)
        told = f"This must be one of {', '.join(known)}, not {_told(value)}."
        report.append(value.problem("SHAPE" if wrong_kind else code, told))
        return None

    return Shape(fits, {"enum": list(known)})


def nothing_or(shape: Shape) -> Shape:
    """Null, or what the shape allows."""
    return Shape(
        lambda value, report: value if value.data is None else shape(value, report),
        {"anyOf": [{"type": "null"}, shape.schema]},
    )


def list_of(shape: Shape, low: int = 0, high: int = 50, code: str = "SHAPE") -> Shape:
    """A list of low to high items, of which no word stands twice."""

    def fits(value: Value, report: Report) -> Value | None:
        if not isinstance(value.data, tuple):
            report.append(value.problem("SHAPE", f"This must be a list, not {_told(value)}."))
            return None
        if not low <= len(value.items) <= high:
            told = f"{low}" if low == high else f"{low} to {high}"
            report.append(value.problem(code, f"The list holds {len(value.items)}, and must hold {told}."))
        kept, seen = [], set()
        for item in value.items:
            if item.text and item.text in seen:
                report.append(item.problem("SHAPE", f"{item.text} stands in this list twice."))
            elif found := _fit(shape, item, report):
                seen.add(item.text)
                kept.append(found)
        return Value(value.place, tuple(kept))

    limits = {"minItems": low, "maxItems": high}
    unique = {"uniqueItems": True} if "properties" not in shape.schema else {}
    return Shape(fits, {"type": "array", "items": shape.schema, **limits, **unique})


def record(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    """A mapping with these fields and no others."""
    known = {**required, **(optional or {})}

    def fits(value: Value, report: Report) -> Value | None:
        if not isinstance(value.data, Mapping):
            report.append(value.problem("SHAPE", f"This must hold keys and values, not {_told(value)}."))
            return None
        for key in required:
            if key not in value.fields:
                report.append(value.problem("SHAPE", f"The key {key} is missing."))
        kept = {}
        for key, field in value.fields.items():
            if key not in known:
                report.append(
                    field.problem("SHAPE", f"The key {key} is unknown here; known are {', '.join(known)}.")
                )
            elif found := _fit(known[key], field, report):
                kept[key] = found
        return Value(value.place, kept)

    told = {"properties": {key: shape.schema for key, shape in known.items()}, "required": list(required)}
    return Shape(fits, {"type": "object", **told, "additionalProperties": False})


def named(shape: Shape, pattern: str = ID) -> Shape:
    """A mapping from names of the author's own to values of one shape."""

    def fits(value: Value, report: Report) -> Value | None:
        if not isinstance(value.data, Mapping):
            report.append(value.problem("SHAPE", f"This must hold keys and values, not {_told(value)}."))
            return None
        kept = {}
        for key, field in value.fields.items():
            if not re.fullmatch(pattern, key):
                told = f"The name {key!r} may have small letters, digits and underscores only."
                report.append(field.problem("SHAPE", told))
            elif found := _fit(shape, field, report):
                kept[key] = found
        return Value(value.place, kept)

    told = {"patternProperties": {f"^(?:{pattern})$": shape.schema}, "additionalProperties": False}
    return Shape(fits, {"type": "object", **told})


def _fit(shape: Shape, value: Value, report: Report) -> Value | None:
    """What is told already as unreadable is not told again."""
    return None if value.is_told else shape(value, report)


def _told(value: Value) -> str:
    """What stands there, in words for its author."""
    if isinstance(value.data, Mapping):
        return "keys and values"
    if isinstance(value.data, tuple):
        return "a list"
    if value.data is None or value.data == "":
        return "nothing"
    shown = value.data if len(str(value.data)) <= 40 else f"{str(value.data)[:40]}…"
    return repr(shown)

"""Whether something strange is an edition: of its shape to the last field, and of texts that every database and page can hold."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

#: No number of ours is larger, and no database takes it.
LARGEST_NUMBER = 2**31 - 1
LONGEST_TEXT = 20_000


def misfit(shape: Any, value: Any, path: str = "") -> str:
    """The place of the first thing that is not as the shape wants it, such as `evidence.3.source.year`; empty if all is."""
    if is_dataclass(shape):
        return _of_shape(shape, value, path)
    inner = get_args(shape)
    if NoneType in inner:
        told = [one for one in inner if one is not NoneType]
        return "" if value is None else misfit(told[0], value, path)
    if get_origin(shape) in (tuple, list):
        return _first(
            (misfit(inner[0], one, _at(path, n)) for n, one in enumerate(value, 1)), value, list, path
        )
    if get_origin(shape) is dict:
        told_in = (
            (misfit(inner[1], one, _at(path, key)) for key, one in value.items())
            if isinstance(value, dict)
            else ()
        )
        return _first(told_in, value, dict, path)
    return "" if _is_plain(shape, value) else path or "the whole"


def _of_shape(shape: Any, value: Any, path: str) -> str:
    if not isinstance(value, dict):
        return path or "the whole"
    hints = get_type_hints(shape)
    known = {one.name: one for one in fields(shape)}
    for name in value.keys() - known.keys():
        return _at(path, name)
    for name, one in known.items():
        if name not in value:
            if one.default is MISSING and one.default_factory is MISSING:
                return _at(path, name)
        elif found := misfit(hints[name], value[name], _at(path, name)):
            return found
    return ""


def _first(found: Any, value: Any, kind: type, path: str) -> str:
    return next(filter(None, found), "") if isinstance(value, kind) else path or "the whole"


def _is_plain(shape: Any, value: Any) -> bool:
    if shape is Any:
        return _is_any(value)
    if shape is float:
        return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST_NUMBER
    if shape is int:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST_NUMBER
    return _is_text(value) if shape is str else isinstance(value, shape)


def _is_any(value: Any) -> bool:
    """What a dictionary without a shape may hold: texts, numbers, and lists of them."""
    if isinstance(value, list):
        return all(_is_any(one) and not isinstance(one, list) for one in value)
    return (
        value is None
        or isinstance(value, bool)
        or (_is_plain(type(value), value) and isinstance(value, str | int))
    )


def _is_text(value: Any) -> bool:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or "\0" in value:
        return False
    return not any("\ud800" <= sign <= "\udfff" for sign in value)


def _at(path: str, name: object) -> str:
    return f"{path}.{str(name)[:40]}".lstrip(".")

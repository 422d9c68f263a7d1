"""A document as plain data, and the dotted paths by which an author points into it: keys, ids and numbers from 0.

The paths are those of the problems, so that whatever is told can be found again: `dilemmas.pen.options.A.poles`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scenarios.places import Place, Value

DEEPEST = 12


def get(data: Any, path: str) -> Any:
    """What stands at a path; None where nothing does."""
    for key in _keys(path):
        if isinstance(data, dict):
            data = data.get(key)
        elif isinstance(data, list):
            number = _number(data, key)
            data = None if number is None else data[number]
        else:
            return None
    return data


def put(data: dict[str, Any], path: str, value: Any) -> None:
    """Write a value at a path of keys; mappings that are missing on the way are made, items of lists are not."""
    *way, last = _keys(path)
    holder: Any = data
    for key in way:
        if isinstance(holder, list):
            number = _number(holder, key)
            if number is None:
                return
            holder = holder[number]
        else:
            if not isinstance(holder.get(key), dict | list):
                holder[key] = {}
            holder = holder[key]
    if isinstance(holder, dict):
        holder[last] = value
    elif (number := _number(holder, last)) is not None:
        holder[number] = value


def drop(data: Any, path: str) -> None:
    """Take away what stands at a path, if anything does."""
    way, _dot, last = path.rpartition(".")
    holder = get(data, way)
    if isinstance(holder, dict):
        holder.pop(last, None)
    elif isinstance(holder, list) and (number := _number(holder, last)) is not None:
        del holder[number]


def items(data: Any, path: str) -> list[dict[str, Any]]:
    """The mappings of a list that have an id, in their order; none where there is no list."""
    found = get(data, path)
    return (
        [one for one in found if isinstance(one, dict) and one.get("id")] if isinstance(found, list) else []
    )


def fields(data: Any, path: str) -> dict[str, Any]:
    """The mapping at a path; an empty one where there is none."""
    found = get(data, path)
    return found if isinstance(found, dict) else {}


def leaves(data: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every single value with its path; an empty list or mapping counts as a value."""
    pairs: Iterator[tuple[str, Any]] = iter(())
    if isinstance(data, dict):
        pairs = iter((str(key), value) for key, value in data.items())
    elif isinstance(data, list):
        pairs = iter((_name(item) or str(number), item) for number, item in enumerate(data))
    found = False
    for key, value in pairs:
        found = True
        yield from leaves(value, f"{prefix}.{key}" if prefix else key)
    if not found and prefix:
        yield prefix, data


def valued(data: Any, file: str, path: str = "", depth: int = 0) -> Value:
    """Plain data as a value that knows its place. It was never a file, so that all stands on line 0."""
    here = Place(file, 0, path)
    if depth > DEEPEST:
        return Value(here, None)
    if isinstance(data, dict):
        return Value(
            here,
            {str(key): valued(one, file, _under(path, str(key)), depth + 1) for key, one in data.items()},
        )
    if isinstance(data, list):
        return Value(
            here,
            tuple(
                valued(one, file, _under(path, _name(one) or str(number)), depth + 1)
                for number, one in enumerate(data)
            ),
        )
    return Value(here, data if isinstance(data, str | int) or data is None else str(data))


def _under(path: str, key: str) -> str:
    return f"{path}.{key}".lstrip(".")


def _keys(path: str) -> list[str]:
    return path.split(".") if path else []


def _name(item: Any) -> str:
    return str(item.get("id") or "") if isinstance(item, dict) else ""


def _number(data: list[Any], key: str) -> int | None:
    """Which item of a list is meant: the one with this id, else the one with this number."""
    named = [number for number, item in enumerate(data) if _name(item) == key]
    if named:
        return named[0]
    return int(key) if key.isdecimal() and len(key) < 6 and int(key) < len(data) else None

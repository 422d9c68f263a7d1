"""Values that know their place, and problems that tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file's name, a line from 1, a dotted path of keys, ids and numbers from 0."""

    file: str
    line: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend. `code` is the rule's code, or YAML, SHAPE, TEXT. A warning does not keep a scenario out."""

    file: str
    line: int
    path: str
    code: str
    sentence: str
    is_warning: bool = False

    def __str__(self) -> str:
        told = f"{self.file}:{self.line} {self.path or '-'} {self.code} {self.sentence}"
        return f"{told} (warning)" if self.is_warning else told


Data = str | int | bool | None | tuple["Value", ...] | Mapping[str, "Value"]


@dataclass(frozen=True, slots=True)
class Value:
    """A scalar, a list or a mapping, and where it stands. A mapping's fields keep the order of the file.

    `is_told`: it could not be read, and the problem is told already.
    """

    place: Place
    data: Data
    is_told: bool = False

    @property
    def fields(self) -> Mapping[str, Value]:
        """The fields of a mapping; none if it is none."""
        return self.data if isinstance(self.data, Mapping) else {}

    @property
    def items(self) -> tuple[Value, ...]:
        """The items of a list; none if it is none."""
        return self.data if isinstance(self.data, tuple) else ()

    @property
    def whole(self) -> int:
        """The whole number; 0 if it is none."""
        return self.data if isinstance(self.data, int) else 0

    @property
    def text(self) -> str:
        """The text; empty if it is none."""
        return self.data if isinstance(self.data, str) else ""

    def at(self, *keys: str) -> Value:
        """The value under these keys; an empty one at the nearest place that exists, if it is missing."""
        value = self
        for key in keys:
            value = value.fields.get(key) or Value(value.place, None)
        return value

    def problem(self, code: str, sentence: str, is_warning: bool = False) -> Problem:
        """A problem at this value's place."""
        return Problem(self.place.file, self.place.line, self.place.path, code, sentence, is_warning)


def plain(value: Value) -> object:
    """The value as dictionaries, lists and scalars, as JSON has them."""
    if isinstance(value.data, Mapping):
        return {key: plain(field) for key, field in value.data.items()}
    if isinstance(value.data, tuple):
        return [plain(item) for item in value.data]
    return value.data

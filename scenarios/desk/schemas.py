"""The shapes of a document as the forms need them: every single value with its path and its kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scenarios.problems import schema as shapes

Schema = Mapping[str, Any]

SCENARIO: Schema = shapes.SCENARIO.schema
DILEMMA: Schema = shapes.DILEMMA.schema
OPTION: Schema = shapes.OPTION.schema
SEED: Schema = shapes.SEED.schema
STANDING: Schema = shapes.STANDING.schema
INCIDENT: Schema = shapes.INCIDENT.schema
NEWS: Schema = SCENARIO["properties"]["news"]["items"]
FACT: Schema = DILEMMA["properties"]["facts"]["items"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single value: where it stands, what it may be, and whether it must be there.

    `holders` are the optional mappings around it, from the outermost: with the last value in them they go too.
    """

    path: str
    schema: Schema
    is_needed: bool
    holders: tuple[tuple[str, Schema], ...] = ()

    @property
    def name(self) -> str:
        """The last key of the path."""
        return self.path.rpartition(".")[2]

    @property
    def is_list(self) -> bool:
        """Whether the value is a list."""
        return self.schema.get("type") == "array"

    @property
    def may_be_null(self) -> bool:
        """Whether nothing is written out as null."""
        return "anyOf" in self.schema


def leaves(
    schema: Schema,
    path: str,
    only: tuple[str, ...] | None = None,
    skip: tuple[str, ...] = (),
    holders: tuple[tuple[str, Schema], ...] = (),
) -> Iterator[Leaf]:
    """All single values of a mapping at a path, or those under some of its keys."""
    needed = schema.get("required", ())
    for key in only or schema.get("properties", {}):
        if key not in skip:
            here = f"{path}.{key}".lstrip(".")
            yield from _of(schema["properties"][key], here, key in needed, holders)


def _of(schema: Schema, path: str, needed: bool, holders: tuple[tuple[str, Schema], ...]) -> Iterator[Leaf]:
    if "properties" in schema:
        inside = holders if needed else (*holders, (path, schema))
        yield from leaves(schema, path, holders=inside)
    elif schema.get("type") == "array" and "properties" in schema["items"]:
        if schema["minItems"] == schema["maxItems"]:
            for number in range(schema["minItems"]):
                yield from leaves(schema["items"], f"{path}.{number}", holders=holders)
    else:
        yield Leaf(path, schema, needed, holders)

"""Shapes as JSON Schema 2020-12. A field is described by its annotation, or as the models of the library describe it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, fields, is_dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import override

from research.columns import meta_of
from research.editions.shapes import (
    AdaptationEdition,
    CaseEdition,
    LevelEdition,
    OrganisationEdition,
    PracticeEdition,
    Row,
    SourceEdition,
)
from research.models import Adaptation, Case, Evidence, Level, Organisation, Practice, Source

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
#: Whose fields describe those of an edition.
MODELS: dict[type, type[models.Model]] = {
    LevelEdition: Level,
    PracticeEdition: Practice,
    CaseEdition: Case,
    SourceEdition: Source,
    OrganisationEdition: Organisation,
    AdaptationEdition: Adaptation,
    Row: Evidence,
}


def schemas(shapes: Iterable[type], root: str) -> dict[str, Schema]:
    """These shapes and all that they hold, by name. `root` is what a reference begins with, such as `#/$defs/`."""
    found: dict[str, Schema] = {}
    with override("en"):
        for shape in shapes:
            _of(shape, found, root)
    return dict(sorted(found.items()))


def page_of(item: str, root: str) -> Schema:
    """A page whose items are of this shape."""
    items = {"type": "array", "items": {"$ref": f"{root}{item}"}}
    return {"allOf": [{"$ref": f"{root}Page"}, {"type": "object", "properties": {"items": items}}]}


def _of(hint: Any, found: dict[str, Schema], root: str) -> Schema:
    """The schema of a type; a shape is put among those that are found, and referred to."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return {**_of(inner[0], found, root), "description": inner[1]}
    if origin is Literal:
        return {"type": "string", "enum": list(inner)}
    if origin in (Union, UnionType):
        return {"anyOf": [_of(one, found, root) for one in inner]}
    if origin in (tuple, list):
        return {"type": "array", "items": _of(inner[0], found, root)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _of(inner[1], found, root)}
    if is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in found:
            found[hint.__name__] = {}  # a shape may hold itself
            found[hint.__name__] = _shape(hint, found, root)
        return {"$ref": f"{root}{hint.__name__}"}
    return {} if hint is Any else {"type": PLAIN[hint]}


def _shape(shape: Any, found: dict[str, Schema], root: str) -> Schema:
    hints = get_type_hints(shape, include_extras=True)
    told = {one.name: _of(hints[one.name], found, root) for one in fields(shape)}
    for name, schema in told.items():
        if (text := _described(shape, name)) and "description" not in schema:
            schema["description"] = text
    required = [
        one.name for one in fields(shape) if one.default is MISSING and one.default_factory is MISSING
    ]
    return {"type": "object", "description": shape.__doc__, "properties": told, "required": required}


def _described(shape: type, name: str) -> str:
    """How the model of an edition describes a field: its name, its help, and what its codes mean."""
    model = MODELS.get(shape)
    try:
        field: Any = meta_of(model).get_field(name) if model is not None else None
    except FieldDoesNotExist:
        return ""
    if field is None or not hasattr(field, "verbose_name"):
        return ""
    codes = "; ".join(f"{value} = {label}" for value, label in getattr(field, "choices", None) or () if value)
    parts = (str(field.verbose_name), str(field.help_text), codes)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."

"""Editions as JSON and back, and the digest by which a version can be checked."""

from __future__ import annotations

import json
from collections.abc import Hashable
from dataclasses import asdict, is_dataclass
from functools import cache
from hashlib import sha256
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from research.editions.shapes import (
    AdaptationEdition,
    CaseEdition,
    LevelEdition,
    OrganisationEdition,
    PracticeEdition,
    SourceEdition,
)

#: By kind, as it stands in PublishedVersion.
SHAPES: dict[str, type[Any]] = {
    "level": LevelEdition,
    "practice": PracticeEdition,
    "case": CaseEdition,
    "source": SourceEdition,
    "organisation": OrganisationEdition,
    "adaptation": AdaptationEdition,
}


def encode(edition: Any) -> dict[str, Any]:
    """The edition as JSON holds it."""
    says: dict[str, Any] = json.loads(json.dumps(asdict(edition)))
    return says


def decode(kind: str, says: dict[str, Any]) -> Any:
    """The edition of this kind. A field that did not exist yet when it was written has its default."""
    return _made(SHAPES[kind], says)


def digest_of(says: dict[str, Any]) -> str:
    """SHA-256 of the JSON with sorted keys, no blanks between, in UTF-8: anybody can make it anew from what is given away."""
    text = json.dumps(says, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


@cache
def _hints(shape: Hashable) -> dict[str, Any]:
    return get_type_hints(shape)


def _made(shape: Any, values: dict[str, Any]) -> Any:
    hints = _hints(shape)
    return shape(**{name: _read(hints[name], value) for name, value in values.items() if name in hints})


def _read(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    inner = [one for one in get_args(hint) if one not in (NoneType, ...)]
    if get_origin(hint) is tuple:
        return tuple(_read(inner[0], entry) for entry in value)
    if NoneType in get_args(hint):
        return _read(inner[0], value)
    return _made(hint, value) if is_dataclass(hint) and isinstance(hint, type) else value

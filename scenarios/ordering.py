"""The order in which a scenario is told. A database may keep the keys of a mapping in any order; files and forms have one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scenarios.paths import fields, get, leaves, put, valued
from scenarios.problems.expected import expected
from scenarios.problems.schema import SCENARIO


def ordered(document: Mapping[str, Any]) -> dict[str, Any]:
    """The same document with its keys in the order of its shapes, and seeds in the order in which options plant them."""
    told: dict[str, Any] = _by_shape(dict(document), SCENARIO.schema)
    dilemmas = told.get("dilemmas")
    for dilemma in dilemmas if isinstance(dilemmas, list) else ():
        if isinstance(dilemma, dict) and isinstance(dilemma.get("seeds"), dict):
            dilemma["seeds"] = {name: dilemma["seeds"][name] for name in planted(dilemma)}
    return told


def ordered_texts(document: Any, tree: Mapping[str, Any]) -> dict[str, Any]:
    """The same texts in the order in which the structure asks for them; those that nothing asks for come last."""
    wanted = (
        [text.key for text in expected(valued(ordered(document), ""))] if isinstance(document, dict) else []
    )
    stands = dict(leaves(dict(tree)))
    told: dict[str, Any] = {}
    for key in (*(key for key in wanted if key in stands), *sorted(stands.keys() - set(wanted))):
        put(told, key, stands[key])
    return told if dict(leaves(told)) == stands else dict(tree)


def planted(dilemma: Any) -> list[str]:
    """The seeds of a dilemma: by option and in the order in which each plants them, then those that none does."""
    there = fields(dilemma, "seeds")
    named = [
        seed
        for letter in sorted(map(str, fields(dilemma, "options")))
        for seed in get(dilemma, f"options.{letter}.seeds") or ()
        if isinstance(seed, str) and seed in there
    ]
    return list(dict.fromkeys([*named, *sorted(map(str, there))]))


def _by_shape(data: Any, schema: Mapping[str, Any]) -> Any:
    if isinstance(data, dict):
        known = schema.get("properties", {})
        inner: Mapping[str, Any] = next(iter(schema.get("patternProperties", {}).values()), {})
        keys = (*(key for key in known if key in data), *(key for key in data if key not in known))
        return {key: _by_shape(data[key], known.get(key, inner)) for key in keys}
    if isinstance(data, list):
        return [_by_shape(one, schema.get("items", {})) for one in data]
    return data

"""Which field a value has on its form: what can be chosen is chosen, and what stands there already always fits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import Truncator

from research.files import records
from scenarios.desk.fields import (
    Choice,
    LineField,
    LinesField,
    PickField,
    TicksField,
    WholeField,
    WordsField,
    told_choices,
)
from scenarios.desk.schemas import Leaf
from scenarios.ordering import planted
from scenarios.paths import fields, get, items

#: Lists whose items are completed from the library.
KNOWN = {
    "practices": "known-practices",
    "cases": "known-cases",
    "sources": "known-sources",
    "also": "known-dossiers",
}


LONGEST_BEGINNING = 60


def field_for(leaf: Leaf, document: Any, english: Any, now: Any, told: dict[str, Any]) -> forms.Field:
    """The field of a value that says `now`; `told` is its label, its help and what it begins with."""
    if leaf.name in KNOWN:
        return LinesField(KNOWN[leaf.name], **told)
    if leaf.name == "aim":
        return LinesField("", 2, **told)
    if leaf.name in ("marks", "values"):
        return WordsField(**told)
    if leaf.name in ("seeds", "opens_if"):
        return TicksField(_named(leaf, document, english), now, **told)
    if leaf.name in ("dossier", "course", "fallback", "classic"):
        return PickField(_picked(leaf, document, english), now, **told)
    return _by_kind(leaf, now, told)


def _by_kind(leaf: Leaf, now: Any, told: dict[str, Any]) -> forms.Field:
    """The field by what the schema says."""
    schema = leaf.schema
    if schema.get("type") == "integer":
        skip = schema.get("not", {}).get("const")
        numbers = (n for n in range(schema["minimum"], schema["maximum"] + 1) if n != skip)
        return WholeField(numbers, now, **told)
    if schema.get("type") == "boolean":
        return forms.BooleanField(required=False, **told)
    if leaf.is_list:
        return TicksField(_words(schema["items"].get("enum", ())), now, **told)
    if "enum" in schema:
        return PickField(_words(schema["enum"]), now, **told)
    return LineField(**told)


def _begun(text: Any) -> str:
    """How a text begins, by which one is told from another."""
    return Truncator(" ".join(text.split())).chars(LONGEST_BEGINNING) if isinstance(text, str) else ""


def _words(words: Any) -> list[Choice]:
    return [(word, word) for word in words]


def _named(leaf: Leaf, document: Any, english: Any) -> list[Choice]:
    """The seeds or facts of the dilemma that an option stands in."""
    dilemma = leaf.path.partition(".options.")[0]
    name = dilemma.removeprefix("dilemmas.")
    if leaf.name == "seeds":
        seeds = planted(get(document, dilemma))
        return told_choices({seed: _begun(get(english, f"{name}.seeds.{seed}")) for seed in seeds})
    facts = (str(fact["id"]) for fact in items(document, f"{dilemma}.facts"))
    return told_choices({fact: _begun(get(english, f"{name}.facts.{fact}.text")) for fact in facts})


def _picked(leaf: Leaf, document: Any, english: Any) -> list[Choice]:
    """Tensions of the library, courses of those that the dilemma names, or its options."""
    if leaf.name == "dossier":
        return told_choices({one.slug: one.title for one in records().dilemmas.values()})
    dilemma = leaf.path.partition(".options.")[0]
    if leaf.name == "course":
        return _courses(get(document, dilemma))
    dilemma = leaf.path.rpartition(".")[0]
    name = dilemma.removeprefix("dilemmas.")
    letters = map(str, fields(document, f"{dilemma}.options"))
    return told_choices({letter: _begun(get(english, f"{name}.{letter}.title")) for letter in letters})


def _courses(dilemma: Any) -> list[Choice]:
    """The courses of the tensions that a dilemma names, with how firmly each stands."""
    also = get(dilemma, "also")
    named = [get(dilemma, "dossier"), *(also if isinstance(also, list) else [])]
    found = (records().dilemmas.get(slug) for slug in named if isinstance(slug, str))
    return [
        (f"{record.slug}/{number}", f"{record.slug}/{number} · {course.act} ({course.support})")
        for record in found
        if record is not None
        for number, course in enumerate(record.courses)
    ]

"""The form of one chapter: its values and its texts in one language, as they stand and as they are changed."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from scenarios import paths
from scenarios.conditions import SLOTS
from scenarios.desk.chapters import Block, Chapter, said
from scenarios.desk.choosing import field_for
from scenarios.desk.fields import TextField, same
from scenarios.desk.labels import HELP, label, text_label
from scenarios.desk.schemas import Leaf
from scenarios.paths import fields, get, valued
from scenarios.problems.expected import Expected, expected
from scenarios.script import ROLES

#: Texts that nothing in the structure asks for: they are shown, so that they can be taken out.
LEFT_OVER = 0
TextTrees = Mapping[str, Mapping[str, Any]]


class ChapterForm(forms.Form):
    """The form. Values are called `s.<path>`, texts `t.<key>`; the page on which they stand decides the language."""

    def __init__(
        self, document: Any, texts: TextTrees, chapter: Chapter, language: str, data: Any = None
    ) -> None:
        super().__init__(data)
        self.document, self.texts, self.chapter, self.language = document, texts, chapter, language
        english = texts.get("en", {})
        self.people = {slot: said(english, "people", slot) or slot for slot in SLOTS}
        self.roles = {role: f"{role} {said(english, 'roles', role, 'title')}".strip() for role in ROLES}
        all_texts = Texts(expected(valued(document, "")), texts.get(language, {}))
        of_blocks = [all_texts.of(block) for block in chapter.blocks]
        self.keys = [[text.key for text in of_block] for of_block in of_blocks]
        for block, of_block in zip(chapter.blocks, of_blocks, strict=True):
            for text in of_block:
                self._add_text(text)
            for leaf in block.leaves:
                self._add_value(leaf)

    def sheets(self, stands: Mapping[str, str], unclear: Mapping[str, int]) -> Iterator[dict[str, Any]]:
        """What the page shows, block by block: texts, values by their groups, and English beside another language.

        `stands` is what others have put into a field meanwhile, `unclear` how often a text was.
        """
        for block, keys in zip(self.chapter.blocks, self.keys, strict=True):
            groups: dict[str, list[Any]] = {}
            for leaf in block.leaves:
                name = f"s.{leaf.path}"
                groups.setdefault(_group(leaf), []).append({"field": self[name], "stands": stands.get(name)})
            shown = [
                {**self._shown(f"t.{key}"), "stands": stands.get(f"t.{key}"), "unclear": unclear.get(key, 0)}
                for key in keys
            ]
            names = (*(f"s.{leaf.path}" for leaf in block.leaves), *(f"t.{key}" for key in keys))
            is_empty = not any(
                self[name].value() not in (None, "", []) or self[name].errors for name in names
            )
            yield {
                "block": block,
                "texts": shown,
                "groups": groups,
                "is_folded": block.may_fold and is_empty,
            }

    def changed(self) -> dict[str, Any]:
        """The fields that say something else than what stands there, with what they say."""
        return {
            name: self.cleaned_data[name]
            for name, field in self.fields.items()
            if name in self.cleaned_data and not same(field, field.initial, self.cleaned_data[name])
        }

    def applied(self, changed: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Document and texts with these changes; everything else is as it was."""
        document, texts = copy.deepcopy(dict(self.document)), self._own_texts()
        for block in self.chapter.blocks:
            for leaf in block.leaves:
                if f"s.{leaf.path}" in changed:
                    write(document, leaf, changed[f"s.{leaf.path}"])
        tree = texts.setdefault(self.language, {})
        for name, value in changed.items():
            kind, _dot, key = name.partition(".")
            if kind == "t":
                write_text(tree, key, value)
        return document, texts

    def _own_texts(self) -> dict[str, Any]:
        return {language: copy.deepcopy(dict(tree)) for language, tree in self.texts.items()}

    def refilled(self, data: Any, typed: Iterable[str]) -> Any:
        """What was sent, with what stands there now in every field that was not touched."""
        fresh = data.copy()
        for name, field in self.fields.items():
            if name not in typed:
                stands = field.prepare_value(field.initial)
                many = stands if isinstance(stands, list | tuple) else [stands]
                fresh.setlist(
                    name, [str(one) for one in many if one not in (None, False)] if stands != 0 else ["0"]
                )
        return fresh

    def _shown(self, name: str) -> dict[str, Any]:
        key = name.removeprefix("t.")
        english = get(self.texts.get("en", {}), key) if self.language != "en" else None
        return {
            "field": self[name],
            "key": key,
            "words": getattr(self.fields[name], "words", 0),
            "english": english,
        }

    def _add_text(self, text: Expected) -> None:
        stands = get(self.texts.get(self.language, {}), text.key)
        name = f"t.{text.key}"
        self.fields[name] = TextField(
            text.words,
            label=text_label(text.key, self.people, self.roles),
            initial=stands if isinstance(stands, str) else "" if stands is None else str(stands),
        )
        self.fields[name].widget.attrs |= {"aria-describedby": f"help-{name}", "lang": self.language}

    def _add_value(self, leaf: Leaf) -> None:
        now = get(self.document, leaf.path)
        told = {"label": label(leaf.path, self.people), "initial": now, "help_text": HELP.get(leaf.name, "")}
        if leaf.name in self.roles and ".voices." in f".{leaf.path}":
            told["label"] = self.roles[leaf.name]
        field: Any = field_for(leaf, self.document, self.texts.get("en", {}), now, told)
        if leaf.name == "to":
            field.choices = [(role, self.roles.get(role, role)) for role, _title in field.choices]
        self.fields[f"s.{leaf.path}"] = field


class Texts:
    """The texts of one language that can be edited: those that are wanted, then those that nothing asks for any more."""

    def __init__(self, wanted: Iterable[Expected], tree: Mapping[str, Any]) -> None:
        asked = {text.key: text for text in wanted}
        left = (key for key, _text in paths.leaves(dict(tree)) if key not in asked)
        everything = (*asked.values(), *(Expected(key, LEFT_OVER, needed=False) for key in left))
        self._below: dict[str, list[tuple[int, Expected]]] = {}
        for place, text in enumerate(everything):
            for end in (*(dot.start() for dot in re.finditer(r"\.", text.key)), len(text.key)):
                self._below.setdefault(text.key[:end], []).append((place, text))

    def of(self, block: Block) -> list[Expected]:
        """Those that are edited in this block, in their order."""
        found = {place: text for start in block.texts for place, text in self._below.get(start, ())}
        return [found[place] for place in sorted(found)]


def write(document: dict[str, Any], leaf: Leaf, value: Any) -> None:
    """Write a value, or take it away; an optional mapping comes and goes with what it holds."""
    if value is None or value is False or value in ("", []):
        if leaf.is_list and leaf.is_needed:
            paths.put(document, leaf.path, [])
        elif leaf.may_be_null:
            paths.put(document, leaf.path, None)
        else:
            paths.drop(document, leaf.path)
        for path, _schema in reversed(leaf.holders):
            if all(one in ({}, [], None, "") for _path, one in paths.leaves(get(document, path), "x")):
                paths.drop(document, path)
        return
    paths.put(document, leaf.path, value)
    for path, schema in leaf.holders:
        for key in schema.get("required", ()):
            kind = schema["properties"][key].get("type")
            if kind in ("object", "array"):
                fields(document, path).setdefault(key, {} if kind == "object" else [])


def write_text(tree: dict[str, Any], key: str, value: str) -> None:
    """Write a text, or take it away with what would be empty around it."""
    if value:
        paths.put(tree, key, value)
        return
    paths.drop(tree, key)
    way = key.rpartition(".")[0]
    while way and get(tree, way) == {}:
        paths.drop(tree, way)
        way = way.rpartition(".")[0]


def _group(leaf: Leaf) -> str:
    """Values that stand together: poles with poles, attitudes with attitudes."""
    keys = leaf.path.split(".")
    holder = keys[-2] if len(keys) > 1 else ""
    if holder in ("att", "inv", "voices"):
        return {"att": _("Attitude"), "inv": _("Involvement"), "voices": _("For or against")}[holder]
    if keys[-1] in ("A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2"):
        return _("Poles")
    return ""

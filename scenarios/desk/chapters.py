"""A scenario in chapters, as it is edited: around the dilemmas, each dilemma with its options and seeds, endings, what comes by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from scenarios.conditions import SLOTS
from scenarios.desk.labels import RESULTS
from scenarios.desk.schemas import (
    DILEMMA,
    FACT,
    INCIDENT,
    NEWS,
    OPTION,
    SCENARIO,
    SEED,
    STANDING,
    Leaf,
    leaves,
)
from scenarios.ordering import planted
from scenarios.paths import fields, get, items
from scenarios.problems.schema import ENDINGS
from scenarios.script import ROLES

#: How an option is edited, heading by heading: which of its keys, and which of its texts.
OPTION_BLOCKS: tuple[tuple[str | Promise, tuple[str, ...], tuple[str, ...]], ...] = (
    (_("What players read"), (), ("title", "text", "story", "reactions")),
    (_("What it costs"), ("cost",), ()),
    (_("What it moves"), ("poles", "trust", "legitimacy"), ()),
    (_("Whom it moves"), ("att", "inv"), ()),
    (_("What comes later"), ("seeds", "marks"), ()),
    (_("When it is open"), ("needs", "opens_if"), ()),
    (_("What it rests on"), ("rests_on",), ("note",)),
    (_("Another form, if a condition holds"), ("alt",), ("alt",)),
    (_("Voices"), ("values", "voices"), ("voices",)),
)


@dataclass(frozen=True, slots=True)
class Block:
    """Fields under one heading: values of the structure, and texts by the beginnings of their keys.

    `path` is that of the item it stands for; one that can be taken away says so.
    """

    title: str
    leaves: tuple[Leaf, ...] = ()
    texts: tuple[str, ...] = ()
    path: str = ""
    may_go: bool = False
    may_fold: bool = False

    def has_text(self, key: str) -> bool:
        """Whether a text of this key is edited here."""
        return any(key == one or key.startswith(f"{one}.") for one in self.texts)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One page of the desk. `adds` names what can be added on it, by the path of its list."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    dilemma: str = ""
    adds: Mapping[str, str] = field(default_factory=dict)
    path: str = ""
    about: str = ""

    @property
    def full_title(self) -> str:
        """The title, with that of the dilemma before it."""
        return f"{self.about} · {self.title}" if self.about else self.title


def chapters_of(document: Any, english: Mapping[str, Any]) -> tuple[Chapter, ...]:
    """All chapters of a document, in the order of the story. What is misshapen has none; never raises."""
    dilemmas = sorted(items(document, "dilemmas"), key=lambda one: _whole(one.get("stage")))
    return (
        _around(),
        Chapter("story", gettext("The story in five pages"), (Block("", texts=("story",)),)),
        Chapter("roles", gettext("Roles"), tuple(_role(role, english) for role in ROLES)),
        Chapter("people", gettext("Stakeholders"), tuple(_slot(slot) for slot in SLOTS)),
        *(chapter for dilemma in dilemmas for chapter in _dilemma(dilemma, english)),
        Chapter("endings", gettext("Endings"), tuple(_ending(name) for name in ENDINGS)),
        _list("news", gettext("News of the front page"), NEWS, document, gettext("Add news")),
        _list("standing", gettext("Standing seeds"), STANDING, document, gettext("Add a standing seed")),
        _list("incidents", gettext("Own incidents"), INCIDENT, document, gettext("Add an incident")),
    )


def chapter_of(document: Any, english: Mapping[str, Any], key: str) -> Chapter | None:
    """The chapter of this key, if there is one."""
    return next((chapter for chapter in chapters_of(document, english) if chapter.key == key), None)


def said(english: Mapping[str, Any], *path: str) -> str:
    """An English text, or the empty string."""
    found = get(english, ".".join(path))
    return " ".join(found.split()) if isinstance(found, str) else ""


def _whole(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _around() -> Chapter:
    own = ("max_rounds", "unfinished", "licence", "place")
    return Chapter(
        "around",
        gettext("Around: title, place, start"),
        (
            Block("", tuple(leaves(SCENARIO, "", own)), ("title", "theme", "place")),
            Block(gettext("How the term starts"), tuple(leaves(SCENARIO, "", ("start", "shift")))),
            Block(
                gettext("Shared incidents, and what the scenario as a whole rests on"),
                tuple(leaves(SCENARIO, "", ("exclude_incidents", "rests_on"))),
            ),
        ),
    )


def _role(role: str, english: Mapping[str, Any]) -> Block:
    values = (leaf for leaf in leaves(SCENARIO, "", ("roles",)) if leaf.path.startswith(f"roles.{role}."))
    title = f"{role} {said(english, 'roles', role, 'title')}"
    return Block(title, tuple(values), (f"roles.{role}",), f"roles.{role}")


def _slot(slot: str) -> Block:
    shape = SCENARIO["properties"]["people"]["properties"][slot]
    return Block(slot, tuple(leaves(shape, f"people.{slot}")), (f"people.{slot}",), f"people.{slot}")


def _ending(name: str) -> Block:
    words = (
        (gettext("Solution"), name[0]),
        (gettext("Carry-through"), name[1]),
        (gettext("Lasting capacity"), name[2]),
    )
    title = ", ".join(f"{result} {RESULTS[letter]}" for result, letter in words)
    return Block(title, texts=(f"endings.{name}",))


def _list(key: str, title: str, schema: Mapping[str, Any], document: Any, add: str) -> Chapter:
    found = (str(one["id"]) for one in items(document, key))
    blocks = (
        Block(
            name,
            tuple(leaves(schema, f"{key}.{name}", skip=("id",))),
            (f"{key}.{name}",),
            f"{key}.{name}",
            True,
        )
        for name in found
    )
    return Chapter(key, title, tuple(blocks), adds={key: add}, path=key)


def _dilemma(dilemma: Mapping[str, Any], english: Mapping[str, Any]) -> Iterator[Chapter]:
    name = str(dilemma["id"])
    base, title = f"dilemmas.{name}", said(english, name, "title") or name
    own = ("stage", "from", "level", "decides", "dossier", "also", "fallback", "classic", "variant")
    texts = tuple(f"{name}.{key}" for key in ("title", "situation", "variant", "talk", "reflect"))
    facts = (str(fact["id"]) for fact in items(dilemma, "facts"))
    yield Chapter(
        name,
        gettext("Situation and facts"),
        (
            Block("", tuple(leaves(DILEMMA, base, own)), texts, base, may_go=True),
            *(_item(FACT, f"{base}.facts.{fact}", f"{name}.facts.{fact}", gettext("Fact")) for fact in facts),
        ),
        name,
        {f"{base}.facts": gettext("Add a fact")},
        base,
        title,
    )
    letters = [letter for letter in "ABCD" if letter in fields(dilemma, "options")]
    for letter in letters:
        told = f"{letter}: {said(english, name, letter, 'title')}".rstrip(": ")
        yield Chapter(
            f"{name}.{letter}",
            told,
            tuple(_option(name, letter)),
            name,
            path=f"{base}.options.{letter}",
            about=title,
        )
    yield Chapter(
        f"{name}.seeds",
        gettext("Seeds"),
        tuple(
            _item(SEED, f"{base}.seeds.{seed}", f"{name}.seeds.{seed}", gettext("Seed"))
            for seed in planted(dilemma)
        ),
        name,
        {f"{base}.seeds": gettext("Add a seed")},
        f"{base}.seeds",
        title,
    )


def _item(schema: Mapping[str, Any], path: str, text: str, word: str) -> Block:
    return Block(
        f"{word}: {path.rpartition('.')[2]}", tuple(leaves(schema, path, skip=("id",))), (text,), path, True
    )


def _option(dilemma: str, letter: str) -> Iterator[Block]:
    base = f"dilemmas.{dilemma}.options.{letter}"
    for title, all_keys, texts in OPTION_BLOCKS:
        keys = tuple(key for key in all_keys if key != "opens_if" or letter == "D")
        yield Block(
            str(title),
            tuple(leaves(OPTION, base, keys)) if keys else (),
            tuple(f"{dilemma}.{letter}.{key}" for key in texts),
            base,
            may_go=letter == "D" and keys == ("cost",),
            may_fold=keys[:1] in (("alt",), ("values",)),
        )

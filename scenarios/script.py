"""A scenario as data that can be played: pure, frozen, and the same for every table that plays it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scenarios.aims import Aim, aims_of
from scenarios.conditions import POLES, SLOTS, Condition, ScriptError, condition
from scenarios.pieces import (
    LETTERS,
    LEVEL_POLES,
    PARTNER,
    ROLES,
    Alt,
    Dilemma,
    Effects,
    Fact,
    Incident,
    Option,
    Seed,
    Standing,
)

__all__ = [
    "LETTERS",
    "LEVEL_POLES",
    "PARTNER",
    "ROLES",
    "Aim",
    "Alt",
    "Dilemma",
    "Effects",
    "Fact",
    "Incident",
    "Option",
    "Script",
    "Seed",
    "Standing",
    "flat",
    "parse",
]


@dataclass(frozen=True, slots=True)
class Script:
    """A whole scenario, frozen.

    Texts are flat: language, then key (`pen.A.story`). `shift` moves the thresholds of the results (END-4). `library`
    holds what is shown of the records that it rests on: kind (practices, cases, sources), slug, fields (LINK-3).
    `incidents` are its own, `excluded` the shared ones that it does not want. `aims` has every role (AIM-1).
    """

    slug: str
    version: int
    dilemmas: tuple[Dilemma, ...]
    trust: int = 5
    legitimacy: int = 5
    budget: int = 0
    people: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    max_rounds: int = 7
    shift: tuple[int, int, int] = (0, 0, 0)
    news: tuple[tuple[str, Condition], ...] = ()
    library: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    standing: tuple[Standing, ...] = ()
    incidents: tuple[Incident, ...] = ()
    excluded: tuple[str, ...] = ()
    aims: Mapping[str, Aim] = field(default_factory=lambda: aims_of({}))

    def dilemma(self, name: str) -> Dilemma:
        """The dilemma with this id."""
        return next(d for d in self.dilemmas if d.id == name)

    def plan(self, rounds: int) -> tuple[str, ...]:
        """The dilemmas that a workshop of this many rounds plays, in order of stage (FMT-1)."""
        return tuple(d.id for d in sorted(self.dilemmas, key=lambda d: d.stage) if d.since <= rounds)

    def say(self, key: str, language: str) -> str:
        """The text of a key in a language, else in English, else the empty string."""
        return self.texts.get(language, {}).get(key) or self.texts.get("en", {}).get(key, "")

    def speaks(self, key: str, language: str) -> bool:
        """Whether the text of a key exists in that language itself."""
        return bool(self.texts.get(language, {}).get(key))


def parse(
    document: Mapping[str, Any],
    texts: Mapping[str, Mapping[str, Any]],
    library: Mapping[str, Mapping[str, Mapping[str, Any]]] | None = None,
) -> Script:
    """Make a Script of a scenario's document and its nested texts per language; ScriptError if it cannot be."""
    try:
        start = document.get("start", {})
        return Script(
            slug=str(document["slug"]),
            version=int(document.get("version", 1)),
            dilemmas=tuple(_dilemma(d) for d in document["dilemmas"]),
            trust=int(start.get("trust", 5)),
            legitimacy=int(start.get("legitimacy", 5)),
            budget=int(start.get("budget", 0)),
            people={
                slot: (int(p.get("att", 0)), int(p.get("inv", 0)))
                for slot, p in ((s, document.get("people", {}).get(s, {})) for s in SLOTS)
            },
            texts={language: flat(tree) for language, tree in texts.items()},
            max_rounds=int(document.get("max_rounds", 7)),
            shift=_shift(document.get("shift", {})),
            news=tuple((str(n["id"]), condition(n["if"])) for n in document.get("news", ())),
            library=library or {},
            standing=tuple(_standing(s) for s in document.get("standing", ())),
            incidents=tuple(_incident(i) for i in document.get("incidents", ())),
            excluded=tuple(document.get("exclude_incidents", ())),
            aims=aims_of(document.get("roles", {})),
        )
    except ScriptError:
        raise
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ScriptError(f"{document.get('slug', 'scenario')}: missing or misshapen: {error}") from error


def flat(tree: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Nested texts as one dictionary with dotted keys; line breaks folded, ends trimmed."""
    found: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, Mapping):
            found |= flat(value, f"{prefix}{key}.")
        else:
            found[f"{prefix}{key}"] = " ".join(str(value).split())
    return found


def _dilemma(data: Mapping[str, Any]) -> Dilemma:
    name = str(data["id"])
    if data["decides"] not in ("P", "M", "all"):
        raise ScriptError(f"{name}: decides must be P, M or all")
    options = {letter: _option(letter, option) for letter, option in data["options"].items()}
    seeds = {key: _seed(key, seed) for key, seed in data.get("seeds", {}).items()}
    if data["fallback"] not in options or options[data["fallback"]].needs or data["fallback"] == "D":
        raise ScriptError(f"{name}: the fallback must be an open option, and not D")
    for option in options.values():
        for seed in option.seeds:
            if seed not in seeds:
                raise ScriptError(f"{name}.{option.letter}: unknown seed {seed}")
    return Dilemma(
        id=name,
        stage=int(data["stage"]),
        since=int(data["from"]),
        level=int(data["level"]),
        decides=data["decides"],
        fallback=data["fallback"],
        options=options,
        seeds=seeds,
        variant=condition(data["variant"]["if"]) if data.get("variant") else (),
        dossier=str(data.get("dossier", "")),
        facts=tuple(Fact(str(f["id"]), tuple(f["to"])) for f in data.get("facts", ())),
        classic=str(data.get("classic", "")),
    )


def _option(letter: str, data: Mapping[str, Any]) -> Option:
    if letter not in LETTERS:
        raise ScriptError(f"unknown option letter {letter}")
    alt = data.get("alt")
    return Option(
        letter=letter,
        effects=_effects(data),
        seeds=tuple(data.get("seeds", ())),
        needs=condition(data["needs"]) if data.get("needs") else (),
        opens_if=tuple(data.get("opens_if", ())),
        alt=Alt(condition(alt["if"]), _effects(alt)) if alt else None,
        rests_on=data.get("rests_on", {}),
        voices=data.get("voices", {}),
    )


def _seed(name: str, data: Mapping[str, Any]) -> Seed:
    return Seed(
        id=name,
        kind=data["kind"],
        tag=data["tag"],
        after=int(data["after"]),
        condition=condition(data["if"]) if data.get("if") else (),
        effects=_changes(data["effects"]),
        guarded_by=tuple(data.get("guarded_by", ())),
    )


def _standing(data: Mapping[str, Any]) -> Standing:
    return Standing(
        id=str(data["id"]),
        kind=data["kind"],
        tag=data["tag"],
        round=int(data["round"]),
        condition=condition(data["if"]),
        effects=_changes(data["effects"]),
    )


def _incident(data: Mapping[str, Any]) -> Incident:
    first, second = data["answers"]
    return Incident(
        id=str(data["id"]),
        opening=_changes(data.get("opening", {})),
        answers=(_changes(first), _changes(second)),
    )


def _changes(data: Mapping[str, Any]) -> Effects:
    """Effects of a seed or an incident: flat, with poles beside resources, and every number with its sign."""
    return _effects({**data, "cost": data, "poles": data})


def _effects(data: Mapping[str, Any]) -> Effects:
    cost = data.get("cost", {})
    return Effects(
        time=int(cost.get("time", 0)),
        budget=int(cost.get("budget", 0)),
        trust=int(data.get("trust", 0)),
        legitimacy=int(data.get("legitimacy", 0)),
        poles=_only(data.get("poles", {}), POLES),
        attitude=_only(data.get("att", {}), SLOTS),
        involvement=_only(data.get("inv", {}), SLOTS),
        marks=tuple(data.get("marks", ())),
    )


def _shift(values: Mapping[str, Any]) -> tuple[int, int, int]:
    return int(values.get("S", 0)), int(values.get("I", 0)), int(values.get("K", 0))


def _only(values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, int]:
    return {name: int(values[name]) for name in names if name in values}

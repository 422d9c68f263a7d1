"""What is added and taken away at the desk: dilemmas, facts, seeds, the hidden option, news, standing seeds, incidents."""

from __future__ import annotations

import copy
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from scenarios.paths import drop, fields, get, items, put
from scenarios.problems.dilemmas import TAKEN
from scenarios.problems.shapes import ID

#: As many as a page can carry: a browser sends every field of it, and the server reads a thousand.
MOST = {"dilemmas": 7, "facts": 8, "seeds": 12, "standing": 12, "incidents": 10, "news": 40}
_EMPTY_LINKS: dict[str, Any] = {"practices": [], "cases": [], "sources": []}
OPTION: dict[str, Any] = {
    "cost": {},
    "poles": {},
    "seeds": [],
    "rests_on": {"course": None, "support": "inferred", **_EMPTY_LINKS},
}
#: What an item begins as, by the last key of the list that it joins.
BEGINNINGS: dict[str, dict[str, Any]] = {
    "facts": {"to": []},
    "news": {},
    "standing": {"kind": "harm", "tag": "citizens", "round": 1, "effects": {}},
    "incidents": {"answers": [{}, {}]},
}
SEED: dict[str, Any] = {"kind": "harm", "tag": "citizens", "after": 1, "effects": {}, "guarded_by": []}


def add(document: dict[str, Any], where: str, name: str) -> None:
    """Add an item to the list or mapping at a path, under a name; a ValidationError says why that cannot be."""
    if not re.fullmatch(ID, name) or len(name) > 40:
        raise ValidationError(
            _("A name has small letters, digits and underscores, and begins with a letter.")
        )
    holder, kind = get(document, where), where.rpartition(".")[2]
    taken = [str(one["id"]) for one in items(document, where)] + list(fields(document, where))
    if name in taken:
        raise ValidationError(_("There is one called %(name)s already."), params={"name": name})
    if len(taken) >= MOST[kind]:
        raise ValidationError(_("There are as many as there may be."))
    if kind == "seeds":
        put(document, f"{where}.{name}", copy.deepcopy(SEED))
        return
    if not isinstance(holder, list):
        holder = []
        put(document, where, holder)
    if kind == "dilemmas":
        holder.append(_dilemma(document, name))
    else:
        holder.append({"id": name, **copy.deepcopy(BEGINNINGS[kind])})


def add_hidden(document: dict[str, Any], dilemma: str) -> None:
    """Give a dilemma its hidden option D."""
    if get(document, f"dilemmas.{dilemma}.options.D") is not None:
        raise ValidationError(_("There is an option D already."))
    put(document, f"dilemmas.{dilemma}.options.D", {"opens_if": [], **copy.deepcopy(OPTION)})


def take_away(document: dict[str, Any], texts: dict[str, Any], path: str) -> None:
    """Take an item away, with its texts in all languages and with whatever named it."""
    holder, _dot, name = path.rpartition(".")
    drop(document, path)
    dilemma = holder.removeprefix("dilemmas.").partition(".")[0]
    for option in fields(document, f"dilemmas.{dilemma}.options").values():
        for key, kind in (("seeds", "seeds"), ("opens_if", "facts")):
            if holder.endswith(f".{kind}") and isinstance(option.get(key), list):
                option[key] = [one for one in option[key] if one != name]
    key = path.removeprefix("dilemmas.").replace(".options.", ".")
    for tree in texts.values():
        drop(tree, key)
        above = key.rpartition(".")[0]
        if above and get(tree, above) == {}:
            drop(tree, above)


def _dilemma(document: dict[str, Any], name: str) -> dict[str, Any]:
    """A dilemma to begin with, on the first stage that is free, for the shortest workshop that lacks one."""
    if name in TAKEN:
        raise ValidationError(_("No dilemma may be called %(name)s."), params={"name": name})
    others = items(document, "dilemmas")
    stages = {one.get("stage") for one in others}
    since = [one.get("from") for one in others]
    wanted = next((n for n in (3, 3, 3, 4, 5, 6, 7) if since.count(n) < (3 if n == 3 else 1)), 7)
    return {
        "id": name,
        "stage": next((n for n in range(1, 8) if n not in stages), 7),
        "from": wanted,
        "level": 1,
        "decides": "all",
        "dossier": "",
        "fallback": "A",
        "facts": [],
        "options": {letter: copy.deepcopy(OPTION) for letter in "ABC"},
        "seeds": {},
    }

"""What research says of each road: the notes of a scenario, dilemma by dilemma, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from game.kit.guide_minutes import decides
from game.kit.shape import Data, Kit
from game.templatetags.pieces import level
from game.templatetags.results import support
from scenarios.script import Option


def told(kit: Kit) -> list[Data]:
    """All dilemmas, each with its roads: claim, when it holds and when it does not, how firm that is, what it rests on."""
    return [_dilemma(kit, name) for name in kit.plan()]


def _dilemma(kit: Kit, name: str) -> Data:
    dilemma = kit.script.dilemma(name)
    return {
        "id": name,
        "title": kit.voice.say(name, "title"),
        "level": {"number": dilemma.level, "name": level(dilemma.level)},
        "about": " ".join(_about(kit, name)),
        "roads": [_road(kit, name, option) for _letter, option in sorted(dilemma.options.items())],
    }


def _about(kit: Kit, name: str) -> Iterator[str]:
    dilemma = kit.script.dilemma(name)
    yield decides(dilemma.decides)
    yield _("The talk question: %(question)s") % {"question": kit.voice.say(name, "talk")}
    if dilemma.classic:
        yield _("Here the classic way, %(letter)s, is sound.") % {"letter": dilemma.classic}


def _road(kit: Kit, name: str, option: Option) -> Data:
    firm = str(option.rests_on.get("support", "inferred"))
    return {
        "id": f"{name} {option.letter}",
        "letter": option.letter,
        "title": kit.voice.say(name, option.letter, "title"),
        "claim": kit.voice.say(name, option.letter, "note.claim"),
        "holds": kit.voice.say(name, option.letter, "note.holds"),
        "fails": kit.voice.say(name, option.letter, "note.fails"),
        "support": support(firm),
        "beside": _("Compare") if firm == "inferred" else _("Rests on"),
        "records": list(_records(kit, option)),
    }


def _records(kit: Kit, option: Option) -> Iterator[str]:
    """The records that were frozen with the script; where none was, nothing is made up."""
    for slug in option.rests_on.get("practices", ()):
        if found := _record(kit, "practices", slug):
            yield _("Practice: %(title)s") % {"title": found.get("title", "")}
    for slug in option.rests_on.get("cases", ()):
        if found := _record(kit, "cases", slug):
            told = {"title": found.get("title", ""), "place": found.get("place", "")}
            yield _sure(
                (_("Case: %(title)s, %(place)s") if told["place"] else _("Case: %(title)s")) % told, found
            )
    for slug in option.rests_on.get("sources", ()):
        if found := _record(kit, "sources", slug):
            yield _sure(_("Source: %(citation)s") % {"citation": found.get("citation", "")}, found)


def _record(kit: Kit, kind: str, slug: str) -> Mapping[str, Any] | None:
    return kit.script.library.get(kind, {}).get(slug)


def _sure(line: str, record: Mapping[str, Any]) -> str:
    return line if record.get("verified") else _("%(record)s (details unconfirmed)") % {"record": line}

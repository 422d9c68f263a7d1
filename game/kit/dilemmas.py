"""Dilemma cards: the situation, who decides, the options with their costs, and a flap for what holds only sometimes (COND-2)."""

from __future__ import annotations

import segno
from django.utils.translation import gettext as _

from game.kit import words
from game.kit.shape import Data, Document, Kit
from game.templatetags.pieces import level, resource
from scenarios.conditions import Condition
from scenarios.script import Dilemma, Effects, Option


def told(kit: Kit) -> Data:
    """The dilemmas of the longest format, in order of stage."""
    return {
        "how": _("Cut, and fold back at the dashes."),
        "dilemmas": [dilemma(kit, name) for name in kit.plan()],
        "words": {
            "missing": _("Something is missing here"),
            "scan": _("Scan to enter what your table decides"),
        },
    }


def dilemma(kit: Kit, name: str) -> Data:
    """One dilemma as its card tells it. Nothing of what its options do is in it, and of D only that it is missing."""
    found = kit.script.dilemma(name)
    parts = _sometimes(kit, found)
    return {
        "id": name,
        "number": found.level,
        "level": level(found.level),
        "stage": _("Stage %(number)d · %(rounds)d rounds or more")
        % {"number": found.stage, "rounds": found.since},
        "title": kit.voice.say(name, "title"),
        "situation": kit.voice.say(name, "situation"),
        "decides": decides(found.decides),
        "fallback": _("If nobody decides: %(letter)s.") % {"letter": found.fallback},
        "options": [
            _option(kit, name, found.options[letter]) for letter in sorted(found.options) if letter != "D"
        ],
        "hidden": "D" in found.options,
        "talk": kit.voice.say(name, "talk"),
        "reflect": _("At the end, for yourself: %(question)s") % {"question": kit.voice.say(name, "reflect")},
        "parts": parts,
        "fold": _fold(parts, _("Fold back. Unfold if %(condition)s.")),
        "turn": _fold(parts, _("Look at the back if %(condition)s.")),
        "sign": _sign(kit, name),
    }


def decides(who: str) -> Data:
    """Who decides, P, M or all: the sign, a sentence, and what the others do."""
    return {
        "icon": who,
        "who": {
            "P": _("The politicians decide."),
            "M": _("The managers decide."),
            "all": _("All decide."),
        }[who],
        "others": {"P": _("Managers advise."), "M": _("Politicians advise."), "all": _("Every vote counts.")}[
            who
        ],
    }


def costs(effects: Effects) -> list[Data]:
    """What an option costs: sign, name and number of Time and Budget."""
    return [
        {"icon": name, "name": resource(name), "number": getattr(effects, name)}
        for name in ("time", "budget")
    ]


def _option(kit: Kit, name: str, option: Option) -> Data:
    needs = {"condition": words.condition(kit, option.needs)}
    return {
        "letter": option.letter,
        "title": kit.voice.say(name, option.letter, "title"),
        "text": kit.voice.say(name, option.letter, "text"),
        "costs": costs(option.effects),
        "needs": _("Only if %(condition)s") % needs if option.needs else "",
    }


def _sometimes(kit: Kit, found: Dilemma) -> list[Data]:
    """What holds only on a condition: more of the situation, or an option in another form."""
    parts = []
    if found.variant:
        parts.append(_part(kit, found.variant, "", kit.voice.say(found.id, "variant"), []))
    for letter, option in sorted(found.options.items()):
        if option.alt and letter != "D":
            text = kit.voice.say(found.id, letter, "alt")
            parts.append(_part(kit, option.alt.condition, letter, text, costs(option.alt.effects)))
    return parts


def _part(kit: Kit, condition: Condition, letter: str, text: str, price: list[Data]) -> Data:
    told_if = {"condition": words.condition(kit, condition), "letter": letter}
    return {
        "condition": told_if["condition"],
        "if": _("%(letter)s is now this, if %(condition)s:") % told_if
        if letter
        else _("If %(condition)s:") % told_if,
        "letter": letter,
        "text": text,
        "costs": price,
    }


def _fold(parts: list[Data], sentence: str) -> str:
    either = dict.fromkeys(part["condition"] for part in parts)
    return sentence % {"condition": _(", or if ").join(either)} if parts else ""


def _sign(kit: Kit, name: str) -> Data | None:
    if not kit.address:
        return None
    address = f"{kit.address}/card/{kit.script.slug}/{name}/"
    return {
        "address": address,
        "code": segno.make(address, error="m").svg_inline(border=0, omitsize=True),
        "alt": _("QR code that leads to %(address)s") % {"address": address},
    }


DOCUMENTS: tuple[Document, ...] = (Document("21-dilemmas", lambda: _("Dilemma cards"), "dilemmas.typ", told),)

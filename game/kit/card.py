"""The shape of a card: what stands on its front and on its back, as the template `cards.typ` draws it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from game.kit.shape import Data


def part(text: str = "", label: str = "", changes: Iterable[str] = ()) -> Data:
    """A piece of a front: a label in bold, a text, and what changes, line by line. Each may be missing."""
    return {"label": label, "text": text, "changes": list(changes)}


def card(
    code: str,
    icon: str,
    name: str,
    *,
    foot: str = "",
    beside: str = "",
    turn: str = "",
    above: str = "",
    heading: str = "",
    story: str = "",
    parts: Iterable[Data] = (),
    back: Data | None = None,
) -> Data:
    """A card by its id in the script, its sign and its kind. `foot` is what it is called on paper, if that is not the id.

    `beside` stands in the head on the right, with an arrow if `turn` is up or down. `story` is what the town says.
    A card without a `back` of its own has its kind's.
    """
    return {
        "kind": "text",
        "code": code,
        "foot": foot or code,
        "icon": icon,
        "name": name,
        "beside": beside,
        "turn": turn,
        "above": above,
        "heading": heading,
        "story": story,
        "parts": list(parts),
        "back": back or plain_back(code.partition(".")[0], icon, name),
    }


def rule(name: str, heading: str, parts: Iterable[Data], beside: str = "", story: str = "") -> Data:
    """A card with a rule; `beside` says to which line of the consequence book it belongs, or which of several it is."""
    return card(f"rules.{name}", "story", _("Rule"), beside=beside, heading=heading, story=story, parts=parts)


def plain_back(code: str, icon: str, name: str) -> Data:
    """A back that all cards of a kind have, so that nothing is known before it is turned."""
    return {"code": code, "icon": icon, "name": name, "lines": []}


def own_back(code: str, icon: str, name: str, lines: Iterable[tuple[str, bool]], shown: str = "") -> Data:
    """A back with lines of its own, each of them large or small; under `shown`, an id, where it is told to be laid."""
    told: list[Data] = [{"code": shown}] if shown else []
    told += [{"text": text, "large": large} for text, large in lines if text]
    return {"code": code, "icon": icon, "name": name, "lines": told}


def capital(word: str) -> str:
    """A word or words with a capital letter, to stand alone on a card."""
    return word[:1].upper() + word[1:]

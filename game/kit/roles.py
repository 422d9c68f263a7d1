"""Role sheets: what everybody may know above the fold, what only one person knows below it (AIM-1)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from game.kit import words
from game.kit.shape import Data, Document, Kit
from scenarios.script import ROLES


def told(kit: Kit) -> Data:
    """Eight roles, in the order of their codes."""
    return {
        "how": _("Cut, and fold back at the dashes."),
        "roles": [role(kit, code) for code in ROLES],
        "words": labels(),
    }


def labels() -> Data:
    """What stands on every role sheet."""
    return {
        "decides": _("What you decide"),
        "private": _("Fold here. Below, only for you"),
        "private_only": _("Only for you"),
        "end": _("At the end"),
        "verdict": _("Both: your aim is met. One: partly."),
        "move": _("Your move, once per game"),
        "used": _("used"),
    }


def role(kit: Kit, code: str) -> Data:
    """One role: its public front and its private side."""
    voice = kit.voice
    politician = code.startswith("P")
    return {
        "id": code,
        "icon": code[0],
        "family": _("Politician") if politician else _("Manager"),
        "title": voice.say("roles", code, "title"),
        "purpose": voice.say("roles", code, "purpose"),
        "brief": voice.say("roles", code, "brief"),
        "decides": [
            _("When the card says: The politicians decide, your vote counts.")
            if politician
            else _("When the card says: The managers decide, your vote counts."),
            _("When all decide, it counts too. Otherwise it is advice: it is heard, and it is recorded."),
            _("Whoever holds the pen is the chair: leads the talk and calls the vote."),
        ],
        "aim": voice.say("roles", code, "aim"),
        "conditions": [words.condition(kit, part) for part in kit.script.aims[code]],
        "move": voice.say("common.moves", code, "title"),
        "move_text": voice.say("common.moves", code, "text"),
    }


DOCUMENTS: tuple[Document, ...] = (Document("20-roles", lambda: _("Role sheets"), "roles.typ", told),)

"""Strips with the hidden options: outside which facts open one, inside the option itself (FACT-4, PAPER-2)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from game.kit.dilemmas import costs
from game.kit.facts import symbol_name, symbols
from game.kit.shape import Data, Document, Kit


def told(kit: Kit) -> Data:
    """A strip for every dilemma that has an option D."""
    names = [name for name in kit.plan() if "D" in kit.script.dilemma(name).options]
    return {
        "how": _("Cut along the lines. Fold each strip back along the dashed line."),
        "strips": [_strip(kit, name) for name in names],
        "words": {
            "hidden": _("Something is missing here"),
            "open": _("Open this when these facts lie on the table, before the vote:"),
            "fold": _("Fold back here. Below is the inside."),
        },
    }


def _strip(kit: Kit, name: str) -> Data:
    dilemma = kit.script.dilemma(name)
    option = dilemma.options["D"]
    known = symbols(dilemma)
    return {
        "id": f"{name} D",
        "dilemma": kit.voice.say(name, "title"),
        "symbols": [
            {"icon": f"s{number}", "name": symbol_name(number)}
            for number in sorted(known[fact] for fact in option.opens_if)
        ],
        "title": kit.voice.say(name, "D", "title"),
        "text": kit.voice.say(name, "D", "text"),
        "costs": costs(option.effects),
        "book": _("If you decide for it: %(id)s in the consequence book.") % {"id": f"{name} D"},
    }


DOCUMENTS: tuple[Document, ...] = (
    Document("22-hidden-options", lambda: _("Hidden options"), "hidden.typ", told),
)

"""The poster of the debrief: five questions that one reads from across the room, four levels, and the plan."""

from __future__ import annotations

from django.utils.translation import gettext as _

from game.forms import PLAN_LABELS
from game.kit.shape import Data, Document, Kit
from game.rules.state import QUESTIONS
from game.templatetags.pieces import level, pole
from game.templatetags.results import plan_field
from scenarios.script import LEVEL_POLES

#: The lines of the plan that make its sentence.
SENTENCE = ("when", "i_will", "with", "by")
assert set(SENTENCE) <= PLAN_LABELS.keys()


def told(kit: Kit) -> Data:
    """The questions, the levels with their two sides, and the line of the plan."""
    return {
        "how": _("one large sheet for the room, or have it enlarged"),
        "questions": [kit.voice.say("common.debrief", number) for number in range(1, QUESTIONS + 1)],
        "levels": [
            {"number": number, "name": level(number), "left": pole(left), "right": pole(right)}
            for number, (left, right) in LEVEL_POLES.items()
        ],
        "notes": _("Your notes"),
        "next": _("And next?"),
        "plan": " … ".join([*map(plan_field, SENTENCE), ""]).strip(),
        "id": "debrief",
    }


DOCUMENTS = (Document("42-debrief-poster", lambda: _("Poster for the debrief"), "poster.typ", told),)

"""The plan pad: a quarter of a sheet for each person, on which the plan is written and taken home."""

from __future__ import annotations

from django.utils.translation import gettext as _

from game.forms import PLAN_LABELS
from game.kit.shape import Data, Document, Kit
from game.templatetags.results import plan_field, plan_hint

#: How many lines one writes on, by name of the line of the plan; the others have one.
LONG = {"i_will": 2, "first_sign": 2, "in_the_way": 2}


def told(_kit: Kit) -> Data:
    """The lines of the plan: name, hint, and how many lines to write on."""
    return {
        "how": _("one sheet for four people, one-sided, cut into quarters"),
        "head": _("My plan"),
        "say": _("One thing that I will do, small enough to begin next week."),
        "lines": [
            {"name": plan_field(name), "hint": plan_hint(name), "lines": LONG.get(name, 1)}
            for name in PLAN_LABELS
        ],
        "keep": _("This sheet is yours. Nobody collects it."),
        "id": "plan",
    }


DOCUMENTS = (Document("41-plan-pad", lambda: _("Plan pad"), "plan_pad.typ", told),)

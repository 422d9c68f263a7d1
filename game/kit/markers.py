"""What lies on the board and stands before people: discs to cut, and two tents to fold."""

from __future__ import annotations

from django.utils.translation import gettext as _

from game.kit.shape import Data, Document, Kit
from game.templatetags.pieces import pole, resource
from scenarios.conditions import RESOURCES, SLOTS
from scenarios.script import LEVEL_POLES


def told(kit: Kit) -> Data:
    """All discs, row by row, and the tents."""
    people = [{"sign": slot, "name": kit.voice.say("people", slot)} for slot in SLOTS]
    return {
        "how": _("print on thick paper, cut out, fold the tents where the line is dashed"),
        "rows": [
            {"title": _("Eight poles"), "dark": False, "discs": _poles()},
            {
                "title": _("Four resources, and the round"),
                "dark": False,
                "discs": [
                    *({"sign": name, "name": resource(name), "inside": True} for name in RESOURCES),
                    {"sign": "clock", "name": _("The round you are in"), "inside": False},
                ],
            },
            {"title": _("How people feel: attitude, white"), "dark": False, "discs": people},
            {"title": _("How much people take part: involvement, dark"), "dark": True, "discs": people},
        ],
        "tents": [
            {
                "id": "pen",
                "sign": "pen",
                "title": _("Holds the pen"),
                "lines": [
                    _("You are the chair of this round."),
                    _("See that the dilemma is read aloud and that everybody is heard. Call the vote."),
                ],
            },
            {
                "id": "challenger",
                "sign": "voice",
                "title": _("Challenger"),
                "lines": [_("Everybody agreed. Argue for what nobody chose.")],
            },
        ],
    }


def _poles() -> list[Data]:
    return [
        {"sign": f"L{number}", "name": pole(code), "level": number, "way": way, "inside": True}
        for number, sides in LEVEL_POLES.items()
        for way, code in zip(("left", "right"), sides, strict=True)
    ]


DOCUMENTS: tuple[Document, ...] = (
    Document("12-markers", lambda: _("Markers and tents"), "markers.typ", told),
)

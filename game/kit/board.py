"""The board: four levels and the rounds on its left half, what one spends and whom one meets on its right half.

It comes as one large sheet, and as two sheets that are glued edge to edge.
"""

from __future__ import annotations

from itertools import groupby

from django.utils.translation import gettext as _

from game.kit import guide_minutes, words
from game.kit.shape import Data, Document, Kit
from game.rules.effects.incidents import PLACES
from game.rules.fresh import POLE_START, PURSE, first_resources
from game.rules.round.moments import ROUNDS
from game.rules.state import LONGEST, POLE_MAX
from game.rules.strength import word
from game.templatetags.pieces import level, pole, resource, strength
from scenarios.conditions import RESOURCES, SLOTS
from scenarios.script import LEVEL_POLES

#: Tracks of a stakeholder.
COLDEST, WARMEST, CLOSEST = -3, 3, 3
#: So many rounds stand on the left half.
ROUNDS_ON_THE_LEFT = 4


def told(kit: Kit) -> Data:
    """All that stands on both halves."""
    return {
        "how": _("print at full size on thick paper"),
        "masthead": _("%(scenario)s: %(document)s") % {"scenario": kit.title, "document": _("Board")},
        "rule": _(
            "A level is only as strong as its weaker side. Every marker stops where its track ends. The thick ring is where you begin."
        ),
        "start": POLE_START,
        "most": POLE_MAX,
        "zones": zones(),
        "levels": [_level(number, *poles) for number, poles in LEVEL_POLES.items()],
        "resources": [_resource(kit, name) for name in RESOURCES],
        "heads": {"resources": _("What you spend and what you earn"), "people": _("Who is with you")},
        "people": [_stakeholder(kit, slot) for slot in SLOTS],
        "attitudes": [words.signed(n) for n in range(COLDEST, WARMEST + 1)],
        "coldest": COLDEST,
        "closest": CLOSEST,
        "legend": [
            [_("Attitude"), _("How they feel about what you do, from %(first)s to %(last)s.") % _ends()],
            [_("Involvement"), _("How much they take part, from 0 to 3. Nearer to the table is more.")],
        ],
        "table": _("Your table"),
        "rounds": rounds(kit),
        "set_up": set_up(kit),
    }


def zones() -> list[Data]:
    """The words of strength with their signs, and from where to where each reaches on a track."""
    found = groupby(range(POLE_MAX + 1), key=word)
    spans = [(number, list(values)) for number, values in found]
    return [
        {"sign": f"q{number}", "word": strength(number), "from": values[0], "to": values[-1]}
        for number, values in spans
    ]


def set_up(kit: Kit) -> Data:
    """With how much a game of so many rounds begins."""
    formats = [n for n in PURSE if n <= kit.script.max_rounds]
    starts = [first_resources(kit.script, n) for n in formats]
    shared = first_resources(kit.script, formats[0])
    return {
        "title": _("Before you begin"),
        "head": [_("Rounds"), *map(str, formats)],
        "rows": [[resource(name), *(str(start[name]) for start in starts)] for name in ("time", "budget")],
        "always": [
            f"{_('All eight poles')}: {POLE_START}",
            " · ".join(f"{resource(name)}: {shared[name]}" for name in ("trust", "legitimacy")),
        ],
        "people": _("People: on their thick rings."),
    }


def rounds(kit: Kit) -> list[list[Data]]:
    """The places of the rounds and of the epilogue, on the left and on the right half."""
    numbers = range(1, kit.script.max_rounds + 1)
    epilogue = {
        "name": "",
        "label": _("Epilogue"),
        "incident": "",
        "note": _("Seeds that still wait lie here. Turn them before you count."),
    }
    places = [_round(kit, n) for n in numbers]
    return [places[:ROUNDS_ON_THE_LEFT], [*places[ROUNDS_ON_THE_LEFT:], epilogue]]


def _round(kit: Kit, number: int) -> Data:
    return {
        "name": str(number),
        "label": _("Round %(number)d") % {"number": number},
        "incident": _incident(kit, number),
        "note": _("The game begins here.")
        if number == 1
        else _("Seeds for round %(number)d lie here.") % {"number": number},
    }


def _incident(kit: Kit, number: int) -> str:
    """Whether an incident waits here: always, in games of some lengths, or not in formats that have none."""
    lengths = [n for n in PLACES if number <= n <= kit.script.max_rounds]
    found = [n for n in lengths if number in PLACES[n]]
    if not found:
        return ""
    if found != lengths:
        return _("Incident, if you play %(numbers)s rounds") % {"numbers": _(" or ").join(map(str, found))}
    without = [
        form
        for form in guide_minutes.formats(kit.script)
        if ROUNDS[form] in found and not guide_minutes.has(form, "incidents")
    ]
    if without:
        return _("Incident, but not in %(formats)s minutes") % {"formats": ", ".join(without)}
    return _("Incident")


def _level(number: int, left: str, right: str) -> Data:
    return {
        "number": number,
        "name": level(number),
        "sides": [
            {"name": pole(code), "means": meaning(code), "alt": _pole_alt(code)} for code in (left, right)
        ],
    }


def _pole_alt(code: str) -> str:
    return _track_alt(pole(code), "0", str(POLE_MAX), str(POLE_START))


def _track_alt(name: str, first: str, last: str, start: str) -> str:
    told = {"name": name, "first": first, "last": last, "start": start}
    return _("%(name)s: a track from %(first)s to %(last)s, beginning at %(start)s") % told


def meaning(code: str) -> str:
    """What a pole means, in a line."""
    return {
        "A1": _("People know the direction and want it."),
        "A2": _("Law, equal treatment, steady service."),
        "B1": _("The elected set the course, own it and anchor it."),
        "B2": _("Managers, staff and partners lead across borders."),
        "C1": _("Those who take part can really shape things."),
        "C2": _("Mandate, rules, time, and somebody who guides."),
        "D1": _("We see citizens as partners."),
        "D2": _("Citizens and partners see themselves as responsible too."),
    }[code]


def _resource(kit: Kit, name: str) -> Data:
    spent = name in ("time", "budget")
    start = first_resources(kit.script, min(PURSE))[name]
    means = {
        "time": _("the months there are"),
        "budget": _("the money there is"),
        "trust": _("between council, administration and parties"),
        "legitimacy": _("in the public's eyes"),
    }[name]
    last = str(LONGEST[name])
    alt = (
        _("%(name)s: a track from 0 to %(last)s") % {"name": resource(name), "last": last}
        if spent
        else _track_alt(resource(name), "0", last, str(start))
    )
    return {
        "sign": name,
        "name": resource(name),
        "means": means,
        "most": LONGEST[name],
        "start": -1 if spent else start,
        "alt": alt,
    }


def _ends() -> dict[str, str]:
    return {"first": words.signed(COLDEST), "last": words.signed(WARMEST)}


def _stakeholder(kit: Kit, slot: str) -> Data:
    feels, joins = kit.script.people[slot]
    return {
        "sign": slot,
        "name": kit.voice.say("people", slot),
        "attitude": feels,
        "involvement": joins,
        "alts": [
            _track_alt(
                words.attitude(kit, slot), words.signed(COLDEST), words.signed(WARMEST), words.signed(feels)
            ),
            _track_alt(words.involvement(kit, slot), "0", str(CLOSEST), str(joins)),
        ],
    }


DOCUMENTS: tuple[Document, ...] = (
    Document("10-board", lambda: _("Board"), "board.typ", told),
    Document("11-board-on-two-sheets", lambda: _("Board on two sheets"), "board-two.typ", told),
)

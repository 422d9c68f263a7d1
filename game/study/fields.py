"""What the events of an export mean: each kind, and each field of its `data`, as columns for the codebook (X4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from typing import Any, get_origin, get_type_hints

from game.rules.codec import EVENTS
from game.study.codes import (
    DECIDERS,
    ENDINGS,
    FORMATS,
    GUARDS,
    MANNERS,
    OPTIONS,
    PHASES,
    POLES,
    PROMISES,
    RESOURCES,
    RULES,
    SLOTS,
    STEPS,
    TONES,
    Codes,
)
from game.study.events import GIVEN
from research.release.codebook import Described

#: Each kind of event: what has happened.
KINDS: Mapping[str, str] = {
    "WorkshopOpened": "The doors opened, with these settings.",
    "PhaseEntered": "The workshop came into another phase.",
    "RoundOpened": "Tables at the gate of this round may go in.",
    "DilemmaDropped": "A dilemma is played by no table; the rounds after it come one earlier.",
    "IncidentsDrawn": "Which incident waits at the gate of which round, for all tables.",
    "IncidentSkipped": "The incident of a round was left out.",
    "IncidentShown": "A table met its incident.",
    "IncidentAnswered": "It was answered.",
    "TableClosed": "Nothing more is played at the table.",
    "TableReopened": "The table goes on where it was.",
    "StepEntered": "The table came into another step.",
    "SituationSet": "What holds at the table for this round.",
    "OptionOpened": "The hidden option is on offer.",
    "DecisionMade": "What the table settled on.",
    "DecisionWithdrawn": "The vote is open again; the table holds what it held when the vote opened.",
    "GuardAttached": "A safeguard protects against the delayed consequences of this decision.",
    "GuardLapsed": "A proposed safeguard was voted down, or could not be paid.",
    "ResourceMoved": "A resource moved.",
    "PoleMoved": "A pole moved.",
    "PeopleMoved": "A stakeholder moved.",
    "Marked": "A mark of the table went up by one.",
    "SeedPlanted": "A delayed consequence waits.",
    "SeedSprouted": "A delayed consequence was due.",
    "SeedHeld": "Two have taken effect already; this one waits for another round.",
    "SeedLapsed": "A delayed consequence is gone for good.",
    "Wobbled": "The weak side of a pair of poles pulled the strong one down.",
    "TermEnded": "The last round that was decided is the last.",
    "ResultsReached": "What the term came to.",
}
#: Each field, by `event.field` where its name means several things: meaning, unit, codes.
FIELDS: Mapping[str, tuple[str, str, Codes]] = {
    "table": ("The table to which it happened.", "number of the table", ()),
    "tables": ("How many tables there are.", "tables", ()),
    "rounds": ("How many rounds were planned.", "rounds", ()),
    "ResultsReached.rounds": ("How many rounds the table decided.", "rounds", ()),
    "plan": ("The dilemmas of all rounds, in their order, by their ids.", "", ()),
    "seats": ("How many seats a table has.", "seats", ()),
    "format": ("Minutes that were planned, or custom.", "minutes", FORMATS),
    "timers": (
        "What happens when the time of a step is over.",
        "",
        (("soft", "it is told"), ("hard", "the step closes"), ("off", "no clock")),
    ),
    "factor": ("By how much all times were stretched.", "times", ()),
    "edition": ("Of the rules; from 2 on with facts and moves of stakeholders.", "number", ()),
    "moves": ("Whether roles may play their move.", "", ()),
    "incidents": ("Whether there are incidents.", "", ()),
    "safeguards": ("Whether safeguards may be proposed.", "", ()),
    "plenaries": ("Whether all decisions are shown to the room now and then.", "", ()),
    "rule": ("By what a table decides (VOTE-2).", "", RULES),
    "mode": (
        "How rounds open.",
        "",
        (("gate", "by who leads"), ("free", "by themselves"), ("slow", "on dates")),
    ),
    "midterm": ("Whether there is a break in the middle.", "", ()),
    "assignment": (
        "How people come to their roles (SEAT-2).",
        "",
        (
            *(
                ("choose", "they choose"),
                ("own", "the family of their calling"),
                ("swap", "the other family"),
            ),
            *(("random", "by lot"), ("facilitator", "by who leads")),
        ),
    ),
    "voting": ("Whether votes are forgotten with the decision (VOTE-10).", "", PROMISES),
    "phase": ("The phase from now on.", "", PHASES),
    "round": ("Which round, from 1.", "number of the round", ()),
    "dilemma": ("By its id in the frozen script; a standing consequence names none.", "", ()),
    "places": ("Pairs of the round and the incident, by its id.", "", ()),
    "incident": ("By its id; what is not in the script is one that all scenarios share.", "", ()),
    "answer": ("Which of the two answers; 0: none was given in time.", "number of the answer", ()),
    "name": ("The step from now on.", "", STEPS),
    "number": ("Steps of this table are counted from 1.", "number of the step", ()),
    "options": ("The options on offer.", "", OPTIONS),
    "alts": ("Options that are told in their other form.", "", OPTIONS),
    "variant": ("Whether the situation is told in its variant.", "", ()),
    "deciders": ("Whose votes decide.", "", DECIDERS),
    "option": ("The option.", "", OPTIONS),
    "manner": ("How it was settled; counts of votes leave no table (KEEP-3).", "", MANNERS),
    "decided_by": ("Whose votes decided.", "", DECIDERS),
    "guard": ("The safeguard.", "", GUARDS),
    "SeedPlanted.guard": ("The safeguard that came with the decision.", "", GUARDS),
    "spared": ("The safeguard because of which nothing happened.", "", GUARDS),
    "resource": ("Which resource.", "", RESOURCES),
    "pole": ("Which pole.", "", POLES),
    "by": ("By so much, up or down.", "points", ()),
    "slot": ("The stakeholder, by its place in the scenario.", "", SLOTS),
    "attitude": ("By so much, up or down.", "points", ()),
    "involvement": ("By so much, up or down.", "points", ()),
    "mark": ("By its name in the rules or in the frozen script.", "", ()),
    "seed": ("The delayed consequence, by its id in the frozen script.", "", ()),
    "due": ("The round in which it is due.", "number of the round", ()),
    "dropped": ("Whether a round without a decision was left without effect.", "", ()),
    "solution": ("The sum of END-1, of the poles C1 and D2.", "points", ()),
    "carry_through": ("The sum of END-2, of the poles A2, B1 and C2.", "points", ()),
    "lasting": ("The sum of END-3, of the poles A1, B2 and D1.", "points", ()),
    "ending": ("Which of solution, carry-through and lasting capacity were reached.", "", ENDINGS),
    "tone": ("The tone of the ending.", "", TONES),
}
TYPES = {int: "integer", str: "string", bool: "boolean", tuple: "array"}
#: Usual values that mean that there is nothing.
NOTHING = ("", (), 0, False)


def columns() -> tuple[Described, ...]:
    """One column for each field of each kind of event that is given away, as they stand in `data`."""
    return tuple(_column(kind, field) for kind, names in GIVEN.items() for field in names)


def _column(kind: str, name: str) -> Described:
    meaning, unit, codes = FIELDS.get(f"{kind}.{name}") or FIELDS[name]
    hint = get_type_hints(EVENTS[kind])[name]
    usual = next(field for field in fields(EVENTS[kind]) if field.name == name)
    type_ = TYPES[get_origin(hint) or hint]
    place, label = f"data.{kind}.{name}", f"{name} of {kind}"
    return Described(
        *(place, name, type_, label, meaning),
        is_required=False,
        is_unique=False,
        codes=codes,
        unit=unit,
        missing=left_out(usual),
    )


def left_out(field: Field[Any]) -> str:
    """What it means that a field is not in `data`: the log leaves out what has its usual value."""
    assert field.default is not MISSING
    value = field.default
    if value in NOTHING and not isinstance(value, int):
        return "left out where there is none"
    told = str(value).lower() if isinstance(value, bool) else str(value)
    return f"left out where it is {told}"

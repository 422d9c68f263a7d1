"""The shape of scenario.yaml: which keys it has, and what each of them may hold."""

from __future__ import annotations

from scenarios.conditions import POLES, SLOTS
from scenarios.incidents import INCIDENTS
from scenarios.problems.shapes import (
    Shape,
    change,
    flag,
    list_of,
    named,
    nothing_or,
    one_of,
    record,
    text,
    whole,
    word,
)
from scenarios.script import LETTERS, ROLES

SAFEGUARDS = ("review_date", "report_back", "staff_hearing", "legal_check", "second_invitation", "stop_rule")
TAGS = ("legal", "money", "staff", "citizens", "media", "politics")
ENDINGS = ("yyy", "yyn", "yny", "nyy", "nyn", "ynn", "nny", "nnn")

SLUG = word(r"[a-z0-9]+(-[a-z0-9]+)*")
MARKS = list_of(word(r"[a-z][a-z_]*"))


def _changes(most: int, more: int, code: str) -> Shape:
    """Effects of a seed or an incident: poles and attitudes by `more`, everything else by `most`."""
    small = change(most, code)
    return record(
        {},
        {
            **{pole: change(more, code) for pole in POLES},
            **dict.fromkeys(("time", "budget", "trust", "legitimacy"), small),
            "att": record({}, {slot: change(more, code) for slot in SLOTS}),
            "inv": record({}, dict.fromkeys(SLOTS, small)),
            "marks": MARKS,
        },
    )


COST = record({}, {"time": whole(0, 3, "OPT-1"), "budget": whole(0, 3, "OPT-1")})
MOVED = {
    "poles": record({}, {pole: change(2, "OPT-1") for pole in POLES}),
    "att": record({}, {slot: change(2, "PEOPLE-1") for slot in SLOTS}),
    "inv": record({}, {slot: change(1, "PEOPLE-1") for slot in SLOTS}),
}
LINKS = {"practices": list_of(SLUG), "cases": list_of(SLUG), "sources": list_of(SLUG)}

OPTION = record(
    {
        "cost": COST,
        "poles": MOVED["poles"],
        "seeds": list_of(word()),
        "rests_on": record(
            {
                "course": nothing_or(word(r"[a-z0-9-]+/[0-9]+")),
                "support": one_of(("sourced", "partly", "inferred"), "LINK-2"),
                **LINKS,
            }
        ),
    },
    {
        "trust": whole(-1, 1, "OPT-1"),
        "legitimacy": whole(-1, 1, "OPT-1"),
        "att": MOVED["att"],
        "inv": MOVED["inv"],
        "marks": MARKS,
        "needs": text,
        "opens_if": list_of(word(), 1, 3, "FACT-4"),
        "alt": record(
            {"if": text, "cost": COST, "poles": MOVED["poles"]}, {k: MOVED[k] for k in ("att", "inv")}
        ),
        "values": list_of(word(r"[a-z][a-z_ -]*")),
        "voices": record({}, {role: one_of(("for", "against")) for role in ROLES}),
    },
)

_SEED = {
    "kind": one_of(("harm", "gain"), "SEED-1"),
    "tag": one_of(TAGS, "SEED-1"),
    "if": text,
    "effects": _changes(1, 2, "SEED-1"),
}
SEED = record(
    {**_SEED, "after": whole(1, 3, "SEED-1")}, {"guarded_by": list_of(one_of(SAFEGUARDS, "SEED-1"))}
)
STANDING = record({"id": word(), **_SEED, "round": whole(1, 7, "SEED-4")})
INCIDENT = record(
    {"id": word(), "answers": list_of(_changes(1, 1, "INC-2"), 2, 2, "INC-2")},
    {"opening": _changes(1, 1, "INC-2")},
)

DILEMMA = record(
    {
        "id": word(),
        "stage": whole(1, 7, "FMT-1"),
        "from": whole(3, 7, "FMT-1"),
        "level": whole(1, 4, "FMT-2"),
        "decides": one_of(("P", "M", "all"), "WHO-1"),
        "dossier": SLUG,
        "fallback": one_of(LETTERS, "VOTE-8"),
        "facts": list_of(
            record({"id": word(), "to": list_of(one_of(ROLES, "FACT-2"), 1, 8, "FACT-2")}), 2, 4, "FACT-1"
        ),
        "options": record(dict.fromkeys("ABC", OPTION), {"D": OPTION}),
        "seeds": named(SEED),
    },
    {
        "also": list_of(SLUG),
        "classic": one_of(LETTERS, "OPT-4"),
        "variant": record({"if": text}),
    },
)

SCENARIO = record(
    {
        "slug": SLUG,
        "version": whole(1, 99_999),
        "licence": text,
        "max_rounds": whole(3, 7, "FMT-1"),
        "start": record({"trust": whole(4, 6), "legitimacy": whole(4, 6), "budget": whole(-1, 1)}),
        "people": record({slot: record({"att": whole(-1, 1), "inv": whole(0, 2)}) for slot in SLOTS}),
        "dilemmas": list_of(DILEMMA, 0, 7, "FMT-1"),
    },
    {
        "unfinished": flag,
        "place": text,
        "shift": record({}, {result: whole(-1, 1, "END-4") for result in "SIK"}),
        "roles": record({}, {role: record({"aim": list_of(text, 2, 2, "AIM-1")}) for role in ROLES}),
        "standing": list_of(STANDING),
        "incidents": list_of(INCIDENT),
        "exclude_incidents": list_of(one_of(INCIDENTS, "INC-1")),
        "news": list_of(record({"id": word(), "if": text})),
        "rests_on": record({}, LINKS),
    },
)

"""What a study gives away: its tables and columns, from which data and codebook are made alike (X4)."""

from __future__ import annotations

from research.release.tables import Column, Table

OPTIONS = (("A", "first option"), ("B", "second option"), ("C", "third option"), ("D", "hidden option"))
REASONS = (
    ("lawful", "lawful"),
    ("fair", "fair"),
    ("efficient", "efficient"),
    ("trust", "trust"),
    ("taking_part", "taking part"),
    ("lasting", "lasting"),
)
MANNERS = (
    ("agreed", "all who decided were of one mind"),
    ("majority", "most of them"),
    ("chair", "a tie; the chair's word"),
)
DECIDERS = (("P", "the politicians"), ("M", "the managers"), ("all", "everybody at the table"))
CALLINGS = (("elected", "elected"), ("employed", "employed by an administration"), ("other", "neither"))
FAMILIES = (("P", "politicians"), ("M", "managers"))
OFTEN = (("0", "never"), ("1", "once"), ("2", "some times"), ("3", "many times"))
#: The five questions about oneself, each answered from 0 (not at all) to 10 (quite sure); docs/studies.md says how they are scored.
ITEMS = (
    "open a problem to others while keeping law and daily service safe",
    "share leadership without losing political responsibility",
    "give a group real room inside clear limits",
    "meet citizens and partners as co-responsible, also when it gets rough",
    "understand what the other side, politicians or managers, needs from me",
)
TIMES = (("before", "before the game"), ("back", "after it, looking back: before today"), ("now", "after it"))
ASKED = tuple(
    (f"{time}-{number}", f"How sure are you that you can {item}? ({when})")
    for time, when in TIMES
    for number, item in enumerate(ITEMS, 1)
)


def _column(name: str, type_: str, label: str, description: str = "", **more: object) -> Column:
    required, unique = bool(more.get("required", True)), bool(more.get("unique", False))
    codes: tuple[tuple[str, str], ...] = more.get("codes", ())  # type: ignore[assignment]
    return Column(name, name, type_, label, description, required, unique, codes, str(more.get("of", "")))


def _table(name: str, label: str, description: str, key: str, *columns: Column) -> Table:
    return Table(name, name, "", label, description, key, columns)


_WORKSHOP = _column(
    "workshop", "string", "workshop", "A random name, the same in every export.", of="workshops"
)
_TABLE = _column("table", "integer", "table", "Its number in the workshop. People are nested in tables.")
_ROUND = _column("round", "integer", "round", "From 1.")
_PERSON = _column(
    "person", "string", "person", "A random pseudonym; no list leads from it to a name.", of="persons"
)
_DILEMMA = _column(
    "dilemma", "string", "dilemma", "By its id in the frozen script; see scripts.json for its words."
)

TABLES: tuple[Table, ...] = (
    _table(
        "workshops",
        "workshops",
        "One row for each workshop of the study that is closed.",
        "workshop",
        _column("workshop", "string", "workshop", "A random name, the same in every export.", unique=True),
        _column("scenario", "string", "scenario", "By its address in the library of scenarios."),
        _column(
            "scenario_version",
            "string",
            "version of the scenario",
            "What was played, frozen when the doors opened.",
        ),
        _column("script", "string", "script", "SHA-256 of the frozen script; a key of scripts.json."),
        _column("format", "string", "format", "Minutes that were planned, or custom."),
        _column("rounds", "integer", "rounds", "How many were planned."),
        _column("tables", "integer", "tables"),
        _column("rule", "string", "decision rule", "By what a table decides (VOTE-2)."),
        _column(
            "voting",
            "string",
            "promise",
            "Whether votes are forgotten with the decision (VOTE-10).",
            codes=(("confidential", "kept, never shown by name"), ("anonymous", "forgotten")),
        ),
        _column("bots", "integer", "bots", "How many seats bots held; their tables decided with them."),
        _column("month", "yearmonth", "month", "The month in which it closed."),
    ),
    _table(
        "tables",
        "tables",
        "How the term ended at each table: end of all tracks. It can be recomputed from events.csv.",
        "",
        _WORKSHOP,
        _TABLE,
        _column("rounds", "integer", "rounds", "How many the table decided."),
        *(
            _column(name, "integer", name, f"{name}, from 0 to {most}, at the end.")
            for name, most in (("time", 14), ("budget", 14), ("trust", 10), ("legitimacy", 10))
        ),
        *(
            _column(pole, "integer", f"pole {pole}", "From 0 to 10, at the end.")
            for pole in ("A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2")
        ),
        _column("solution", "integer", "solution", "Sum (END-1).", required=False),
        _column("carry_through", "integer", "carry-through", "Sum (END-2).", required=False),
        _column("lasting", "integer", "lasting capacity", "Sum (END-3).", required=False),
        _column(
            "ending",
            "string",
            "ending",
            "y or n for solution, carry-through and lasting capacity.",
            required=False,
        ),
        _column(
            "tone",
            "string",
            "tone of the ending",
            required=False,
            codes=(("bright", "bright"), ("dark", "dark")),
        ),
    ),
    _table(
        "stakeholders",
        "stakeholders",
        "Where each stakeholder stood at the end of the term.",
        "",
        _WORKSHOP,
        _TABLE,
        _column("stakeholder", "string", "stakeholder", "By its place in the scenario."),
        _column("attitude", "integer", "attitude", "From -3 (against) to 3 (for)."),
        _column("involvement", "integer", "involvement", "From 0 (not at all) to 3 (fully)."),
    ),
    _table(
        "decisions",
        "decisions",
        "What each table settled on in each round. Counts of votes leave no table (KEEP-3).",
        "",
        _WORKSHOP,
        _TABLE,
        _ROUND,
        _DILEMMA,
        _column("option", "string", "option", codes=OPTIONS),
        _column("manner", "string", "manner", codes=MANNERS),
        _column("decided_by", "string", "who decided", codes=DECIDERS),
    ),
    _table(
        "persons",
        "persons",
        "One row for each person who has agreed that the own rows may be used. Nobody else is in this table.",
        "person",
        _column(
            "person", "string", "person", "A random pseudonym; no list leads from it to a name.", unique=True
        ),
        _WORKSHOP,
        _column("table", "integer", "table", required=False),
        _column("family", "string", "family of the role played", required=False, codes=FAMILIES),
        _column(
            "calling",
            "string",
            "in real life",
            "Asked only where roles follow from it (SEAT-2).",
            required=False,
            codes=CALLINGS,
        ),
        _column(
            "often",
            "integer",
            "how often one had done it",
            "Worked on such a process before.",
            required=False,
            codes=OFTEN,
        ),
        _column(
            "sheet", "string", "sheet", "Language and version of the information sheet that was agreed to."
        ),
    ),
    _table(
        "choices",
        "choices and votes",
        "What a person chose alone and then voted, round by round. Where votes are anonymous both are missing.",
        "",
        _PERSON,
        _TABLE,
        _ROUND,
        _DILEMMA,
        _column(
            "choice",
            "string",
            "own choice",
            "not_yet: wanted to hear the others first.",
            required=False,
            codes=(*OPTIONS, ("not_yet", "not yet")),
        ),
        _column(
            "confidence",
            "integer",
            "how sure",
            required=False,
            codes=(("1", "unsure"), ("2", "fairly sure"), ("3", "very sure")),
        ),
        _column("reason", "string", "reason", "Mostly because it is ...", required=False, codes=REASONS),
        _column(
            "vote",
            "string",
            "vote",
            "The first vote; abstained: gave none of the options.",
            required=False,
            codes=(*OPTIONS, ("abstained", "abstained")),
        ),
        _column(
            "runoff",
            "string",
            "vote in the runoff",
            required=False,
            codes=(*OPTIONS, ("abstained", "abstained")),
        ),
    ),
    _table(
        "answers",
        "answers about oneself",
        "How sure a person is, on a row from 0 to 10; a row that was left out is not here. Self-reports run high after a good day.",
        "",
        _PERSON,
        _column("item", "string", "question", codes=ASKED),
        _column("value", "integer", "answer", "Unit: points, 0 (not at all) to 10 (quite sure)."),
    ),
    _table(
        "events",
        "events",
        "What happened to each table, in order, without a time and without a person. Folded by the rules, they give tables.csv.",
        "",
        _WORKSHOP,
        _column("number", "integer", "number", "In the order in which it happened."),
        _column("event", "string", "event", "By its name in docs/architecture.md and game/rules/events."),
        _column("data", "object", "data", "Its fields, as JSON."),
    ),
)

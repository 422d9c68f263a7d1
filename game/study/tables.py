"""What a study gives away: its tables and columns, from which data and codebook are made alike (X4)."""

from __future__ import annotations

from game.study import codes as of
from game.study.fields import KINDS, columns
from research.release.codebook import Described
from research.release.tables import Table


def _column(name: str, type_: str, label: str, description: str = "", **more: object) -> Described:
    required, unique = bool(more.get("required", True)), bool(more.get("unique", False))
    codes: tuple[tuple[str, str], ...] = more.get("codes", ())  # type: ignore[assignment]
    parts: tuple[Described, ...] = more.get("parts", ())  # type: ignore[assignment]
    unit, missing, refers_to = (str(more.get(key, "")) for key in ("unit", "missing", "refers_to"))
    return Described(
        name, name, type_, label, description, required, unique, codes, refers_to, unit, missing, parts
    )


def _optional(name: str, type_: str, label: str, description: str, missing: str, **more: object) -> Described:
    """A column in which a cell may be empty, and what that means."""
    return _column(name, type_, label, description, required=False, missing=missing, **more)


def _table(name: str, label: str, description: str, key: str, *held: Described) -> Table:
    return Table(name, name, "", label, description, key, held)


_WORKSHOP = _column(
    "workshop", "string", "workshop", "A random name, the same in every export.", refers_to="workshops"
)
_TABLE = _column(
    *("table", "integer", "table", "Its number in the workshop. People are nested in tables."),
    unit="number of the table",
)
#: On the day of a study a group takes the place of the table; the description says so.
_GROUP = "In rows that were made anonymous a drawn group: that of the person's last table, in all rows; 0: small tables together."
_ROUND = _column("round", "integer", "round", "From 1.", unit="number of the round")
_PERSON = _column(
    "person", "string", "person", "A random pseudonym; no list leads from it to a name.", refers_to="persons"
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
            *("scenario_version", "string", "version of the scenario"),
            "What was played, frozen when the doors opened.",
        ),
        _column("script", "string", "script", "SHA-256 of the frozen script; a key of scripts.json."),
        _column(
            "format",
            "string",
            "format",
            "Minutes that were planned, or custom.",
            unit="minutes",
            codes=of.FORMATS,
        ),
        _column("rounds", "integer", "rounds", "How many were planned.", unit="rounds"),
        _column("tables", "integer", "tables", unit="tables"),
        _column("rule", "string", "decision rule", "By what a table decides (VOTE-2).", codes=of.RULES),
        _column(
            "voting",
            "string",
            "promise",
            "Whether votes are forgotten with the decision (VOTE-10).",
            codes=of.PROMISES,
        ),
        _column(
            "bots",
            "integer",
            "bots",
            "How many seats bots held; their tables decided with them.",
            unit="seats",
        ),
        _column("month", "yearmonth", "month", "The month in which it closed.", unit="month of a year"),
    ),
    _table(
        "tables",
        "tables",
        "How the term ended at each table: end of all tracks. It can be recomputed from events.csv.",
        "",
        _WORKSHOP,
        _TABLE,
        _column("rounds", "integer", "rounds", "How many the table decided.", unit="rounds"),
        *(
            _column(name, "integer", name, f"{name}, from 0 to {most}, at the end.", unit="points")
            for name, most in (("time", 14), ("budget", 14), ("trust", 10), ("legitimacy", 10))
        ),
        *(
            _column(pole, "integer", f"pole {pole}", "From 0 to 10, at the end.", unit="points")
            for pole in ("A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2")
        ),
        *(
            _optional(
                name,
                "integer",
                label,
                f"Sum of {poles}, as END-1 to 3 say.",
                "the term was not ended",
                unit="points",
            )
            for name, label, poles in (
                ("solution", "solution", "C1 and D2"),
                ("carry_through", "carry-through", "A2, B1 and C2"),
                ("lasting", "lasting capacity", "A1, B2 and D1"),
            )
        ),
        _optional(
            "ending",
            "string",
            "ending",
            "y or n for solution, carry-through and lasting capacity.",
            "the term was cut short",
            codes=of.ENDINGS,
        ),
        _optional("tone", "string", "tone of the ending", "", "the term was not ended", codes=of.TONES),
    ),
    _table(
        "stakeholders",
        "stakeholders",
        "Where each stakeholder stood at the end of the term.",
        "",
        _WORKSHOP,
        _TABLE,
        _column("stakeholder", "string", "stakeholder", "By its place in the scenario.", codes=of.SLOTS),
        _column("attitude", "integer", "attitude", "From -3 (against) to 3 (for).", unit="points"),
        _column("involvement", "integer", "involvement", "From 0 (not at all) to 3 (fully).", unit="points"),
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
        _column("option", "string", "option", codes=of.OPTIONS),
        _column("manner", "string", "manner", codes=of.MANNERS),
        _column("decided_by", "string", "who decided", codes=of.DECIDERS),
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
        _optional(
            "table",
            "integer",
            "table",
            f"The last one. {_GROUP}",
            "sat at no table at the end",
            unit="number of the table",
        ),
        _optional(
            "family", "string", "family of the role played", "", "had no role at the end", codes=of.FAMILIES
        ),
        _optional(
            *("calling", "string", "in real life", "Asked only where roles follow from it (SEAT-2)."),
            "not asked, not answered, or made anonymous",
            codes=of.CALLINGS,
        ),
        _optional(
            *("often", "integer", "how often one had done it", "Worked on such a process before."),
            "not asked, or not answered",
            codes=of.OFTEN,
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
        _column(*("table", "integer", "table", f"Where it was played. {_GROUP}"), unit="number of the table"),
        _ROUND,
        _DILEMMA,
        _optional(
            *("choice", "string", "own choice", "not_yet: wanted to hear the others first."),
            "did not choose",
            codes=of.CHOICES,
        ),
        _optional(*("confidence", "integer", "how sure", ""), "did not say", codes=of.SURENESS),
        _optional("reason", "string", "reason", "Mostly because it is ...", "did not say", codes=of.REASONS),
        _optional(
            *("vote", "string", "vote", "The first vote; abstained: gave none of the options."),
            "did not vote",
            codes=of.VOTES,
        ),
        _optional(
            *("runoff", "string", "vote in the runoff", ""), "there was none, or did not vote", codes=of.VOTES
        ),
    ),
    _table(
        "answers",
        "answers about oneself",
        "How sure a person is, on a row from 0 to 10; a row that was left out is not here. Self-reports run high after a good day.",
        "",
        _PERSON,
        _column("item", "string", "question", codes=of.ASKED),
        _column("value", "integer", "answer", "0 (not at all) to 10 (quite sure).", unit="points"),
    ),
    _table(
        "events",
        "events",
        "What happened to each table, in order, without a time and without a person. Folded by the rules, they give tables.csv.",
        "",
        _WORKSHOP,
        _column(
            "number", "integer", "number", "In the order in which it happened.", unit="number of the line"
        ),
        _column("event", "string", "event", "By its name in game/rules/events.", codes=tuple(KINDS.items())),
        _column(
            *("data", "object", "data", "Its fields, as JSON; one that has its usual value is left out."),
            parts=columns(),
        ),
    ),
)

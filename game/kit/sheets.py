"""Sheets to write on: what a term came to, which marks are ticked, what was decided, and slips for reasons."""

from __future__ import annotations

from itertools import product

from django.utils.translation import gettext as _

from game.kit import endings, words
from game.kit.shape import Data, Document, Kit
from game.rules.hall.results import (
    BRIGHT,
    BUDGET_PER_PUSH,
    FEWEST_ROUNDS,
    LARGEST_PUSH,
    LEAD,
    SUMS,
    thresholds,
)
from game.templatetags.desk import manner_word
from game.templatetags.pieces import chip, level, pole, resource
from game.templatetags.results import result, result_means
from scenarios.conditions import RESOURCES
from scenarios.script import LEVEL_POLES, ROLES

#: A mark can be ticked so often; nothing asks for more.
TICKS = 5
SLIPS = 8
REASONS = ("lawful", "fair", "efficient", "trust", "taking_part", "lasting")
MANNERS = ("unanimous", "majority", "runoff", "word", "nobody")


def told(kit: Kit) -> Data:
    """All sheets, one to a page."""
    return {
        "how": _("one set for each table, and slips for every round"),
        "results": results(kit),
        "marks": marks(kit),
        "log": log(kit),
        "slips": slips(),
    }


def results(kit: Kit) -> Data:
    """The result sheet: every number that is compared or added, in the order in which it is worked out."""
    lead = _("its partner + %(n)d") % {"n": LEAD}
    return {
        "title": _("Result sheet"),
        "lead": _("Turn the seeds of the epilogue first. Then count, with whole numbers and a pencil."),
        "rounds": _("Rounds in which you decided"),
        "short": endings.too_short(),
        "stand": {
            "title": _("Where everything stands"),
            "rule": _(
                "The weaker side counts: a pole counts at most %(n)d more than its partner. Room without a frame carries nobody."
            )
            % {"n": LEAD},
            "head": [_("Pole"), _("stands at"), lead, _("counts: the smaller")],
            "levels": [
                {"number": number, "name": level(number), "poles": [pole(code) for code in codes]}
                for number, codes in LEVEL_POLES.items()
            ],
            "resources": [{"sign": name, "name": resource(name)} for name in RESOURCES],
        },
        "push": _push(),
        "sums": {
            "title": _("Three sums of what counts"),
            "rows": [_sum(name) for name in SUMS],
        },
        "thresholds": _thresholds(kit),
        "endings": _endings(),
        "tone": {
            "title": _("In which tone"),
            "mine": _("Your ending"),
            "lines": [
                _("Legitimacy: %(n)d or more. Read the bright text.") % {"n": BRIGHT},
                _("Legitimacy: %(n)d or less. Read the dark text.") % {"n": BRIGHT - 1},
            ],
        },
    }


def _push() -> Data:
    starts = [n * BUDGET_PER_PUSH for n in range(LARGEST_PUSH)]
    spans = [f"{n}\N{EN DASH}{n + BUDGET_PER_PUSH - 1}" for n in starts]
    spans.append(_("%(n)d or more") % {"n": LARGEST_PUSH * BUDGET_PER_PUSH})
    return {
        "title": _("What is left, and what was overdrawn"),
        "head": [_("Budget left"), *spans],
        "row": [_("Push"), *(f"+{n}" for n in range(LARGEST_PUSH + 1))],
        "overdrafts": _("Overdrafts, from the mark sheet"),
    }


def _sum(name: str) -> Data:
    carried = name == "carry_through"
    return {
        "name": result(name),
        "means": result_means(name),
        "parts": [
            *({"sign": "+", "name": pole(code)} for code in SUMS[name]),
            *(
                [{"sign": "+", "name": _("Push")}, {"sign": words.MINUS, "name": _("Overdrafts")}]
                if carried
                else []
            ),
        ],
    }


def _thresholds(kit: Kit) -> Data:
    counts = range(FEWEST_ROUNDS, kit.script.max_rounds + 1)
    return {
        "title": _("Is it enough?"),
        "rule": _("Find your row. A result is reached from this number on."),
        "head": [_("Rounds decided"), *map(result, SUMS)],
        "rows": [[str(n), *map(str, thresholds(kit.script, n))] for n in counts],
        "mine": _("Your sums"),
        "seals": _("Reached? Tick"),
    }


def _endings() -> Data:
    return {
        "title": _("Which ending"),
        "head": [*map(result, SUMS), _("Read aloud")],
        "rows": [
            {"reached": [letter == "y" for letter in found], "id": endings.name_of(found)}
            for found in _patterns()
        ],
        "yes": _("yes"),
        "no": _("no"),
    }


def _patterns() -> list[str]:
    return ["".join(letters) for letters in product("yn", repeat=len(SUMS))]


def marks(kit: Kit) -> Data:
    """The mark sheet: five boxes for each mark, and what can happen only once."""
    citizens, businesses = (kit.voice.say("people", slot) for slot in ("citizens", "businesses"))
    return {
        "title": _("Mark sheet"),
        "lead": _(
            "Tick one more box of a mark whenever a card, the book or a rule tells you to. Never rub one out."
        ),
        "ticks": TICKS,
        "heads": [_("Marks of the rules"), _("Marks of this story")],
        "shared": [words.mark(kit, name) for name in words.SHARED_MARKS],
        "own": [words.mark(kit, name) for name in words.own_marks(kit.script)],
        "once": {
            "title": _("Only once in a game"),
            "lines": [
                [citizens, words.line(pole("D2"), 1)],
                [businesses, words.line(resource("budget"), 1)],
            ],
        },
    }


def log(kit: Kit) -> Data:
    """The table log: a row for each round, and a row for each role."""
    return {
        "title": _("Table log"),
        "lead": _("The chair fills in a row when the table has decided."),
        "head": [
            _("Round"),
            _("Dilemma"),
            _("Option"),
            _("How it was decided"),
            _("Advice overruled"),
            _("First vote had no winner"),
            _("Safeguard"),
            _("Chair"),
        ],
        "rounds": [str(n) for n in range(1, kit.script.max_rounds + 1)],
        "letters": ["A", "B", "C", "D"],
        "manners": [manner_word(name) for name in MANNERS],
        "roles": {
            "title": _("Moves, once in a game"),
            "head": [_("Role"), _("Move"), _("Played in round")],
            "rows": [
                [kit.voice.say("roles", role, "title"), kit.voice.say("common.moves", role, "title")]
                for role in ROLES
            ],
        },
    }


def slips() -> Data:
    """A slip for a reason; there are eight on a sheet."""
    return {
        "title": _("Reason slips"),
        "name": _("Reason slip"),
        "many": SLIPS,
        "letters": ["A", "B", "C"],
        "choice": _("I am for"),
        "because": _("because it is more"),
        "reasons": [chip(name) for name in REASONS],
        "words": _("or, in a few words:"),
        "secret": _("No name"),
    }


DOCUMENTS: tuple[Document, ...] = (
    Document("40-sheets", lambda: _("Sheets to write on"), "sheets.typ", told),
)

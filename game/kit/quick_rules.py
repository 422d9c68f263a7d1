"""The quick rules: one side of one sheet that lies at every table, with a round in ten steps and all that is reckoned."""

from __future__ import annotations

from django.utils.translation import gettext as _

from game.kit import guide_minutes
from game.kit import quick_rules_words as said
from game.kit.shape import Data, Document, Kit
from game.rules.hall import results
from game.rules.round.moments import CUSTOM, PLANNED, ROUNDS
from game.templatetags.pieces import pole, step_name
from game.templatetags.results import result

#: No format plays fewer rounds.
FEWEST_ROUNDS = min(ROUNDS.values())
#: The ten steps: their signs, and the step of the rules whose time they take.
SIGNS = ("pen", "story", "lock", "all", "voice", "clock", "tick", "over", "gauges", "citizens")
TIMES = ("", "situation", "choice", "reveal", "talk", "", "vote", "runoff", "consequence", "reflect")


def told(kit: Kit) -> Data:
    """The picture of a round, its ten steps, and the rest in short pieces, each with a head and a text."""
    return {
        "how": _("one or two for each table, one-sided"),
        "head": _("A round in ten steps"),
        "flow": [
            {"icon": icon, "name": _short()[at], "time": _time(TIMES[at])} for at, icon in enumerate(SIGNS)
        ],
        "flow_alt": _("A round: %(steps)s. The runoff comes only where the vote has no winner.")
        % {"steps": ", ".join(_short())},
        "times": _times(kit),
        "without": " ".join(guide_minutes.without(kit.script)),
        "steps": said.steps(),
        "left": [{"head": _("No winner in the vote"), "pieces": list(said.ties())}],
        "right": [
            {"head": _("Who decides"), "pieces": list(said.who())},
            {"head": _("What follows, in this order"), "pieces": list(said.order()), "numbered": True},
            {"head": _("Seeds"), "pieces": list(said.seeds())},
            {"head": _("The end"), "pieces": list(said.end())},
        ],
        "sums": _sums(kit),
        "id": "rules",
    }


def _short() -> list[str]:
    return [
        _("Pen"),
        step_name("situation"),
        step_name("choice"),
        _("Turn"),
        step_name("talk"),
        _("Call"),
        step_name("vote"),
        step_name("runoff"),
        _("Book"),
        _("Quiet line"),
    ]


def _time(step: str) -> str:
    return guide_minutes.seconds(PLANNED[CUSTOM][step]) if step else ""


def _times(kit: Kit) -> str:
    usual = [form for form in guide_minutes.formats(kit.script) if PLANNED[form] == PLANNED[CUSTOM]]
    return _("Minutes in the formats of %(formats)s minutes, by the clock on your table.") % {
        "formats": ", ".join(usual)
    }


def _sums(kit: Kit) -> Data:
    """Each result with the poles that make it, and what it takes after so many rounds."""
    rounds = range(FEWEST_ROUNDS, kit.script.max_rounds + 1)
    return {
        "cells": [_("Rounds decided"), *map(str, rounds)],
        "rows": [
            [
                result(name),
                " + ".join(map(pole, poles)),
                *(str(results.thresholds(kit.script, n)[at]) for n in rounds),
            ]
            for at, (name, poles) in enumerate(results.SUMS.items())
        ],
    }


DOCUMENTS = (Document("50-quick-rules", lambda: _("Quick rules"), "quick_rules.typ", told),)

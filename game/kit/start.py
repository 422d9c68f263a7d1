"""The first sheet of the box: what is in it, what to print how often, what else one needs, and how to put it together."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from game.kit.shape import Data, Document, Kit
from research import licence
from scenarios.conditions import POLES, RESOURCES, SLOTS

#: So many tables are in the room of the table of files, and so many people at each.
TABLES = 6
FEWEST, MOST = 5, 8

#: For every table, for the room, for a print shop: names of files, and how many are printed for one table, or for the room.
FOR_TABLES: tuple[tuple[str, int], ...] = (
    ("10-board", 1),
    ("11-board-on-two-sheets", 1),
    ("12-markers", 1),
    ("20-roles", 1),
    ("21-dilemmas", 1),
    ("22-hidden-options", 1),
    ("23-consequence-book", 1),
    ("24-endings", 1),
    ("30-cards-to-fold", 1),
    ("31-cards-to-cut", 1),
    ("32-voting-cards", 1),
    ("40-sheets", 1),
    ("41-plan-pad", 2),
    ("50-quick-rules", 2),
)
FOR_THE_ROOM = ("00-start-here", "42-debrief-poster", "51-facilitators-guide")
FOR_A_SHOP = ("60-print-shop-cards", "61-print-shop-half-sheets")
#: So many discs lie on a board: eight poles, four resources, the round, and two for each of six people.
DISCS = len(POLES) + len(RESOURCES) + 1 + 2 * len(SLOTS)
#: What is printed instead of something else.
INSTEAD = ("11-board-on-two-sheets", *FOR_A_SHOP)


def told(kit: Kit) -> Data:
    """Groups of files with lines of four cells, what else one needs, steps with their minutes, and the licence."""
    minutes = [minutes for minutes, _text in _steps(kit)]
    return {
        "how": _("print this sheet first"),
        "head": _("Start here"),
        "say": _(
            "This box holds the board game of “%(title)s”: one town, one term, and a table of %(fewest)d to %(most)d people who "
            "lead it together. It needs no account and no internet. One person leads the room, and finds every "
            "word and every minute in 51-facilitators-guide."
        )
        % {"title": kit.title, "fewest": FEWEST, "most": MOST},
        "files": {
            "head": _("What is in the box"),
            "cells": [
                _("File"),
                _("What it is, and how to finish it"),
                _("For a table"),
                _("For %(tables)d tables") % {"tables": TABLES},
            ],
            "groups": [
                {"head": _("For every table"), "rows": [_row(kit, name, n) for name, n in FOR_TABLES]},
                {
                    "head": _("For the room"),
                    "rows": [[name, what(kit)[name], "", "1"] for name in FOR_THE_ROOM],
                },
                {
                    "head": _("Only if a print shop prints for you"),
                    "rows": [_row(kit, name, 1) for name in FOR_A_SHOP],
                },
            ],
        },
        "needs": {"head": _("What else you need"), "groups": list(_needs())},
        "together": {
            "head": _("Together in %(minutes)d minutes") % {"minutes": sum(minutes)},
            "say": _("Two people put one table together in this time; the second table goes faster."),
            "steps": [
                {"minutes": _("%(minutes)d min") % {"minutes": minutes}, "text": text}
                for minutes, text in _steps(kit)
            ],
        },
        "licence": {"head": _("Licence"), "say": licence_line(kit), "address": licence_address(kit)},
        "id": "start",
    }


def _row(kit: Kit, name: str, for_a_table: int) -> list[str]:
    counts = (for_a_table, for_a_table * TABLES)
    return [name, what(kit)[name], *(f"({n})" if name in INSTEAD else str(n) for n in counts)]


def what(kit: Kit) -> dict[str, str]:
    """By file: what it is, on which paper, one-sided unless told, and what is done with it."""
    large = _("A3") if kit.paper == "a4" else _("tabloid, 11 x 17 inches")
    return {
        "00-start-here": _("This sheet."),
        "10-board": _("The board, on one large sheet (%(large)s). Do not cut. Thick paper is a pleasure.")
        % {"large": large},
        "11-board-on-two-sheets": _(
            "The same board for an ordinary printer, instead of 10. Tape the halves together."
        ),
        "12-markers": _("Markers for the tracks, and the tents for pen and challenger. Thick paper; cut."),
        "20-roles": _("Eight role sheets. Cut in two; fold the private part back."),
        "21-dilemmas": _("The dilemma cards, two to a sheet. Cut in two; fold the flap."),
        "22-hidden-options": _("The strips of option D. Cut; fold so that nobody reads them."),
        "23-consequence-book": _("What every decision does. Cut in two, lay in order, staple on the left."),
        "24-endings": _("Eight endings in two tones. Cut in two, staple, and keep closed."),
        "30-cards-to-fold": _("Facts and seeds. Fold along the dashed line, glue, then cut."),
        "31-cards-to-cut": _(
            "Moves, safeguards, rule cards, incidents. Thick paper; cut. Incidents are for the facilitator."
        ),
        "32-voting-cards": _("Voting cards for eight people. Thick paper, the same for all; cut."),
        "40-sheets": _(
            "Result sheet, mark sheet, table log, slips for reasons. Print the page of slips once for every round; cut it."
        ),
        "41-plan-pad": _("Plans, four to a sheet. Cut into quarters, one for each person."),
        "42-debrief-poster": _("The five questions, for the wall. One large sheet (%(large)s), or enlarged.")
        % {"large": large},
        "50-quick-rules": _("The rules on one side. One lies on each side of the table."),
        "51-facilitators-guide": _("For whoever leads. Both sides if you like; staple."),
        "60-print-shop-cards": _(
            "All cards two-sided with 3 mm bleed, instead of 30, 31 and 32. The last eight are one set of voting cards: order eight sets."
        ),
        "61-print-shop-half-sheets": _(
            "Role sheets and dilemma cards two-sided with 3 mm bleed, instead of 20 and 21."
        ),
    }


def _needs() -> Iterator[Data]:
    yield {
        "head": _("To put it together"),
        "lines": [
            _("scissors and a ruler, or a paper cutter"),
            _("a glue stick, tape, a stapler"),
            _("envelopes or clips: one for each table, one for incidents"),
        ],
    }
    yield {
        "head": _("At each table"),
        "lines": [
            _("a pen for everybody"),
            _("a phone as clock, one is enough"),
            ngettext(
                "%(n)d coin or token, if you do not cut the markers",
                "%(n)d coins or tokens, if you do not cut the markers",
                DISCS,
            )
            % {"n": DISCS},
        ],
    }
    yield {
        "head": _("In the room"),
        "lines": [
            _("a wall, and something to hang the poster with"),
            _("small sticky notes, a thick pen"),
            _("a bell, or a glass and a spoon"),
        ],
    }


def _steps(kit: Kit) -> list[tuple[int, str]]:
    return [
        (
            3,
            _(
                "Sort what was printed by the line in the margin. Every sheet says which file it is, and how to cut it."
            ),
        ),
        (4, _("Tape the board, if it has two halves. Cut the markers and the tents.")),
        (
            8,
            _("Fold the sheets of 30 along the dashed line, glue, press flat, and cut along the grey lines."),
        ),
        (6, _("Cut the sheets of 31 and 32, up to five sheets at a time. Put the incidents aside.")),
        (6, _("Cut the half sheets in two. Staple the book and the endings; fold roles, flaps and strips.")),
        (
            3,
            _(
                "Lay aside what your format does not play: the dilemmas are in the guide. Put everything for a table into one "
                "envelope."
            ),
        ),
    ]


def licence_line(kit: Kit) -> str:
    """What others may do with the kit, by the licence that the scenario itself names."""
    if kit.licence != licence.NAME:
        return _("Before you share or change this box, ask whoever wrote the scenario.")
    return _(
        "Scenario and texts: %(publisher)s, under the licence %(name)s (CC BY 4.0). Copy it, share it and change "
        "it, also commercially, as long as you name %(publisher)s and say what you changed."
    ) % {"publisher": licence.PUBLISHER, "name": licence.LONG_NAME}


def licence_address(kit: Kit) -> str:
    """Where the licence stands, if we know it."""
    return licence.ADDRESS if kit.licence == licence.NAME else ""


DOCUMENTS = (Document("00-start-here", lambda: _("Start here"), "start.typ", told),)

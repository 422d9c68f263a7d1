"""The decisions of a workshop as a file for a spreadsheet: its columns, and its rows as text (KEEP-3)."""

from __future__ import annotations

import csv
import io

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from game.rules.screens.decisions import DecisionRow, decisions
from game.rules.screens.shapes import Texts
from game.rules.state import State
from research.spreadsheets import harmless

#: The columns in their order, and what stands in them. Names are never changed: somebody's own sheet may rest on them.
COLUMNS: dict[str, str | Promise] = {
    "scenario": _("The scenario, by its short name"),
    "scenario_version": _("Which version of it was played"),
    "table": _("Number of the table"),
    "table_name": _("Name of the table; empty without one"),
    "round": _("1 for the first round"),
    "stage": _("Stage of the story, 1 to 7"),
    "level": _("Level of co-creation that the dilemma names, 1 to 4"),
    "dilemma": _("The dilemma, by its short name"),
    "dilemma_title": _("Its title, in the language of the page"),
    "option": _("The option that was decided on, A to D"),
    "option_title": _("Its title, in the language of the page"),
    "decided_by": _("Whose votes decided: P politicians, M managers, or all"),
    "manner": _("How: agreed, majority or chair"),
    "safeguard": _("The safeguard that came with it; empty without one"),
    "ending": _("Of the table's whole term: y or n for Solution, Carry-through and Lasting capacity"),
    "tone": _("Of that ending: bright or dark"),
}
#: Between two cells; a spreadsheet that writes decimals with a comma wants semicolons.
SEPARATORS = {"comma": ",", "semicolon": ";"}
#: By this mark a spreadsheet knows that the letters are UTF-8.
MARK = "\ufeff"


def as_csv(state: State, texts: Texts, language: str, separator: str = "comma") -> str:
    """One line for each decided round of each table, after a line with the names of the columns.

    The same log makes the same file in the same language. KeyError for a separator that there is not.
    """
    told = io.StringIO()
    writer = csv.writer(told, delimiter=SEPARATORS[separator], lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in decisions(state, texts):
        cells = _cells(state, row, language)
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells.values()])
    return MARK + told.getvalue()


def _cells(state: State, row: DecisionRow, language: str) -> dict[str, str | int]:
    script = state.script
    found: dict[str, str | int] = {
        "scenario": script.slug,
        "scenario_version": script.version,
        "table": row.table,
        "table_name": row.table_name,
        "round": row.round,
        "stage": row.stage,
        "level": row.level,
        "dilemma": row.dilemma,
        "dilemma_title": script.say(f"{row.dilemma}.title", language),
        "option": row.option,
        "option_title": script.say(f"{row.dilemma}.{row.option}.title", language),
        "decided_by": row.decided_by,
        "manner": row.manner,
        "safeguard": row.safeguard,
        "ending": row.ending,
        "tone": row.tone,
    }
    return {column: found[column] for column in COLUMNS}

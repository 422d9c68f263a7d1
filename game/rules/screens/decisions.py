"""What the facilitator may take home as a table: one row for each decided round of each table (KEEP-2, KEEP-3).

No choice, vote, move or aim, no count of them, no name of a person and no time. No pole and no resource either: whoever
knows a scenario could work out from them, round by round, whose advice was overruled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.rules.effects.guards import attached
from game.rules.screens.plenary import manner
from game.rules.screens.shapes import Texts
from game.rules.state import State, Table


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decided round at one table.

    `manner` is agreed, majority or chair. `ending` and `tone` are those of the table's whole term; empty without one.
    """

    table: int
    table_name: str
    round: int
    dilemma: str
    stage: int
    level: int
    option: str
    decided_by: str
    manner: str
    safeguard: str
    ending: str
    tone: str


def decisions(state: State, texts: Texts) -> tuple[DecisionRow, ...]:
    """All decided rounds, by table and round."""
    return tuple(
        row for number in sorted(state.tables) for row in _of_table(state, texts, state.tables[number])
    )


def _of_table(state: State, texts: Texts, table: Table) -> Iterator[DecisionRow]:
    for play in table.decided:
        if play.decision is None:
            continue
        dilemma = state.script.dilemma(play.dilemma)
        yield DecisionRow(
            table=table.number,
            table_name=texts.tables.get(table.number, ""),
            round=play.round,
            dilemma=dilemma.id,
            stage=dilemma.stage,
            level=dilemma.level,
            option=play.decision.option,
            decided_by=play.decision.decided_by,
            manner=manner(play.decision),
            safeguard=attached(play),
            ending=table.results.ending if table.results else "",
            tone=table.results.tone if table.results and table.results.ending else "",
        )

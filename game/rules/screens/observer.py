"""What an observer sees: what the table sees in common, and nothing that one seat alone may see (SEAT-3)."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.play import Play
from game.rules.screens import told
from game.rules.screens.options import option_card
from game.rules.screens.shapes import Move, OptionCard, ReasonCard, Texts
from game.rules.screens.tasks import reason_cards
from game.rules.state import State, Table

#: The steps in which a table's choices lie open.
OPEN = ("reveal", "talk", "vote", "runoff", "consequence", "reflect", "done")


@dataclass(frozen=True, slots=True)
class Observer:
    """A table as the room may see it; `decided` is the option, with its manner, once there is one."""

    table: int
    table_name: str
    step: str
    step_number: int
    dilemma: str
    variant: bool
    decides: str
    options: tuple[OptionCard, ...]
    pattern: str
    reasons: tuple[ReasonCard, ...]
    decided: str
    moves: tuple[Move, ...]
    past: tuple[tuple[str, str], ...]


def observer(state: State, texts: Texts, table: Table) -> Observer:
    """The screen of somebody for whom the table has no seat."""
    step, play = table.step, table.play
    name, dilemma = (step.name if step else ""), (play.dilemma if play else "")
    is_open, decision = name in OPEN, play.decision if play else None
    return Observer(
        table=table.number,
        table_name=texts.tables.get(table.number, ""),
        step=name,
        step_number=step.number if step else 0,
        dilemma=dilemma,
        variant=bool(play and play.variant),
        decides=play.deciders if play else "",
        options=_options(state, table, play) if play and dilemma else (),
        pattern=play.pattern if play and is_open else "",
        reasons=reason_cards(texts, play) if play and is_open else (),
        decided=decision.option if decision else "",
        moves=told.moves(table, play) if play and decision else (),
        past=tuple((p.dilemma, p.decision.option) for p in table.past if p.decision),
    )


def _options(state: State, table: Table, play: Play) -> tuple[OptionCard, ...]:
    """The ways out that lie open to all; a hidden one only once it is open."""
    known = state.script.dilemma(play.dilemma).options.values()
    letters = sorted(o.letter for o in known if not o.opens_if or o.letter in play.options)
    return tuple(option_card(state, table, play, letter) for letter in letters)

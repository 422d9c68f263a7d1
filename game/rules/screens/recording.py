"""The screen of a phone at a table on paper: where the table enters what it did, and what it sees in between (PAPER-7)."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.play import Play
from game.rules.screens.on_paper import Entry, entry
from game.rules.screens.options import option_card
from game.rules.screens.shapes import OptionCard
from game.rules.state import State, Table


@dataclass(frozen=True, slots=True)
class Recording:
    """What can be entered now. `cards` are the options that lie open to all, as on the card; `secret` the letters of others.

    Of a fact nothing is told but the sign on its card, and of an option that nobody has opened yet its letter.
    """

    step: int
    dilemma: str
    entry: Entry
    decides: str = ""
    runoff: bool = False
    variant: bool = False
    cards: tuple[OptionCard, ...] = ()
    secret: tuple[str, ...] = ()


def recording(state: State, table: Table) -> Recording | None:
    """What a table on paper can enter now, or None where it has nothing to enter."""
    found, step, play = entry(state, table), table.step, table.play
    if not table.paper or found is None or step is None or play is None:
        return None
    if found.incident:
        return Recording(step.number, "", found)
    return Recording(
        step=step.number,
        dilemma=play.dilemma,
        entry=found,
        decides=play.deciders,
        runoff=step.name == "runoff" and not play.tied,
        variant=play.variant,
        cards=_cards(state, table, play),
        secret=tuple(letter for letter in found.decision if not _is_open(state, play, letter)),
    )


def _cards(state: State, table: Table, play: Play) -> tuple[OptionCard, ...]:
    letters = sorted(state.script.dilemma(play.dilemma).options)
    return tuple(
        option_card(state, table, play, letter) for letter in letters if _is_open(state, play, letter)
    )


def _is_open(state: State, play: Play, letter: str) -> bool:
    """Whether an option stands on the card, or was opened at the table."""
    return letter in play.options or not state.script.dilemma(play.dilemma).options[letter].opens_if

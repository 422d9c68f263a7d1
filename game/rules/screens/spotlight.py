"""One table on the wall: what it decided, and what its paper writes; never who (PHASE-7)."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.screens.plenary import manner
from game.rules.screens.shapes import Texts
from game.rules.state import AFTER_PLAY, State


@dataclass(frozen=True, slots=True)
class SpotRound:
    """A decided round of the table: its dilemma, the option, and one of three manners."""

    round: int
    dilemma: str
    option: str
    manner: str


@dataclass(frozen=True, slots=True)
class Spotlight:
    """The table on the wall; in the rounds its newest decision alone, afterwards all of them with the headline."""

    number: int
    name: str
    rounds: tuple[SpotRound, ...]
    ending: str = ""
    tone: str = ""
    is_over: bool = False


def spotlight(state: State, texts: Texts) -> Spotlight | None:
    """What the wall shows of the table in the spotlight, if there is one whose chair has agreed."""
    if not state.spot_shown:
        return None
    table = state.tables[state.spot]
    is_over = state.phase in AFTER_PLAY
    rounds = tuple(
        SpotRound(play.round, play.dilemma, play.decision.option, manner(play.decision))
        for play in table.decided
        if play.decision is not None
    )
    return Spotlight(
        table.number,
        texts.tables.get(table.number, ""),
        rounds if is_over else rounds[-1:],
        table.results.ending if is_over and table.results else "",
        table.results.tone if is_over and table.results else "",
        is_over,
    )

"""The first, private answer, and the pattern it makes at a table (CHOICE-1 to 5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator

from game.rules import chance
from game.rules.events import ChallengerDrawn, Event, StepClosed
from game.rules.play import Play
from game.rules.state import State

CHIPS = ("lawful", "fair", "efficient", "trust", "taking_part", "lasting")
CONFIDENCE = (0, 1, 2, 3)


def close(state: State, number: int) -> Generator[Event, State, State]:
    """Freeze the choices: what is told from now on is a pattern and reasons, without seats."""
    play = state.tables[number].play
    assert play is not None
    return (
        yield StepClosed(
            table=number,
            name="choice",
            pattern=pattern(
                [*(choice.option for choice in play.choices.values() if choice.option), *play.paper.chosen]
            ),
            reasons=_reasons(state, number, play),
        )
    )


def pattern(options: list[str]) -> str:
    """The choices made, in one word (CHOICE-3)."""
    if len(options) < 2:
        return "few"
    counts = Counter(options)
    if len(counts) == 1:
        return "agreed"
    if max(counts.values()) * 2 > len(options):
        return "leaning"
    return "split_two" if len(counts) == 2 else "split_three"


def challenge(state: State, number: int) -> Generator[Event, State, State]:
    """If at least three chose and all agree, somebody argues for what nobody chose (CHOICE-5)."""
    table = state.tables[number]
    play = table.play
    assert play is not None
    chosen = [*(choice.option for choice in play.choices.values() if choice.option), *play.paper.chosen]
    if play.pattern != "agreed" or len(chosen) < 3:
        return state
    others = [role for role in state.present(table) if role != table.chair]
    role = chance.one(state.draw_key, others, table.round, number, "challenger")
    return (yield ChallengerDrawn(table=number, role=role)) if role else state


def _reasons(
    state: State, number: int, play: Play
) -> tuple[tuple[str, tuple[tuple[str, int], ...], tuple[str, ...]], ...]:
    """Per option chosen: chips with counts, and notes in drawn order (CHOICE-4)."""
    found = []
    for option in sorted({choice.option for choice in play.choices.values() if choice.option}):
        mine = [choice for choice in play.choices.values() if choice.option == option]
        chips = Counter(choice.reason for choice in mine if choice.reason)
        notes = [choice.note for choice in mine if choice.note]
        drawn = chance.ordered(state.draw_key, notes, play.round, number, "reasons")
        found.append((option, tuple((chip, chips[chip]) for chip in CHIPS if chips[chip]), drawn))
    return tuple(found)

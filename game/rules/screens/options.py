"""An option as it may be seen (COND-2), and as it is printed (PAPER-7)."""

from __future__ import annotations

from game.rules.effects.consequences import effects_of
from game.rules.play import Play
from game.rules.screens.shapes import OptionCard
from game.rules.state import State, Table
from scenarios.script import Dilemma, Option


def option_card(state: State, table: Table, play: Play, letter: str) -> OptionCard:
    """One option in the form that it has in this round: costs, and whether it is locked and why."""
    option: Option = state.script.dilemma(play.dilemma).options[letter]
    is_alt = option.alt is not None and letter in play.alts
    effects = effects_of(option, play.alts)
    locked = letter not in play.options
    needs = tuple((term.name, term.value) for term in option.needs) if locked else ()
    text = f"{play.dilemma}.{letter}.{'alt' if is_alt else 'text'}"
    return OptionCard(letter, text, effects.time, effects.budget, locked, needs)


def printed_cards(dilemma: Dilemma) -> tuple[OptionCard, ...]:
    """The options that stand on the printed card: those that nobody has to find, with what each needs."""
    return tuple(
        OptionCard(
            option.letter,
            f"{dilemma.id}.{option.letter}.text",
            option.effects.time,
            option.effects.budget,
            needs=tuple((term.name, term.value) for term in option.needs),
        )
        for _letter, option in sorted(dilemma.options.items())
        if not option.opens_if
    )

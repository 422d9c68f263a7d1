"""An option as it may be seen (COND-2)."""

from __future__ import annotations

from game.rules.effects.consequences import effects_of
from game.rules.play import Play
from game.rules.screens.shapes import OptionCard
from game.rules.state import State, Table
from scenarios.script import Option


def option_card(state: State, table: Table, play: Play, letter: str) -> OptionCard:
    """One option in the form that it has in this round: costs, and whether it is locked and why."""
    option: Option = state.script.dilemma(play.dilemma).options[letter]
    is_alt = option.alt is not None and letter in play.alts
    effects = effects_of(option, play.alts)
    locked = letter not in play.options
    needs = tuple((term.name, term.value) for term in option.needs) if locked else ()
    text = f"{play.dilemma}.{letter}.{'alt' if is_alt else 'text'}"
    return OptionCard(letter, text, effects.time, effects.budget, locked, needs)

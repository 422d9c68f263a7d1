"""The minutes of each decision: what was weighed, who decided and how, why, and the arguments for what was not taken (KEEP-3)."""

from __future__ import annotations

from collections.abc import Mapping

from game.report.shapes import Argument, Edition, Minutes, Weighed
from game.rules.effects import incidents
from game.rules.effects.guards import attached
from game.rules.play import Play
from game.rules.screens.options import option_card
from game.rules.screens.plenary import manner
from game.rules.state import State, Table
from scenarios.conditions import POLES


def minutes(state: State, notes: Mapping[str, str], edition: Edition, table: Table, play: Play) -> Minutes:
    """The minutes of a decided round. `notes` are texts by id; they are told where the edition may read them."""
    decision = play.decision
    assert decision is not None
    known = notes if edition.may_read(table.number) else {}
    arguments = tuple(
        Argument(r.option, tuple(chip for chip, _n in r.chips), _words(known, r.notes)) for r in play.reasons
    )
    said = tuple(argument for argument in arguments if argument.chips or argument.words)
    worry = next((made for made in play.moves if made.worry), None)
    return Minutes(
        table=table.number,
        round=play.round,
        option=decision.option,
        decided_by=decision.decided_by,
        manner=manner(decision),
        weighed=weighed(state, table, play),
        reasons=tuple(argument for argument in said if argument.option == decision.option),
        dissent=tuple(argument for argument in said if argument.option != decision.option),
        worry=worry.worry if worry else "",
        noted=known.get(worry.note, "") if worry else "",
        guard=attached(play),
        facts=play.shared,
        incident=incidents.text(state.script, play.incident) if play.incident else "",
        answer=play.answer,
        moved=_moved(play),
        variant=play.variant,
        paper=decision.paper,
    )


def weighed(state: State, table: Table, play: Play) -> tuple[Weighed, ...]:
    """The options that were open at a table, in the form that they had there."""
    cards = (option_card(state, table, play, letter) for letter in sorted(play.options))
    return tuple(Weighed(card.letter, card.text, card.time, card.budget) for card in cards)


def _words(notes: Mapping[str, str], ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(notes[note] for note in ids if notes.get(note))


def _moved(play: Play) -> tuple[tuple[str, int], ...]:
    """Poles with the sum of what the decision moved, in pole order; what seeds, incidents, moves and hearings did is not its.

    That advice was overruled stays at the table, and so does what it moved (KEEP-3).
    """
    changes = [
        change
        for change in play.changes
        if change.kind in ("pole", "wobble")
        and not change.cause.startswith(("seed ", "incident ", "move ", "hearing", "overruled"))
    ]
    sums = ((pole, sum(change.by for change in changes if change.key == pole)) for pole in POLES)
    return tuple((pole, by) for pole, by in sums if by)

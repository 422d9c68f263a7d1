"""What an entry for paper changes."""

from __future__ import annotations

from game.rules import events as e
from game.rules.evolving.shared import after, seen
from game.rules.play import Guard, OnPaper
from game.rules.state import State


@after(e.PaperEntered)
def _paper_entered(state: State, event: e.PaperEntered) -> State:
    table = state.tables[event.table]
    play, roles = table.play, state.on_paper(table)
    assert play is not None
    known = play.paper
    paper = OnPaper(event.choices or known.choices, event.deciding, event.advising)
    guard = play.guard
    if event.guard:
        said = {**(guard.answers if guard else {}), **dict.fromkeys(roles, event.wanted)}
        guard = Guard(event.guard, said)
    answered = (*play.answered, *(role for role in roles if role not in play.answered))
    state = state.with_play(event.table, paper=paper, guard=guard, answered=answered)
    for role in roles:
        state = seen(state, event.table, role)
    return state.with_step(event.table, stirred_at=state.at)


@after(e.PaperRecorded)
def _paper_recorded(state: State, event: e.PaperRecorded) -> State:
    return state.with_step(event.table, stirred_at=state.at)

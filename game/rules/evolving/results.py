"""What the end of a term changes, and what people keep and show afterwards."""

from __future__ import annotations

from game.rules import events as e
from game.rules.copies import replace
from game.rules.evolving.shared import after, off_the_wall
from game.rules.play import Results
from game.rules.state import State


@after(e.TermEnded)
def _term_ended(state: State, event: e.TermEnded) -> State:
    table = state.tables[event.table]
    aftermath = table.play.changes if event.dropped and table.play else ()
    past = table.decided
    return state.with_table(
        event.table,
        play=None,
        past=past,
        round=past[-1].round if past else 0,
        chairs=table.chairs[: len(past)],
        pen=None,
        aftermath=aftermath,
    )


@after(e.ResultsReached)
def _results_reached(state: State, event: e.ResultsReached) -> State:
    results = Results(
        rounds=event.rounds,
        solution=event.solution,
        carry_through=event.carry_through,
        lasting=event.lasting,
        ending=event.ending,
        tone=event.tone,
    )
    return state.with_table(event.table, results=results)


@after(e.QuestionsAnswered)
def _questions_answered(state: State, event: e.QuestionsAnswered) -> State:
    asked = state.players[event.player].asked
    asked = asked if event.part in asked else (*asked, event.part)
    return replace(state.with_player(event.player, asked=asked), stirred_at=state.at)


@after(e.NoteKept)
def _note_kept(state: State, event: e.NoteKept) -> State:
    written = {**state.written, event.note: state.written.get(event.note, 0) + 1}
    return replace(off_the_wall(state, event.note), written=written, stirred_at=state.at)


@after(e.LeadSent)
def _lead_sent(state: State, event: e.LeadSent) -> State:
    leads = (*state.tables[event.table].leads, event.lead)
    return replace(state.with_table(event.table, leads=leads), stirred_at=state.at)


@after(e.NoteShared, e.PlanShared)
def _shared(state: State, event: e.NoteShared | e.PlanShared) -> State:
    return replace(state, shared={**state.shared, event.note: event.table})


@after(e.NoteHidden)
def _hidden(state: State, event: e.NoteHidden) -> State:
    return replace(off_the_wall(state, event.note), hidden=(*state.hidden, event.note))


@after(e.NoteShown)
def _shown(state: State, event: e.NoteShown) -> State:
    return replace(state, hidden=tuple(note for note in state.hidden if note != event.note))

"""Which judge hears which command."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

from game.rules import answers, seats, workshop
from game.rules import commands as c
from game.rules.events import Event
from game.rules.state import State

Judge = Generator[Event, State, State]

JUDGES: dict[type[c.Command], Callable[[State, Any], Judge]] = {
    c.OpenDoors: workshop.open_doors,
    c.AdvancePhase: workshop.advance_phase,
    c.OpenRound: workshop.open_round,
    c.LockDoors: workshop.lock_doors,
    c.UnlockDoors: workshop.unlock_doors,
    c.Pause: workshop.pause,
    c.Resume: workshop.resume,
    c.TakeDesk: workshop.take_desk,
    c.Extend: workshop.extend,
    c.CloseForTable: workshop.close_for_table,
    c.StepBack: workshop.step_back,
    c.TimeIsUp: workshop.time_is_up,
    c.Join: seats.join,
    c.TakeSeat: seats.take_seat,
    c.RemovePlayer: seats.remove,
    c.Readmit: seats.readmit,
    c.NoteAway: seats.note_away,
    c.NoteBack: seats.note_back,
    c.NoteAsleep: seats.note_asleep,
    c.MarkRead: answers.mark_read,
    c.Choose: answers.choose,
    c.TapReady: answers.tap_ready,
    c.CallVote: answers.call_vote,
    c.CastVote: answers.cast_vote,
    c.GiveWord: answers.give_word,
    c.CloseStep: answers.close_step,
    c.TakePen: answers.take_pen,
    c.GoOn: answers.go_on,
    c.Reflect: answers.reflect,
    c.AskForTime: answers.ask_for_time,
}


def decide(state: State, command: c.Command) -> Judge:
    """The judge of a command, ready to say what happens; it may raise Refused."""
    return JUDGES[type(command)](state, command)

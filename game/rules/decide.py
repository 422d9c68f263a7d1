"""Which judge hears which command."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

from game.rules import commands as c
from game.rules import refused
from game.rules.events import Event
from game.rules.hall import (
    erasing,
    leads,
    messages,
    moving,
    notes,
    paper,
    recording,
    replan,
    room,
    seats,
    sharing,
    spotlight,
    walk_in,
    wall,
    warm_up,
    workshop,
)
from game.rules.refused import Refused
from game.rules.round import answers, desk, entering, talking
from game.rules.seating import roles
from game.rules.state import State

Judge = Generator[Event, State, State]

JUDGES: dict[type[c.Command], Callable[[State, Any], Judge]] = {
    c.OpenDoors: workshop.open_doors,
    c.AdvancePhase: workshop.advance_phase,
    c.AskQuestion: workshop.ask_question,
    c.OpenRound: workshop.open_round,
    c.ShowPlenary: room.show_plenary,
    c.SkipPlenary: room.skip_plenary,
    c.SkipIncident: room.skip_incident,
    c.LeadWarmUp: warm_up.lead,
    c.ShowWall: wall.show,
    c.PutOnWall: wall.put_on,
    c.TakeOffWall: wall.take_off,
    c.AnswerWarmUp: warm_up.answer,
    c.LockDoors: workshop.lock_doors,
    c.UnlockDoors: workshop.unlock_doors,
    c.Pause: workshop.pause,
    c.Resume: workshop.resume,
    c.TakeDesk: workshop.take_desk,
    c.Extend: desk.extend,
    c.CloseForTable: desk.close_for_table,
    c.StepBack: desk.step_back,
    c.ReopenVote: desk.reopen_vote,
    c.DropDilemma: room.drop_dilemma,
    c.TimeIsUp: workshop.time_is_up,
    c.AskSpotlight: spotlight.ask,
    c.AnswerSpotlight: spotlight.answer,
    c.EndSpotlight: spotlight.end,
    c.SetEnd: replan.set_end,
    c.ApplyClock: replan.apply_clock,
    c.Nudge: desk.nudge,
    c.Say: messages.say,
    c.WithdrawMessage: messages.withdraw,
    c.MarkMessageRead: messages.mark_read,
    c.Join: seats.join,
    c.TakeSeat: seats.take_seat,
    c.SayCalling: roles.say_calling,
    c.FindSeat: walk_in.find_seat,
    c.ShareDevice: sharing.share,
    c.TakeDevice: sharing.take,
    c.PassDevice: sharing.pass_on,
    c.PutOnPaper: paper.put_on,
    c.TakeOffPaper: paper.take_off,
    c.EnterPaper: entering.enter_paper,
    c.RecordForTable: recording.record_for,
    c.RemovePlayer: seats.remove,
    c.Erase: erasing.erase,
    c.Readmit: seats.readmit,
    c.Rename: seats.rename,
    c.MovePlayer: moving.move_player,
    c.ChangeRole: moving.change_role,
    c.CloseTable: moving.close_table,
    c.ReopenTable: moving.reopen_table,
    c.NoteAway: seats.note_away,
    c.NoteBack: seats.note_back,
    c.NoteAsleep: seats.note_asleep,
    c.NoteDeskAway: workshop.note_desk_away,
    c.NoteDeskBack: workshop.note_desk_back,
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
    c.ShareFact: talking.share_fact,
    c.PlayMove: talking.play_move,
    c.AskStakeholder: talking.ask_stakeholder,
    c.AskColleague: talking.ask_colleague,
    c.AnswerIncident: talking.answer_incident,
    c.RevealAim: talking.reveal_aim,
    c.AnswerQuestions: notes.answer_questions,
    c.KeepNote: notes.keep_note,
    c.ShareNote: notes.share_note,
    c.SharePlan: notes.share_plan,
    c.SendLead: leads.send_lead,
    c.HideNote: notes.hide_note,
    c.ShowNote: notes.show_note,
}


#: What people write: always with these deeds, and with those if they bring a note.
WRITING = (c.KeepNote, c.ShareNote, c.SharePlan, c.SendLead)
MAY_WRITE = (c.Choose, c.Reflect, c.PlayMove)


def decide(state: State, command: c.Command) -> Judge:
    """The judge of a command, ready to say what happens; it may raise Refused. In a study nobody writes (KEEP-5)."""
    writes = isinstance(command, WRITING) or (isinstance(command, MAY_WRITE) and bool(command.note))
    if state.settings.is_study and writes:
        raise Refused(refused.NO_WORDS_IN_STUDY)
    return JUDGES[type(command)](state, command)

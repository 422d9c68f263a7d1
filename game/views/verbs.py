"""The facilitator's verbs: what each button of the desk says, as a command, and the rows it brings."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.db import models
from django.http import Http404, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from game import log, unnamed
from game.models import MESSAGE_LENGTH, NAME_LENGTH, Note, Player, Workshop
from game.rules import commands as c
from game.templatetags.replanning import told_to_room
from game.views import papers
from research.typed import LineField

Wish = tuple[c.Command, list[models.Model]]
#: A plan is changed in so many places at once, at most.
MOST_CHANGES = 6


def wish(verb: str, workshop: Workshop, sent: QueryDict) -> Wish:
    """The command of a verb and the rows it brings.

    Http404 for a verb that does not exist; ValidationError with a sentence for words that cannot be taken;
    ValueError where what was sent cannot be understood.
    """
    must_be_known(verb)
    if verb in WORDS:
        return WORDS[verb](workshop, sent)
    return VERBS[verb](sent), []


def must_be_known(verb: str) -> None:
    """Http404 unless there is such a verb."""
    if verb not in (*VERBS, *WORDS, MANY):
        raise Http404("no such verb")


def _number(sent: QueryDict, name: str) -> int:
    return int(sent.get(name, ""))


def _back(way: str) -> c.AdvancePhase:
    """The way back as its button names it: the phase that is left, and the one to go to."""
    leaving, _blank, to = way.partition(" ")
    return c.AdvancePhase(leaving, to or leaving)


def _say(workshop: Workshop, sent: QueryDict) -> Wish:
    """The words to all, a table or one person; `said` names them, so that the second of two clicks says nothing."""
    field = LineField(MESSAGE_LENGTH, error_messages={"required": _("Write what you want to say.")})
    words = field.clean(sent.get("words", ""))
    note = _name_of_words(sent)
    command = c.Say(note, int(sent.get("table") or 0), sent.get("player", ""))
    return command, [Note(workshop=workshop, player="", id_in_log=note, text=words)]


def _name_of_words(sent: QueryDict) -> str:
    """The note under which words are kept, as the page has named them."""
    name = sent.get("said", "")
    return f"say.{name if name.isalnum() and len(name) <= 32 else secrets.token_hex(6)}"


def _apply_clock(workshop: Workshop, sent: QueryDict) -> Wish:
    """Plan the rest anew as the desk proposed it, and tell everybody in a sentence."""
    pairs = (words.partition(" ") for words in sent.getlist("change")[:MOST_CHANGES])
    changes = tuple((kind, what) for kind, _blank, what in pairs)
    note, script = _name_of_words(sent), log.current(workshop).state.script
    words = told_to_room(script, get_language() or "en", changes)
    row = Note(workshop=workshop, player="", id_in_log=note, text=words[:MESSAGE_LENGTH])
    return c.ApplyClock(changes, note), [row]


def _unnamed(command: Callable[[str, QueryDict], c.Command]) -> Callable[[Workshop, QueryDict], Wish]:
    """A verb about words that are shown without a name: the page knows them by a sign only."""

    def wished(workshop: Workshop, sent: QueryDict) -> Wish:
        shared = log.current(workshop).state.shared
        return command(unnamed.note_called(workshop.slug, sent.get("note", ""), shared), sent), []

    return wished


def _rename(workshop: Workshop, sent: QueryDict) -> Wish:
    """Another name for a player; the row is written only if the rules agree."""
    field = LineField(NAME_LENGTH, error_messages={"required": _("Write the new name.")})
    name = field.clean(sent.get("name", ""))
    player = sent.get("player", "")
    row = Player.objects.filter(workshop=workshop, id_in_log=player).first()
    if row is not None:
        row.name = name
    return c.Rename(player), [row] if row is not None else []


VERBS: dict[str, Callable[[QueryDict], c.Command]] = {
    "take-desk": lambda sent: c.TakeDesk(),
    "next-phase": lambda sent: c.AdvancePhase(sent.get("leaving", "")),
    "next-phase-anyway": lambda sent: c.AdvancePhase(sent.get("leaving", ""), confirmed=True),
    "back-to": lambda sent: _back(sent.get("way", "")),
    "ask-question": lambda sent: c.AskQuestion(_number(sent, "question")),
    "show-wall": lambda sent: c.ShowWall(sent.get("what", "")),
    "withdraw": lambda sent: c.WithdrawMessage(sent.get("note", "")),
    "open-round": lambda sent: c.OpenRound(_number(sent, "round")),
    "show-plenary": lambda sent: c.ShowPlenary(_number(sent, "round")),
    "show-plenary-anyway": lambda sent: c.ShowPlenary(_number(sent, "round"), confirmed=True),
    "skip-plenary": lambda sent: c.SkipPlenary(_number(sent, "round")),
    "drop-dilemma": lambda sent: c.DropDilemma(sent.get("dilemma", "")),
    "reopen-vote": lambda sent: c.ReopenVote(_number(sent, "table"), _number(sent, "step")),
    "skip-incident": lambda sent: c.SkipIncident(_number(sent, "round")),
    "warm-up": lambda sent: c.LeadWarmUp(sent.get("leaving", "")),
    "end-warm-up": lambda sent: c.LeadWarmUp(over=True),
    "pause": lambda sent: c.Pause(),
    "resume": lambda sent: c.Resume(),
    "lock-doors": lambda sent: c.LockDoors(),
    "unlock-doors": lambda sent: c.UnlockDoors(),
    "extend": lambda sent: c.Extend(
        _number(sent, "table"), _number(sent, "step"), int(sent.get("minutes") or 1)
    ),
    "close-step": lambda sent: c.CloseForTable(_number(sent, "table"), _number(sent, "step")),
    "step-back": lambda sent: c.StepBack(_number(sent, "table"), _number(sent, "step"), sent.get("to", "")),
    "remove": lambda sent: c.RemovePlayer(sent.get("player", "")),
    "move": lambda sent: c.MovePlayer(sent.get("player", ""), _number(sent, "goes")),
    "change-role": lambda sent: c.ChangeRole(sent.get("player", ""), sent.get("role", "")),
    "close-table": lambda sent: c.CloseTable(_number(sent, "table")),
    "reopen-table": lambda sent: c.ReopenTable(_number(sent, "table")),
    "put-on-paper": papers.put_on,
    "take-off-paper": papers.take_off,
    "enter-paper": papers.entered,
    "readmit": lambda sent: c.Readmit(sent.get("player", "")),
    "ask-spotlight": lambda sent: c.AskSpotlight(_number(sent, "table")),
    "end-spotlight": lambda sent: c.EndSpotlight(),
    "nudge": lambda sent: c.Nudge(_number(sent, "table"), _number(sent, "step")),
    "set-end": lambda sent: c.SetEnd(_number(sent, "minutes")),
}
#: What brings words, or is about words.
WORDS: dict[str, Callable[[Workshop, QueryDict], Wish]] = {
    "say": _say,
    "rename": _rename,
    "apply-clock": _apply_clock,
    "hide-note": _unnamed(lambda note, sent: c.HideNote(note)),
    "show-note": _unnamed(lambda note, sent: c.ShowNote(note)),
    "put-on-wall": _unnamed(lambda note, sent: c.PutOnWall(note, _number(sent, "written"))),
    "take-off-wall": _unnamed(lambda note, sent: c.TakeOffWall(note)),
}
#: What is done for several tables at once; game/views/many.py knows how.
MANY = "many"

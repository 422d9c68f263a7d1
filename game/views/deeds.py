"""What each deed of a player's page means: the form it fills, the command it wishes, and the rows it brings."""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_hex
from typing import Any

from django.db import models
from django.forms import Form
from django.utils.translation import get_language
from django.utils.translation import gettext_noop as _

from game import forms, taps
from game.access import Seated
from game.models import Note, Player, new_player_id
from game.rules import commands as c
from game.rules.seating import devices
from game.views import writing
from game.views.writing import Wish
from scenarios import unclear


def _note(seated: Seated, data: dict[str, Any]) -> list[models.Model]:
    """The words that come with a deed, as a row; none without words."""
    if not data["words"]:
        return []
    name = f"{seated.player}.{data['step']}"
    return [Note(workshop=seated.workshop, player=seated.player, id_in_log=name, text=data["words"])]


def _note_name(rows: list[models.Model]) -> str:
    return rows[0].id_in_log if rows and isinstance(rows[0], Note) else ""


def _seat(seated: Seated, data: dict[str, Any]) -> Wish:
    number, _dash, role = data["seat"].partition("-")
    return c.TakeSeat(seated.player, int(number), role), []


def _table(seated: Seated, data: dict[str, Any]) -> Wish:
    return c.TakeSeat(seated.player, data["table"]), []


def _calling(seated: Seated, data: dict[str, Any]) -> Wish:
    return c.SayCalling(seated.player, data["calling"]), []


def _find_seat(seated: Seated, data: dict[str, Any]) -> Wish:
    return c.FindSeat(seated.player), []


def _share_device(seated: Seated, data: dict[str, Any]) -> Wish:
    """Players for the seats beside one's own, each with a row that has no name yet; the rules may need fewer of them."""
    others = tuple(new_player_id() for _other in range(data["people"] - 1))
    here = devices.seats_on(seated.current.state, seated.player)
    joining = others[: max(0, data["people"] - max(1, len(here)))]
    rows: list[models.Model] = [Player(workshop=seated.workshop, id_in_log=other) for other in joining]
    return c.ShareDevice(seated.player, data["table"], others), rows


def _name(seated: Seated, data: dict[str, Any]) -> Wish:
    """A name for the seat of whoever asks; without a new one there is nothing to do."""
    row = Player.objects.filter(workshop=seated.workshop, id_in_log=seated.player).first()
    if row is None or row.name == data["words"]:
        return None, []
    row.name = data["words"]
    return c.Rename(seated.player), [row]


def _reason(seated: Seated, data: dict[str, Any]) -> list[models.Model]:
    """The words of a choice. Where votes are anonymous, neither their row nor their name leads to a person (VOTE-10)."""
    rows = _note(seated, data)
    current = seated.current
    if not rows or not current.state.settings.anonymous:
        return rows
    player = current.state.players[seated.player]
    play = current.state.tables[player.table].play if player.table else None
    mine = play.choices.get(player.role or "") if play else None
    same = mine is not None and current.texts.notes.get(mine.note) == data["words"]
    name = mine.note if mine is not None and same else f"r.{token_hex(8)}"
    return [Note(workshop=seated.workshop, id_in_log=name, text=data["words"])]


def _choose(seated: Seated, data: dict[str, Any]) -> Wish:
    rows = _reason(seated, data)
    command = c.Choose(
        seated.player,
        data["step"],
        data["option"],
        data["confidence"] or 0,
        data["reason"],
        _note_name(rows),
        data["page"],
        data["tap"] or 0,
    )
    return command, rows


def _ask_colleague(seated: Seated, data: dict[str, Any]) -> Wish:
    return c.AskColleague(seated.player, data["step"], data["role"]), []


def _warm_up(seated: Seated, data: dict[str, Any]) -> Wish:
    return c.AnswerWarmUp(seated.player, data["stage"], data["option"]), []


def _vote(seated: Seated, data: dict[str, Any]) -> Wish:
    command = c.CastVote(
        seated.player, data["step"], data["option"], data["page"], data["tap"] or 0, data["guard"]
    )
    return command, []


def _call(seated: Seated, data: dict[str, Any]) -> Wish:
    return c.CallVote(seated.player, data["step"], data["guard"]), []


def _fact(seated: Seated, data: dict[str, Any]) -> Wish:
    return c.ShareFact(seated.player, data["step"], data["fact"]), []


def _move(seated: Seated, data: dict[str, Any]) -> Wish:
    rows = _note(seated, data)
    return c.PlayMove(seated.player, data["step"], data["worry"], _note_name(rows)), rows


def _ask(seated: Seated, data: dict[str, Any]) -> Wish:
    return c.AskStakeholder(seated.player, data["step"], data["slot"], data["option"]), []


def _incident(seated: Seated, data: dict[str, Any]) -> Wish:
    return c.AnswerIncident(seated.player, data["step"], data["answer"]), []


def _aim(seated: Seated, data: dict[str, Any]) -> Wish:
    return c.RevealAim(seated.player), []


def _spotlight(seated: Seated, data: dict[str, Any]) -> Wish:
    return c.AnswerSpotlight(seated.player, data["agreed"]), []


def _enter_paper(seated: Seated, data: dict[str, Any]) -> Wish:
    """What a table on paper did, recorded with a phone at it."""
    table = seated.current.state.players[seated.player].table
    return c.EnterPaper(table, data["step"], **data["answers"], player=seated.player), []


def _word(seated: Seated, data: dict[str, Any]) -> Wish:
    return c.GiveWord(seated.player, data["step"], data["option"]), []


def _open_round(seated: Seated, data: dict[str, Any]) -> Wish:
    return c.OpenRound(data["round"], seated.player), []


def _reflect(seated: Seated, data: dict[str, Any]) -> Wish:
    rows = _note(seated, data)
    return c.Reflect(seated.player, data["step"], _note_name(rows), data["page"], data["tap"] or 0), rows


def _unclear(seated: Seated, data: dict[str, Any]) -> Wish:
    """Counted once for each person and text, and kept without the person (ROOM-6)."""
    script, key = seated.current.state.script, f"{data['dilemma']}.situation"
    language = get_language() or "en"
    language = language if script.speaks(key, language) else "en"
    if script.speaks(key, language) and taps.is_first(seated.workshop.uuid, seated.player, key):
        unclear.note(script.slug, script.version, key, language)
    return None, []


def _plain(command: Callable[[str, int], c.Command]) -> Callable[[Seated, dict[str, Any]], Wish]:
    """A deed that carries nothing but its step."""
    return lambda seated, data: (command(seated.player, data["step"]), [])


def _message_read(seated: Seated, data: dict[str, Any]) -> Wish:
    return c.MarkMessageRead(seated.player, data["note"]), []


DEEDS: dict[str, tuple[type[Form], Callable[[Seated, dict[str, Any]], Wish]]] = {
    "seat": (forms.SeatForm, _seat),
    "table": (forms.TableForm, _table),
    "calling": (forms.CallingForm, _calling),
    "find-seat": (forms.NoForm, _find_seat),
    "share-device": (forms.ShareDeviceForm, _share_device),
    "take-device": (forms.DeedForm, _plain(c.TakeDevice)),
    "pass-device": (forms.DeedForm, _plain(c.PassDevice)),
    "name": (forms.NameForm, _name),
    "choose": (forms.ChooseForm, _choose),
    "vote": (forms.VoteForm, _vote),
    "warm-up": (forms.WarmUpForm, _warm_up),
    "enter-paper": (forms.PaperForm, _enter_paper),
    "word": (forms.WordForm, _word),
    "reflect": (forms.ReflectForm, _reflect),
    "open-round": (forms.RoundForm, _open_round),
    "read": (forms.DeedForm, _plain(c.MarkRead)),
    "questions": (forms.QuestionsForm, writing.questions),
    "message-read": (forms.MessageForm, _message_read),
    "lead": (forms.LeadForm, writing.lead),
    "keep": (forms.WordsForm, writing.words),
    "plan": (forms.PlanForm, writing.plan),
    "ready": (forms.DeedForm, _plain(c.TapReady)),
    "call-vote": (forms.CallForm, _call),
    "share-fact": (forms.FactForm, _fact),
    "move": (forms.MoveForm, _move),
    "ask": (forms.AskForm, _ask),
    "ask-colleague": (forms.ColleagueForm, _ask_colleague),
    "incident": (forms.IncidentForm, _incident),
    "aim": (forms.NoForm, _aim),
    "spotlight": (forms.SpotlightForm, _spotlight),
    "unclear": (forms.UnclearForm, _unclear),
    "go-on": (forms.DeedForm, _plain(c.GoOn)),
    "close-step": (forms.DeedForm, _plain(c.CloseStep)),
    "take-pen": (forms.DeedForm, _plain(c.TakePen)),
    "more-time": (forms.DeedForm, _plain(c.AskForTime)),
}
#: What is said where more is sent than anybody can mean.
TOO_MUCH = _(
    "So much came from this device at once that the last of it was not done. Wait a few seconds, and try again."
)
#: What is said after a deed that shows nothing of itself.
THANKS = {"unclear": _("Thank you. It is counted for the authors, without your name.")}

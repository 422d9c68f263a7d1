"""One verb for all tables that the desk shows: each is done for the moment that the facilitator saw, or left alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from game import engine, log, rules
from game.models import Workshop
from game.rules import commands as c
from game.rules.hall.hosts import must_be_allowed
from game.rules.screens.board import shown
from game.rules.state import State
from game.views.undoing import Undo, way_back

MOST = 100
Moment = tuple[int, int, str]
#: The way back of a table that has decided: its vote is opened again.
REOPENED = "vote"

DEEDS: dict[str, Callable[[Moment], c.Command]] = {
    "close-step": lambda moment: c.CloseForTable(moment[0], moment[1]),
    "extend": lambda moment: c.Extend(moment[0], moment[1], 1),
    "nudge": lambda moment: c.Nudge(moment[0], moment[1]),
    "take-back": lambda moment: c.StepBack(*moment),
    "reopen": lambda moment: c.ReopenVote(moment[0], moment[1]),
    "undo": lambda moment: c.ReopenVote(*moment[:2]) if moment[2] == REOPENED else c.StepBack(*moment),
}


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it, in a sentence, and how to take it back."""

    said: str
    undo: Undo | None = None


def do(workshop: Workshop, sent: QueryDict, by: int | None, allowed: tuple[int, ...] | None = None) -> Done:
    """Do it table by table; `allowed` are the tables of a host. ValueError where what was sent cannot be understood.

    A table that has moved on meanwhile is left alone, and counted in the sentence. Raises Refused where nothing could be
    done and the rules say why, ValidationError where there was nothing to do.
    """
    deed = sent.get("do", "")
    if deed not in DEEDS:
        raise ValueError(deed)
    current = log.current(workshop)
    visible = set(shown(current.state, current.texts, sent.get("filter", "all"), engine.now()))
    moments = [moment for moment in _moments(sent) if moment[0] in visible or moment[2]]
    mine, refusals = _allowed(current.state, {moment: DEEDS[deed](moment) for moment in moments}, allowed)
    done, left, back = 0, len(refusals), []
    for moment, judged in zip(mine, engine.submit_each(workshop, mine.values(), by), strict=True):
        if judged.after is None:
            left, refusals = left + 1, [*refusals, judged.refusal]
            continue
        done += judged.after.version > judged.before.version
        left += judged.after.version == judged.before.version
        back += [way_back(judged.before, judged.after, moment[0])] if deed == "close-step" else []
    if not done and refusals and refusals[-1] is not None:
        raise refusals[-1]
    return Done(_told(deed, done, left), _undo([one for one in back if one], allowed is None))


def _allowed(
    state: State, wanted: dict[Moment, c.Command], tables: tuple[int, ...] | None
) -> tuple[dict[Moment, c.Command], list[rules.Refused | None]]:
    """The commands that may be given, and why the others may not: a host has some `tables`, who leads (None) has all."""
    if tables is None:
        return wanted, []
    mine: dict[Moment, c.Command] = {}
    refusals: list[rules.Refused | None] = []
    for moment, command in wanted.items():
        try:
            must_be_allowed(state, command, tables)
            mine[moment] = command
        except rules.Refused as refusal:
            refusals.append(refusal)
    return mine, refusals


def _moments(sent: QueryDict) -> list[Moment]:
    """Table, number of its step and, for a way back, the step to go back to; as the tiles name them."""
    found = []
    for words in sent.getlist("moment")[:MOST]:
        table, _dot, rest = words.partition(".")
        step, _dot, to = rest.partition(".")
        found.append((int(table), int(step), to))
    return found


def _undo(back: list[tuple[str, str]], leads: bool) -> Undo | None:
    """Take all of them back: those before their decision by steps, those after it by opening their vote again, which
    nobody but who leads may do.
    """
    moments = tuple(("moment", words) for kind, words in back if leads or kind == "take-back")
    return Undo("many", (("do", "undo"), *moments)) if moments else None


def _told(deed: str, done: int, left: int) -> str:
    if not done:
        raise ValidationError(_("Nothing was changed: no table is shown that this could be done with."))
    said = {
        "close-step": ngettext("Step closed at %(n)d table.", "Step closed at %(n)d tables.", done),
        "extend": ngettext("A minute more for %(n)d table.", "A minute more for %(n)d tables.", done),
        "nudge": ngettext("%(n)d table was nudged.", "%(n)d tables were nudged.", done),
    }.get(deed, ngettext("%(n)d table was taken back.", "%(n)d tables were taken back.", done)) % {"n": done}
    if left:
        said += " " + ngettext("%(n)d was left as it is.", "%(n)d were left as they are.", left) % {"n": left}
    return said

"""Ten seconds to take a wrong click back: what was done, in a sentence, and the verb that undoes it.

Only what the rules can take back is offered; what they ask to confirm beforehand has no way back here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from game import log
from game.rules.hall.workshop import phases_from
from game.rules.state import BEFORE_DECISION, MIDTERM, State
from game.templatetags.pieces import step_name

#: So long it is offered, in milliseconds.
OFFERED = 10_000


@dataclass(frozen=True, slots=True)
class Undo:
    """The verb that undoes something, and the fields that it is sent with."""

    verb: str
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What was done, and how it is undone, if it can be."""

    said: str
    undo: Undo | None = None


def told(
    verb: str, sent: QueryDict, before: log.Current, after: log.Current, leads: bool = True
) -> Told | None:
    """What to offer after a verb that has just been done; nothing where nothing happened or nothing can be undone.

    A host, who does not lead, is offered what a host may do.
    """
    if before.state.version == after.state.version or verb not in UNDONE:
        return None
    offer = UNDONE[verb](sent, before, after)
    return (
        None
        if offer and not leads and ("do", "reopen") in (offer.undo.fields if offer.undo else ())
        else offer
    )


def way_back(before: State, after: State, table: int) -> tuple[str, str] | None:
    """How the close of a step is undone: take-back or reopen, and the moment that it is for."""
    old, new = before.tables[table].step, after.tables[table].step
    if old is None or new is None or new.number == old.number:
        return None
    if new.name in BEFORE_DECISION and old.name in BEFORE_DECISION[:5]:
        return "take-back", f"{table}.{new.number}.{old.name}"
    if new.name == "consequence" and after.tables[table].before_vote is not None:
        return "reopen", f"{table}.{new.number}.vote"
    return None


def _closed(sent: QueryDict, before: log.Current, after: log.Current) -> Told | None:
    table = int(sent.get("table", "0"))
    back = way_back(before.state, after.state, table)
    if back is None:
        return None
    deed, moment = back
    said = (
        _("Table %(table)s: the step is closed.")
        if deed == "take-back"
        else _("Table %(table)s has decided. Undo leads it back to its talk, and its votes are void.")
    )
    return Told(said % {"table": table}, Undo("many", (("do", deed), ("moment", moment))))


def _phase(sent: QueryDict, before: log.Current, after: log.Current) -> Told | None:
    forward, *back = phases_from(after.state) or ("",)
    said = _("Now: %(phase)s.") % {"phase": step_name(after.state.phase)}
    if before.state.phase in back:
        way = f"{after.state.phase} {before.state.phase}"
        return Told(said, Undo("back-to", (("way", way),)))
    if before.state.phase == forward and after.state.phase != MIDTERM:  # the midterm comes once
        return Told(said, Undo("next-phase-anyway", (("leaving", after.state.phase),)))
    return None


def _question(sent: QueryDict, before: log.Current, after: log.Current) -> Told | None:
    if not before.state.question:
        return None
    fields = (("question", str(before.state.question)),)
    return Told(_("Question %(n)d.") % {"n": after.state.question}, Undo("ask-question", fields))


def _said(sent: QueryDict, before: log.Current, after: log.Current) -> Told:
    return Told(_("Sent."), Undo("withdraw", (("note", after.state.messages[-1].note),)))


def _moved(sent: QueryDict, before: log.Current, after: log.Current) -> Told | None:
    player = before.state.players.get(sent.get("player", ""))
    if player is None or not player.table:
        return None
    fields = (("player", player.id), ("goes", str(player.table)))
    name = after.texts.names.get(player.id, "")
    return Told(
        _("%(name)s goes to table %(table)s.") % {"name": name, "table": sent.get("goes", "")},
        Undo("move", fields),
    )


def _removed(sent: QueryDict, before: log.Current, after: log.Current) -> Told | None:
    """Who was removed can come back, and takes a seat anew; who only shares a device cannot (SEAT-7, SEAT-11)."""
    player = before.state.players.get(sent.get("player", ""))
    if player is None or player.device not in ("", player.id):
        return None
    said = _("%(name)s is out of the workshop. Undo lets them in again, to take a seat anew.")
    return Told(
        said % {"name": after.texts.names.get(player.id, "")}, Undo("readmit", (("player", player.id),))
    )


def _person(sentence: Callable[[], str], verb: str) -> Callable[[QueryDict, log.Current, log.Current], Told]:
    """A verb about a person, and the one that undoes it."""

    def offer(sent: QueryDict, before: log.Current, after: log.Current) -> Told:
        player = sent.get("player", "")
        said = sentence() % {"name": after.texts.names.get(player, "")}
        return Told(said, Undo(verb, (("player", player),)))

    return offer


def _same(
    sentence: Callable[[], str], verb: str, *names: str
) -> Callable[[QueryDict, log.Current, log.Current], Told]:
    """A verb that is undone by its counterpart, sent with the same fields."""

    def offer(sent: QueryDict, before: log.Current, after: log.Current) -> Told:
        values = {name: sent.get(name, "") for name in names}
        return Told(sentence() % values, Undo(verb, tuple(values.items())))

    return offer


UNDONE: dict[str, Callable[[QueryDict, log.Current, log.Current], Told | None]] = {
    "close-step": _closed,
    "next-phase": _phase,
    "next-phase-anyway": _phase,
    "back-to": _phase,
    "ask-question": _question,
    "say": _said,
    "move": _moved,
    "pause": _same(lambda: _("Paused."), "resume"),
    "resume": _same(lambda: _("The clocks run again."), "pause"),
    "lock-doors": _same(lambda: _("The doors are locked."), "unlock-doors"),
    "unlock-doors": _same(lambda: _("The doors are open."), "lock-doors"),
    "hide-note": _same(lambda: _("Hidden from all other screens."), "show-note", "note"),
    "show-note": _same(lambda: _("Shown again."), "hide-note", "note"),
    "close-table": _same(lambda: _("Table %(table)s is closed."), "reopen-table", "table"),
    "reopen-table": _same(lambda: _("Table %(table)s is open."), "close-table", "table"),
    "remove": _removed,
    "readmit": _person(lambda: _("%(name)s is in again."), "remove"),
}

"""The log, folded: the state of a workshop and the texts that go with it, remembered per process."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from game import rules
from game.models import Answer, LogLine, Note, Player, Workshop
from game.rules.codec import KEPT, blanked, decode
from game.rules.events import Event
from game.rules.state import State
from scenarios.script import parse

REMEMBERED = 500


@dataclass(frozen=True, slots=True)
class Texts:
    """Names of players and tables, notes and answers about oneself by id, as rows hold them now."""

    names: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[int, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Current:
    """A workshop as it stands: state and texts of the same version."""

    state: State
    texts: Texts


_memory: OrderedDict[UUID, Current] = OrderedDict()
_guard = threading.Lock()
_folding: dict[UUID, threading.Lock] = {}


def current(workshop: Workshop) -> Current:
    """The workshop as committed now. One fold at a time per workshop; only new lines are read.

    Raises Workshop.DoesNotExist for one that was deleted after its row had been read.
    """
    with _lock_of(workshop.uuid):
        known = recall(workshop.uuid)
        lines = list(
            LogLine.objects.filter(
                workshop=workshop, version__gt=known.state.version if known else 0
            ).values_list("at", "event", "data")
        )
        if known and not lines:
            return known
        if workshop.version and not known and not lines:
            raise Workshop.DoesNotExist("deleted meanwhile")
        state = known.state if known else State(script=parse(**workshop.script))
        events = [(at, decode(name, data)) for at, name, data in lines]
        state = rules.replay(state, events)
        retold = known is None or any(retells(event) for _at, event in events)
        texts = read_texts(workshop) if retold or known is None else known.texts
        fresh = Current(state, texts)
        remember(workshop.uuid, fresh)
        return fresh


def blank(workshop: Workshop, table: int) -> None:
    """Rewrite the lines in which the seats of a table answered, so that nobody can tell any more who chose what (VOTE-10).

    Of choices that were closed more than once only the last closing keeps its pattern and reasons: what lies between two
    would tell who had answered again. Words of a reason that was changed go, and those that stay are saved anew in an
    order that tells nothing.
    """
    mine = LogLine.objects.filter(workshop=workshop, data__table=table)
    lines = list(mine.filter(event__in=KEPT))
    notes = {line.data["note"] for line in lines if line.data.get("note")}
    for line in lines:
        line.data = blanked(line.event, line.data)
    closed = list(mine.filter(event="StepClosed", data__name="choice").order_by("version"))
    told = (
        {note for _option, _chips, ids in closed[-1].data.get("reasons", ()) for note in ids}
        if closed
        else set()
    )
    ends = mine.filter(event="AnswersBlanked").order_by("-version").values_list("version", flat=True)
    begins = ends[1] if len(ends) > 1 else 0
    again = [line for line in closed[:-1] if line.version > begins]
    for line in again:
        line.data = {key: value for key, value in line.data.items() if key not in ("pattern", "reasons")}
    LogLine.objects.bulk_update([*lines, *again], ["data"])
    rows = Note.objects.filter(workshop=workshop, id_in_log__in=notes)
    kept = sorted(rows.filter(id_in_log__in=told), key=lambda note: note.id_in_log)
    rows.delete()
    Note.objects.bulk_create(
        [Note(workshop=workshop, id_in_log=note.id_in_log, text=note.text) for note in kept]
    )


def retells(event: Event) -> bool:
    """Whether names or notes that somebody sees may have changed."""
    return event.retells or bool(getattr(event, "note", ""))


def read_texts(workshop: Workshop) -> Texts:
    """Names, notes and answers from their rows: three queries."""
    return Texts(
        names=dict(Player.objects.filter(workshop=workshop).values_list("id_in_log", "name")),
        tables={int(number): name for number, name in workshop.table_names.items()},
        answers={
            f"{player}.{name}": value
            for player, name, value in Answer.objects.filter(workshop=workshop).values_list(
                "player", "name", "value"
            )
        },
        notes=dict(Note.objects.filter(workshop=workshop).values_list("id_in_log", "text")),
    )


def recall(uuid: UUID) -> Current | None:
    """What this process remembers of a workshop."""
    with _guard:
        return _memory.get(uuid)


def remember(uuid: UUID, fresh: Current) -> None:
    """Keep it if it is newer than what is known."""
    with _guard:
        known = _memory.get(uuid)
        if known is None or known.state.version < fresh.state.version:
            _memory[uuid] = fresh
        _memory.move_to_end(uuid)
        while len(_memory) > REMEMBERED:
            _memory.popitem(last=False)


def forget_workshop(uuid: UUID) -> None:
    """Remember nothing of a workshop that was deleted."""
    with _guard:
        _memory.pop(uuid, None)
        _folding.pop(uuid, None)


def remembered() -> set[UUID]:
    """The workshops of which this process remembers something."""
    with _guard:
        return {*_memory, *_folding}


def forget() -> None:
    """Remember nothing; for tests, whose databases are rolled back."""
    with _guard:
        _memory.clear()
        _folding.clear()


def _lock_of(uuid: UUID) -> threading.Lock:
    with _guard:
        return _folding.setdefault(uuid, threading.Lock())

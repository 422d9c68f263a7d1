"""The log, folded: the state of a workshop and the texts that go with it, remembered per process."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from game import metrics, rules
from game.models import Answer, LogLine, Note, Player, Workshop
from game.rules.codec import decode
from game.rules.events import Event, PlayerErased, PlayerJoined, PlayerRenamed
from game.rules.state import State
from scenarios.script import parse

REMEMBERED = 500
ROW_SECONDS = 5.0


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
_rows: dict[UUID, tuple[Workshop, float]] = {}
#: What else remembers something of a workshop in this process, and forgets it when somebody there wants to be forgotten.
when_erased: list[Callable[[UUID], None]] = []
metrics.remembered.ask(lambda: {"states": len(_memory)})


def current(workshop: Workshop) -> Current:
    """The workshop as committed now. One fold at a time per workshop; only new lines are read.

    Raises Workshop.DoesNotExist for one that was deleted after its row had been read.
    """
    return at_version(workshop, Workshop.objects.version_now(workshop.pk))


def at_version(workshop: Workshop, version: int) -> Current:
    """The same, when it is known that this version is committed; a newer one where somebody else has read it already."""
    known = recall(workshop.uuid)
    if known is not None and known.state.version >= version:
        return known
    with _lock_of(workshop.uuid):
        known = recall(workshop.uuid)
        if known is not None and known.state.version >= version:
            return known
        lines = list(
            LogLine.objects.filter(
                workshop=workshop, version__gt=known.state.version if known else 0
            ).values_list("at", "event", "data")
        )
        state = known.state if known else _bare(workshop)
        events = [(at, decode(name, data)) for at, name, data in lines]
        if known and any(isinstance(event, PlayerErased) for _at, event in events):
            return _anew(workshop)
        state = rules.replay(state, events)
        retold = known is None or any(retells(event) for _at, event in events)
        texts = read_texts(workshop) if retold or known is None else known.texts
        fresh = Current(state, texts)
        remember(workshop.uuid, fresh)
        return fresh


def folded(workshop: Workshop) -> Current:
    """The workshop as its log tells it today, from the first line on: after a line that has rewritten those before it."""
    lines = LogLine.objects.filter(workshop=workshop).values_list("at", "event", "data")
    events = [(at, decode(name, data)) for at, name, data in lines]
    return Current(rules.replay(_bare(workshop), events), read_texts(workshop))


def _anew(workshop: Workshop) -> Current:
    """What was remembered rests on lines that are no longer as they were."""
    fresh = folded(workshop)
    remember(workshop.uuid, fresh)
    for forgets in when_erased:
        forgets(workshop.uuid)
    return fresh


def _bare(workshop: Workshop) -> State:
    return State(script=parse(**workshop.script))


def found(slug: str, uuid: UUID) -> tuple[Workshop, Current]:
    """A workshop and how it stands now, in one small query: its row may be as old as ROW_SECONDS, the state is not.

    Of the row nothing but the title changes once the doors are open, besides what the log tells. Raises DoesNotExist.
    """
    now = time.monotonic()
    with _guard:
        row, until = _rows.get(uuid, (None, 0.0))
    if row is None or until < now or row.slug != slug:
        row = Workshop.objects.get(slug=slug, uuid=uuid)
        with _guard:
            _rows[uuid] = row, now + ROW_SECONDS
            while len(_rows) > REMEMBERED:
                _rows.pop(next(iter(_rows)))
    return row, current(row)


def retells(event: Event) -> bool:
    """Whether names or notes that somebody sees may have changed."""
    return event.retells or bool(getattr(event, "note", ""))


def retold(workshop: Workshop, texts: Texts, events: Iterable[Event], rows: Iterable[object]) -> Texts:
    """The texts after these events, with the rows that came with them. For names alone nothing is read again, so that the
    thousandth to join costs no more than the first.
    """
    telling = [event for event in events if retells(event)]
    if any(not isinstance(event, PlayerJoined | PlayerRenamed) for event in telling):
        return read_texts(workshop)
    names = {row.id_in_log: row.name for row in rows if isinstance(row, Player)}
    return replace(texts, names={**texts.names, **names}) if telling and names else texts


def read_texts(workshop: Workshop) -> Texts:
    """Names, notes and answers from their rows: four queries."""
    table_names = Workshop.objects.values_list("table_names", flat=True).get(pk=workshop.pk)
    return Texts(
        names=dict(Player.objects.filter(workshop=workshop).values_list("id_in_log", "name")),
        tables={int(number): name for number, name in table_names.items()},
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
        _rows.pop(uuid, None)


def remembered() -> set[UUID]:
    """The workshops of which this process remembers something."""
    with _guard:
        return {*_memory, *_folding, *_rows}


def over() -> set[UUID]:
    """The workshops that are over, and whose state this process remembers nevertheless."""
    with _guard:
        return {uuid for uuid, known in _memory.items() if known.state.phase == "closed"}


def forget() -> None:
    """Remember nothing; for tests, whose databases are rolled back."""
    with _guard:
        _memory.clear()
        _folding.clear()
        _rows.clear()


def _lock_of(uuid: UUID) -> threading.Lock:
    with _guard:
        return _folding.setdefault(uuid, threading.Lock())

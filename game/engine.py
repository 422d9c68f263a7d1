"""The one door into the log: lock, fold, judge, append, commit, announce."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models, transaction

from game import live, log, rules, tally
from game.models import Answer, LogLine, Note, Player, Workshop
from game.rules.codec import encode
from game.rules.commands import Command
from game.rules.events import AnswersBlanked, Event, PhaseEntered, StepEntered
from research.models import Submission

_told_by: ContextVar[Callable[[], int] | None] = ContextVar("told_by", default=None)


def now() -> int:
    """Milliseconds since 1970, by this machine's clock, or by the one that tells the time of a rehearsal."""
    clock = _told_by.get()
    return clock() if clock else time.time_ns() // 1_000_000


@contextmanager
def told_by(clock: Callable[[], int]) -> Iterator[None]:
    """Let another clock tell the time, in milliseconds, to whoever calls from within."""
    token = _told_by.set(clock)
    try:
        yield
    finally:
        _told_by.reset(token)


def submit(
    workshop: Workshop,
    command: Command,
    rows: Iterable[models.Model] = (),
    by: int | None = None,
    frozen: Mapping[str, Any] | None = None,
) -> log.Current:
    """Let the rules judge a command and save what happened together with the rows it brings.

    `by` is the facilitator who asked for it; `frozen` the script of a workshop that has none yet.
    Raises Refused, and then nothing is saved. A command that changes nothing saves nothing either.
    """
    with transaction.atomic(durable=True):
        locked = Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk)
        if frozen is not None and not locked.version:
            locked.script = dict(frozen)
        before = log.current(locked)
        state, events = rules.apply(before.state, command, now())
        if not events:
            return before
        for row in rows:
            _save(row)
        LogLine.objects.bulk_create(_lines(locked, before.state.version, state.at, events, by))
        for event in events:
            if isinstance(event, AnswersBlanked):
                log.blank(locked, event.table)
        for name, value in rules.summary(state).items():
            setattr(locked, name, value)
        changed = [
            *rules.summary(state),
            *(["script"] if frozen is not None and not before.state.version else []),
        ]
        locked.save(update_fields=changed)
        tally.count(locked, state.script, rules.added(before.state, state))
        retold = any(log.retells(event) for event in events)
        fresh = log.Current(state, log.read_texts(locked) if retold else before.texts)
        transaction.on_commit(lambda: _after_commit(locked, fresh, events), robust=True)
    return fresh


def _after_commit(workshop: Workshop, fresh: log.Current, events: tuple[Event, ...]) -> None:
    """Remember and announce; what is announced is saved."""
    log.remember(workshop.uuid, fresh)
    urgent = any(isinstance(event, PhaseEntered | StepEntered) or not event.table for event in events)
    live.announce(workshop.uuid, fresh.state.version, frozenset(event.table for event in events), urgent)


def _lines(
    workshop: Workshop, version: int, at: int, events: tuple[Event, ...], by: int | None
) -> list[LogLine]:
    lines = []
    for number, event in enumerate(events, version + 1):
        name, data = encode(event)
        lines.append(LogLine(workshop=workshop, version=number, event=name, data=data, at=at, by=by))
    return lines


def _save(row: models.Model) -> None:
    """A player is new, or has another name; a submission is new; a note or an answer replaces the earlier one, and an
    answer without a value removes it.
    """
    if isinstance(row, Answer) and getattr(row, "value", None) is None:
        Answer.objects.filter(workshop=row.workshop, player=row.player, name=row.name).delete()
    elif isinstance(row, Answer):
        Answer.objects.update_or_create(
            workshop=row.workshop, player=row.player, name=row.name, defaults={"value": row.value}
        )
    elif isinstance(row, Note):
        Note.objects.update_or_create(
            workshop=row.workshop, id_in_log=row.id_in_log, defaults={"player": row.player, "text": row.text}
        )
    elif isinstance(row, Player) and row.pk:
        row.save(update_fields=["name"])
    elif isinstance(row, Player | Submission):
        row.save(force_insert=True)
    else:
        raise TypeError(f"no row of the game: {type(row).__name__}")

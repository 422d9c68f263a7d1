"""The one door into the log: lock, fold, judge, append, commit, announce."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction

from game import live, log, metrics, one_clock, rewriting, rules, tally
from game.models import Answer, LogLine, Note, Player, Workshop
from game.rules.codec import encode
from game.rules.commands import Command
from game.rules.events import AnswersBlanked, Event, PhaseEntered, PlayerErased, StepEntered
from game.rules.state import State
from research.models import Submission

_turn = threading.Lock()
_told_by: ContextVar[Callable[[], int] | None] = ContextVar("told_by", default=None)


def now() -> int:
    """Milliseconds since 1970, by the one clock of all processes, or by the one that tells the time of a rehearsal."""
    clock = _told_by.get()
    return clock() if clock else one_clock.now()


@contextmanager
def told_by(clock: Callable[[], int]) -> Iterator[None]:
    """Let another clock tell the time, in milliseconds, to whoever calls from within."""
    token = _told_by.set(clock)
    try:
        yield
    finally:
        _told_by.reset(token)


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one of several commands: the state before it, and the state after it or why it was refused."""

    before: State
    after: State | None = None
    refusal: rules.Refused | None = None


def submit(
    workshop: Workshop,
    command: Command,
    rows: Iterable[models.Model] = (),
    by: int | None = None,
    frozen: Mapping[str, Any] | None = None,
    durable: bool = True,
) -> log.Current:
    """Let the rules judge a command and save what happened together with the rows it brings.

    `by` is the facilitator who asked for it; `frozen` the script of a workshop that has none yet. A command that is not
    `durable` is a part of the caller's own transaction, as in a restore.
    Raises Refused, and then nothing is saved. A command that changes nothing saves nothing either.
    """
    with metrics.judging(command) as judged, _alone(workshop, durable) as version:
        freezes = frozen is not None and not version
        if freezes:
            workshop.script = dict(frozen or {})
        before = log.at_version(workshop, version)
        state, events = rules.apply(before.state, command, now())
        fresh = _saved(workshop, before, state, events, rows, by)
        if freezes and events:
            workshop.save(update_fields=["script"])
        if not events:
            judged.nothing()
        return fresh


def submit_each(workshop: Workshop, commands: Iterable[Command], by: int | None = None) -> list[Judged]:
    """Let the rules judge several commands one after the other, and save together what came of them.

    One that is refused is left out. Answers what became of each, in their order.
    """
    found: list[Judged] = []
    happened: list[Event] = []
    moment = now()
    with _alone(workshop) as version:
        before = log.at_version(workshop, version)
        state = before.state
        for command in commands:
            try:
                with metrics.judging(command) as judged:
                    after, events = rules.apply(state, command, moment)
                    if not events:
                        judged.nothing()
            except rules.Refused as refusal:
                found.append(Judged(state, refusal=refusal))
                continue
            found.append(Judged(state, after))
            happened += events
            state = after
        _saved(workshop, before, state, tuple(happened), (), by)
    return found


@contextmanager
def _alone(workshop: Workshop, durable: bool = True) -> Iterator[int]:
    """A transaction in which nobody else changes the workshop, which is at this version.

    SQLite has one writer at a time, and whoever waits for it sleeps and asks again: within a process they wait in a row.
    """
    turn = _turn if connection.vendor == "sqlite" else nullcontext()
    with turn, transaction.atomic(durable=durable):
        yield Workshop.objects.version_now(workshop.pk, lock=True)


def _saved(
    workshop: Workshop,
    before: log.Current,
    state: State,
    events: tuple[Event, ...],
    rows: Iterable[models.Model],
    by: int | None,
) -> log.Current:
    """Save what happened, with its summary, inside the transaction; remember and announce it when it is committed."""
    if not events:
        return before
    saved = list(rows)
    for row in saved:
        _save(row)
    LogLine.objects.bulk_create(_lines(workshop, before.state.version, state.at, events, by))
    for event in events:
        if isinstance(event, AnswersBlanked):
            rewriting.blank(workshop, event.table)
        elif isinstance(event, PlayerErased):
            rewriting.forget(workshop, event.player, event.notes)
    Workshop.objects.filter(pk=workshop.pk).update(**rules.summary(state))
    tally.count(workshop, state.script, rules.added(before.state, state))
    if any(isinstance(event, PlayerErased) for event in events):
        fresh = log.folded(workshop)
    else:
        fresh = log.Current(state, log.retold(workshop, before.texts, events, saved))
    touched = rules.touched(before.state, events)
    transaction.on_commit(lambda: _after_commit(workshop, before, fresh, events, touched), robust=True)
    return fresh


def _after_commit(
    workshop: Workshop,
    before: log.Current,
    fresh: log.Current,
    events: tuple[Event, ...],
    touched: frozenset[int],
) -> None:
    """Remember and announce; what is announced is saved."""
    log.remember(workshop.uuid, fresh)
    urgent = rules.EVERYBODY in touched or any(
        isinstance(event, PhaseEntered | StepEntered) for event in events
    )
    live.announce(workshop.uuid, before.state.version, fresh.state.version, touched, urgent)


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

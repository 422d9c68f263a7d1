"""What time brings: one thread per process asks the rules what is due and submits it. Browsers never post time."""

from __future__ import annotations

import logging
import threading
import time
from uuid import UUID

from django.conf import settings
from django.db import close_old_connections

from game import engine, live, log, retention, rules, signs
from game.models import Workshop
from game.rules.state import State

logger = logging.getLogger(__name__)

TICK_SECONDS = 0.25
PRESENCE_SECONDS = 5.0
SWEEP_SECONDS = 3600.0
#: So many deeds of bots a rehearsal may do in one tick, so that a large one does not hold up workshops of people.
MOST_IN_REHEARSAL = 40

#: Later than any time.
NEVER = 2**63

_started = threading.Event()
#: When time brings something next, in milliseconds, and for which version of a workshop that was found.
_wakes: dict[UUID, tuple[int, int]] = {}


def start() -> None:
    """Start the clock of this process, once."""
    if not _started.is_set():
        _started.set()
        threading.Thread(target=_run, name="clock", daemon=True).start()


def tick(watch_presence: bool = True) -> int:
    """Submit all that is due in the workshops in play. Answers how many commands were submitted.

    Solo games have no clock: they go on by their player's deeds alone. Rehearsals come last.
    """
    submitted = 0
    live_ones = list(Workshop.objects.filter(phase__in=rules.LIVE_PHASES, save_link=None))
    for gone in _wakes.keys() - {workshop.uuid for workshop in live_ones}:
        del _wakes[gone]
    for workshop in sorted(live_ones, key=lambda one: "rehearsal_of" in one.chosen):
        try:
            submitted += _tick(workshop, watch_presence)
        except Workshop.DoesNotExist:
            continue  # it was deleted this very moment
        except Exception:
            logger.exception("the clock skipped a workshop")
    return submitted


def _tick(workshop: Workshop, watch_presence: bool) -> int:
    submitted = 0
    state, now = _remembered(workshop), engine.now()
    if not watch_presence and _rests(workshop, state, now):
        return 0
    known, since = (
        (_signs(workshop, state), signs.kept_since()) if watch_presence else ({}, signs.started_at())
    )
    most = MOST_IN_REHEARSAL if state.settings.is_led_rehearsal else None
    due = rules.due(state, known, since)
    next_at = min((at for at, command in due if not isinstance(command, rules.PRESENCE)), default=NEVER)
    _wakes[workshop.uuid] = state.version, next_at
    for at, command in due[:most]:
        if at > now:
            break
        if isinstance(command, rules.PRESENCE) and not watch_presence:
            continue
        try:
            engine.submit(workshop, command)
            submitted += 1
        except rules.Refused as refusal:
            logger.info("the clock was refused: %s", refusal.message)
    return submitted


def _rests(workshop: Workshop, state: State, now: int) -> bool:
    """Whether time brings nothing yet, as was found for the same state before; presence is watched apart."""
    version, next_at = _wakes.get(workshop.uuid, (0, 0))
    return version == state.version and now < next_at


def _remembered(workshop: Workshop) -> State:
    """The state as this process knows it, read anew when the row tells of a newer version."""
    known = log.recall(workshop.uuid)
    if known is not None and known.state.version == workshop.version:
        return known.state
    return log.current(workshop).state


def _signs(workshop: Workshop, state: State) -> dict[str, rules.Sign]:
    signs.note_all(workshop.uuid, live.watching(workshop.uuid))
    people = [player.id for player in state.players.values() if not player.bot]
    return dict(signs.read(workshop.uuid, [*people, rules.DESK]))


def _run() -> None:
    presence_at = sweep_at = 0.0
    while True:
        time.sleep(TICK_SECONDS * min(1.0, max(0.2, settings.PACE)))
        close_old_connections()
        watch = time.monotonic() >= presence_at
        if watch:
            presence_at = time.monotonic() + PRESENCE_SECONDS * min(1.0, settings.PACE)
        try:
            tick(watch)
            if time.monotonic() >= sweep_at:
                sweep_at = time.monotonic() + SWEEP_SECONDS
                retention.sweep()
        except Exception:
            logger.exception("the clock missed a beat")

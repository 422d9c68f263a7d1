"""The rooms of this process, and who watches in them."""

from __future__ import annotations

import threading
import time
from collections import Counter
from uuid import UUID

from game import log, metrics, render
from game.live.room import DEAD_SECONDS, Room
from game.rules import DESK

#: With more pages of players than this, whoever leads gets an answer when they have been shown theirs.
LARGE = 20

#: What a request has fetched of a workshop that nobody watches here is remembered for so long.
KEPT_SECONDS = 60.0

_rooms: dict[UUID, Room] = {}
#: Workshops of which something is or was remembered, and which nobody watches: since when, in monotonic seconds.
_unwatched: dict[UUID, float] = {}
metrics.open_sockets.ask(
    lambda: Counter(w.viewer.kind for room in tuple(_rooms.values()) for w in tuple(room.watchers))
)


def of(uuid: UUID) -> Room | None:
    """The room of a workshop, if it is watched here."""
    return _rooms.get(uuid)


def all_here() -> list[Room]:
    """All rooms of this process."""
    return list(_rooms.values())


def add(room: Room) -> None:
    """Keep a room that was opened."""
    _rooms[room.workshop.uuid] = room


def remove(uuid: UUID) -> None:
    """Close a room that nobody watches any more; what was drawn for it is drawn anew when somebody comes back.

    A workshop that is over is folded anew as well: few come back to it, and all that were ever played would be remembered.
    """
    room = _rooms.pop(uuid, None)
    if room is None:
        return
    room.task.cancel()
    _unwatched[uuid] = time.monotonic()
    render.forget_workshop(uuid)
    known = log.recall(uuid)
    if known is not None and known.state.phase == "closed":
        log.forget_workshop(uuid)


def forget_unwatched(now: float) -> bool:
    """Forget what requests have fetched of workshops that nobody watches: all that was drawn, and states of those that are over.

    A request that was under way when the last page left brings them back, and nobody would come to close the room again.
    `now` in monotonic seconds. Answers whether it is a minute since something was forgotten, here or with the last page.
    """
    over = log.over()
    for uuid in _unwatched.keys() & _rooms.keys():
        del _unwatched[uuid]
    for uuid in (over | render.remembered()) - _rooms.keys():
        _unwatched.setdefault(uuid, now)
    gone = [uuid for uuid, since in _unwatched.items() if now - since >= KEPT_SECONDS]
    for uuid in gone:
        del _unwatched[uuid]
        render.forget_workshop(uuid)
        if uuid in over:
            log.forget_workshop(uuid)
    return bool(gone)


def clear() -> None:
    """Forget rooms of a loop that is gone."""
    _rooms.clear()
    _unwatched.clear()


def watching(uuid: UUID) -> list[str]:
    """Ids of the players whose page here has answered of late; the desk's own where a facilitator's has, not a host's."""
    room = _rooms.get(uuid)
    watchers = tuple(room.watchers) if room else ()
    heard = [w.viewer for w in watchers if time.monotonic() - w.heard_at < DEAD_SECONDS]
    players = [viewer.player for viewer in heard if viewer.kind == "player"]
    return [*players, *([DESK] if any(viewer.kind == "facilitator" for viewer in heard) else [])]


def is_large(uuid: UUID) -> bool:
    """Whether many pages are open here."""
    room = _rooms.get(uuid)
    return room is not None and len(room.watchers) > LARGE


def tell_when_shown(uuid: UUID, version: int, done: threading.Event) -> None:
    """Set `done` when the players of a room have been sent a version, or nobody is there to be sent anything."""
    room = _rooms.get(uuid)
    if room is None:
        done.set()
    else:
        room.tell_when_shown(version, done)

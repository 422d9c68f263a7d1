"""Pages come in and leave: the first opens its room, the last closes it."""

from __future__ import annotations

from uuid import UUID

from game.live import ears, rooms
from game.live.room import Room
from game.live.watchers import Watcher
from game.live.worker import in_worker
from game.models import Workshop


async def join(uuid: UUID, watcher: Watcher) -> bool:
    """Start to serve an open page; false if there is no such workshop or no such player."""
    if rooms.of(uuid) is None:
        workshop = await in_worker(lambda: Workshop.objects.filter(uuid=uuid).first())
        if workshop is None:
            return False
        if rooms.of(uuid) is None:
            rooms.add(Room(workshop, lambda gone: leave(uuid, gone)))
            ears.open_both()
    room = rooms.of(uuid)
    assert room is not None
    try:
        is_in = await room.take_in(watcher)
    except BaseException:
        leave(uuid, watcher)
        raise
    if not is_in:
        leave(uuid, watcher)
    return is_in


def leave(uuid: UUID, watcher: Watcher) -> None:
    """An open page is gone; an empty room is closed, and with the last one the ears."""
    room = rooms.of(uuid)
    if room is None:
        return
    room.watchers.discard(watcher)
    if not room.watchers:
        rooms.remove(uuid)
    if not rooms.all_here():
        ears.close_both()

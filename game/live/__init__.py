"""The hub: which parts of a screen must reach which open page, at once, and nothing twice.

News of a commit marks tables of a room; the room folds and renders once for all who must see it, and each page has one
screen in flight, freed by a short answer of the page, so that a stalled phone delays nobody.
"""

from game.live.hub import join, leave
from game.live.news import announce, ask_rights, remember_loop, settled
from game.live.rooms import watching
from game.live.watchers import Watcher
from game.live.worker import in_worker

__all__ = [
    "Watcher",
    "announce",
    "ask_rights",
    "in_worker",
    "join",
    "leave",
    "remember_loop",
    "settled",
    "watching",
]

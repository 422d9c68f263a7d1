"""How many a room holds, and from how many tables on it is a hall, in which nobody reads a list of all seats."""

from __future__ import annotations

from game.rules.state import State

PERSONS_PER_TABLE = 16
#: So many tables can be looked through on a phone: thirty seats are four screens to scroll, and 10 kB to send.
#: Beyond them a seat is found, or a table is called by its number.
MOST_LISTED = 6


def is_hall(state: State) -> bool:
    """Whether there are too many tables to show every seat to everybody; closing some of them changes nothing."""
    return len(state.tables) > MOST_LISTED


def has_room_for(state: State, more: int) -> bool:
    """Whether so many people more may come in; bots, and who was taken out, take no room."""
    here = sum(1 for player in state.players.values() if not player.bot and not player.removed)
    return here + more <= PERSONS_PER_TABLE * len(state.tables)

"""The follow-up of a plan: who may take a link along, how many there are at most, and from when its days count (KEEP-4)."""

from __future__ import annotations

from game.rules.state import Player, State

#: From the plan on people are asked whether they want to tell later what became of it.
PHASES_TO_BEGIN = ("plan", "closed")
OUTCOMES = ("done", "partly", "not")
#: What may have helped, and what may have stood in the way; the last one goes with no other.
NOTHING = "nothing"
REASONS = ("time", "backing", "colleagues", "partners", "rules", "money", NOTHING)


def may_begin(state: State, player: Player) -> bool:
    """Whether a person is offered a link; nobody is where the facilitator did not switch it on."""
    is_open = state.settings.follow_up and state.phase in PHASES_TO_BEGIN
    return is_open and bool(player.role) and not player.removed


def most(state: State) -> int:
    """So many links there are at most: as many as there were people. Who took one is known to nobody."""
    return sum(1 for player in state.players.values() if not player.bot)


def counts_from(state: State) -> int:
    """From when the days of a link count, in milliseconds: the same for all who take one in a phase, whenever they tap."""
    return state.phase_at

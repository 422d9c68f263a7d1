"""One device for several seats: who plays on it, in whose hands it is, and whom it goes to next (SEAT-11)."""

from __future__ import annotations

from game.rules.play import Role
from game.rules.state import Player, PlayerId, State, Table
from scenarios.script import ROLES

#: Steps and phases in which the device goes round, because each seat answers alone.
ROUND_STEPS = ("choice", "vote", "runoff")
ROUND_PHASES = ("briefing", "plan")
#: Phases in which a seat may look at a page of its own although the page is everybody's.
OWN_PAGES = ("results", "debrief", "closed")


def seats_on(state: State, device: PlayerId) -> tuple[Player, ...]:
    """The seats that a device plays for, in code order; none where nobody shares it."""
    if not device:
        return ()
    shared = (p for p in state.players.values() if p.device == device and p.role and not p.removed)
    return tuple(sorted(shared, key=lambda player: ROLES.index(player.role or "")))


def together(state: State, player: PlayerId) -> tuple[tuple[PlayerId, Role], ...]:
    """Whom a deed counts for that is done once for all on a device: the seats on it, or the player alone."""
    known = state.players[player]
    shared = seats_on(state, known.device)
    return tuple((one.id, one.role or "") for one in shared or (known,))


def moment(state: State, table: Table | None) -> str:
    """What the device is handed round for now: the step of a table, or outside the rounds the page."""
    if state.phase != "playing" or table is None or table.step is None:
        return state.page
    return str(table.step.number)


def goes_round(state: State, table: Table) -> bool:
    """Whether each seat answers alone now; all else is shown once for the table."""
    if state.phase != "playing":
        return state.phase in ROUND_PHASES
    is_asked = table.step is not None and table.step.name in ROUND_STEPS
    return is_asked and table.play is not None and not table.play.tied


def in_hand(state: State, device: PlayerId) -> Player | None:
    """The seat whose page the device shows, or none while it is covered or shows what is everybody's."""
    for player in seats_on(state, device):
        if player.turn and player.turn == moment(state, state.tables.get(player.table)):
            return player
    return None


def next_hand(state: State, device: PlayerId) -> Player | None:
    """The first seat that has still to answer alone."""
    for player in seats_on(state, device):
        if goes_round(state, state.tables[player.table]) and not has_answered(state, player):
            return player
    return None


def has_answered(state: State, player: Player) -> bool:
    """Whether a seat has answered the step, or outside the rounds tapped the page away."""
    play = state.tables[player.table].play
    if state.phase != "playing":
        return player.read == state.page
    return play is not None and player.role in play.answered


def speaker(state: State, device: PlayerId) -> Player:
    """Who does what the table does once: the seat that holds the pen if it is on the device, else the first."""
    here = seats_on(state, device)
    table = state.tables[here[0].table]
    return next((player for player in here if player.role == table.penholder), here[0])

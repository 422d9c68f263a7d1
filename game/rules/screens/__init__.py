"""What one viewer may see, made of a state and its texts. A screen holds keys and numbers, never sentences."""

from game.rules.screens.device import device_screen
from game.rules.screens.facilitator import facilitator_screen
from game.rules.screens.host import host_screen
from game.rules.screens.player import ordinary
from game.rules.screens.projector import projector_screen
from game.rules.screens.shapes import Part, Screen, Texts, Viewer
from game.rules.state import State
from game.rules.touched import STANDING

__all__ = [
    "Part",
    "Screen",
    "Viewer",
    "facilitator_screen",
    "host_screen",
    "player_screen",
    "projector_screen",
    "screen_for",
    "sees",
]


def player_screen(state: State, texts: Texts, player_id: str) -> Screen:
    """The screen of one player, or of the device that the player shares."""
    player = state.players[player_id]
    return device_screen(state, texts, player.device) if player.device else ordinary(state, texts, player)


def screen_for(viewer: Viewer, state: State, texts: Texts, now: int) -> Screen:
    """The screen of whoever looks; `now` in milliseconds tells the desk what is over its time."""
    match viewer.kind:
        case "facilitator":
            return facilitator_screen(state, texts, now)
        case "host":
            return host_screen(state, texts, viewer.tables, now)
        case "projector":
            return projector_screen(state, texts)
    return player_screen(state, texts, viewer.player)


def sees(viewer: Viewer, state: State, tables: set[int] | None) -> bool:
    """Whether something new at these tables (None: at all of them) can be on this viewer's screen."""
    if viewer.kind == "host":
        return tables is None or not tables.isdisjoint(viewer.tables)
    if viewer.kind != "player":
        return True
    player = state.players.get(viewer.player)
    return player is not None and (tables is None or (player.table or STANDING) in tables)

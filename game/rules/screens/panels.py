"""The panels under the tabs of a player's page, and which tabs there are: they follow the phase."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.screens.behind import behind
from game.rules.screens.gauges import gauges
from game.rules.screens.path import my_view, path
from game.rules.screens.shapes import Nothing, Part, RoleSheet
from game.rules.screens.term import final_gauges
from game.rules.seating.filling import is_full
from game.rules.state import AFTER_PLAY, MIDTERM, Player, State

#: The tabs of each part of a workshop; every tab opens the panel of its name.
BEFORE_TABS = ("help",)
PLAY_TABS = ("gauges", "role", "story", "help")
OBSERVER_TABS = ("gauges", "story", "help")
RESULTS_TABS = ("gauges", "path", "mine", "help")
DEBRIEF_TABS = ("gauges", "path", "mine", "behind", "help")


@dataclass(frozen=True, slots=True)
class Nav:
    """The tabs at the foot of the page, by the names of their panels."""

    tabs: tuple[str, ...]


def panels(state: State, player: Player) -> tuple[Part, ...]:
    """All panels in the order of their slots, and the tabs that lead to them."""
    table = state.tables.get(player.table)
    is_over = state.phase in AFTER_PLAY and table is not None and table.results is not None
    found: dict[str, Part] = {}
    if is_over and table is not None:
        found["gauges"] = _part("gauges", "final_gauges", final_gauges(state, table))
        found["path"] = _part("path", "path", path(state, table))
        if state.phase != "results":
            found["behind"] = _part("behind", "behind", behind(state, table))
        if player.role:
            found["mine"] = _part("mine", "mine", my_view(state, table, player))
    elif table is not None and (player.role or observes(state, player)):
        found["gauges"] = _part("gauges", "gauges", gauges(table))
    else:
        found["gauges"] = _part("gauges", "no_gauges", Nothing())
    if player.role and not state.roles_are_open:
        found["role"] = _part("role", "role", role_sheet(state, player))
    else:
        found["role"] = _part("role", "no_role", Nothing())
    found["story"] = _part("story", "story", Nothing())
    for slot in ("path", "mine", "behind"):
        found.setdefault(slot, _part(slot, "nothing", Nothing()))
    found["nav"] = _part("nav", "nav", Nav(_tabs(state, player, is_over)))
    return tuple(found[slot] for slot in ("gauges", "role", "story", "path", "mine", "behind", "nav"))


def role_sheet(state: State, player: Player) -> RoleSheet:
    """What stands on the sheet of a player's role."""
    role, table = player.role or "", state.tables.get(player.table)
    return RoleSheet(
        role,
        read=player.read == "briefing",
        has_aim=state.settings.edition > 1,
        has_move=state.settings.moves,
        is_played=table is not None and role in table.played,
    )


def observes(state: State, player: Player) -> bool:
    """Whether somebody looks on: at a table without a seat or a share in one left, or with a phone at one on paper (SEAT-3)."""
    table = state.tables.get(player.table)
    stands = not player.role and not player.removed and table is not None and not table.closed
    return (
        stands and state.phase == "playing" and table is not None and (table.paper or is_full(state, table))
    )


def _tabs(state: State, player: Player, is_over: bool) -> tuple[str, ...]:
    if not is_over and observes(state, player):
        return OBSERVER_TABS
    if not is_over:
        return PLAY_TABS if state.phase in ("briefing", "playing", MIDTERM) and player.role else BEFORE_TABS
    tabs = RESULTS_TABS if state.phase == "results" else DEBRIEF_TABS
    return tuple(tab for tab in tabs if tab != "mine" or player.role)


def _part(slot: str, template: str, data: object) -> Part:
    return Part(slot, f"game/parts/{template}.html", "", data)

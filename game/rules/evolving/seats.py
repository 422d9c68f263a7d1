"""What joining, sitting, leaving and falling asleep change."""

from __future__ import annotations

from game.rules import events as e
from game.rules.copies import replace
from game.rules.evolving.shared import (
    after,
    looked_at,
    released,
    seen,
    shifted,
)
from game.rules.seating import devices
from game.rules.state import State


@after(e.PlayerJoined)
def _joined(state: State, event: e.PlayerJoined) -> State:
    return replace(
        state.with_player(
            event.player,
            bot=event.bot,
            removed=False,  # a bot that made room once may be asked again
            turned_at=state.at,
            table=event.table,
            paper="only" if event.paper else "",
        ),
        stirred_at=state.at,
    )


@after(e.SeatTaken)
def _seat_taken(state: State, event: e.SeatTaken) -> State:
    shared = state.tables[event.table].mirrors.get(event.role) == event.player
    state = released(state, event.player)
    seats = {**state.tables[event.table].seats, event.role: event.player}
    state = state.with_player(
        event.player,
        table=event.table,
        role=event.role,
        goes_to=0,
        becomes="",
        mirror=False,
        records=False,
    )
    state = replace(state.with_table(event.table, seats=seats), stirred_at=state.at)
    play = state.tables[event.table].play
    if play is not None and not shared:  # whoever held the seat before keeps what they chose to themselves
        kept = {role: choice for role, choice in play.choices.items() if role != event.role}
        state = state.with_play(event.table, choices=kept)
    state = seen(state, event.table, event.role)
    return looked_at(state, event.table)


@after(e.TableChosen)
def _table_chosen(state: State, event: e.TableChosen) -> State:
    return replace(
        released(state, event.player).with_player(
            event.player,
            table=event.table,
            role=None,
            goes_to=0,
            becomes="",
            mirror=False,
            records=event.records,
        ),
        stirred_at=state.at,
    )


@after(e.CallingSaid)
def _calling_said(state: State, event: e.CallingSaid) -> State:
    return state.with_player(event.player, calling=event.calling)


@after(e.SeatLeft)
def _seat_left(state: State, event: e.SeatLeft) -> State:
    state = released(state, event.player)
    return looked_at(state.with_player(event.player, table=0, role=None, mirror=False), event.table)


@after(e.SeatShared)
def _seat_shared(state: State, event: e.SeatShared) -> State:
    state = released(state, event.player)
    mirrors = {**state.tables[event.table].mirrors, event.role: event.player}
    state = state.with_player(
        event.player,
        table=event.table,
        role=event.role,
        goes_to=0,
        becomes="",
        mirror=True,
        records=False,
    )
    state = replace(state.with_table(event.table, mirrors=mirrors), stirred_at=state.at)
    return looked_at(seen(state, event.table, event.role), event.table)


@after(e.MovePlanned)
def _move_planned(state: State, event: e.MovePlanned) -> State:
    return state.with_player(event.player, goes_to=event.to, becomes=event.role)


@after(e.ClosePlanned)
def _close_planned(state: State, event: e.ClosePlanned) -> State:
    return state.with_table(event.table, closing=True)


@after(e.TableClosed)
def _closed(state: State, event: e.TableClosed) -> State:
    asleep_at = state.tables[event.table].asleep_at
    since = state.at if asleep_at is None else asleep_at
    if state.spot == event.table:
        state = replace(state, spot=0, spot_shown=False)
    return replace(
        state.with_table(event.table, closed=True, closing=False, asleep_at=since), stirred_at=state.at
    )


@after(e.TableReopened)
def _reopened(state: State, event: e.TableReopened) -> State:
    return replace(state.with_table(event.table, closed=False, closing=False), stirred_at=state.at)


@after(e.SeatsFixed)
def _seats_fixed(state: State, event: e.SeatsFixed) -> State:
    table = state.tables[event.table]
    return state.with_table(event.table, seats={role: table.seats.get(role) for role in event.roles})


@after(e.PlayerRemoved)
def _removed(state: State, event: e.PlayerRemoved) -> State:
    table = state.players[event.player].table
    state = released(state, event.player).with_player(
        event.player, role=None, removed=True, goes_to=0, becomes="", mirror=False
    )
    return looked_at(state, table) if table else state


@after(e.PlayerReadmitted)
def _readmitted(state: State, event: e.PlayerReadmitted) -> State:
    return state.with_player(event.player, removed=False, away=False, table=0, turned_at=state.at)


@after(e.DeviceShared)
def _device_shared(state: State, event: e.DeviceShared) -> State:
    for player in (event.player, *event.others):
        state = state.with_player(player, device=event.player)
    return replace(state, stirred_at=state.at)


@after(e.DeviceTaken)
def _device_taken(state: State, event: e.DeviceTaken) -> State:
    known = state.players[event.player]
    for other in devices.seats_on(state, known.device):
        if other.turn:
            state = state.with_player(other.id, turn="")
    return state.with_player(event.player, turn=devices.moment(state, state.tables[known.table]))


@after(e.DevicePassed)
def _device_passed(state: State, event: e.DevicePassed) -> State:
    return state.with_player(event.player, turn="")


@after(e.PaperTaken, e.PaperLeft)
def _paper(state: State, event: e.PaperTaken | e.PaperLeft) -> State:
    takes = isinstance(event, e.PaperTaken)
    if event.player:
        state = state.with_player(event.player, paper="phone" if takes else "")
    else:
        state = state.with_table(event.table, paper=takes)
    return looked_at(state, event.table)


@after(e.WentAway, e.CameBack)
def _presence(state: State, event: e.WentAway | e.CameBack) -> State:
    away = isinstance(event, e.WentAway)
    player = state.players[event.player]
    state = state.with_player(event.player, away=away, turned_at=state.at)
    if not player.table or not player.role:
        return state
    table = state.tables[player.table]
    if not away:
        pen = None if table.chair == player.role else table.pen
        state = seen(state.with_table(player.table, pen=pen), player.table, player.role)
    return looked_at(state, player.table)


@after(e.TableSlept)
def _slept(state: State, event: e.TableSlept) -> State:
    return state.with_table(event.table, asleep_at=state.at)


@after(e.TableWoke)
def _woke(state: State, event: e.TableWoke) -> State:
    asleep_at = state.tables[event.table].asleep_at or state.at
    until = state.at if state.paused_at is None else state.paused_at
    state = state.with_table(event.table, asleep_at=None, deserted_at=None)
    return shifted(state, event.table, asleep_at, until)


@after(e.PlayerRenamed)
def _renamed(state: State, event: e.PlayerRenamed) -> State:
    return replace(state, stirred_at=state.at)

"""What time will bring: planned ends, signs of life that stopped or came back, and bots' moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from game.rules import commands as c
from game.rules.bots import acting
from game.rules.round import dates
from game.rules.round.moments import leaves_at, plenary_due
from game.rules.state import ANSWERING, Player, State

A_MINUTE = 60_000
THREE_MINUTES = 180_000
FIVE_MINUTES = 300_000
#: Nobody waits for the one who plays alone, so nothing falls asleep.
SLEEP = (c.NoteAsleep,)
#: Under this name the signs of all facilitators' pages are kept.
DESK = "desk"


@dataclass(frozen=True, slots=True)
class Sign:
    """The last sign of life of a player: when, in milliseconds, and whether the page runs without JavaScript."""

    at: int
    plain: bool = False


def due(state: State, signs: Mapping[str, Sign], started_at: int = 0) -> list[tuple[int, c.Command]]:
    """All that the clock will bring as things stand, earliest first. After a start everybody counts as just seen."""
    if state.phase in ("draft", "closed"):
        return []
    found = [
        *_steps(state),
        *(() if dates.is_slow(state) else _presence(state, signs, started_at)),
        *(() if dates.is_slow(state) else _desk(state, signs, started_at)),
        *acting.due(state),
    ]
    return sorted(found, key=lambda entry: entry[0])


def at_once(state: State) -> c.Command | None:
    """What goes on by itself in a solo game at this very moment, or nothing while its player is asked (SOLO-1)."""
    waiting = sorted((*_steps(state), *acting.due(state)), key=lambda entry: entry[0])
    now = (command for at, command in waiting if at <= state.at)
    return next((command for command in now if not isinstance(command, SLEEP)), None)


def _steps(state: State) -> Iterator[tuple[int, c.Command]]:
    yield from _slowly(state) if dates.is_slow(state) else _rounds(state)
    for table in state.tables.values():
        at = leaves_at(state, table)
        if at is not None and table.step is not None:
            yield at, c.TimeIsUp(table.number, table.step.number)
        if dates.is_slow(state):  # nobody is away for days
            continue
        if table.deserted_at is not None and table.asleep_at is None and table.step is not None:
            yield table.deserted_at + state.settings.paced(FIVE_MINUTES), c.NoteAsleep(table.number)


def _rounds(state: State) -> Iterator[tuple[int, c.Command]]:
    """In free mode a round opens as soon as a table waits at its gate (section "Modes")."""
    if state.settings.mode != "free" or state.phase != "playing" or state.paused_at is not None:
        return
    gates = [
        t.step.opened_at
        for t in state.tables.values()
        if t.step and t.step.name == "gate" and t.round == state.opened + 1 and not t.closed
    ]
    if gates and not plenary_due(state):
        yield min(gates), c.OpenRound(state.opened + 1)


def _slowly(state: State) -> Iterator[tuple[int, c.Command]]:
    """In slow play the dates lead, up to the finale, which people lead again (SLOW-1)."""
    if state.paused_at is not None or not any(table.taken() for table in state.tables.values()):
        return
    leaves = {
        "lobby": state.phase_at,
        "welcome": dates.roles_at(state),
        "briefing": dates.next_opening(state, 0),
    }
    if state.phase in leaves:
        yield max(state.phase_at, leaves[state.phase]), c.AdvancePhase(state.phase, confirmed=True)
    tables = [table for table in state.tables.values() if table.step and not table.closed]
    gates = [
        t.step.opened_at for t in tables if t.step and t.step.name == "gate" and t.round == state.opened + 1
    ]
    if state.phase == "playing" and gates:
        yield max(min(gates), dates.next_opening(state, state.opened)), c.OpenRound(state.opened + 1)


def _presence(state: State, signs: Mapping[str, Sign], started_at: int) -> Iterator[tuple[int, c.Command]]:
    for player in state.players.values():
        if player.bot or player.removed or _is_on_paper(state, player):
            continue
        sign = signs.get(player.device or player.id, Sign(max(started_at, player.turned_at)))
        if player.away:
            if sign.at > player.turned_at:
                yield sign.at, c.NoteBack(player.id)
        else:
            yield _missed_at(state, player, sign, started_at), c.NoteAway(player.id)


def _is_on_paper(state: State, player: Player) -> bool:
    """Paper gives no signs, and is always there (SEAT-12)."""
    table = state.tables.get(player.table)
    return bool(player.paper) or (bool(player.role) and table is not None and table.paper)


def _desk(state: State, signs: Mapping[str, Sign], started_at: int) -> Iterator[tuple[int, c.Command]]:
    """Whether a facilitator is there; where a bot leads, or rounds open by themselves, nobody waits for one (TIME-4)."""
    if state.settings.led_by_bot or state.settings.mode == "free":
        return
    sign = signs.get(DESK)
    if state.desk_away:
        if sign is not None and sign.at > state.desk_turned_at:
            yield sign.at, c.NoteDeskBack()
    else:
        last = max(sign.at if sign else 0, started_at, state.desk_turned_at)
        yield last + state.settings.silent(THREE_MINUTES), c.NoteDeskAway()


def _missed_at(state: State, player: Player, sign: Sign, started_at: int) -> int:
    """When a seat counts as away if it gives no further sign (SEAT-5)."""
    seen = max(sign.at, started_at, player.turned_at)
    step = state.tables[player.table].step if player.table and player.role else None
    if step is not None and step.name in ANSWERING and not sign.plain:
        return max(seen, step.opened_at) + state.settings.silent(A_MINUTE)
    return seen + state.settings.silent(FIVE_MINUTES)

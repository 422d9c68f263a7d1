"""What is left of somebody who wanted to be forgotten: that a seat was held. What the table decided stays (KEEP-6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from game.rules import events as e
from game.rules.copies import replace
from game.rules.evolving.shared import after
from game.rules.play import Play
from game.rules.state import State, Table


@after(e.PlayerErased)
def _erased(state: State, event: e.PlayerErased) -> State:
    tables = {number: _without(table, event) for number, table in state.tables.items()}
    warm_up = state.warm_up and replace(
        state.warm_up,
        choices=_but(state.warm_up.choices, event.player),
        votes=_but(state.warm_up.votes, event.player),
    )
    state = state.with_player(event.player, read="", asked=(), aim_shown=False, calling="", erased=True)
    return replace(
        state,
        tables=tables,
        warm_up=warm_up,
        shared={note: at for note, at in state.shared.items() if not _is_gone(note, event)},
        written={note: n for note, n in state.written.items() if not _is_gone(note, event)},
        hidden=tuple(note for note in state.hidden if not _is_gone(note, event)),
        on_wall=tuple(note for note in state.on_wall if not _is_gone(note, event)),
        messages=tuple(one for one in state.messages if one.player != event.player),
        stirred_at=state.at,
    )


def _without(table: Table, event: e.PlayerErased) -> Table:
    play, before = table.play, table.before_vote
    return replace(
        table,
        past=tuple(_forgotten(one, event, (), table.number) for one in table.past),
        play=play and _forgotten(play, event, _open_seats(table, event), table.number),
        before_vote=before and _without(before, event),
    )


def _open_seats(table: Table, event: e.PlayerErased) -> tuple[str, ...]:
    """Of a round that is not decided: the own seat, which is asked anew if it had a mirror; of somebody who answered and had
    left it, every seat that nobody holds any more.
    """
    if table.play is None or table.play.decision is not None or table.number != event.table:
        return ()
    if event.role:
        return (event.role,)
    if (table.number, table.play.round) not in event.rounds:
        return ()
    return tuple(role for role in table.play.choices if not table.seats.get(role))


def _forgotten(play: Play, event: e.PlayerErased, open_seats: tuple[str, ...], table: int) -> Play:
    held = {*play.holders.items(), *play.mirrors.items()}
    roles = {*open_seats, *(role for role, holder in held if holder == event.player)}
    answered = (table, play.round) in event.rounds
    changes: dict[str, Any] = {
        name: _but(getattr(play, name), *roles) for name in ("choices", "first_choices", "votes", "ballots")
    }
    if play.guard is not None:
        changes["guard"] = replace(play.guard, answers=_but(play.guard.answers, *roles))
    return replace(
        play,
        **changes,
        answered=tuple(role for role in play.answered if role not in open_seats),
        reasons=tuple(
            replace(reason, notes=tuple(note for note in reason.notes if not _is_gone(note, event)))
            for reason in play.reasons
        ),
        moves=tuple(replace(made, note="") if _is_gone(made.note, event) else made for made in play.moves),
        erased=play.erased or answered or bool(roles),
    )


def _is_gone(note: str, event: e.PlayerErased) -> bool:
    return note in event.notes or note.startswith(f"{event.player}.")


def _but(known: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in known.items() if key not in keys}

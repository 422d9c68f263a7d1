"""What is worth a look or a word just now, for the desk alone (screen C·5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median_low

from game.rules.play import Play
from game.rules.screens.shapes import Texts
from game.rules.screens.tiles import ORDER, step_of
from game.rules.state import State, Table

#: A talk in which nobody touches a phone for so long may have gone quiet, or be very good. Milliseconds.
QUIET = 4 * 60_000
#: So many steps behind the table in the middle is far behind.
FAR_BEHIND = 2
#: Of the order of a round, what is no step of its own.
WITHIN = ("incident", "runoff", "word")
SPLITS = ("split_two", "split_three")
MOST = 5


@dataclass(frozen=True, slots=True)
class Cue:
    """Something worth knowing: its kind, and the tables it is about, by number and name."""

    kind: str
    tables: tuple[tuple[int, str], ...] = ()


def cues(state: State, texts: Texts, now: int) -> tuple[Cue, ...]:
    """What is worth knowing now, the most pressing first, never more than a glance can hold."""
    if state.phase != "playing":
        return ()
    tables = [
        t for t in state.tables.values() if t.taken() and not t.closed and t.asleep_at is None and t.step
    ]
    found = (cue for cue in _found(state, tables, now) if cue[1] is None or cue[1])
    return tuple(
        Cue(kind, tuple((t.number, texts.tables.get(t.number, "")) for t in about or ()))
        for kind, about in list(found)[:MOST]
    )


def _found(state: State, tables: list[Table], now: int) -> Iterator[tuple[str, list[Table] | None]]:
    """Kind and tables; None where a cue is about all of them."""
    if not tables:
        return
    played = [(table, table.play) for table in tables if table.play and table.round == state.opened]
    if state.opened and all(t.step and t.step.name == "done" and t.round == state.opened for t in tables):
        yield "all_done", None
    yield "last_to_vote", _last_to_vote(state, tables)
    yield "behind", _behind(tables) if len(tables) > 2 else []
    yield "quiet", [table for table in tables if _is_quiet(state, table, now)]
    yield from _on_choices(played)
    yield from _on_decisions(played)


def _on_choices(played: list[tuple[Table, Play]]) -> Iterator[tuple[str, list[Table] | None]]:
    known = [(table, play) for table, play in played if play.pattern]
    split = [table for table, play in known if play.pattern in SPLITS]
    yield "split", split if len(known) > 1 and 2 * len(split) >= len(known) else []


def _on_decisions(played: list[tuple[Table, Play]]) -> Iterator[tuple[str, list[Table] | None]]:
    decided = [(table, play, play.decision) for table, play in played if play.decision is not None]
    taken = Counter(decision.option for _table, _play, decision in decided)
    alone = [table for table, _play, decision in decided if taken[decision.option] == 1]
    yield "alone", alone if len(decided) > 2 and len(alone) == 1 else []
    yield "changed_mind", [t for t, play, decision in decided if _was_other(play, decision.option)]
    yield "hidden_found", [table for table, _play, decision in decided if decision.option == "D"]
    yield "overruled", [table for table, _play, decision in decided if decision.overruled]


def _last_to_vote(state: State, tables: list[Table]) -> list[Table]:
    """The one table that still votes while all others have decided."""
    if len(tables) < 2 or not state.opened:
        return []
    undecided = [t for t in tables if t.round < state.opened or not (t.play and t.play.decision)]
    voting = [t for t in undecided if step_of(state, t) in ("vote", "runoff", "word")]
    return voting if len(undecided) == 1 else []


def _behind(tables: list[Table]) -> list[Table]:
    places = {table.number: _place(table) for table in tables}
    middle = median_low(places.values())
    return [table for table in tables if middle - places[table.number] >= FAR_BEHIND]


def _place(table: Table) -> int:
    """How far a table is, in steps of the whole term; a runoff is no step of its own."""
    assert table.step is not None
    name = "vote" if table.step.name == "runoff" else table.step.name
    order = [step for step in ORDER if step not in WITHIN]
    return table.round * len(order) + order.index(name)


def _is_quiet(state: State, table: Table, now: int) -> bool:
    """Whether nobody has done anything since the talk began: no fact, no move, no question, no tap."""
    step, play = table.step, table.play
    if step is None or play is None or step.name != "talk" or state.paused_at is not None or table.paper:
        return False
    did = play.shared or play.moves or play.hearing or play.ready or play.called
    return not did and now - step.opened_at >= state.settings.stretched(QUIET)


def _was_other(play: Play, option: str) -> bool:
    """Whether a table decided against what most of it had chosen at first."""
    first = Counter(letter for letter in (play.first_choices or _choices(play)).values() if letter)
    ranked = first.most_common(2)
    is_clear = bool(ranked) and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
    return is_clear and ranked[0][0] != option


def _choices(play: Play) -> dict[str, str]:
    return {role: choice.option for role, choice in play.choices.items()}

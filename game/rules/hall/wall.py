"""What the wall shows after the play, led from the desk: pictures of the room, and words that were looked over first."""

from __future__ import annotations

from collections.abc import Generator

from game.rules import commands as c
from game.rules import refused
from game.rules.events import Event, NotePutOnWall, NoteTakenOffWall, WallTurned
from game.rules.figures.answers import played
from game.rules.figures.choices import choices_to_votes
from game.rules.figures.families import Distance, distance
from game.rules.figures.heard import never_heard
from game.rules.figures.levels import weakest
from game.rules.hall.notes import PLAN
from game.rules.refused import Refused
from game.rules.state import State

Judge = Generator[Event, State, State]

#: What each phase shows by itself, where the wall is led from the desk.
OWN = {"results": "headlines", "debrief": "question", "plan": "now"}
#: Pictures of the whole term, and those of which there is one for each round.
OF_THE_TERM = ("headlines", "levels", "distance", "unheard", "answers", "plans")
OF_A_ROUND = ("decisions", "moved")


def show(state: State, command: c.ShowWall) -> Judge:
    """Turn the wall to a picture, or back to what the phase shows by itself; the same one again does nothing."""
    if state.phase not in OWN:
        raise Refused(refused.NOT_NOW)
    what = "" if command.what == OWN[state.phase] else command.what
    if what and (why := missing(state, what)):
        raise Refused(why)
    return state if what == state.wall else (yield WallTurned(what=what))


def shown(state: State) -> str:
    """The picture that the wall is turned to; empty for what the phase shows by itself, also where nothing is left to show."""
    return state.wall if state.phase in OWN and state.wall and not missing(state, state.wall) else ""


def missing(state: State, what: str) -> str:
    """Why a picture cannot be shown now, in a sentence; empty if it can (KEEP-3)."""
    kind, round_ = of_round(state, what)
    if round_:
        dilemma = state.plan[round_ - 1]
        if kind == "decisions":
            return "" if played(state, dilemma) else refused.NO_TABLE_DECIDED
        found = choices_to_votes(state, dilemma)
        return "" if found is not None and found.tells else refused.TOO_FEW_TO_SHOW
    if what not in OF_THE_TERM:
        return refused.NO_SUCH_PICTURE
    if what in ("headlines", "levels"):
        has_any = bool(weakest(state)) if what == "levels" else _has_ended(state)
        return "" if has_any else refused.NO_TABLE_ENDED
    if what == "distance":
        why = refused.NOBODY_KNOWS_FAMILIES if state.settings.anonymous else refused.FAMILIES_TOO_SMALL
        return "" if distances(state) else why
    if what == "unheard":
        has_decided = any(table.decided and not table.closed for table in state.tables.values())
        why = refused.ALL_WERE_HEARD if has_decided else refused.NO_TABLE_DECIDED
        return "" if never_heard(state) else why
    return "" if readable(state, what) else refused.NOTHING_FOR_THE_WALL


def of_round(state: State, what: str) -> tuple[str, int]:
    """The kind and the round of a picture of one round, such as `moved-2`; the name and 0 for any other."""
    kind, _dash, number = what.partition("-")
    known = {str(n): n for n in range(1, len(state.plan) + 1)}
    return (kind, known[number]) if kind in OF_A_ROUND and number in known else (what, 0)


def distances(state: State) -> tuple[tuple[Distance | None, Distance | None], ...]:
    """How far the families were apart in their choices and in their votes, for each dilemma of which one may be shown."""
    pairs = ((distance(state, name, "choices"), distance(state, name, "votes")) for name in state.plan)
    return tuple(pair for pair in pairs if any(pair))


def topic(state: State, what: str) -> str:
    """Which notes a picture of words holds: answers to the question of the moment, or plans."""
    return PLAN if what == "plans" else f"q{state.question}"


def readable(state: State, what: str) -> tuple[str, ...]:
    """The notes that may be read on the wall in this picture, in the order in which they were put there."""
    end = f".{topic(state, what)}"
    return tuple(n for n in state.on_wall if n.endswith(end) and n in state.shared and n not in state.hidden)


def put_on(state: State, command: c.PutOnWall) -> Judge:
    """Let shared words be read on the wall, if they are still those that the facilitator has read."""
    table = _shared_at(state, command.note)
    if command.note in state.hidden:
        raise Refused(refused.HIDDEN_FROM_ALL)
    if command.written != state.written.get(command.note, 0):
        raise Refused(refused.WORDS_HAVE_CHANGED)
    return state if command.note in state.on_wall else (yield NotePutOnWall(table=table, note=command.note))


def take_off(state: State, command: c.TakeOffWall) -> Judge:
    """Take words from the wall; they stay at their table."""
    table = _shared_at(state, command.note)
    return (
        (yield NoteTakenOffWall(table=table, note=command.note)) if command.note in state.on_wall else state
    )


def _shared_at(state: State, note: str) -> int:
    if state.phase not in OWN or note not in state.shared:
        raise Refused(refused.NOT_NOW)
    return state.shared[note]


def _has_ended(state: State) -> bool:
    return any(table.results and not table.closed for table in state.tables.values())

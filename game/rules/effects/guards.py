"""Safeguards: protection bought with a decision (GUARD-1 to 3)."""

from __future__ import annotations

from collections.abc import Generator, Mapping

from game.rules import refused
from game.rules.effects.tracks import move_resource
from game.rules.events import Event, GuardAttached, GuardLapsed, Marked
from game.rules.play import Play
from game.rules.refused import Refused
from game.rules.state import State, Table, deciding
from scenarios.script import Seed

Judge = Generator[Event, State, State]

#: Which resource pays for which safeguard; each costs one.
PRICES: Mapping[str, str] = {
    "review_date": "time",
    "report_back": "time",
    "staff_hearing": "time",
    "legal_check": "budget",
    "second_invitation": "budget",
    "stop_rule": "budget",
}
#: From this round on a safeguard may be proposed (FMT-5).
FIRST_ROUND = 3


def may_propose(state: State, table: Table) -> bool:
    """Whether the chair may propose a safeguard with the vote."""
    return state.settings.safeguards and table.play is not None and table.play.round >= FIRST_ROUND


def must_be_proposable(state: State, table: Table, guard: str) -> None:
    """Refused where there is no such safeguard, or none at all."""
    if guard and (guard not in PRICES or not may_propose(state, table)):
        raise Refused(refused.NO_SUCH_SAFEGUARD)


def settle_guard(state: State, number: int) -> Judge:
    """Attach what more than half of the deciders' answers want, if it can be paid; else it lapses (GUARD-1, 2)."""
    table = state.tables[number]
    play = table.play
    if play is None or play.guard is None:
        return state
    resource = PRICES[play.guard.id]
    if not is_wanted(play) or table.resources[resource] < 1:
        return (yield GuardLapsed(table=number, guard=play.guard.id))
    state = yield from move_resource(state, number, resource, -1, "guard")
    state = yield GuardAttached(table=number, guard=play.guard.id)
    return (yield Marked(table=number, mark="safeguard"))


def is_wanted(play: Play) -> bool:
    """Whether more than half of the deciders' answers were yes."""
    if play.guard is None or play.decision is None:
        return False
    deciders = deciding(play.decision.decided_by, tuple(play.guard.answers))
    answers = [play.guard.answers[role] for role in deciders]
    return sum(answers) * 2 > len(answers)


def attached(play: Play) -> str:
    """The safeguard that protects what this round planted, or nothing."""
    return play.guard.id if play.guard is not None and play.guard.fate == "attached" else ""


def spares(seed: Seed, guard: str) -> bool:
    """Whether a safeguard keeps a seed from doing anything (GUARD-3)."""
    return bool(guard) and seed.kind == "harm" and guard in seed.guarded_by

"""The warm-up: the facilitator leads it from stage to stage, players answer, nothing comes of it (ROOM-2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator

from game.rules import commands as c
from game.rules import refused
from game.rules.events import Event, WarmUpAnswered, WarmUpMoved
from game.rules.refused import Refused
from game.rules.round.choices import pattern
from game.rules.state import State
from game.rules.warm_up import OPTIONS, STAGES

Judge = Generator[Event, State, State]
#: From which stage it goes where; without a warm-up it begins, after the last it is over.
FOLLOWING = dict(zip(("", *STAGES), (*STAGES, ""), strict=True))


def stage(state: State) -> str:
    """Where the warm-up is, or nothing where there is none."""
    return state.warm_up.stage if state.warm_up else ""


def lead(state: State, command: c.LeadWarmUp) -> Judge:
    """On to the next stage, or over; the second of two clicks changes nothing."""
    if command.leaving != stage(state) and not command.over:
        return state
    if state.phase != "briefing":
        raise Refused(refused.NOT_NOW)
    following = "" if command.over else FOLLOWING[stage(state)]
    return state if following == stage(state) else (yield WarmUpMoved(stage=following))


def answer(state: State, command: c.AnswerWarmUp) -> Judge:
    """A choice or a vote, which may be changed as long as its stage lasts."""
    player = state.players.get(command.player)
    if player is None or player.removed or not player.role:
        raise Refused(refused.NOT_SEATED)
    if command.option not in OPTIONS:
        raise Refused(refused.NO_SUCH_ANSWER)
    if state.warm_up is None or command.stage != state.warm_up.stage or command.stage == "told":
        raise Refused(refused.MOMENT_IS_GONE)
    answers = state.warm_up.choices if command.stage == "choice" else state.warm_up.votes
    if answers.get(command.player) == command.option:
        return state
    return (yield WarmUpAnswered(table=player.table, player=player.id, option=command.option))


def told(state: State, number: int) -> tuple[str, str]:
    """The pattern of a table's choices (CHOICE-3), and what it would have decided by more than half, or nothing."""
    assert state.warm_up is not None
    here = {p.id for p in state.players.values() if p.table == number and p.role and not p.removed}
    chosen = [option for player, option in state.warm_up.choices.items() if player in here]
    votes = Counter(option for player, option in state.warm_up.votes.items() if player in here)
    best = next((option for option, n in votes.items() if n * 2 > votes.total()), "")
    return pattern(chosen), best

"""The way through the term, each seed drawn back to its decision, and what one person chose and voted (SEED-5)."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.bots.aims import verdict
from game.rules.effects import incidents
from game.rules.effects.guards import attached
from game.rules.effects.seeds import cause
from game.rules.play import Change, Decision, Play, Sprout
from game.rules.round.votes import RULES, wins
from game.rules.screens.shapes import Move
from game.rules.screens.told import is_gain, seed_text
from game.rules.state import AFTER_PLAY, Player, State, Table
from game.rules.strength import word
from scenarios.conditions import POLES


@dataclass(frozen=True, slots=True)
class Grown:
    """A seed that took effect: what planted it and when, when it came up (or after the last round), what it moved.

    `text` is its key; a standing seed was planted by nothing. `spared` is the safeguard because of which it did nothing.
    """

    dilemma: str
    seed: str
    text: str
    is_gain: bool
    option: str
    planted: int
    round: int
    in_epilogue: bool
    moves: tuple[Move, ...]
    spared: str = ""


@dataclass(frozen=True, slots=True)
class PathRound:
    """A decided round: how, what else was there, what came up at its start, and what it planted that came up later."""

    round: int
    dilemma: str
    level: int
    option: str
    decided_by: str
    manner: str
    overruled: bool
    others: tuple[str, ...]
    came_up: tuple[Grown, ...]
    led_to: tuple[Grown, ...]
    incident: str = ""
    answer: int = 0
    moves: tuple[str, ...] = ()
    guard: str = ""
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """The table's way through the term; `epilogue` holds what came up after its last round."""

    rounds: tuple[PathRound, ...]
    epilogue: tuple[Grown, ...]
    other_rules: tuple[tuple[str, tuple[int, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class MyRound:
    """What one person chose and voted in a round; confidence 0 to 3, empty where nothing was given.

    Where votes are anonymous only the person's own device knows it, under the name of `keeps` (VOTE-10).
    """

    round: int
    dilemma: str
    choice: str
    confidence: int
    reason: str
    vote: str
    decider: bool
    decided: str
    keeps: str = ""


@dataclass(frozen=True, slots=True)
class MyView:
    """Own choices and votes, for one person's eyes. `aim` is met, partly or not_met; `aims` those that were shown, by role."""

    role: str
    rounds: tuple[MyRound, ...]
    aim: str = ""
    is_shown: bool = False
    may_show: bool = False
    aims: tuple[tuple[str, str], ...] = ()


def path(state: State, table: Table) -> Path:
    """The way through the term, each seed that took effect drawn back to its decision."""
    grown = tuple(_grown(state, table, sprout) for sprout in table.sprouts if sprout.round)
    plays = table.decided
    rounds = tuple(_path_round(state, play, grown) for play in plays)
    return Path(rounds, tuple(seed for seed in grown if seed.in_epilogue), _other_rules(state, table))


def _other_rules(state: State, table: Table) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Under each other decision rule, the rounds that would have gone to a runoff, by their first votes (DEB-3).

    Two votes against each other go to the chair under every rule. A round whose votes nobody knows is left out.
    """
    told = {play.round: [n for _option, n in play.first_votes] for play in table.decided}
    told = {round_: votes for round_, votes in told.items() if sum(votes) > 2}
    if not told:
        return ()
    return tuple(
        (rule, tuple(round_ for round_, votes in told.items() if not wins(rule, max(votes), sum(votes))))
        for rule in RULES
        if rule != state.settings.rule
    )


def _path_round(state: State, play: Play, grown: tuple[Grown, ...]) -> PathRound:
    decision = play.decision
    assert isinstance(decision, Decision)
    return PathRound(
        round=play.round,
        dilemma=play.dilemma,
        level=state.script.dilemma(play.dilemma).level,
        option=decision.option,
        decided_by=decision.decided_by,
        manner=decision.manner,
        overruled=decision.overruled,
        others=tuple(letter for letter in play.options if letter != decision.option),
        came_up=tuple(seed for seed in grown if seed.round == play.round),
        led_to=tuple(seed for seed in grown if seed.planted == play.round),
        incident=incidents.text(state.script, play.incident) if play.incident else "",
        answer=play.answer,
        moves=tuple(made.role for made in play.moves),
        guard=attached(play),
        shared=play.shared,
    )


def _grown(state: State, table: Table, sprout: Sprout) -> Grown:
    why = cause(sprout.dilemma, sprout.seed)
    changes: list[Change] = [*table.aftermath]
    for play in table.decided:
        changes += play.changes
    moves = tuple(
        Move(c.key, c.by, word(c.to - c.by), word(c.to), False)
        for c in sorted(changes, key=lambda c: POLES.index(c.key) if c.key in POLES else len(POLES))
        if c.kind == "pole" and c.cause == why
    )
    return Grown(
        sprout.dilemma,
        sprout.seed,
        seed_text(sprout.dilemma, sprout.seed),
        is_gain(state.script, sprout.dilemma, sprout.seed),
        sprout.option,
        sprout.planted,
        sprout.round,
        sprout.round > (table.decided[-1].round if table.decided else 0),
        moves,
        sprout.spared,
    )


def my_view(state: State, table: Table, player: Player) -> MyView:
    """What one person chose and voted; only the rounds in which that person held a seat to the end."""
    found = []
    for play in table.decided:
        role = next(
            (r for r, who in (*play.holders.items(), *play.mirrors.items()) if who == player.id), None
        )
        if role is None or play.decision is None:
            continue
        choice = play.choices.get(role)
        decides = play.decision.decided_by
        found.append(
            MyRound(
                round=play.round,
                dilemma=play.dilemma,
                choice=choice.option if choice else "",
                confidence=choice.confidence if choice else 0,
                reason=choice.reason if choice else "",
                vote=play.votes.get(role, ""),
                decider=decides in ("all", role[0]),
                decided=play.decision.option,
                keeps=f"{role}.{play.round}" if state.settings.anonymous else "",
            )
        )
    has_aim = bool(player.role) and state.settings.edition > 1
    return MyView(
        player.role or "",
        tuple(found),
        aim=verdict(state.script, table, player.role or "") if has_aim else "",
        is_shown=player.aim_shown,
        may_show=has_aim and not player.mirror and not state.settings.solo and state.phase in AFTER_PLAY[:-1],
        aims=_shown_aims(state, table, player),
    )


def _shown_aims(state: State, table: Table, player: Player) -> tuple[tuple[str, str], ...]:
    """The aims that others at the table have shown, never ranked (AIM-1)."""
    others = (state.players[table.seats[role] or ""] for role in table.taken())
    return tuple(
        (other.role or "", verdict(state.script, table, other.role or ""))
        for other in others
        if other.aim_shown and other.id != player.id
    )

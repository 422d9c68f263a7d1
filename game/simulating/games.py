"""One simulated game: a table of one mind, from the draw key to its results.

The rules do everything: a game enters their steps and lets their judges speak. Drawn here is only what people would
bring to a table: which facts they share, how they come to a decision, and what they answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from game.rules import Settings, State, apply, chance
from game.rules import commands as c
from game.rules.bots import minds
from game.rules.effects import incidents
from game.rules.events import DecisionMade
from game.rules.evolve import drive, evolve
from game.rules.round.table import enter, settle
from game.rules.round.votes import paid_before
from game.rules.state import FILLING_ORDER, Table
from scenarios.script import Script

#: Half of the tables play this way, half that way; they are what most figures are counted from.
ORDINARY = ("random", "attentive")
#: Tables that always want the same; one in ten is played beside the others, for SIM-2 only.
ONE_SIDED = ("always_open", "always_control")
SHARE_OF_ONE_SIDED = 10
FEWEST_ROUNDS = 3
TABLE = 1
#: Any number of rounds, with all that the rules have for it.
FORMAT = "custom"
#: In a hundred rounds, so many are decided unanimously after difference, and so many by the chair's word in a tie.
UNANIMOUS, TIED = 20, 10
#: Where one family decides and not all agree, advice is overruled once in so many rounds: a fifth of all such rounds.
OVERRULED_ONCE_IN = 4


@dataclass(frozen=True, slots=True)
class Planned:
    """A game that is to be simulated: its number of rounds, its mind, and its draw key."""

    rounds: int
    mind: str
    key: str


@dataclass(frozen=True, slots=True)
class Taken:
    """One round of a simulated game: what was on offer, and what was decided."""

    dilemma: str
    offered: tuple[str, ...]
    option: str


@dataclass(frozen=True, slots=True)
class Game:
    """A simulated game that is over: the mind that played it, its rounds, and the table as it stands."""

    mind: str
    rounds: int
    taken: tuple[Taken, ...]
    table: Table


def schedule(script: Script, count: int, key: str) -> list[Planned]:
    """So many games, spread evenly over the numbers of rounds, and a tenth as many of each one-sided mind."""
    lengths = range(FEWEST_ROUNDS, script.max_rounds + 1)
    found = []
    for place, rounds in enumerate(lengths):
        games = count // len(lengths) + (place < count % len(lengths))
        minds_of_games = [ORDINARY[n % len(ORDINARY)] for n in range(games)]
        for mind in ONE_SIDED:
            minds_of_games += [mind] * -(-games // SHARE_OF_ONE_SIDED)
        found += [Planned(rounds, mind, f"{key}-{rounds}-{n}") for n, mind in enumerate(minds_of_games)]
    return found


def all_games(script: Script, planned: Iterable[Planned]) -> Iterator[Game]:
    """Play what is planned, one after the other."""
    starts: dict[int, State] = {}
    for game in planned:
        if game.rounds not in starts:
            starts[game.rounds] = briefed(script, game.rounds)
        yield play(starts[game.rounds], game.mind, game.key)


def briefed(script: Script, rounds: int) -> State:
    """A workshop with one full table, briefed: the state in which every game of so many rounds begins."""
    settings = Settings(seats=len(FILLING_ORDER), format=FORMAT, edition=2, incidents=True)
    state, _ = apply(State(script), c.OpenDoors("", "", rounds=rounds, settings=settings), 0)
    for role in FILLING_ORDER:
        state, _ = apply(state, c.Join(role), 0)
        state, _ = apply(state, c.TakeSeat(role, TABLE, role), 0)
    for phase in ("lobby", "welcome"):
        state, _ = apply(state, c.AdvancePhase(phase, confirmed=True), 0)
    return state


def play(start: State, mind: str, key: str) -> Game:
    """Play one game from its draw key to its results."""
    state, _ = apply(replace(start, draw_key=key), c.AdvancePhase("briefing", confirmed=True), 0)
    taken, rounds = [], len(start.plan)
    for number in range(1, rounds + 1):
        state = _through_the_gate(state, number)
        state, step = _decide(state, mind)
        state, _ = drive(state, enter(state, TABLE, "consequence"))
        taken.append(step)
    state, _ = apply(state, c.AdvancePhase("playing", confirmed=True), 0)
    return Game(mind, rounds, tuple(taken), state.tables[TABLE])


def _through_the_gate(state: State, number: int) -> State:
    """Into a round: to its gate, where the first round has begun, and through it as soon as the round is open.

    An incident that holds the table at the gate is answered by draw (INC-2).
    """
    if number > 1:
        state, _ = drive(state, enter(state, TABLE, "gate"))
    state, _ = apply(state, c.OpenRound(number), 0)
    table = state.tables[TABLE]
    if table.play is not None and incidents.is_met(table):
        which = 1 + _drawn(state, table, "incident") % 2
        state, _ = drive(state, incidents.answer(state, TABLE, table.play.incident, which))
        state, _ = drive(state, settle(state, TABLE))
    return state


def _decide(state: State, mind: str) -> tuple[State, Taken]:
    """What the mind prefers of what is on offer, decided in a drawn manner."""
    table = state.tables[TABLE]
    dilemma, play = state.dilemma(table), table.play
    assert play is not None
    offered = play.options
    if "D" in dilemma.options and _drawn(state, table, "facts") % 2:
        offered = (*offered, "D")
    option = minds.preferred(state, table, offered, mind, "")
    return evolve(state, _decision(state, table, option)), Taken(dilemma.id, offered, option)


def _decision(state: State, table: Table, option: str) -> DecisionMade:
    """A decision with what its manner brings: unanimity, a tie, or advice that was overruled."""
    assert table.play is not None
    who = table.play.deciders
    drawn = _drawn(state, table, "manner") % 100
    unanimous, tied = drawn < UNANIMOUS, UNANIMOUS <= drawn < UNANIMOUS + TIED
    against = _drawn(state, table, "advice") % OVERRULED_ONCE_IN == 0
    return DecisionMade(
        table=TABLE,
        option=option,
        manner="word" if tied else ("unanimous" if unanimous else "majority"),
        decided_by=who,
        overruled=against and not unanimous and who != "all",
        unanimity=unanimous and not paid_before(table),
        trust_lost=tied,
    )


def _drawn(state: State, table: Table, purpose: str) -> int:
    return chance.number(state.draw_key, table.round, table.number, purpose)

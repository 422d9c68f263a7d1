"""Rooms that have decided, made by hand: each table a list of seats with what they chose and voted."""

from game.rules.play import Decision, Play, Results
from game.rules.settings import Settings
from game.rules.state import FILLING_ORDER, Player, State, Table
from scenarios.conditions import SLOTS
from tests.game.rules import given


def table(number, *pairs, bots=(), dilemma="harbour", closed=False, flows=None):
    """A table whose seats, in filling order, chose and voted as these two letters say; a dot is no answer.

    `bots` are roles held by bots. With `flows` the answers are forgotten, and only these are left.
    """
    roles = FILLING_ORDER[: len(pairs)]
    first = {role: pair[0].strip(".") for role, pair in zip(roles, pairs, strict=True)}
    voted = {role: pair[1].strip(".") for role, pair in zip(roles, pairs, strict=True)}
    is_blank = flows is not None
    play = Play(
        1,
        dilemma,
        options=("A", "B", "C"),
        choices={} if is_blank else dict(first),
        first_choices={} if is_blank else first,
        ballots={} if is_blank else voted,
        flows=flows or (),
        blanked=is_blank,
        holders={role: f"{role}.{number}" for role in roles},
        decision=Decision("A", "majority", "all"),
    )
    made = Table(number, dict(play.holders), {}, {}, {}, past=(play,), closed=closed)
    people = {who: Player(who, number, r, bot="open" if r in bots else "") for r, who in play.holders.items()}
    return made, people


def room(*made, **settings):
    """A workshop of these tables in the debrief."""
    players = {who: player for _table, people in made for who, player in people.items()}
    tables = {table.number: table for table, _people in made}
    return State(
        given.scripted(), phase="debrief", settings=Settings(**settings), players=players, tables=tables
    )


def ended(number, poles=(), closed=False, rounds=1):
    """A table at the end of its term, with these poles beside a 6 everywhere else."""
    values = {pole: 6 for level in "ABCD" for pole in (f"{level}1", f"{level}2")} | dict(poles)
    results = Results(rounds, 0, 0, 0, "nnn", "bright")
    return Table(number, {}, values, {}, dict.fromkeys(SLOTS), results=results, closed=closed), {}

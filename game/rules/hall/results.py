"""What a term came to: the weaker side counts, three sums, thresholds, an ending in a tone (END-1 to 7, PHASE-2)."""

from __future__ import annotations

from collections.abc import Generator, Mapping

from game.rules.effects.seeds import sprout
from game.rules.events import Event, ResultsReached, StepEntered, TermEnded
from game.rules.round.votes import forget
from game.rules.state import State, Table
from scenarios.script import PARTNER, Script

Judge = Generator[Event, State, State]

#: Which poles make which sum; each counts once (END-2).
SUMS: Mapping[str, tuple[str, ...]] = {
    "solution": ("C1", "D2"),
    "carry_through": ("A2", "B1", "C2"),
    "lasting": ("A1", "B2", "D1"),
}
#: From where on a sum is a result, by the number of decided rounds, in the order of SUMS (END-4, END-7).
THRESHOLDS: Mapping[int, tuple[int, int, int]] = {
    2: (8, 12, 12),
    3: (9, 13, 13),
    4: (9, 13, 14),
    5: (10, 13, 15),
    6: (10, 14, 16),
    7: (11, 15, 16),
}
FEWEST_ROUNDS = 2
#: A pole counts as at most so much more than its partner (END-1).
LEAD = 2
BRIGHT = 5
BUDGET_PER_PUSH, LARGEST_PUSH = 2, 2


def end_term(state: State, number: int) -> Judge:
    """Close the last round of a table, let what is in the ground take effect, and add up (PHASE-2, SEED-2)."""
    table = state.tables[number]
    if table.step is None:
        return state
    play = table.play
    dropped = play is not None and bool(play.dilemma or play.incident) and play.decision is None
    if dropped:
        state = yield from forget(state, number)
    if table.step.name != "done":
        state = yield StepEntered(table=number, name="done", number=table.steps + 1, round=table.round)
    state = yield TermEnded(table=number, dropped=dropped)
    state = yield from sprout(state, number, epilogue=True)
    return (yield reached(state.script, state.tables[number]))


def reached(script: Script, table: Table) -> ResultsReached:
    """The results of a table as it stands."""
    rounds = len(table.decided)
    values = sums(table)
    return ResultsReached(
        table=table.number,
        rounds=rounds,
        **values,
        ending="".join(
            "y" if value >= threshold else "n"
            for value, threshold in zip(values.values(), thresholds(script, rounds), strict=False)
        ),
        tone="bright" if table.resources["legitimacy"] >= BRIGHT else "dark",
    )


def sums(table: Table) -> dict[str, int]:
    """Solution, Carry-through and Lasting capacity, the push and the overdrafts included (END-2, END-3)."""
    values = {name: sum(counted(table.poles, pole) for pole in poles) for name, poles in SUMS.items()}
    values["carry_through"] += push(table) - overdrafts(table)
    return values


def counted(poles: Mapping[str, int], pole: str) -> int:
    """What a pole counts: no more than its partner plus 2 (END-1)."""
    return min(poles[pole], poles[PARTNER[pole]] + LEAD)


def push(table: Table) -> int:
    """What leftover Budget adds to Carry-through (END-3)."""
    return min(LARGEST_PUSH, table.resources["budget"] // BUDGET_PER_PUSH)


def overdrafts(table: Table) -> int:
    """What overdrafts take from Carry-through (END-3)."""
    return table.marks.get("overdraft", 0)


def thresholds(script: Script, rounds: int) -> tuple[int, ...]:
    """The thresholds for so many decided rounds, with the scenario's shift; none if the term was cut short."""
    if rounds < FEWEST_ROUNDS:
        return ()
    return tuple(t + s for t, s in zip(THRESHOLDS[rounds], script.shift, strict=True))

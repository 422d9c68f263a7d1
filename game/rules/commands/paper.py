"""What the facilitator enters for a table, or for seats, on paper."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.commands.base import Command

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class EnterPaper(Command):
    """What was answered on paper (SEAT-12): choices and votes as (option, how many), or what a table decided.

    With nothing entered, the seats on paper are passed over. `guard` is a safeguard, and `wanted` whether they want it;
    `answer` is 1 or 2 to an incident. The ticks are for a decision whose votes are not told.
    """

    table: int
    step: int
    choices: Counts = ()
    deciding: Counts = ()
    advising: Counts = ()
    facts: tuple[str, ...] = ()
    guard: str = ""
    wanted: bool = False
    option: str = ""
    overruled: bool = False
    unanimity: bool = False
    tie: bool = False
    answer: int = 0

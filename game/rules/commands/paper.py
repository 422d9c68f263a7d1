"""What is entered for a table, or for seats, on paper: at the desk, or by somebody at the table."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.commands.base import Command

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class EnterPaper(Command):
    """What was answered on paper (SEAT-12): choices and votes as (option, how many), or what a table decided.

    With nothing entered, the seats on paper are passed over. `guard` is a safeguard, and `wanted` whether they want it;
    `answer` is 1 or 2 to an incident. The ticks are for a decision whose votes are not told. `player` is who at the table
    records it with a phone; without one, the desk does.
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
    player: str = ""


@dataclass(frozen=True, slots=True)
class RecordForTable(Command):
    """Somebody who sits at a table on paper brings a phone to record with, and needs no seat for it (PAPER-7)."""

    player: str
    table: int

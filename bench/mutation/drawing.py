"""Which mutants are tried, and how sure the score of a sample is."""

from __future__ import annotations

from math import sqrt
from random import Random
from statistics import NormalDist

from bench.mutation.finding import Mutant

SURE = 0.95


def drawn(mutants: list[Mutant], how_many: int, key: str) -> list[Mutant]:
    """A sample in which every mutant is equally likely and every file has its share, in an order of chance.

    All files stand in a row, each in an order of its own, and every so many-th mutant is taken. Whoever is stopped by
    the clock has still tried a fair sample, because the order of trying is another one.
    """
    chance = Random(key)
    by_file: dict[str, list[Mutant]] = {}
    for mutant in mutants:
        by_file.setdefault(mutant.path, []).append(mutant)
    row: list[Mutant] = []
    for path in sorted(by_file):
        row += chance.sample(by_file[path], len(by_file[path]))
    if how_many >= len(row):
        taken = row
    else:
        stride = len(row) / how_many
        begin = chance.random() * stride
        taken = [row[int(begin + turn * stride)] for turn in range(how_many)]
    return chance.sample(taken, len(taken))


def interval(killed: int, tried: int) -> tuple[float, float]:
    """Between which shares the share of all mutants lies, 19 times in 20 (Wilson)."""
    if not tried:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + SURE) / 2)
    share = killed / tried
    middle = share + z * z / (2 * tried)
    half = z * sqrt(share * (1 - share) / tried + z * z / (4 * tried * tried))
    whole = 1 + z * z / tried
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)

"""Does it grow? A straight line through samples, by least squares."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean, linear_regression

#: The first quarter is for caches to fill.
QUARTERS = 4
Samples = Sequence[tuple[float, float]]


def growth(samples: Samples) -> float:
    """By what share of their mean samples (second, figure) grow over the last three quarters of their time.

    The rise of the straight line that fits them best, from its beginning to its end; 0 for fewer than three samples, or
    where all figures are 0. Negative where they shrink.
    """
    began, ended = samples[0][0], samples[-1][0]
    counted = [one for one in samples if one[0] >= began + (ended - began) / QUARTERS]
    mean = fmean(figure for _at, figure in counted)
    if len(counted) < 3 or not mean:
        return 0.0
    slope = linear_regression([at for at, _figure in counted], [figure for _at, figure in counted]).slope
    return slope * (counted[-1][0] - counted[0][0]) / mean


def quarters(samples: Samples) -> list[float | None]:
    """The mean of each quarter of the time; None for one without a sample."""
    began, ended = samples[0][0], samples[-1][0]
    edges = [began + (ended - began) * n / QUARTERS for n in range(QUARTERS + 1)]
    edges[-1] = float("inf")
    found = ([figure for at, figure in samples if start <= at < end] for start, end in pairwise(edges))
    return [fmean(figures) if figures else None for figures in found]

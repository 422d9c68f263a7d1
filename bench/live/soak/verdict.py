"""What the samples of a soak say: a table by quarter of the run, and of each thing whether it is flat or growing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

from bench.live.slope import growth, quarters
from bench.live.soak.record import Sample, read
from bench.live.telling import Line, Table

#: What rises by no more than this share of its mean over the last three quarters is flat.
FLAT = 0.05
#: Of what is counted, a few more or fewer are the moment at which somebody looks.
FEW = 3
#: A shorter soak can tell that something grows, but not that nothing does.
WHOLE_SECONDS = 30 * 60
#: What is judged, and in which unit; of the sockets those that belong to no page of the crowd.
JUDGED = {"memory": "MB", "threads": "", "files": "", "sockets": "", "database": "", "tasks": ""}
SHOWN = (*JUDGED, "pages", "core")
HEAD = ("by quarter", "1st", "2nd", "3rd", "4th", "rise in the last three", "")


def judged(path: Path) -> list[Line | Table]:
    """A line for each thing that was counted, and the table of all."""
    samples = read(path)
    lines = _lines(samples)
    verdicts = {line.what: "growing" if line.verdict == "over" else "flat" for line in lines}
    rows = tuple(_row(samples, name, verdicts.get(_what(name), "")) for name in SHOWN)
    return [
        *lines,
        Table(f"A soak of {samples[-1].second / 60:.0f} minutes, {len(samples)} samples", HEAD, rows),
    ]


def _lines(samples: Sequence[Sample]) -> list[Line]:
    last, found = samples[-1], []
    for name, unit in JUDGED.items():
        series = _series(samples, name)
        mean = fmean(figure for _at, figure in series)
        if not mean:
            continue
        most = max(FLAT * mean, 0 if unit else FEW)
        told = f"flat is at most {FLAT:.0%} of its mean" + (f", or {FEW}" if not unit else "")
        whole = last.second >= WHOLE_SECONDS
        found.append(
            Line(
                _what(name),
                growth(series) * mean,
                f"{unit} more".strip(),
                round(most, 1),
                whole=whole,
                told=told,
            )
        )
    played = f"{last.posts:,.0f} posts, {last.screens:,.0f} screens, {last.ended:.0f} workshops ended"
    busy = fmean(sample.core for sample in samples[1:])
    found.append(
        Line(
            "soak: posts",
            last.posts / max(1.0, last.second),
            "a second",
            lost=round(last.lost),
            told=f"{played}; {busy:.0f} % of a core",
        )
    )
    return found


def _what(name: str) -> str:
    return f"soak: {name}"


def _series(samples: Sequence[Sample], name: str) -> list[tuple[float, float]]:
    less = "pages" if name == "sockets" else ""
    return [
        (sample.second, float(getattr(sample, name)) - (float(getattr(sample, less)) if less else 0.0))
        for sample in samples
    ]


def _row(samples: Sequence[Sample], name: str, verdict: str) -> tuple[str, ...]:
    series = _series(samples, name)
    mean = fmean(figure for _at, figure in series)
    means = ["" if figure is None else f"{figure:.1f}" for figure in quarters(series)]
    return name, *means, f"{growth(series) * mean:+.1f}", verdict

"""What a mutation run says at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from bench.mutation.drawing import interval
from bench.mutation.finding import Mutant

COUNTED = ("killed", "survived", "timed out", "not covered")


@dataclass(frozen=True, slots=True)
class Tried:
    """A mutant with its verdict, and which test killed it or what went wrong."""

    mutant: Mutant
    verdict: str
    why: str = ""


def tell(tried: list[Tried]) -> Iterator[str]:
    """What was not killed, one by one; a table by folder; the score last."""
    for verdict in ("survived", "not covered", "timed out", "error"):
        found = sorted(
            (each for each in tried if each.verdict == verdict),
            key=lambda each: (each.mutant.path, each.mutant.line),
        )
        if found:
            yield f"\n{verdict.capitalize()}: {len(found)}"
        for each in found:
            yield f"  {each.mutant}"
            if verdict == "error":
                yield f"      {each.why}"
    yield ""
    yield f"{'':24}{'tried':>12}" + "".join(f"{name:>12}" for name in COUNTED) + f"{'score':>9}"
    for folder in sorted({str(PurePath(each.mutant.path).parent) for each in tried}):
        yield _row(folder, [each for each in tried if str(PurePath(each.mutant.path).parent) == folder])
    yield _row("all", tried)
    yield ""
    yield score(tried)


def counts(tried: list[Tried]) -> Counter[str]:
    """How many have which verdict. An error is no answer, and is in no sum."""
    return Counter(each.verdict for each in tried if each.verdict in COUNTED)


def score(tried: list[Tried]) -> str:
    """The one line that matters."""
    found = counts(tried)
    killed, total = found["killed"], found.total()
    low, high = interval(killed, total)
    share = f"{killed / total:.1%}" if total else "none"
    verdicts = ", ".join(f"{found[name]} {name}" for name in COUNTED)
    return (
        f"Mutation score of game/rules: {share} (95 % interval {low:.1%} to {high:.1%}); "
        f"{total} mutants tried: {verdicts}"
    )


def _row(name: str, tried: list[Tried]) -> str:
    found = counts(tried)
    total = found.total()
    figures = "".join(f"{found[verdict]:>12}" for verdict in COUNTED)
    return f"{name:24}{total:>12}{figures}" + (f"{found['killed'] / total:>9.1%}" if total else f"{'-':>9}")

"""What the figures should be, and which of them fall short (SIM-1 to 4). Shares are between 0 and 1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.rules.bots.aims import aim_of
from game.simulating.figures import STANDING, Figures, seeds
from game.simulating.games import FEWEST_ROUNDS, ONE_SIDED, ORDINARY
from scenarios.conditions import POLES, RESOURCES, Condition, Term
from scenarios.script import ROLES, Script

ENDINGS = ("yyy", "yyn", "yny", "nyy", "nyn", "ynn", "nny", "nnn")
ALL_THREE = ENDINGS[0]
RAREST, COMMONEST = 0.03, 0.45
ALL_THREE_LEAST, ALL_THREE_MOST = 0.15, 0.35
BETTER_BY = 1.3
ONE_SIDED_MOST, ONE_SIDED_MOST_LONGER = 0.05, 0.02
TAKEN_LEAST, TAKEN_MOST, CLASSIC_LEAST = 0.10, 0.70, 0.25
HARM_LEAST, HARM_MOST = 0.25, 0.65
OVERDRAWN_LEAST, OVERDRAWN_MOST = 0.05, 0.40
MET_LEAST, MET_MOST = 0.10, 0.90


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside what it should be.

    `kind` says what it is about (ending, mind, option, seed ...) and `name` which one. `value` is a share, or how many
    times with `is_ratio`, or None where there was nothing to count. With `within`, the ends themselves are too much.
    """

    rule: str
    kind: str
    name: str
    value: float | None
    least: float | None = None
    most: float | None = None
    is_ratio: bool = False
    within: bool = False

    @property
    def falls_short(self) -> bool:
        """Whether the figure is not what it should be; of nothing, only what was asked to happen."""
        if self.value is None:
            return self.within
        low = self.least is not None and (
            self.value < self.least or (self.within and self.value == self.least)
        )
        high = self.most is not None and (self.value > self.most or (self.within and self.value == self.most))
        return low or high


def rows(script: Script, figures: Figures) -> Iterator[Row]:
    """All figures of one number of rounds, in the order of the rules."""
    yield from _endings(figures)
    yield from _minds(figures)
    yield from _options(script, figures)
    yield from _seeds(script, figures)
    yield Row(
        "SIM-4", "overdraft", "", share(figures.overdrawn, figures.ordinary), OVERDRAWN_LEAST, OVERDRAWN_MOST
    )
    for role in ROLES:
        for place, condition in enumerate(aim_of(script, role)):
            met = share(figures.met[role, place], figures.ordinary)
            yield Row("SIM-4", "aim", f"{role} {told(condition)}", met, MET_LEAST, MET_MOST)


def share(part: int, whole: int) -> float | None:
    """A part of a whole; None of nothing."""
    return part / whole if whole else None


def told(condition: Condition) -> str:
    """A condition as its author could have written it."""
    return " and ".join(_term(term) for term in condition)


def _term(term: Term) -> str:
    is_mark = term.name not in (*POLES, *RESOURCES) and "." not in term.name
    if is_mark and (term.sign, term.value) in ((">=", 1), ("<=", 0)):
        return term.name if term.value else f"not {term.name}"
    return f"{term.name}{term.sign}{term.value}"


def _endings(figures: Figures) -> Iterator[Row]:
    for ending in ENDINGS:
        value = share(figures.ended(ending, *ORDINARY), figures.ordinary)
        least, most = (ALL_THREE_LEAST, ALL_THREE_MOST) if ending == ALL_THREE else (RAREST, COMMONEST)
        yield Row("SIM-1", "ending", ending, value, least, most)


def _minds(figures: Figures) -> Iterator[Row]:
    """How often each mind reaches all three results, and how much better it is to be attentive."""
    of = {m: share(figures.ended(ALL_THREE, m), figures.games[m]) for m in (*ORDINARY, *ONE_SIDED)}
    for mind in ORDINARY:
        yield Row("SIM-2", "mind", mind, of[mind])
    chance, care = of["random"], of["attentive"]
    ratio = None if care is None or not chance else care / chance
    yield Row("SIM-2", "ratio", "", ratio, BETTER_BY, is_ratio=True)
    most = ONE_SIDED_MOST if figures.rounds == FEWEST_ROUNDS else ONE_SIDED_MOST_LONGER
    for mind in ONE_SIDED:
        yield Row("SIM-2", "mind", mind, of[mind], most=most)


def _options(script: Script, figures: Figures) -> Iterator[Row]:
    """How often attentive tables take an option where it is on offer."""
    for name in script.plan(figures.rounds):
        dilemma = script.dilemma(name)
        for letter in dilemma.options:
            value = share(figures.taken[name, letter], figures.offered[name, letter])
            least = CLASSIC_LEAST if letter == dilemma.classic else TAKEN_LEAST
            yield Row("SIM-3", "option", f"{name}.{letter}", value, least, TAKEN_MOST)


def _seeds(script: Script, figures: Figures) -> Iterator[Row]:
    """How often seeds take effect once they are planted: the harmful ones together, then each, standing ones last."""
    known = seeds(script, figures.rounds)
    harms = [place for place, seed in known.items() if seed.kind == "harm" and place[0] != STANDING]
    value = share(sum(figures.sprouted[p] for p in harms), sum(figures.planted[p] for p in harms))
    yield Row("SIM-4", "harms", "", value, HARM_LEAST, HARM_MOST)
    for place, seed in known.items():
        value = share(figures.sprouted[place], figures.planted[place])
        yield Row("SIM-4", seed.kind, ".".join(filter(None, place)), value, 0, 1, within=True)

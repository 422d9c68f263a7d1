"""Behind the roads: for each level, what was decided about it and what research says of every road (DEB-1, DEB-2)."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.state import State, Table
from game.rules.strength import word
from scenarios.script import LEVEL_POLES, Dilemma, Option


@dataclass(frozen=True, slots=True)
class Road:
    """An option, taken or not, and what it rests on: support is sourced, partly or inferred; slugs of records."""

    letter: str
    taken: bool
    support: str
    practices: tuple[str, ...]
    cases: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A dilemma about a level; round 0 when it was not played today."""

    dilemma: str
    round: int
    roads: tuple[Road, ...]


@dataclass(frozen=True, slots=True)
class LevelBehind:
    """A level: strength at the start and at the end, the word for it, the weaker pole or none, and its dilemmas."""

    level: int
    start: int
    strength: int
    word: int
    weaker: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """All four levels."""

    levels: tuple[LevelBehind, ...]


def behind(state: State, table: Table) -> Behind:
    """What stands behind the roads of a table."""
    played = {
        play.dilemma: (play.round, play.decision.option)
        for play in table.decided
        if play.decision is not None
    }
    levels = []
    for level, (left, right) in LEVEL_POLES.items():
        values = table.poles[left], table.poles[right]
        weaker = "" if values[0] == values[1] else left if values[0] < values[1] else right
        about = [d for d in state.script.dilemmas if d.level == level]
        today = [d for d in about if d.id in played]
        stories = tuple(story(d, *played.get(d.id, (0, ""))) for d in (today or about[:1]))
        levels.append(LevelBehind(level, 4, min(values), word(min(values)), weaker, stories))
    return Behind(tuple(levels))


def story(dilemma: Dilemma, round_: int, taken: str) -> Story:
    """A dilemma with its roads, the one that was taken first; a hidden option only where it was taken."""
    open_ones = (o for o in dilemma.options.values() if not o.opens_if or o.letter == taken)
    roads = (road(option, option.letter == taken) for option in open_ones)
    return Story(dilemma.id, round_, tuple(sorted(roads, key=lambda one: (not one.taken, one.letter))))


def road(option: Option, taken: bool) -> Road:
    """An option with what it rests on."""
    rests_on = option.rests_on
    return Road(
        option.letter,
        taken,
        str(rests_on.get("support", "inferred")),
        tuple(rests_on.get("practices", ())),
        tuple(rests_on.get("cases", ())),
        tuple(rests_on.get("sources", ())),
    )

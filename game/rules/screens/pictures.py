"""Pictures of the room for the wall after the play: what each shows, all of it under KEEP-3, and words that were looked over."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.figures.choices import choices_to_votes
from game.rules.figures.heard import never_heard
from game.rules.figures.levels import weakest
from game.rules.hall import wall
from game.rules.screens.around import PLAN_FIELDS, plan_lines
from game.rules.screens.plenary import plenary
from game.rules.screens.shapes import Texts
from game.rules.state import State
from scenarios.script import LEVEL_POLES

#: The lines of a plan that are read on the wall; the others stay at the table.
WALL_FIELDS = PLAN_FIELDS[:4]
#: Up to so many signs, so many slips can be read at once from ten metres; longer words stand alone.
AT_ONCE = ((110, 6), (260, 4), (480, 2))


@dataclass(frozen=True, slots=True)
class WeakTable:
    """A table and the word of its weakest level, 0 failing to 3 strong."""

    number: int
    name: str
    word: int


@dataclass(frozen=True, slots=True)
class LevelStrip:
    """A level, and the tables that were weakest there at the end, in their order."""

    level: int
    tables: tuple[WeakTable, ...]

    @property
    def by_word(self) -> tuple[tuple[int, tuple[WeakTable, ...]], ...]:
        """The same tables by how strong that level was, the weakest first."""
        words = sorted({table.word for table in self.tables})
        return tuple((word, tuple(t for t in self.tables if t.word == word)) for word in words)


@dataclass(frozen=True, slots=True)
class Levels:
    """The four levels and the tables that were weakest on each."""

    strips: tuple[LevelStrip, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """So many persons for one of these options."""

    letters: tuple[str, ...]
    persons: int


@dataclass(frozen=True, slots=True)
class MovedRoom:
    """The room from choices to votes in one dilemma; `share` in whole per cent, or None where it may not be told."""

    round: int
    dilemma: str
    persons: int
    share: int | None
    chosen: tuple[Bar, ...]
    voted: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """How far the families were apart in one dilemma, 0 to 100, or None where it may not be told."""

    round: int
    dilemma: str
    choices: int | None
    votes: int | None


@dataclass(frozen=True, slots=True)
class Families:
    """How far the families were apart, for each dilemma of which it may be told."""

    rows: tuple[Apart, ...]


@dataclass(frozen=True, slots=True)
class Unheard:
    """A stakeholder, and how many tables never heard it."""

    slot: str
    tables: int


@dataclass(frozen=True, slots=True)
class Silence:
    """Stakeholders that were never heard, of so many tables."""

    rows: tuple[Unheard, ...]
    tables: int

    @property
    def places(self) -> tuple[int, ...]:
        """One number for each table, from 1."""
        return tuple(range(1, self.tables + 1))


@dataclass(frozen=True, slots=True)
class Slip:
    """Words that may be read by the room: an answer, or the lines of a plan as (field, text). No name, no table."""

    text: str = ""
    lines: tuple[tuple[str, str], ...] = ()

    @property
    def length(self) -> int:
        """How many signs there are to read."""
        return len(self.text) + sum(len(text) for _field, text in self.lines)


@dataclass(frozen=True, slots=True)
class Slips:
    """Answers to a question, or plans; none of them without the facilitator's word."""

    question: int
    slips: tuple[Slip, ...]

    @property
    def at_once(self) -> int:
        """How many are shown at a time, so that the longest of them can be read from ten metres."""
        longest = max((slip.length for slip in self.slips), default=0)
        return next((slips for signs, slips in AT_ONCE if longest <= signs), 1)


def picture(state: State, texts: Texts, what: str) -> object:
    """The content of a picture that can be shown; None for one that the wall knows already, such as headlines."""
    kind, round_ = wall.of_round(state, what)
    if kind == "decisions":
        return plenary(state, texts, round_)
    if kind == "moved":
        return _moved(state, round_)
    if kind in ("answers", "plans"):
        return _slips(state, texts, kind)
    match kind:
        case "levels":
            return _levels(state, texts)
        case "distance":
            return _families(state)
        case "unheard":
            tables = sum(1 for t in state.tables.values() if t.decided and not t.closed)
            return Silence(tuple(Unheard(slot, n) for slot, n in never_heard(state)), tables)
    return None


def words(texts: Texts, note: str) -> Slip:
    """A note as the wall shows it."""
    lines = tuple((field, text) for field, text in plan_lines(texts, note) if field in WALL_FIELDS)
    return Slip(texts.notes.get(note, ""), lines)


def _levels(state: State, texts: Texts) -> Levels:
    found = weakest(state)
    return Levels(
        tuple(
            LevelStrip(
                level,
                tuple(
                    WeakTable(weak.table, texts.tables.get(weak.table, ""), weak.word)
                    for weak in found
                    if weak.level == level
                ),
            )
            for level in LEVEL_POLES
        )
    )


def _moved(state: State, round_: int) -> MovedRoom | None:
    dilemma = state.plan[round_ - 1]
    found = choices_to_votes(state, dilemma)
    if found is None:
        return None
    chosen, voted = (
        tuple(Bar(cell.keys, cell.persons) for cell in cells) for cells in (found.chosen, found.voted)
    )
    return MovedRoom(round_, dilemma, found.persons, found.share, chosen, voted)


def _families(state: State) -> Families:
    rows = []
    for choices, votes in wall.distances(state):
        known = choices or votes
        assert known is not None
        round_ = state.plan.index(known.dilemma) + 1
        rows.append(
            Apart(
                round_,
                known.dilemma,
                choices.percent if choices else None,
                votes.percent if votes else None,
            )
        )
    return Families(tuple(rows))


def _slips(state: State, texts: Texts, kind: str) -> Slips:
    found = (words(texts, note) for note in wall.readable(state, kind))
    return Slips(state.question if kind == "answers" else 0, tuple(slip for slip in found if slip.length))

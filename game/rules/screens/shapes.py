"""The shapes of screens. All of them can be hashed, so that equal parts are rendered once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


class Texts(Protocol):
    """Names, notes and figures about oneself that go with a state."""

    @property
    def names(self) -> Mapping[str, str]: ...
    @property
    def tables(self) -> Mapping[int, str]: ...
    @property
    def notes(self) -> Mapping[str, str]: ...
    @property
    def answers(self) -> Mapping[str, int]: ...


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: kind player, facilitator, host or projector; a player's id, or the key of an account in the database.

    `tables` are those of a host, by number; none means that there is nothing to see.
    """

    kind: str
    player: str = ""
    tables: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a screen: the slot of the page it fills, its template, and what it may show.

    `moment` changes with the step: a part of an older moment is always replaced, one of the same moment is
    spared while somebody types in it. On a device that several share, `who` is the seat its deeds are done for, and
    `common` says that all see it at once (SEAT-11).
    """

    slot: str
    template: str
    moment: str
    data: object
    who: str = ""
    common: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """A named screen: a short list of parts."""

    name: str
    parts: tuple[Part, ...]

    def part(self, slot: str) -> Part:
        """The part that fills a slot."""
        return next(part for part in self.parts if part.slot == slot)


@dataclass(frozen=True, slots=True)
class Frame:
    """The top line: where and when. Times are milliseconds since 1970; `ends_at` is 0 without a planned end.

    In slow play `until` is the date of what is shown: by when to answer, or when the next round opens (SLOW-1).
    """

    screen: str
    table: int = 0
    table_name: str = ""
    round: int = 0
    rounds: int = 0
    step: str = ""
    place: int = -1
    ends_at: int = 0
    planned: int = 0
    paused_at: int = 0
    dilemma: str = ""
    question: int = 0
    deserted: bool = False
    goes_to: int = 0
    becomes: str = ""
    shares: str = ""
    until: int = 0


@dataclass(frozen=True, slots=True)
class Status:
    """The line above the deed: for whom or what the table waits, and what may be done about it.

    `ends_at` is when the time is over and `warns_at` when devices begin to warn of it, both in milliseconds, 0 without.
    """

    kind: str = ""
    step: int = 0
    answered: int = 0
    asked: int = 0
    mine: bool = False
    closes_at: int = 0
    chair: str = ""
    holds_pen: bool = False
    may_take_pen: bool = False
    may_close: bool = False
    may_ask_time: bool = False
    warns_at: int = 0
    ends_at: int = 0
    called: bool = False
    paused: bool = False
    changeable: bool = False
    nudged: bool = False

    @property
    def waiting(self) -> int:
        """How many have not answered yet."""
        return max(0, self.asked - self.answered)

    @property
    def pegs(self) -> tuple[bool, ...]:
        """One peg per seat asked, filled for each answer."""
        return tuple(n < self.answered for n in range(self.asked))


@dataclass(frozen=True, slots=True)
class OptionCard:
    """An option as it may be seen: costs, and whether it is locked and why (`needs` as name and value)."""

    letter: str
    text: str
    time: int
    budget: int
    locked: bool = False
    needs: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class RoleSheet:
    """A role: its public side, and behind *Show* whether it has an aim and a move, and whether that was played."""

    role: str
    read: bool = False
    asks: bool = False
    has_aim: bool = False
    has_move: bool = False
    is_played: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one waits for: gate or done, or until there is something to record; `deserted` without a facilitator.

    Then a chair may open if allowed.
    """

    reason: str
    chair: str = ""
    mine: bool = False
    dilemma: str = ""
    last: bool = False
    decided: str = ""
    deserted: bool = False
    may_open: int = 0
    look_up: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """One pole that moved in sum: by how much, its word before and after (0 failing to 3 strong)."""

    pole: str
    by: int
    before: int
    after: int
    wobbled: bool


@dataclass(frozen=True, slots=True)
class SeedTold:
    """A seed that opens a situation: what was planted by an old decision, and what it moves now.

    `text` is its key. `spared` is the safeguard because of which it did nothing, `heard` the minority note in words.
    """

    text: str
    is_gain: bool
    moves: tuple[Move, ...]
    spared: str = ""
    heard: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """A dilemma as it is told."""

    step: int
    dilemma: str
    level: int
    variant: bool
    decides: str
    decider: bool
    chair: str
    holds_pen: bool
    answered: bool
    seeds: tuple[SeedTold, ...] = ()
    facts: tuple[str, ...] = ()
    reader: str = ""
    reads_aloud: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceForm:
    """Options to choose from, and the seat's own answer so far. `keeps` is by what name only the device keeps it (VOTE-10)."""

    step: int
    dilemma: str
    options: tuple[OptionCard, ...]
    answered: bool
    option: str = ""
    confidence: int = 0
    reason: str = ""
    note: str = ""
    missing: bool = False
    keeps: str = ""
    situation: Situation | None = None


@dataclass(frozen=True, slots=True)
class ReasonCard:
    """Why some chose an option; no seat, no count."""

    option: str
    chips: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reveal:
    """The pattern of a table's choices."""

    step: int
    dilemma: str
    pattern: str
    reasons: tuple[ReasonCard, ...]
    challenger: str
    challenged: bool
    holds_pen: bool
    after: int


@dataclass(frozen=True, slots=True)
class VoteForm:
    """Open options, whether the vote decides, and the seat's own vote so far. `keeps` as for a choice."""

    step: int
    dilemma: str
    options: tuple[OptionCard, ...]
    decides: str
    decider: bool
    runoff: bool
    everybody: bool
    answered: bool
    option: str = ""
    guard: str = ""
    guard_answer: str = ""
    keeps: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A tie, and whose word breaks it."""

    step: int
    dilemma: str
    options: tuple[OptionCard, ...]
    mine: bool
    chair: str
    free: bool
    ends_at: int


@dataclass(frozen=True, slots=True)
class Quote:
    """What a stakeholder says; `band` picks the shared sentence when the option has none."""

    slot: str
    band: str
    attitude: int
    involvement: int


@dataclass(frozen=True, slots=True)
class Consequence:
    """What the decision did, as far as it is shown."""

    step: int
    dilemma: str
    option: str
    decides: str
    manner: str
    spoken: bool
    overruled: bool
    unanimity: bool
    counts: tuple[tuple[str, int], ...]
    moves: tuple[Move, ...]
    time: int
    budget: int
    overdraft: bool
    quotes: tuple[Quote, ...]
    unheard: tuple[str, ...]
    answered: bool
    after: int
    guard: str = ""
    guard_fate: str = ""
    crossed: tuple[str, ...] = ()
    pilot: bool = False
    lent: bool = False
    press: int = 0


@dataclass(frozen=True, slots=True)
class Reflection:
    """A question by level, for oneself; in a solo game with what research says of the `road` that was taken (SOLO-5)."""

    step: int
    dilemma: str
    level: int
    answered: bool
    note: str = ""
    road: str = ""


@dataclass(frozen=True, slots=True)
class CatchUp:
    """Where the table is, for somebody who came late."""

    table: int
    table_name: str
    step: str
    dilemma: str
    decided: tuple[tuple[str, str], ...]
    full: bool


@dataclass(frozen=True, slots=True)
class Gauge:
    """A level in words, 0 failing to 3 strong: left pole, right pole, and the weaker side."""

    level: int
    left: str
    right: str
    left_word: int
    right_word: int
    word: int


@dataclass(frozen=True, slots=True)
class Gauges:
    """How the term stands, in words; Time and Budget in figures (POLE-4)."""

    levels: tuple[Gauge, ...]
    time: int
    budget: int
    trust: int
    legitimacy: int
    people: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What the facilitator says to this person: note and text, the oldest first; and whether the wall may show the table."""

    lines: tuple[tuple[str, str], ...] = ()
    asks_spotlight: bool = False


@dataclass(frozen=True, slots=True)
class Nothing:
    """A part without content."""

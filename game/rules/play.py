"""One round at one table while it lasts: answers, pattern, votes, decision, and what it moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Role = str


@dataclass(frozen=True, slots=True)
class Step:
    """Where a table is. `planned` and `extra` in milliseconds; `stirred_at` is the last change of who answered."""

    name: str
    number: int
    opened_at: int
    planned: int = 0
    extra: int = 0
    stirred_at: int = 0

    @property
    def ends_at(self) -> int:
        """When the planned time is over."""
        return self.opened_at + self.planned + self.extra


@dataclass(frozen=True, slots=True)
class Choice:
    """A seat's first, private answer. `option` is empty for "not yet"; `confidence` is 1 to 3, or 0."""

    option: str = ""
    confidence: int = 0
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why some chose one option: chips with counts, notes in drawn order. No seat is named."""

    option: str
    chips: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a table settled on. `decided_by` is P, M or all; `counts` are (option, votes) of the deciding votes.

    `paper` where the whole table was on paper.
    """

    option: str
    manner: str
    decided_by: str
    spoken: bool = True
    overruled: bool = False
    unanimity: bool = False
    trust_lost: bool = False
    counts: tuple[tuple[str, int], ...] = ()
    voters: int = 0
    paper: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One effect that a table can see: kind pole, resource, attitude, involvement, mark or wobble."""

    kind: str
    key: str
    by: int
    to: int
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A move that a role has played in this round; a minority note names what it worries about, and its note."""

    role: Role
    worry: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hearing:
    """One stakeholder was asked about one option (HEAR-1)."""

    slot: str
    option: str


@dataclass(frozen=True, slots=True)
class Press:
    """A press conference: in which round, and how strong Room to act and Partner mindset were at its end."""

    round: int
    room: int
    partners: int


@dataclass(frozen=True, slots=True)
class Guard:
    """A proposed safeguard: who of the voters said yes or no, and what became of it: attached, lapsed, or nothing yet."""

    id: str
    answers: Mapping[Role, bool] = field(default_factory=dict)
    fate: str = ""


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What was entered for seats on paper: choices and votes as (option, how many), never whose they are (SEAT-12)."""

    choices: tuple[tuple[str, int], ...] = ()
    deciding: tuple[tuple[str, int], ...] = ()
    advising: tuple[tuple[str, int], ...] = ()

    @property
    def chosen(self) -> list[str]:
        """One letter for each choice."""
        return [option for option, n in self.choices for _choice in range(n)]

    @property
    def voted(self) -> list[str]:
        """One letter for each vote."""
        return [option for option, n in (*self.deciding, *self.advising) for _vote in range(n)]


@dataclass(frozen=True, slots=True)
class Play:
    """One round at one table, while it lasts.

    `facts` says by fact who holds it, the first holder first; `shared` which facts are on the table. `crossed` names the
    cross effects that the decision set off. `first_votes` are the deciding votes of the vote before any runoff, as
    (option, votes); `ballots` is what each seat voted then, `flows` how many went from which choice to which vote; `asked` is
    which colleagues were asked in a solo game (SOLO-2). After `blanked` nobody knows any more who chose or voted what (VOTE-10);
    `erased` says that somebody who answered here wanted to be forgotten, so that nothing counted of persons is told any more (KEEP-6).
    """

    round: int
    dilemma: str
    options: tuple[str, ...] = ()
    alts: tuple[str, ...] = ()
    variant: bool = False
    deciders: str = ""
    widened: bool = False
    seen: tuple[Role, ...] = ()
    answered: tuple[Role, ...] = ()
    choices: Mapping[Role, Choice] = field(default_factory=dict)
    first_choices: Mapping[Role, str] = field(default_factory=dict)
    taps: Mapping[str, int] = field(default_factory=dict)
    times_asked: Mapping[Role, int] = field(default_factory=dict)
    pattern: str = ""
    reasons: tuple[Reasons, ...] = ()
    challenger: Role | None = None
    ready: tuple[Role, ...] = ()
    called: bool = False
    votes: Mapping[Role, str] = field(default_factory=dict)
    unanimous: bool = False
    runoff: tuple[str, ...] = ()
    everybody: bool = False
    voided: bool = False
    tied: tuple[str, ...] = ()
    tie_is_free: bool = False
    tied_at: int = 0
    decision: Decision | None = None
    changes: tuple[Change, ...] = ()
    before: Mapping[str, int] = field(default_factory=dict)
    holders: Mapping[Role, str] = field(default_factory=dict)
    mirrors: Mapping[Role, str] = field(default_factory=dict)
    incident: str = ""
    answer: int = 0
    facts: Mapping[str, tuple[Role, ...]] = field(default_factory=dict)
    shared: tuple[str, ...] = ()
    moves: tuple[Made, ...] = ()
    hearing: Hearing | None = None
    guard: Guard | None = None
    crossed: tuple[str, ...] = ()
    paper: OnPaper = OnPaper()
    blanked: bool = False
    erased: bool = False
    asked: tuple[Role, ...] = ()
    first_votes: tuple[tuple[str, int], ...] = ()
    ballots: Mapping[Role, str] = field(default_factory=dict)
    flows: tuple[tuple[str, str, int], ...] = ()

    def moved(self, role: Role) -> bool:
        """Whether the move of this role was played in this round."""
        return any(made.role == role for made in self.moves)


@dataclass(frozen=True, slots=True)
class Planted:
    """A seed in the ground: which, by which decision, in which round, and when it is due."""

    seed: str
    dilemma: str
    option: str
    round: int
    due: int
    guard: str = ""


@dataclass(frozen=True, slots=True)
class Sprout:
    """A seed that is out of the ground: by which decision of which round, and the round it took effect in, or 0.

    A standing seed has no decision: dilemma and option are empty, `planted` is 0. `spared` is the safeguard that kept it
    from doing anything, `heard` the minority note that had seen it coming.
    """

    seed: str
    dilemma: str
    option: str
    planted: int
    round: int
    spared: str = ""
    heard: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """What a term came to: the three sums after the weaker-side rule, the ending and its tone (END-1 to 7).

    `ending` is three letters, y or n, for Solution, Carry-through and Lasting capacity; empty when the term was cut
    short. `tone` is bright or dark.
    """

    rounds: int
    solution: int
    carry_through: int
    lasting: int
    ending: str
    tone: str

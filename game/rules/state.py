"""What is: a workshop, its players and its tables, at one version. Immutable; times are milliseconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from game.rules.copies import replace
from game.rules.message import Message
from game.rules.play import Change, Made, Planted, Play, Press, Results, Role, Sprout, Step
from game.rules.settings import Settings
from game.rules.warm_up import WarmUp
from scenarios.script import ROLES, Dilemma, Script

PlayerId = str

#: In this order seats are filled, from three seats to eight (SEAT-1).
FILLING_ORDER: tuple[Role, ...] = ("P1", "M1", "M3", "P3", "M4", "P2", "M2", "P4")
ASKING = ("situation", "choice", "vote", "runoff", "consequence", "reflect")
#: The steps that a seat may sleep through for a minute only (SEAT-5).
ANSWERING = ("situation", "choice", "vote", "runoff")
BEFORE_DECISION = ("situation", "choice", "reveal", "talk", "vote", "runoff")
#: In this order a workshop goes through its phases; the first and the last have no clock (section "The workshop").
PHASES = ("draft", "lobby", "welcome", "briefing", "playing", "results", "debrief", "plan", "closed")
#: A long workshop pauses here in the middle of playing (PHASE-4).
MIDTERM = "midterm"
#: From here on the term is over, and who has no seat looks on.
AFTER_PLAY = ("results", "debrief", "plan", "closed")
QUESTIONS = 5
LONGEST = {"time": 14, "budget": 14, "trust": 10, "legitimacy": 10}
POLE_MAX = 10


@dataclass(frozen=True, slots=True)
class Player:
    """A person, or a bot with a temperament, who joined. `role` is None without a seat.

    `read` is the last page outside the rounds that was tapped away (`State.page`); `asked` holds the parts of the
    questions about oneself that were answered or skipped. `goes_to` and `becomes` are the table and the role that wait for
    the next gate (SEAT-10). `device` is who brought the device on which several seats play, `turn` the moment for which a
    seat holds it (SEAT-11). `calling` is what the person is in real life (SEAT-2). `paper` is phone or only: on paper, with a
    phone besides or without any device (SEAT-12). A `mirror` shares the seat of its role (SEAT-3). Who `records`
    for a table on paper has a phone and no seat (PAPER-7). Who is `erased` wanted to be forgotten (KEEP-6).
    """

    id: PlayerId
    table: int = 0
    role: Role | None = None
    bot: str = ""
    away: bool = False
    turned_at: int = 0
    removed: bool = False
    read: str = ""
    asked: tuple[str, ...] = ()
    aim_shown: bool = False
    goes_to: int = 0
    becomes: Role = ""
    device: PlayerId = ""
    turn: str = ""
    calling: str = ""
    paper: str = ""
    mirror: bool = False
    records: bool = False
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Stake:
    """Where one stakeholder stands: attitude -3 to 3, involvement 0 to 3."""

    attitude: int = 0
    involvement: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Up to eight seats that decide together. A seat without a player is released.

    A closed table is dormant until it is reopened; one that is closing plays on to its next gate (SEAT-10). `nudged` is the
    step for which the facilitator has told it that the room waits.
    """

    number: int
    seats: Mapping[Role, PlayerId | None]
    poles: Mapping[str, int]
    resources: Mapping[str, int]
    people: Mapping[str, Stake]
    marks: Mapping[str, int] = field(default_factory=dict)
    seeds: tuple[Planted, ...] = ()
    sprouts: tuple[Sprout, ...] = ()
    step: Step | None = None
    steps: int = 0
    round: int = 0
    play: Play | None = None
    past: tuple[Play, ...] = ()
    chairs: tuple[Role, ...] = ()
    pen: Role | None = None
    aftermath: tuple[Change, ...] = ()
    results: Results | None = None
    leads: tuple[str, ...] = ()
    played: tuple[Role, ...] = ()
    press: Press | None = None
    worries: tuple[Made, ...] = ()
    once: tuple[str, ...] = ()
    before_vote: Table | None = None
    deserted_at: int | None = None
    asleep_at: int | None = None
    closing: bool = False
    closed: bool = False
    paper: bool = False
    nudged: int = 0
    mirrors: Mapping[Role, PlayerId] = field(default_factory=dict)

    @property
    def chair(self) -> Role | None:
        """The seat that leads this round."""
        return (self.chairs[-1] or None) if len(self.chairs) == self.round and self.chairs else None

    @property
    def penholder(self) -> Role | None:
        """Who may close, call and give the word now: the chair, or who took the pen (CHAIR-2)."""
        return self.pen or self.chair

    @property
    def decided(self) -> tuple[Play, ...]:
        """The rounds that ended in a decision, in their order."""
        return (*self.past, *((self.play,) if self.play is not None and self.play.decision else ()))

    def taken(self) -> tuple[Role, ...]:
        """Roles with a player, in code order."""
        return tuple(role for role in ROLES if self.seats.get(role))


@dataclass(frozen=True, slots=True)
class State:
    """A whole workshop at one version. `rounds` is what it was opened for (PHASE-5), `opened_at` when its doors opened.

    `spot` is the table whose chair was asked whether the wall may show it, `spot_shown` whether it does.
    `began_at` is when the welcome began, `ends_at` when it has to be over, where the facilitator has said so; in milliseconds.
    `shared` holds notes by id with the table they are shown at, `written` how often each was kept, `on_wall` those that the
    facilitator lets be read by the room. `wall` is what the wall shows after the play; empty for what belongs to the phase.
    """

    script: Script
    version: int = 0
    at: int = 0
    settings: Settings = field(default_factory=Settings)
    draw_key: str = ""
    rounds: int = 0
    plan: tuple[str, ...] = ()
    phase: str = "draft"
    opened_at: int = 0
    phase_at: int = 0
    doors_open: bool = False
    opened: int = 0
    stirred_at: int = 0
    paused_at: int | None = None
    incidents: Mapping[int, str] = field(default_factory=dict)
    revealed: tuple[int, ...] = ()
    showing: int = 0
    had_midterm: bool = False
    question: int = 0
    question_at: int = 0
    shared: Mapping[str, int] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    written: Mapping[str, int] = field(default_factory=dict)
    on_wall: tuple[str, ...] = ()
    wall: str = ""
    messages: tuple[Message, ...] = ()
    desk_away: bool = False
    desk_turned_at: int = 0
    spot: int = 0
    spot_shown: bool = False
    began_at: int = 0
    ends_at: int = 0
    warm_up: WarmUp | None = None
    players: Mapping[PlayerId, Player] = field(default_factory=dict)
    tables: Mapping[int, Table] = field(default_factory=dict)

    def dilemma(self, table: Table) -> Dilemma:
        """The dilemma that a table plays in its present round."""
        return self.script.dilemma(self.plan[table.round - 1])

    @property
    def page(self) -> str:
        """What everybody reads outside the rounds: a phase, or a question of the debrief."""
        return f"{self.phase} {self.question}" if self.phase == "debrief" else self.phase

    def with_table(self, number: int, **changes: Any) -> State:
        """The same workshop with one table changed."""
        table = replace(self.tables[number], **changes)
        return replace(self, tables={**self.tables, number: table})

    def play_of(self, number: int) -> Play:
        """The round of a table that is in one."""
        play = self.tables[number].play
        assert play is not None
        return play

    def with_play(self, number: int, **changes: Any) -> State:
        """The same workshop with the round of one table changed."""
        return self.with_table(number, play=replace(self.play_of(number), **changes))

    def with_step(self, number: int, **changes: Any) -> State:
        """The same workshop with the step of one table changed."""
        step = self.tables[number].step
        return self if step is None else self.with_table(number, step=replace(step, **changes))

    def with_player(self, player: PlayerId, **changes: Any) -> State:
        """The same workshop with one player changed, or added."""
        known = self.players.get(player, Player(player))
        return replace(self, players={**self.players, player: replace(known, **changes)})

    def present(self, table: Table) -> tuple[Role, ...]:
        """Taken seats with a recent sign of life, of the player or the mirror, in code order (SEAT-3, SEAT-5)."""
        return tuple(role for role in table.taken() if self._is_here(table, role))

    def _is_here(self, table: Table, role: Role) -> bool:
        mirror = table.mirrors.get(role)
        return not self.players[table.seats[role] or ""].away or (
            mirror is not None and not self.players[mirror].away
        )

    @property
    def roles_are_open(self) -> bool:
        """Whether roles will be dealt when the briefing begins, so that nobody knows the own one yet (SEAT-2)."""
        return self.settings.assignment != "choose" and self.phase in ("draft", "lobby", "welcome")

    def on_paper(self, table: Table) -> tuple[Role, ...]:
        """Taken seats that answer on paper, in code order: one by one, or the whole table (SEAT-12)."""
        taken = table.taken()
        return taken if table.paper else tuple(r for r in taken if self.players[table.seats[r] or ""].paper)

    def sits_at_closed(self, player: Player) -> bool:
        """Whether the player's table was closed, so that another one has to be found (SEAT-10)."""
        return player.table in self.tables and self.tables[player.table].closed

    def records(self, player: Player) -> bool:
        """Whether somebody without a seat records for a table that is on paper, and not closed (PAPER-7)."""
        table = self.tables.get(player.table)
        return player.records and not player.role and table is not None and table.paper and not table.closed

    def persons(self, table: Table) -> tuple[Role, ...]:
        """Present seats that people hold with a device: neither bots nor on paper."""
        devices = (role for role in self.present(table) if role not in self.on_paper(table))
        return tuple(role for role in devices if not self.players[table.seats[role] or ""].bot)


def family(role: Role) -> str:
    """P for politicians, M for managers."""
    return role[0]


def deciding(deciders: str, roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """Those of the roles whose vote decides (WHO-1)."""
    return tuple(role for role in roles if deciders == "all" or family(role) == deciders)

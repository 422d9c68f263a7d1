"""The form in which is entered what was answered on paper: the desk's, and what it knows of paper (SEAT-12)."""

from __future__ import annotations

from dataclasses import dataclass

from game.rules.effects import guards, incidents
from game.rules.hall.moving import WHILE
from game.rules.round.moments import ENTERED
from game.rules.round.votes import decider_of
from game.rules.state import BEFORE_DECISION, FILLING_ORDER, State, Table, deciding


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be entered now: for a whole table or for seats, options by letter, and how many of each kind there are.

    `choices`, `votes`, `facts` say what is asked for; `guards` may go with the decision, `guard` was proposed; `ticks`
    are offered where only the decision is told; `tied` asks for the chair's word, `incident` for an answer.
    """

    whole: bool
    dilemma: str
    choices: tuple[str, ...] = ()
    votes: tuple[str, ...] = ()
    decide: int = 0
    advise: int = 0
    facts: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    guard: str = ""
    decision: tuple[str, ...] = ()
    ticks: bool = False
    advised: bool = False
    tied: bool = False
    incident: str = ""
    entered: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A table at the desk: whether it is on paper, which seats are, what can be entered, and whether it may change."""

    table: bool
    roles: tuple[str, ...]
    free: tuple[str, ...]
    may_change: bool
    entry: Entry | None = None

    @property
    def waits(self) -> bool:
        """Whether only an entry moves the table on."""
        return self.table and self.entry is not None


def paper(state: State, table: Table) -> Paper:
    """What the desk can do about paper at a table."""
    here = state.on_paper(table)
    free = tuple(role for role in FILLING_ORDER if role in table.seats and role not in here)
    may_change = state.phase in WHILE and not table.closed
    return Paper(table.paper, here, free, may_change, entry(state, table) if here else None)


def entry(state: State, table: Table) -> Entry | None:
    """What can be entered for a table now, or for its seats on paper; None where nothing is asked."""
    step, play = table.step, table.play
    if state.phase != "playing" or step is None or play is None or table.closed:
        return None
    if step.name == "gate" and table.paper and incidents.is_met(table):
        return Entry(True, "", incident=incidents.text(state.script, play.incident))
    if step.name not in BEFORE_DECISION:
        return None
    return _whole(state, table) if table.paper else _seats(state, table)


def _whole(state: State, table: Table) -> Entry:
    """The facts, the choices, and then the votes or only the decision."""
    step, play = table.step, table.play
    assert step is not None and play is not None
    dilemma = state.dilemma(table)
    if play.tied:
        return Entry(True, play.dilemma, decision=play.tied, tied=True)
    votes_are_next = step.name in ("vote", "runoff")
    told = tuple(sorted(play.runoff if step.name == "runoff" else play.options))
    hidden = () if votes_are_next else tuple(o for o in dilemma.options if dilemma.options[o].opens_if)
    with_facts = state.settings.edition > 1 and not votes_are_next
    decide, advise = _kinds(state, table)
    return Entry(
        whole=True,
        dilemma=play.dilemma,
        choices=() if votes_are_next else _visible(play.options),
        votes=tuple(sorted({*told, *(hidden if with_facts else ())})),
        decide=decide,
        advise=advise,
        facts=tuple(f.id for f in dilemma.facts if f.id not in play.shared) if with_facts else (),
        guards=tuple(guards.PRICES) if guards.may_propose(state, table) and step.name != "runoff" else (),
        decision=tuple(sorted({*told, *(hidden if with_facts else ())})),
        ticks=True,
        advised=decider_of(play) != "all",
    )


def _seats(state: State, table: Table) -> Entry | None:
    """What is asked of the seats on paper beside those with devices."""
    step, play = table.step, table.play
    assert step is not None and play is not None
    if step.name == "talk" and state.settings.edition > 1:
        facts = tuple(f.id for f in state.dilemma(table).facts if f.id not in play.shared)
        return Entry(False, play.dilemma, facts=facts) if facts else None
    if step.name not in ENTERED or play.tied:
        return None
    entered = set(state.on_paper(table)) <= set(play.answered)
    decide, advise = _kinds(state, table)
    if step.name == "choice":
        choices = _visible(play.options)
        return Entry(False, play.dilemma, choices=choices, decide=decide, advise=advise, entered=entered)
    return Entry(
        whole=False,
        dilemma=play.dilemma,
        votes=tuple(sorted(play.runoff if step.name == "runoff" else play.options)),
        decide=decide,
        advise=advise,
        guard=play.guard.id if play.guard is not None and step.name == "vote" else "",
        entered=entered,
    )


def _kinds(state: State, table: Table) -> tuple[int, int]:
    """How many seats on paper decide, and how many advise."""
    assert table.play is not None
    here = state.on_paper(table)
    decide = deciding(decider_of(table.play), here)
    return len(decide), len(here) - len(decide)


def _visible(options: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(option for option in options if option != "D"))

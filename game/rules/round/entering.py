"""What was answered on paper is entered, at the desk or by somebody at the table, and counts like what is tapped (SEAT-12)."""

from __future__ import annotations

from collections.abc import Generator

from game.rules import commands as c
from game.rules import refused
from game.rules.effects import guards, incidents
from game.rules.events import Event, FactShared, PaperEntered, PaperRecorded, StepClosed, WordGiven
from game.rules.play import Play
from game.rules.refused import Refused
from game.rules.round import choices, facts, votes
from game.rules.round.moments import ENTERED
from game.rules.round.table import enter, leave, settle
from game.rules.state import BEFORE_DECISION, State, Table, deciding

Judge = Generator[Event, State, State]
Counts = tuple[tuple[str, int], ...]


def enter_paper(state: State, command: c.EnterPaper) -> Judge:
    """An entry for the seats on paper, or for a whole table; what cannot be is refused, and nothing of it counts."""
    table = state.tables.get(command.table)
    if table is None:
        raise Refused(refused.NO_SUCH_TABLE)
    if table.closed:
        raise Refused(refused.TABLE_IS_CLOSED)
    if command.player:
        _must_sit_there(state, table, command.player)
    step = table.step
    if state.phase != "playing" or step is None or step.number != command.step or table.play is None:
        raise Refused(refused.MOMENT_IS_GONE)
    if state.paused_at is not None:
        raise Refused(refused.PAUSED)
    if not state.on_paper(table):
        raise Refused(refused.NO_PAPER_HERE)
    if command.player:
        state = yield PaperRecorded(table=table.number, player=command.player)
        table = state.tables[command.table]
    if step.name == "gate":
        return (yield from _incident(state, table, command))
    if step.name not in BEFORE_DECISION:
        raise Refused(refused.NOT_NOW)
    return (yield from (_whole(state, table, command) if table.paper else _seats(state, table, command)))


def _must_sit_there(state: State, table: Table, player_id: str) -> None:
    """Who records for a whole table on paper is at it, with a seat, a share in one or without, and has a device (PAPER-7)."""
    player = state.players.get(player_id)
    if player is None or player.bot or player.paper == "only":
        raise Refused(refused.NOT_A_PLAYER)
    if player.removed:
        raise Refused(refused.REMOVED)
    if player.table != table.number:
        raise Refused(refused.RECORDS_ELSEWHERE)
    if not table.paper:
        raise Refused(refused.NOT_ON_PAPER)


def _incident(state: State, table: Table, command: c.EnterPaper) -> Judge:
    """The answer of a table on paper to an incident (INC-2)."""
    if not table.paper or not incidents.is_met(table) or command.answer not in (1, 2):
        raise Refused(refused.NOT_NOW)
    role = table.penholder or ""
    name = state.play_of(table.number).incident
    state = yield from incidents.answer(state, table.number, name, command.answer, role)
    return (yield from settle(state, table.number))


def _seats(state: State, table: Table, command: c.EnterPaper) -> Judge:
    """Seats on paper beside others with devices: their answers to this step, or in a talk their facts."""
    step, play = table.step, table.play
    assert step is not None and play is not None
    if step.name == "talk" and command.facts:
        return (yield from _facts(state, table.number, command.facts))
    if step.name not in ENTERED or play.tied or command.option or command.facts:
        raise Refused(refused.NOT_NOW)
    if command.guard and (step.name != "vote" or play.guard is None or command.guard != play.guard.id):
        raise Refused(refused.NO_SUCH_SAFEGUARD)
    _must_fit(state, table, command)
    event = _entered(table.number, step.name, command)
    if set(state.on_paper(table)) <= set(play.answered) and not event.guard:
        known = play.paper
        votes_told = (known.deciding, known.advising) == (event.deciding, event.advising)
        if known.choices == event.choices if step.name == "choice" else votes_told:
            return state
    state = yield event
    return (yield from settle(state, table.number))


def _whole(state: State, table: Table, command: c.EnterPaper) -> Judge:
    """A whole table on paper: its facts, its choices, then its votes or only what it has decided."""
    step, play, number = table.step, table.play, table.number
    assert step is not None and play is not None
    has_votes = any(n for _option, n in (*command.deciding, *command.advising))
    if has_votes and command.option:
        raise Refused(refused.VOTES_OR_DECISION)
    if not has_votes and not command.option:
        raise Refused(refused.NOTHING_ENTERED)
    if play.tied:
        return (yield from _word(state, table, play, command.option))
    if command.facts:
        state = yield from _facts(state, number, command.facts)
    if command.choices:
        state = yield from _choices(state, number, command.choices)
    guards.must_be_proposable(state, state.tables[number], command.guard)
    if command.option:
        return (yield from _decided(state, number, command))
    if step.name not in ("vote", "runoff"):
        state = yield from enter(state, number, "vote")
    _must_fit(state, state.tables[number], command)
    state = yield _entered(number, "vote", command)
    return (yield from leave(state, number))


def _word(state: State, table: Table, play: Play, option: str) -> Judge:
    """The chair's word at a tie (VOTE-5)."""
    if option not in play.tied:
        raise Refused(refused.NOT_ON_OFFER)
    state = yield WordGiven(table=table.number, role=table.penholder or "", option=option)
    state = yield votes.decision(state, state.tables[table.number], option, "word")
    return (yield from enter(state, table.number, "consequence"))


def _decided(state: State, number: int, command: c.EnterPaper) -> Judge:
    """Only what was decided; advice, unanimity and tie count if they are ticked."""
    table = state.tables[number]
    assert table.play is not None and table.step is not None
    if command.option not in _on_offer(table):
        raise Refused(refused.NOT_ON_OFFER)
    is_advised = votes.decider_of(table.play) != "all"
    if (command.tie and command.unanimity) or (command.overruled and not is_advised):
        raise Refused(refused.TICKS_DO_NOT_FIT)
    if command.guard:
        state = yield PaperEntered(table=number, guard=command.guard, wanted=command.wanted)
    state = yield StepClosed(table=number, name=table.step.name)
    ticks = command.overruled, command.unanimity, command.tie
    state = yield votes.told(state.tables[number], command.option, *ticks)
    return (yield from enter(state, number, "consequence"))


def _choices(state: State, number: int, counts: Counts) -> Judge:
    """The first answers, if the table tells them: they make the pattern (CHOICE-3)."""
    table = state.tables[number]
    assert table.play is not None
    if table.play.paper.choices == counts:
        return state
    _must_be_seats(counts, len(state.on_paper(table)))
    _must_be_open(counts, tuple(option for option in table.play.options if option != "D"))
    state = yield PaperEntered(table=number, choices=_some(counts))
    return (yield from choices.close(state, number))


def _facts(state: State, number: int, shared: tuple[str, ...]) -> Judge:
    """Facts that lie open on the table (FACT-3, 4)."""
    table = state.tables[number]
    assert table.play is not None and table.step is not None
    if table.step.name in ("vote", "runoff"):
        raise Refused(refused.FACTS_BEFORE_THE_VOTE)
    known = {fact.id for fact in state.dilemma(table).facts} if state.settings.edition > 1 else set()
    if not known.issuperset(shared):
        raise Refused(refused.NO_SUCH_FACT)
    for fact in dict.fromkeys(shared):
        if fact not in table.play.shared:
            state = yield FactShared(table=number, fact=fact, origin="paper")
    return (yield from facts.open_hidden(state, number))


def _must_fit(state: State, table: Table, command: c.EnterPaper) -> None:
    """No more than there are seats on paper, for options that are open; deciding and advising each for itself."""
    play, step = table.play, table.step
    assert play is not None and step is not None
    here = state.on_paper(table)
    if step.name == "choice":
        _must_be_seats(command.choices, len(here))
        _must_be_open(command.choices, tuple(option for option in play.options if option != "D"))
        return
    decide = deciding(votes.decider_of(play), here)
    _must_be_seats(command.deciding, len(decide))
    _must_be_seats(command.advising, len(here) - len(decide))
    _must_be_open((*command.deciding, *command.advising), _on_offer(table))


def _must_be_seats(counts: Counts, most: int) -> None:
    given = sum(n for _option, n in counts)
    if any(n < 0 for _option, n in counts) or given > most or len(dict(counts)) < len(counts):
        raise Refused(refused.MORE_THAN_SEATS, most=most, given=given)


def _must_be_open(counts: Counts, on_offer: tuple[str, ...]) -> None:
    if not {option for option, n in counts if n} <= set(on_offer):
        raise Refused(refused.NOT_ON_OFFER)


def _on_offer(table: Table) -> tuple[str, ...]:
    assert table.play is not None
    return table.play.runoff if table.step and table.step.name == "runoff" else table.play.options


def _entered(number: int, step: str, command: c.EnterPaper) -> PaperEntered:
    """What an entry says to this step; nothing where the seats are passed over."""
    if step == "choice":
        return PaperEntered(table=number, choices=_some(command.choices))
    deciding_, advising = _some(command.deciding), _some(command.advising)
    return PaperEntered(
        table=number, deciding=deciding_, advising=advising, guard=command.guard, wanted=command.wanted
    )


def _some(counts: Counts) -> Counts:
    return tuple((option, n) for option, n in counts if n)

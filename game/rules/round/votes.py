"""From votes to a decision: majority, runoff, the chair's word (VOTE-1 to 8, WHO-3, WHO-4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable

from game.rules.events import (
    AnswersBlanked,
    DecidersWidened,
    DecisionMade,
    Event,
    RunoffOpened,
    StepClosed,
    WordAsked,
)
from game.rules.play import Play, Role
from game.rules.state import State, Table, deciding

#: By which rules a table may decide (VOTE-2).
RULES = ("majority", "two_thirds", "consent")
#: Counts are shown only if at least so many voted (VOTE-9).
FEWEST_COUNTED = 5
Closing = Generator[Event, State, tuple[State, str]]


def close(state: State, number: int) -> Closing:
    """Close a vote or runoff. Answers the state and the next step, or no step while the chair's word is awaited."""
    table = state.tables[number]
    play, step = table.play, table.step
    assert play is not None and step is not None
    if play.tied:
        state = yield without_word(state, table, play)
        return state, "consequence"
    if step.name == "vote" and _too_few(state, table, play):
        state = yield DecidersWidened(table=number)
        play = state.play_of(number)
    deciding_votes, advising_votes = counts(play)
    state = yield StepClosed(
        table=number,
        name=step.name,
        deciding=_rows(deciding_votes) if _may_count(state, deciding_votes.total()) else (),
        advising=_rows(advising_votes) if _may_count(state, advising_votes.total()) else (),
        flows=_flows(play) if _may_count(state, _voters(play)) else (),
        unanimous=step.name == "vote" and _is_unanimous(state, table, play),
    )
    judge = _after_vote if step.name == "vote" else _after_runoff
    return (yield from judge(state, number, deciding_votes))


def decider_of(play: Play) -> str:
    """Who decides as things stand: P, M or all (WHO-1 to 3, VOTE-8)."""
    return "all" if play.widened or play.everybody else play.deciders


def forget(state: State, number: int) -> Generator[Event, State, State]:
    """Where votes are anonymous, nothing that a seat chose or voted in this round outlives its end (VOTE-10)."""
    if state.settings.anonymous and state.tables[number].play is not None:
        state = yield AnswersBlanked(table=number)
    return state


def counts(play: Play) -> tuple[Counter[str], Counter[str]]:
    """Deciding and advising votes by option; abstentions count for nothing (VOTE-1)."""
    who = decider_of(play)
    mine: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for role, option in play.votes.items():
        if option:
            (mine if deciding(who, (role,)) else others)[option] += 1
    mine.update(dict(play.paper.deciding))
    (mine if who == "all" else others).update(dict(play.paper.advising))
    return mine, others


def _after_vote(state: State, number: int, votes: Counter[str]) -> Closing:
    play = state.play_of(number)
    total = sum(votes.values())
    if not total:
        state = yield RunoffOpened(table=number, options=play.options, everybody=True)
        return state, "runoff"
    best = max(votes.values())
    if wins(state.settings.rule, best, total):
        manner = "unanimous" if best == total else "majority"
        state = yield decision(state, state.tables[number], _winners(votes)[0], manner)
        return state, "consequence"
    if total == 2:
        state = yield WordAsked(table=number, options=tuple(sorted(votes)), free=True)
        return state, ""
    state = yield RunoffOpened(table=number, options=_runoff_options(votes))
    return state, "runoff"


def wins(rule: str, best: int, total: int) -> bool:
    """Whether so many of the deciding votes cast are enough: by majority, by two thirds, or all of them (VOTE-2)."""
    match rule:
        case "two_thirds":
            return best * 3 >= total * 2
        case "consent":
            return best == total
    return best * 2 > total


def _after_runoff(state: State, number: int, votes: Counter[str]) -> Closing:
    table, play = state.tables[number], state.play_of(number)
    winners = _winners(votes) or play.runoff
    if not votes and play.everybody:
        fallback = state.dilemma(table).fallback
        state = yield decision(state, table, fallback, "nobody")
        return state, "consequence"
    if len(winners) > 1:
        state = yield WordAsked(table=number, options=tuple(sorted(winners)))
        return state, ""
    state = yield decision(state, table, winners[0], "runoff")
    return state, "consequence"


def decision(state: State, table: Table, option: str, manner: str, spoken: bool = True) -> DecisionMade:
    """The decision with all that its manner brings (VOTE-5 to 8, WHO-4)."""
    play = table.play
    assert play is not None
    mine, others = counts(play)
    lost = manner == "nobody" or (manner == "word" and not (play.tie_is_free and spoken))
    return DecisionMade(
        table=table.number,
        option=option,
        manner=manner,
        decided_by=decider_of(play),
        spoken=spoken,
        overruled=manner != "nobody" and _is_overruled(play, mine, others, option),
        unanimity=play.unanimous
        and play.pattern in ("leaning", "split_two", "split_three")
        and not paid_before(table),
        trust_lost=lost,
        counts=_rows(mine) if _may_count(state, mine.total()) else (),
        voters=_voters(play),
    )


def told(table: Table, option: str, overruled: bool, unanimity: bool, tie: bool) -> DecisionMade:
    """The decision of a table on paper that tells no votes: only what is ticked has an effect (SEAT-12)."""
    assert table.play is not None
    return DecisionMade(
        table=table.number,
        option=option,
        manner="word" if tie else "unanimous" if unanimity else "majority",
        decided_by=decider_of(table.play),
        overruled=overruled,
        unanimity=unanimity and not paid_before(table),
        trust_lost=tie,
        origin="paper",
    )


def without_word(state: State, table: Table, play: Play) -> DecisionMade:
    """No word in time: most advising votes, then most choices, the fallback, the first letter (VOTE-6)."""
    _, advice = counts(play)
    fallback = state.dilemma(table).fallback
    chosen = Counter([*play.first_choices.values(), *play.paper.chosen])
    best = min(play.tied, key=lambda o: (-advice[o], -chosen[o], o != fallback, o))
    return decision(state, table, best, "word", spoken=False)


def _is_overruled(play: Play, mine: Counter[str], advice: Counter[str], option: str) -> bool:
    total = sum(advice.values())
    wanted = [letter for letter, votes in advice.items() if votes * 2 > total]
    return decider_of(play) != "all" and bool(mine) and total >= 2 and bool(wanted) and wanted[0] != option


def _is_unanimous(state: State, table: Table, play: Play) -> bool:
    """All present seats voted, at least three, for one option (VOTE-7)."""
    on_paper = state.on_paper(table)
    votes = [play.votes.get(role, "") for role in state.present(table) if role not in on_paper]
    given = [*(vote for vote in play.votes.values() if vote), *play.paper.voted]
    all_voted = all(votes) and len(play.paper.voted) >= len(on_paper)
    return all_voted and len(given) >= 3 and len(set(given)) == 1


def paid_before(table: Table) -> bool:
    """Whether unanimity has raised Trust in the round before, so that it does not now (VOTE-7)."""
    last = table.past[-1] if table.past else None
    return (
        last is not None
        and last.round == table.round - 1
        and last.decision is not None
        and last.decision.unanimity
    )


def _too_few(state: State, table: Table, play: Play) -> bool:
    """Fewer than two deciding seats, or fewer than three seats, gave a sign in this round (WHO-3)."""
    seen = [role for role in table.taken() if role in play.seen]
    return play.deciders != "all" and (len(deciding(play.deciders, tuple(seen))) < 2 or len(seen) < 3)


def _runoff_options(votes: Counter[str]) -> tuple[str, ...]:
    """All with the most votes; if that is only one, also all with the second most (VOTE-3)."""
    best = _winners(votes)
    if len(best) == 1:
        rest = Counter({option: n for option, n in votes.items() if option not in best})
        best += _winners(rest)
    return tuple(sorted(best))


def _winners(votes: Counter[str]) -> tuple[str, ...]:
    most = max(votes.values(), default=0)
    return tuple(sorted(option for option, n in votes.items() if n == most and n))


def _voters(play: Play) -> int:
    return sum(1 for vote in play.votes.values() if vote) + len(play.paper.voted)


def _may_count(state: State, votes: int) -> bool:
    """Whether so many votes are kept as counts: where votes are anonymous, five or more (VOTE-10)."""
    return not state.settings.anonymous or votes >= FEWEST_COUNTED


def _rows(votes: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(votes.items()))


def _flows(play: Play) -> tuple[tuple[str, str, int], ...]:
    """How many went from which choice to which vote; the choice that was closed first counts (BACK-2)."""
    if play.blanked:  # the vote is held once more, and nobody knows any more who had chosen what
        return ()
    pairs = Counter((play.first_choices.get(role, ""), vote) for role, vote in play.votes.items())
    return tuple((choice, vote, n) for (choice, vote), n in sorted(pairs.items()))


def voters(play: Play, roles: Iterable[Role]) -> tuple[Role, ...]:
    """Those of the roles whose vote decides as things stand."""
    return deciding(decider_of(play), tuple(roles))

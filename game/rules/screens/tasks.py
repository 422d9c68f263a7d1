"""What each step asks of one seat, and no more than that seat may see."""

from __future__ import annotations

from game.rules.play import Play
from game.rules.round import dates, facts, moments
from game.rules.round.votes import FEWEST_COUNTED, decider_of
from game.rules.screens import gate, told
from game.rules.screens import shapes as s
from game.rules.screens.options import option_card
from game.rules.screens.recording import recording
from game.rules.screens.talk import is_missing, talk
from game.rules.seating.filling import is_full
from game.rules.state import Player, State, Table, deciding
from scenarios.script import LETTERS


def beside_paper(state: State, table: Table, player: Player) -> tuple[str, object]:
    """The screen of somebody without a seat who has a phone at a table on paper: what the table sees in common (PAPER-7)."""
    play, step = table.play, table.step
    if state.phase != "playing" or play is None or step is None:
        return "waiting", s.Waiting("records")
    if found := recording(state, table):
        return "paper", found
    if step.name == "gate":
        return gate.at_the_gate(state, table, play, player)
    if step.name == "consequence":
        return "consequence", _consequence(state, table, play, "")
    return "waiting", gate.done(state, table, play, "")


def at_step(state: State, texts: s.Texts, table: Table, player: Player) -> tuple[str, object]:
    """The screen of a seat at the step its table is in."""
    play, step = table.play, table.step
    assert play is not None and step is not None and player.role is not None
    role, answered = player.role, player.role in play.answered
    if found := recording(state, table):
        return "paper", found
    match step.name:
        case "gate":
            return gate.at_the_gate(state, table, play, player)
        case "situation":
            return "situation", _situation(state, texts, table, play, role, answered)
        case "choice":
            return "choice", _choice(state, texts, table, play, role)
        case "reveal":
            return "reveal", _reveal(state, texts, table, play, role)
        case "talk":
            return "talk", talk(state, table, play, role, reason_cards(texts, play))
        case "vote" | "runoff":
            return _at_the_vote(state, table, play, role)
        case "consequence":
            return "consequence", _consequence(state, table, play, role)
        case "reflect":
            dilemma = state.script.dilemma(play.dilemma)
            note = texts.notes.get(f"{player.id}.{step.number}", "")
            road = play.decision.option if play.decision and state.settings.solo else ""
            return "reflect", s.Reflection(step.number, play.dilemma, dilemma.level, answered, note, road)
    return "waiting", gate.done(state, table, play, role)


def _at_the_vote(state: State, table: Table, play: Play, role: str) -> tuple[str, object]:
    if not play.tied or table.step is None:
        return "vote", _vote(state, table, play, role)
    return "word", s.Word(
        step=table.step.number,
        dilemma=play.dilemma,
        options=tuple(option_card(state, table, play, letter) for letter in play.tied),
        mine=table.penholder == role,
        chair=table.penholder or "",
        free=play.tie_is_free,
        ends_at=moments.leaves_at(state, table) or 0,
    )


def _situation(
    state: State, texts: s.Texts, table: Table, play: Play, role: str, answered: bool
) -> s.Situation:
    assert table.step is not None
    reader = gate.reads_aloud(state, table)
    return s.Situation(
        step=table.step.number,
        dilemma=play.dilemma,
        level=state.script.dilemma(play.dilemma).level,
        variant=play.variant,
        decides=play.deciders,
        decider=bool(deciding(play.deciders, (role,))),
        chair=table.penholder or "",
        holds_pen=table.penholder == role,
        answered=answered,
        seeds=told.seeds(state, texts, table, play),
        facts=facts.held_by(play, role),
        reader=reader or "",
        reads_aloud=reader == role,
    )


def _choice(state: State, texts: s.Texts, table: Table, play: Play, role: str) -> s.ChoiceForm:
    assert table.step is not None
    mine = play.choices.get(role)
    dilemma = state.script.dilemma(play.dilemma)
    cards = [option_card(state, table, play, o.letter) for o in dilemma.options.values() if not o.opens_if]
    return s.ChoiceForm(
        step=table.step.number,
        dilemma=play.dilemma,
        options=tuple(sorted(cards, key=lambda card: LETTERS.index(card.letter))),
        answered=role in play.answered,
        option=mine.option if mine else "",
        confidence=mine.confidence if mine else 0,
        reason=mine.reason if mine else "",
        note=texts.notes.get(mine.note, "") if mine and mine.note else "",
        missing=is_missing(state, table, play),
        keeps=f"{role}.{play.round}.choice" if state.settings.anonymous else "",
        situation=_situation(state, texts, table, play, role, False) if dates.is_slow(state) else None,
    )


def _reveal(state: State, texts: s.Texts, table: Table, play: Play, role: str) -> s.Reveal:
    assert table.step is not None
    return s.Reveal(
        step=table.step.number,
        dilemma=play.dilemma,
        pattern=play.pattern,
        reasons=reason_cards(texts, play),
        challenger=play.challenger or "",
        challenged=play.challenger == role,
        holds_pen=table.penholder == role,
        after=table.step.opened_at + state.settings.stretched(moments.GIVE_TIME_TO_READ),
    )


def reason_cards(texts: s.Texts, play: Play) -> tuple[s.ReasonCard, ...]:
    """Why some chose what, as the table sees it."""
    return tuple(
        s.ReasonCard(
            reason.option,
            tuple(chip for chip, _count in reason.chips),
            tuple(texts.notes[note] for note in reason.notes if texts.notes.get(note)),
        )
        for reason in play.reasons
    )


def _vote(state: State, table: Table, play: Play, role: str) -> s.VoteForm:
    assert table.step is not None
    runoff = table.step.name == "runoff"
    decides = decider_of(play)
    return s.VoteForm(
        step=table.step.number,
        dilemma=play.dilemma,
        options=tuple(
            option_card(state, table, play, letter)
            for letter in sorted(play.runoff if runoff else play.options)
        ),
        decides=decides,
        decider=bool(deciding(decides, (role,))),
        runoff=runoff,
        everybody=play.everybody,
        answered=role in play.answered,
        option=play.votes.get(role, ""),
        guard=play.guard.id if play.guard and not runoff else "",
        guard_answer=_guard_answer(play, role),
        keeps=f"{role}.{play.round}.vote" if state.settings.anonymous else "",
    )


def _guard_answer(play: Play, role: str) -> str:
    answer = play.guard.answers.get(role) if play.guard else None
    return "" if answer is None else "yes" if answer else "no"


def _consequence(state: State, table: Table, play: Play, role: str) -> s.Consequence:
    assert table.step is not None and play.decision is not None
    decision = play.decision
    return s.Consequence(
        step=table.step.number,
        dilemma=play.dilemma,
        option=decision.option,
        decides=decision.decided_by,
        manner=decision.manner,
        spoken=decision.spoken,
        overruled=decision.overruled,
        unanimity=decision.unanimity,
        counts=decision.counts
        if sum(n for _option, n in decision.counts) >= FEWEST_COUNTED and not play.erased
        else (),
        moves=told.moves(table, play),
        time=table.resources["time"],
        budget=table.resources["budget"],
        overdraft=any(change.cause == "overdraft" for change in play.changes),
        quotes=told.quotes(table, play),
        unheard=told.unheard(table),
        answered=role in play.answered,
        after=table.step.opened_at + state.settings.stretched(moments.GIVE_TIME_TO_READ),
        guard=play.guard.id if play.guard else "",
        guard_fate=play.guard.fate if play.guard else "",
        crossed=play.crossed,
        pilot=play.moved("M3"),
        lent=play.moved("M2"),
        press=sum(change.by for change in play.changes if change.cause == "press"),
    )


def catch_up(state: State, texts: s.Texts, player: Player) -> s.CatchUp:
    """The story so far, for a late player who watches until the next gate (SEAT-4)."""
    table = state.tables[player.table]
    return s.CatchUp(
        table=table.number,
        table_name=texts.tables.get(table.number, ""),
        step=table.step.name if table.step else "",
        dilemma=table.play.dilemma if table.play and table.play.dilemma else "",
        decided=tuple((p.dilemma, p.decision.option) for p in table.decided if p.decision),
        full=is_full(state, table),
    )

"""From a state and its texts to the account of a workshop. The same log gives the same account."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from game.report.minutes import minutes
from game.report.room import room
from game.report.shapes import Account, Edition, Minutes, Round, SharedWords, Weighed
from game.report.tables import table_report
from game.rules.figures.choices import choices_to_votes
from game.rules.figures.families import distance
from game.rules.hall.notes import PLAN
from game.rules.screens.around import plan_lines
from game.rules.screens.behind import Road, Story, road, story
from game.rules.screens.shapes import Texts
from game.rules.state import AFTER_PLAY, State, Table
from scenarios.script import LEVEL_POLES, Script


def is_ready(state: State) -> bool:
    """Whether the term is over, so that there is something to account for."""
    return state.phase in AFTER_PLAY


def account(state: State, texts: Texts, edition: Edition) -> Account:
    """The whole workshop for these readers: closed tables are left out, the reader's own one comes first."""
    tables = sorted(
        (table for table in state.tables.values() if table.decided and not table.closed),
        key=lambda table: (table.number != edition.table, table.number),
    )
    seated = [p for p in state.players.values() if p.role and not p.removed]
    rounds = tuple(
        _round(state, texts, edition, tables, number, dilemma) for number, dilemma in enumerate(state.plan, 1)
    )
    return Account(
        edition=edition,
        at=state.began_at or state.opened_at or state.phase_at,
        phase=state.phase,
        people=sum(not player.bot for player in seated),
        bots=sum(bool(player.bot) for player in seated),
        rehearsal=state.settings.rehearsal,
        rule=state.settings.rule,
        rounds=tuple(found for found in rounds if found.minutes),
        tables=tuple(table_report(state, table, texts.tables.get(table.number, "")) for table in tables),
        room=room(state, texts),
        shared=_shared(state, texts, edition),
        unplayed=_unplayed(state.script, tables),
    )


def _round(
    state: State, texts: Texts, edition: Edition, tables: list[Table], number: int, dilemma: str
) -> Round:
    told: list[Minutes] = []
    for table in tables:
        play = next((play for play in table.decided if play.dilemma == dilemma), None)
        if play is not None:
            told.append(minutes(state, texts.notes, edition, table, play))
    script = state.script.dilemma(dilemma)
    weighed = _all_weighed(told)
    return Round(
        round=number,
        dilemma=dilemma,
        level=script.level,
        decides=script.decides,
        weighed=weighed,
        minutes=tuple(told),
        roads=_roads(state.script, dilemma, weighed),
        shift=choices_to_votes(state, dilemma),
        distance=distance(state, dilemma, "choices"),
    )


def _all_weighed(told: list[Minutes]) -> tuple[Weighed, ...]:
    """Every option that was open at some table, in the form that most tables had, in the order of letters."""
    forms = [form for minutes in told for form in minutes.weighed]
    found = {form.letter: form for form in sorted(forms, key=lambda form: (forms.count(form), form.text))}
    return tuple(found[letter] for letter in sorted(found))


def _roads(script: Script, dilemma: str, weighed: tuple[Weighed, ...]) -> tuple[Road, ...]:
    options = script.dilemma(dilemma).options
    return tuple(replace(road(options[form.letter], False), taken=False) for form in weighed)


def _shared(state: State, texts: Texts, edition: Edition) -> tuple[SharedWords, ...]:
    """What was shown and not hidden, where it may be read: by topic, then in an order that tells nothing of who wrote it."""
    found = []
    for note, table in state.shared.items():
        if note in state.hidden or not edition.may_read(table):
            continue
        topic = note.rpartition(".")[2]
        line = texts.notes.get(note, "")
        lines = plan_lines(texts, note) if topic == PLAN else ((("", line),) if line else ())
        if lines:
            found.append(SharedWords(sha256(note.encode()).hexdigest()[:10], table, topic, lines))
    return tuple(sorted(found, key=lambda words: (words.topic, words.sign)))


def _unplayed(script: Script, tables: list[Table]) -> tuple[Story, ...]:
    """For each level that no table played, the first of its dilemmas (DEB-2)."""
    played = {play.dilemma for table in tables for play in table.decided}
    found = []
    for level in LEVEL_POLES:
        about = [dilemma for dilemma in script.dilemmas if dilemma.level == level]
        if about and not any(dilemma.id in played for dilemma in about):
            found.append(story(about[0], 0, ""))
    return tuple(found)

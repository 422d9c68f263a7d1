"""The account of a workshop: the same for the same log, without names and numbers of a table, for the right readers."""

import json
from dataclasses import replace

import pytest

from game.log import Texts
from game.report.account import account, is_ready
from game.report.shapes import PLAYERS, Argument, Edition
from game.report.telling import Edited, tell
from game.rules.play import Made, Reasons
from game.rules.state import PHASES
from scenarios.voice import Voice

WORDS, NOTED, PLAN, ANSWER = "Because of the bus.", "Watch the purse.", "ask the clerk", "We asked too late."


def words_of(told, state, **options):
    """All that a report tells, as one text."""
    return json.dumps(tell(told, Voice(state.script, "en"), "", Edited(**options)))


def with_plays(state, change):
    """The same workshop with each decided round of each table changed."""
    tables = {
        number: replace(
            table,
            past=tuple(change(number, play) for play in table.past),
            play=change(number, table.play) if table.play and table.play.decision else table.play,
        )
        for number, table in state.tables.items()
    }
    return replace(state, tables=tables)


@pytest.fixture
def spoken(evening):
    """The evening with a reason and a minority note in words at each table, and a plan and an answer shown at table 2."""

    def change(number, play):
        said = (Reasons("A", (("fair", 2),), (f"why{number}",)),)
        return replace(play, reasons=said, moves=(Made("P3", "money", f"noted{number}"),))

    notes = {f"why{n}": f"{WORDS} {n}" for n in evening.state.tables}
    notes |= {f"noted{n}": f"{NOTED} {n}" for n in evening.state.tables}
    notes |= {"bot-2-P1.plan.i_will": PLAN, "bot-2-P1.q2": ANSWER}
    state = replace(with_plays(evening.state, change), shared={"bot-2-P1.plan": 2, "bot-2-P1.q2": 2})
    return state, Texts(notes=notes, names={p: f"Name of {p}" for p in state.players}, tables={2: "Elm"})


def test_the_same_log_gives_the_same_report(evening):
    """D5: the account and every word of it."""
    first, second = (account(evening.state, evening.texts, Edition()) for _time in range(2))
    assert first == second and hash(first) == hash(second)
    assert words_of(first, evening.state) == words_of(second, evening.state)


@pytest.mark.parametrize("phase", PHASES)
def test_a_report_is_ready_when_the_term_is_over(evening, phase):
    assert is_ready(replace(evening.state, phase=phase)) == (
        phase in ("results", "debrief", "plan", "closed")
    )


def test_no_number_of_a_table_leaves_it(evening):
    """KEEP-3: however many voted for it and however many gave that reason, the account is the same."""

    def change(_number, play):
        decision = replace(play.decision, counts=(("A", 1), ("B", 99)), voters=100)
        reasons = tuple(replace(r, chips=tuple((chip, 77) for chip, _n in r.chips)) for r in play.reasons)
        return replace(play, decision=decision, reasons=reasons, pattern="leaning")

    changed = account(with_plays(evening.state, change), evening.texts, Edition())
    assert changed == account(evening.state, evening.texts, Edition())


@pytest.mark.parametrize("edition", [Edition(), Edition(PLAYERS, 2), Edition(PLAYERS)])
def test_nobody_is_named(spoken, edition):
    """KEEP-1: neither by the chosen name nor by the id under which the log knows a person."""
    state, texts = spoken
    told = words_of(account(state, texts, edition), state)
    assert "Name of" not in told and "bot-" not in told


def test_who_leads_reads_what_was_written_at_every_table(spoken):
    """CHOICE-4, KEEP-1: reasons and minority notes under their option, plans and answers that were shown."""
    state, texts = spoken
    told = words_of(account(state, texts, Edition()), state)
    assert all(f"{words} {n}" in told for words in (WORDS, NOTED) for n in state.tables)
    assert PLAN in told and ANSWER in told and "Table 2, Elm" in told


@pytest.mark.parametrize(("table", "reads"), [(2, True), (1, False), (0, False)])
def test_a_player_reads_what_was_written_at_the_own_table_only(spoken, table, reads):
    """KEEP-1: the choice screen and the button say who will read it."""
    state, texts = spoken
    found = account(state, texts, Edition(PLAYERS, table))
    told = words_of(found, state)
    assert (f"{WORDS} 2" in told, f"{NOTED} 2" in told, PLAN in told, ANSWER in told) == (reads,) * 4
    assert (f"{WORDS} 1" in told) == (table == 1)
    assert [t.number for t in found.tables] == [table or 1, *(n for n in (1, 2, 3, 4) if n != (table or 1))]
    assert [m.table for m in found.rounds[0].minutes] == [t.number for t in found.tables]


def test_what_was_hidden_or_left_out_is_not_told(spoken):
    """ShareNote, HideNote: the desk took it from the screens, so it is in no report either."""
    state, texts = spoken
    hidden = replace(state, hidden=("bot-2-P1.plan",))
    assert PLAN not in words_of(account(hidden, texts, Edition()), state)
    told = account(state, texts, Edition())
    sign = next(words.sign for words in told.shared if words.topic == "plan")
    assert PLAN not in words_of(told, state, without=(sign,))
    assert ANSWER in words_of(told, state, without=(sign,))
    without = words_of(told, state, without=("words", "shared"))
    assert not any(words in without for words in (WORDS, NOTED, PLAN, ANSWER))


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("shift", "From choice to vote"),
        ("families", "Politicians and managers"),
        ("roads", "Behind the roads"),
        ("rules", "Another rule"),
        ("sureness", "How sure people were"),
    ],
)
def test_a_section_that_is_left_out_is_gone(evening, section, words):
    told = account(evening.state, evening.texts, Edition())
    assert words in words_of(told, evening.state)
    left = tell(told, Voice(evening.state.script, "en"), "", Edited(without=(section,)))
    titles = [r[section] for r in left["rounds"] if section in r] + [
        p["title"] for p in left["room"]["parts"]
    ]
    assert words not in titles and not any(isinstance(title, dict) for title in titles)


def test_dissent_is_the_argument_for_what_was_not_taken(spoken):
    """Section "Report": without a number, under its option; where nobody gave one, that is said."""
    state, texts = spoken
    minutes = [m for r in account(state, texts, Edition()).rounds for m in r.minutes]
    for found in minutes:
        argument = Argument("A", ("fair",), (f"{WORDS} {found.table}",))
        if found.option == "A":
            assert (found.reasons, found.dissent) == ((argument,), ())
        else:
            assert (found.reasons, found.dissent) == ((), (argument,))
    assert {found.option == "A" for found in minutes} == {True, False}


def test_a_closed_table_counts_for_nothing(evening):
    """SEAT-10."""
    table = replace(evening.state.tables[3], closed=True)
    state = replace(evening.state, tables={**evening.state.tables, 3: table})
    found = account(state, evening.texts, Edition())
    assert [t.number for t in found.tables] == [1, 2, 4]
    assert all(m.table != 3 for r in found.rounds for m in r.minutes)


def test_a_level_that_nobody_played_shows_its_dilemma(evening):
    """DEB-2: with its research notes, as not played today."""
    level = {d.id: d.level for d in evening.state.script.dilemmas}
    state = with_plays(evening.state, lambda _n, play: play)
    tables = {
        n: replace(t, past=tuple(p for p in t.past if level[p.dilemma] != 1), play=None)
        for n, t in state.tables.items()
    }
    found = account(replace(state, tables=tables), evening.texts, Edition())
    assert [level[story.dilemma] for story in found.unplayed] == [1]
    assert all(not road.taken for story in found.unplayed for road in story.roads)
    assert account(evening.state, evening.texts, Edition()).unplayed == ()


def votes(state, of):
    return with_plays(state, lambda n, play: replace(play, first_votes=of(n, play.round)))


def test_another_rule_is_counted_over_the_room(evening):
    """DEB-3: in two rounds three of five voted for one option, so that two thirds would have voted again."""
    state = votes(evening.state, lambda _n, r: (("A", 3), ("B", 2)) if r < 3 else (("A", 5),))
    found = account(state, evening.texts, Edition()).room.other_rules
    assert [(one.rule, one.votes, one.again) for one in found] == [("two_thirds", 20, 8), ("consent", 20, 8)]


@pytest.mark.parametrize("odd", [(1,), (1, 2, 3), ()])
def test_another_rule_tells_nothing_of_a_single_table(evening, odd):
    """KEEP-3: five persons stay on either side whichever table is taken away."""
    state = votes(evening.state, lambda n, _r: (("A", 3), ("B", 2)) if n in odd else (("A", 5),))
    assert account(state, evening.texts, Edition()).room.other_rules == ()

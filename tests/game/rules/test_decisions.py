"""KEEP-2, KEEP-3: what the facilitator may take home of each round, and that nobody's answer can be read from it."""

from dataclasses import fields, replace

import pytest
from hypothesis import given as given_any
from hypothesis import settings

from game.rules import commands as c
from game.rules.play import Guard
from game.rules.screens.decisions import DecisionRow, decisions
from tests.game.rules import given
from tests.game.rules.anything import WISHES, play_out, workshops


class Named:
    """Texts with names of tables, and nothing else."""

    tables = {1: "Birch"}
    names = notes = answers = {}


def rows(game):
    return decisions(game.state, Named())


def test_each_decided_round_is_a_row_with_the_three_manners_only():
    game = given.playing(3, script=given.scripted("all", "all", "all"))
    game.decide("A")
    game.reach("vote").vote({"P1": "A", "M1": "A", "M3": "B"})
    game.close()
    game.lead("closed")
    first, second = rows(game)
    assert (first.table, first.table_name, first.round, first.dilemma) == (1, "Birch", 1, "harbour")
    assert (first.stage, first.level, first.option, first.decided_by) == (1, 3, "A", "all")
    assert (first.manner, second.manner) == ("agreed", "majority")
    assert (second.round, second.dilemma, second.option) == (2, "bridge", "A")
    assert first.ending == second.ending == game.table().results.ending != ""
    assert first.tone == game.table().results.tone


@pytest.mark.parametrize(
    ("fine", "coarse"),
    [
        ("unanimous", "agreed"),
        ("majority", "majority"),
        ("runoff", "majority"),
        ("word", "chair"),
        ("nobody", "chair"),
    ],
)
def test_no_finer_manner_leaves_the_table(fine, coarse):
    """KEEP-3: a runoff is a majority; the chair's word and nobody's are both the chair's."""
    game = given.playing(3).decide("A")
    play = game.table().decided[0]
    told = replace(play, decision=replace(play.decision, manner=fine))
    state = game.state.with_table(1, past=(told,), play=None)
    assert [row.manner for row in decisions(state, Named())] == [coarse]


def test_row_has_no_field_for_a_person_a_count_or_a_time():
    assert {field.name for field in fields(DecisionRow)} == {
        *("table", "table_name", "round", "dilemma", "stage", "level", "option", "decided_by", "manner"),
        *("safeguard", "ending", "tone"),
    }


@given_any(workshops(), WISHES)
@settings(max_examples=settings().max_examples // 3)
def test_rows_are_the_decided_rounds_whatever_happened(game, wishes):
    """Any order: decided again, taken back, dropped, slept through."""
    play_out(game, wishes)
    for table in game.state.tables.values():
        told = [row for row in rows(game) if row.table == table.number]
        assert [row.round for row in told] == [play.round for play in table.decided]


def test_nobody_can_read_one_persons_answers_from_the_rows():
    """KEEP-3: with everything taken away that anybody chose, voted, argued, moved or was told, the rows are the same."""
    game = given.playing(5, script=given.lively(), **given.FULL)
    for option in "AB":
        game.decide(option)
    game.lead("closed")
    state, table = game.state, game.table()
    bare = tuple(
        replace(
            play,
            choices={},
            votes={},
            first_choices={},
            reasons=(),
            moves=(),
            taps={},
            facts={},
            holders={},
            pattern="",
            first_votes=(),
            decision=replace(play.decision, counts=(), voters=0, overruled=not play.decision.overruled),
        )
        for play in table.decided
    )
    assert decisions(state.with_table(1, past=bare, play=None), Named()) == rows(game) != ()


def test_round_without_a_decision_is_no_row():
    """PHASE-2"""
    game = given.playing(3)
    game.decide("A")
    game.when(c.OpenRound(2))
    game.lead("closed")
    assert [row.round for row in rows(game)] == [1]


def test_safeguard_is_told_only_where_it_holds():
    """GUARD-1"""
    game = given.playing(3)
    game.decide("A")
    past = game.table().decided[0]
    for fate, told in (("attached", "legal_check"), ("lapsed", ""), ("", "")):
        with_guard = replace(past, guard=Guard("legal_check", {"P1": True}, fate))
        state = game.state.with_table(1, past=(with_guard,), play=None)
        assert [row.safeguard for row in decisions(state, Named())] == [told]


def test_term_that_was_cut_short_has_no_ending():
    """END-7"""
    game = given.playing(3)
    game.decide("A")
    game.lead("closed")
    assert [(row.ending, row.tone) for row in rows(game)] == [("", "")]

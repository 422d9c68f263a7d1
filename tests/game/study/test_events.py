"""From what an export tells of tables, and of tables alone, every one of them is computed anew (KEEP-5, X5)."""

import json

import pytest
from hypothesis import given as any_of
from hypothesis import settings

from game.rules import commands as c
from game.rules import summary
from game.rules.codec import EVENTS, encode
from game.rules.refused import NO_WORDS_IN_STUDY
from game.study import events
from game.study.rows import final
from tests.game.rules import given
from tests.game.rules.anything import WISHES, play_out, workshops


def told(game):
    lines = ((name, events.given(name, data)) for name, data in (encode(event) for _at, event in game.lines))
    return [(name, data) for name, data in lines if data is not None]


def ends(state):
    """How the tables stand: tracks, people, decisions, results."""
    return {
        number: (
            final("w", table),
            {slot: (stake.attitude, stake.involvement) for slot, stake in table.people.items()},
            [(play.round, play.dilemma, play.decision.option) for play in table.decided],
        )
        for number, table in state.tables.items()
    }


@settings(max_examples=60)
@any_of(workshops(), WISHES)
def test_any_game_is_computed_anew_from_what_is_given_away(game, wishes):
    play_out(game, wishes)
    again = events.folded(game.state.script, json.loads(json.dumps(told(game))))
    assert ends(again) == ends(game.state)
    names_nobody(game)


def names_nobody(game):
    """No person, no seat, no count and no time."""
    people = set(game.state.players) | {f"{player}." for player in game.state.players}
    roles = {"P1", "P2", "P3", "P4", "M1", "M2", "M3", "M4"}
    for name, data in told(game):
        words = set(json.dumps(data).replace("[", '"').replace("]", '"').split('"'))
        assert not words & (people | roles), (name, data)
        assert not {"at", "player", "role", "note", "counts", "voters", "page", "tap"} & data.keys()


def test_every_event_that_is_given_away_exists_with_these_fields():
    for name, fields in events.GIVEN.items():
        assert set(fields) <= set(EVENTS[name].__dataclass_fields__), name


def test_decision_tells_one_of_three_manners_and_no_count():
    game = given.playing(5, rule="majority")
    game.decide("A")
    made = [data for name, data in told(game) if name == "DecisionMade"]
    assert made == [{"table": 1, "option": "A", "manner": "agreed", "decided_by": made[0]["decided_by"]}]


@pytest.mark.parametrize("name", sorted(set(EVENTS) - set(events.GIVEN)))
def test_a_row_that_is_none_of_ours_is_not_folded(name):
    with pytest.raises(KeyError):
        events.folded(given.scripted(), [(name, {})])


def test_nobody_writes_in_a_study_and_the_game_goes_on():
    game = given.playing(5, kept_until=10**14)
    game.when(c.OpenRound(1))
    game.reach("choice")
    given.refused(game, game.wish("P1", c.Choose, option="A", note="P1.2"), NO_WORDS_IN_STUDY)
    game.does("P1", c.Choose, option="A")
    assert game.play().choices["P1"].option == "A"
    game.reach("reflect").does("P1", c.Reflect)
    given.refused(game, game.wish("M1", c.Reflect, note="M1.9"), NO_WORDS_IN_STUDY)
    game.clock(10**7)


@pytest.mark.parametrize(
    "command", [c.KeepNote("P1", "q1"), c.ShareNote("P1", "q1"), c.SendLead("P1", "aaaa"), c.SharePlan("P1")]
)
def test_no_words_of_the_debrief_are_kept_in_a_study(command):
    game = given.debrief(5, kept_until=10**14)
    given.refused(game, command, NO_WORDS_IN_STUDY)


def test_study_is_kept_until_its_day_whatever_its_phase():
    game = given.playing(3, kept_until=10**14)
    assert summary(game.state)["delete_at"] == 10**14
    game.lead("closed")
    assert summary(game.state)["delete_at"] == 10**14

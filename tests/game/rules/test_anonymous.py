"""Anonymous votes: what a seat chose and voted is forgotten at the decision, and the log still replays (VOTE-10)."""

from dataclasses import replace

import pytest
from hypothesis import given as random

from game.rules import commands as c
from game.rules import replay
from game.rules.codec import KEPT, blanked, decode, encode
from game.rules.events import AnswersBlanked, ChoiceMade, DecisionMade, StepClosed, VoteCast
from game.rules.screens import player_screen
from game.rules.state import State
from tests.game.rules import given
from tests.game.rules.anything import WISHES, play_out, workshops
from tests.game.rules.given import only
from tests.game.rules.test_guards import YES, proposed
from tests.game.rules.test_guards import decided as guard_wanted

CHOICES = {"P1": "A", "P3": "A", "M1": "C", "M3": "C", "M4": "C"}


class Texts:
    names, tables, notes, answers = {}, {}, {}, {}


def decided(seats=5, **settings):
    """A table that has just decided by these votes, and what the closing of the vote brought."""
    game = given.playing(seats, script=given.scripted("all", "P", "M"), voting="anonymous", **settings)
    here = {player: option for player, option in CHOICES.items() if player in game.state.players}
    game.reach("vote", choices=here)
    game.vote(dict.fromkeys(here, "A"))
    return game, game.close()


def kept_lines(lines):
    """The log as the database holds it: with each blanking, lines of the table before it are rewritten (game/log.py)."""
    kept, begins = [], {}
    for at, event in lines:
        if isinstance(event, AnswersBlanked):
            mine = [
                place for place, (_at, _name, data) in enumerate(kept) if data.get("table") == event.table
            ]
            closings = [n for n in mine if kept[n][1] == "StepClosed" and kept[n][2].get("name") == "choice"]
            for n in mine:
                then, name, data = kept[n]
                if name in KEPT:
                    kept[n] = (then, name, blanked(name, data))
                elif n in closings[:-1] and n >= begins.get(event.table, 0):
                    kept[n] = (then, name, {k: v for k, v in data.items() if k not in ("pattern", "reasons")})
            begins[event.table] = len(kept)
        kept.append((at, *encode(event)))
    return kept


def test_the_decision_forgets_who_chose_and_voted_what():
    """VOTE-10: in the very transaction that closes the vote."""
    game, events = decided()
    assert only(events, AnswersBlanked).table == 1
    play = game.play()
    assert (play.choices, play.first_choices, play.votes) == ({}, {}, {})
    assert play.decision.option == "A"
    assert play.decision.manner == "unanimous"


def test_until_then_the_choice_is_known():
    """VOTE-10: without it nobody could count who changed their mind."""
    game = given.playing(5, voting="anonymous").reach("vote", choices=CHOICES)
    assert game.play().choices["M1"].option == "C"


def test_how_many_changed_their_mind_stays():
    _game, events = decided()
    assert only(events, StepClosed).flows == (("A", "A", 2), ("C", "A", 3))


def test_counts_stay_from_five_voters_up():
    _game, events = decided()
    assert only(events, StepClosed).deciding == (("A", 5),)
    assert only(events, DecisionMade).counts == (("A", 5),)


def test_with_fewer_than_five_voters_no_count_stays():
    _game, events = decided(4)
    closed = only(events, StepClosed)
    assert (closed.deciding, closed.advising, closed.flows) == ((), (), ())
    assert (only(events, DecisionMade).counts, only(events, DecisionMade).voters) == ((), 4)


def test_a_sole_adviser_is_not_told_by_a_count():
    """Five vote, and one of them advises: the advice is nobody's to read."""
    game = given.playing(8, script=given.scripted("P", "M", "all"), voting="anonymous").reach("vote")
    for player in ("P1", "P2", "P3", "P4"):
        game.does(player, c.CastVote, option="A")
    game.does("M1", c.CastVote, option="C")
    closed = only(game.close(), StepClosed)
    assert (closed.deciding, closed.advising) == ((), ())


def test_what_nobody_chose_is_known_after_a_vote_is_reopened():
    """CHOICE-5: from the reasons, since the choices are forgotten."""
    game = given.playing(5, script=given.scripted("all", "P", "M"), voting="anonymous")
    game.reach("vote", choices=dict.fromkeys(("P1", "P3", "M1"), "A"))
    game.vote(dict.fromkeys(("P1", "P3", "M1"), "A"))
    game.close()
    game.when(c.ReopenVote(1, game.step().number))
    told = player_screen(game.state, Texts, "P1").part("task").data
    assert "A" not in told.unchosen


def test_confidential_votes_are_kept_until_deletion():
    game = given.at("consequence", 4, votes={"P1": "A", "M1": "A"})
    assert AnswersBlanked not in {type(event) for _at, event in game.lines}
    assert game.play().votes


def test_a_safeguard_is_settled_before_it_is_forgotten_who_wanted_it():
    """GUARD-1, VOTE-10."""
    game = proposed(voting="anonymous")
    guard_wanted(game, "A", **YES)
    assert game.play().guard.fate == "attached"
    assert game.play().guard.answers == {}


def test_a_vote_that_is_reopened_tells_no_way_from_choice_to_vote():
    """BACK-4, VOTE-10: nobody knows any more who had chosen what."""
    game, _events = decided()
    game.when(c.ReopenVote(1, game.step().number))
    assert (game.play().choices, game.play().votes) == ({}, {})
    game.reach("vote")
    game.vote(dict.fromkeys(CHOICES, "C"))
    events = game.close()
    assert only(events, StepClosed).flows == ()
    assert only(events, DecisionMade).option == "C"


def test_a_round_that_is_dropped_is_forgotten_too():
    """PHASE-2, VOTE-10."""
    game, _events = decided()
    game.reach("reflect").close()
    game.clock()
    game.reach("talk", choices=CHOICES)
    game.lead("results")
    blankings = [event for _at, event in game.lines if isinstance(event, AnswersBlanked)]
    assert len(blankings) == 2


def test_own_view_names_only_what_the_device_may_keep_it_by():
    game, _events = decided()
    game.reach("reflect").close()
    game.lead("results")
    mine = next(part for part in player_screen(game.state, Texts, "M1").parts if part.slot == "mine")
    told = mine.data.rounds[0]
    assert (told.choice, told.vote, told.reason, told.confidence) == ("", "", "", 0)
    assert told.keeps == "M1.1"


@pytest.mark.parametrize("voting", ["confidential", "anonymous"])
def test_the_forms_say_by_what_name_the_device_keeps_it(voting):
    game = given.playing(5, voting=voting).reach("choice")
    names = []
    for step in ("choice", "vote"):
        game.reach(step, choices=CHOICES)
        task = next(p for p in player_screen(game.state, Texts, "P1").parts if p.slot == "task")
        names.append(task.data.keeps)
    assert names == (["P1.1.choice", "P1.1.vote"] if voting == "anonymous" else ["", ""])


@random(workshops(voting="anonymous"), WISHES)
def test_after_any_order_of_commands_the_blanked_log_replays_to_the_same_state(game, wishes):
    """VOTE-10: whatever happens, the lines that stay tell nobody's answer, and lead to where the workshop is."""
    play_out(game, wishes)
    lines = kept_lines(game.lines)
    state = replay(State(game.state.script), [(at, decode(name, data)) for at, name, data in lines])
    assert replace(state, at=game.state.at) == game.state
    for number in game.state.tables:
        last = max(
            (n for n, (_at, e) in enumerate(game.lines) if e == AnswersBlanked(table=number)), default=0
        )
        for _at, name, data in lines[:last]:
            event = decode(name, data)
            if isinstance(event, ChoiceMade | VoteCast) and event.table == number:
                assert (event.option, getattr(event, "reason", ""), getattr(event, "note", "")) == (
                    "",
                    "",
                    "",
                )

"""Somebody is forgotten, at any moment of any game: what was decided stays, and nothing leads to the person (KEEP-6)."""

import json
import re

import pytest
from hypothesis import given as random
from hypothesis import strategies as st

from game.rules import Refused, refused, replay
from game.rules import commands as c
from game.rules.codec import OF_A_PERSON, decode, encode, without
from game.rules.events import PlayerErased, PlayerRemoved
from game.rules.figures import choices as figures
from game.rules.figures import families
from game.rules.state import State
from tests.game.rules import given
from tests.game.rules.anything import WISHES, play_out, workshops
from tests.game.rules.given import only
from tests.game.rules.test_mirrors import mirrored

NOBODY = "nobody"


def rewritten(lines, player):
    """The log as the database holds it after the erasure (game/rewriting.py)."""
    return [(at, name, without(name, data, player, NOBODY)) for at, name, data in lines]


def folded(game, lines):
    return replay(State(script=game.state.script), [(at, decode(name, data)) for at, name, data in lines])


def erased(game, player):
    """The state after the erasure, as every process folds it from the rewritten log, and the lines."""
    game.when(c.Erase(player))
    lines = rewritten([(at, *encode(event)) for at, event in game.lines], player)
    return folded(game, lines), lines


def of_persons(state):
    """All that is kept of what seats answered, by holder."""
    found = []
    for table in state.tables.values():
        for play in (*table.past, *((table.play,) if table.play else ())):
            held = {**play.mirrors, **play.holders}
            for name in ("choices", "first_choices", "votes", "ballots"):
                found += [(held.get(role, role), name) for role in getattr(play, name)]
    return found


def outcome(state):
    """What the tables came to."""
    return {
        number: (
            [
                (p.decision, p.pattern, p.flows, p.first_votes)
                for p in (*table.past, table.play)
                if p and p.decision
            ],
            table.poles,
            table.resources,
            table.people,
            table.results,
            table.seeds,
            table.sprouts,
        )
        for number, table in state.tables.items()
    }


@pytest.fixture
def game():
    return given.playing(5, 5)


def test_seat_is_free_and_the_person_is_forgotten(game):
    events = game.when(c.Erase("M3.2"))
    assert [type(event) for event in events][:1] == [PlayerRemoved]
    told = only(events, PlayerErased)
    assert (told.table, told.player) == (2, "M3.2")
    assert game.table(2).seats["M3"] is None and game.state.players["M3.2"].erased


def test_asked_twice_nothing_more_happens(game):
    game.when(c.Erase("M3.2"))
    assert not game.when(c.Erase("M3.2"))


@pytest.mark.parametrize("who", ["nobody-here", "bot-1-P1", ""])
def test_stranger_and_bot_are_refused(game, who):
    with pytest.raises(Refused, match=re.escape(refused.NOT_A_PLAYER)):
        game.when(c.Erase(who))


def test_whoever_was_forgotten_is_not_let_in_or_named_again(game):
    game.when(c.Erase("M3.2"))
    with pytest.raises(Refused, match=re.escape(refused.NOTHING_TO_READMIT)):
        game.when(c.Readmit("M3.2"))
    with pytest.raises(Refused, match=re.escape(refused.NO_SUCH_PLAYER)):
        game.when(c.Rename("M3.2"))


@random(workshops(), WISHES, st.integers(0, 99), WISHES)
def test_decisions_stay_and_no_line_leads_to_the_person(game, wishes, pick, more):
    """For any game and any person, at any moment; and the game goes on afterwards."""
    play_out(game, wishes)
    people = sorted(
        name for name, one in game.state.players.items() if not one.bot and ("." in name or "late" in name)
    )
    if not people:
        return
    player = people[pick % len(people)]
    game.when(c.Erase(player))
    before = outcome(game.state)
    lines = rewritten([(at, *encode(event)) for at, event in game.lines], player)
    state = folded(game, lines)
    assert outcome(state) == before
    assert player not in json.dumps([data for _at, _name, data in lines])
    assert player not in state.players and NOBODY in state.players
    assert NOBODY not in {holder for holder, _name in of_persons(state)}
    for _at, name, data in lines:
        if data.get("player") == NOBODY and name in OF_A_PERSON:
            assert set(data) <= set(OF_A_PERSON[name]), (name, data)
    assert not any(note.startswith(NOBODY) for note in (*state.shared, *state.written, *state.on_wall))
    game.state = state
    play_out(game, more)


def test_what_was_counted_of_persons_is_not_counted_anew_without_one():
    """KEEP-3: two looks at the same figure would differ by one person, and tell what that person had answered."""
    game = given.playing(5, 5)
    for number in (1, 2):
        chosen = {who: "A" for who in game.table(number).seats.values() if who}
        game.reach("reflect", choices=chosen, votes=chosen, table=number).close(number)
        game.clock()
    dilemma = game.table().decided[0].dilemma
    assert figures.choices_to_votes(game.state, dilemma)
    state, _lines = erased(game, "M3.2")
    assert figures.choices_to_votes(state, dilemma) is None
    assert families.distance(state, dilemma, "votes") is None


def test_words_go_wherever_they_were_shown():
    """A reason that the table has read, and a plan that was shared: the lines stay, the words and their ids do not."""
    game = given.playing(5, 5)
    game.reach("choice", table=2)
    game.does("M3.2", c.Choose, option="A", note="M3.2.4")
    game.close(2)
    assert any(reason.notes for reason in game.play(2).reasons)
    state, _lines = erased(game, "M3.2")
    play = state.tables[2].play
    assert not any(reason.notes for reason in play.reasons) and play.erased
    assert not any(role == "M3" for role in play.choices)


def test_what_the_desk_said_to_one_person_goes_too():
    game = given.playing(5, 5)
    game.when(c.Say("desk.1", 0, "M3.2"))
    assert game.state.messages
    assert "desk.1" in only(game.when(c.Erase("M3.2")), PlayerErased).notes
    assert not game.state.messages


def test_mirror_that_is_erased_leaves_its_seat_to_be_asked_again():
    """SEAT-3: whose tap was the last nobody knows, so the answer of the open round goes, and the owner is asked anew."""
    game = mirrored("vote")
    game.does("P1", c.CastVote, option="A")
    assert "P1" in game.play().answered and game.table().mirrors["P1"] == "x0"
    game.when(c.Erase("x0"))
    assert "P1" not in game.play().answered and "P1" not in game.play().votes
    assert game.table().seats["P1"] == "P1"


def test_rounds_in_which_somebody_answered_tell_no_figure_though_another_held_the_seat():
    game = given.playing(5, 5)
    for number in (1, 2):
        chosen = {who: "A" for who in game.table(number).seats.values() if who}
        game.reach("reflect", choices=chosen, votes=chosen, table=number).close(number)
        game.clock()
    dilemma = game.table().decided[0].dilemma
    game.when(c.Join("late"))
    game.when(c.Erase("late", rounds=((2, 1),)))
    assert figures.choices_to_votes(game.state, dilemma) is None


def test_onlooker_who_never_answered_changes_nothing_at_any_table():
    game = given.playing(5, 5)
    game.reach("talk", choices={"P1": "A", "M1": "C"})
    game.when(c.RemovePlayer("M1"))
    before = game.play()
    game.when(c.Join("late"))
    game.when(c.Erase("late"))
    assert game.play() == before

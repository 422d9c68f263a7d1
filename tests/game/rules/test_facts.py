"""Private facts and the hidden option (FACT-1 to 4)."""

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.events import FactDealt, FactShared, OptionOpened
from game.rules.round.facts import holder
from game.rules.screens.gate import reads_aloud
from scenarios.script import Fact
from tests.game.rules import given


def in_talk(seats=5, **settings):
    return given.at("talk", seats, script=given.lively(), **{**given.FULL, **settings})


def dealt(game):
    return [(event.fact, event.role) for _at, event in game.lines if isinstance(event, FactDealt)]


@pytest.mark.parametrize(
    ("seats", "holders"),
    [
        (5, [("secret", "M4"), ("rumour", "P3")]),
        (3, [("secret", "M1"), ("rumour", "P1")]),
    ],
)
def test_fact_goes_to_the_first_named_who_is_there(seats, holders):
    """FACT-1, FACT-2: named roles first, then the family of the first named, then anybody."""
    game = given.at("situation", seats, script=given.lively(), **given.FULL)
    assert dealt(game) == holders


@pytest.mark.parametrize(("named", "role"), [(("M4", "P4"), "M1"), (("P4", "M4"), "P1"), ((), "P1")])
def test_where_nobody_named_is_there_the_family_of_the_first_named_gets_a_fact(named, role):
    """FACT-2."""
    game = given.playing(2)
    assert holder(game.state, game.table(), Fact("any", named)) == role


def test_fact_of_an_absent_holder_is_left_on_another_desk():
    """FACT-2: dealt again on entering talk; the first holder keeps seeing it."""
    game = given.at("reveal", script=given.lively(), **given.FULL)
    game.when(c.NoteAway("M4"))
    game.close()
    assert dealt(game)[2:] == [("secret", "M1")]
    assert game.play().facts["secret"] == ("M4", "M1")
    game.when(c.StepBack(1, game.step().number, "reveal"))
    game.close()
    assert dealt(game)[3:] == []


def test_fact_that_is_on_the_table_is_not_dealt_again():
    """FACT-2, BACK-3: shared facts stay where they are."""
    game = in_talk()
    game.does("M4", c.ShareFact, fact="secret")
    game.when(c.NoteAway("M4"))
    game.when(c.StepBack(1, game.step().number, "reveal"))
    game.close()
    assert game.play().shared == ("secret",) and len(dealt(game)) == 2
    assert "D" in game.play().options


def test_fact_is_shared_by_its_holder_once():
    """FACT-3: by its holder's tap; it cannot be taken back, and the second tap does nothing."""
    game = in_talk()
    given.refused(game, game.wish("P1", c.ShareFact, fact="secret"), refused.NOT_YOUR_FACT)
    given.refused(game, game.wish("M4", c.ShareFact, fact="rumour"), refused.NOT_YOUR_FACT)
    assert given.names(game.does("M4", c.ShareFact, fact="secret")) == ["FactShared", "OptionOpened"]
    assert game.does("M4", c.ShareFact, fact="secret") == []


@pytest.mark.parametrize("step", ["situation", "choice", "reveal", "vote"])
def test_fact_is_shared_in_talk_only(step):
    """FACT-3: before, nobody asks; from the vote on, nothing more comes."""
    game = given.at(step, script=given.lively(), **given.FULL)
    given.refused(game, game.wish("M4", c.ShareFact, fact="secret"), refused.MOMENT_IS_GONE)


def test_hidden_option_opens_with_all_that_it_needs():
    """FACT-4: what is not needed does not open it."""
    game = in_talk()
    assert given.names(game.does("P3", c.ShareFact, fact="rumour")) == ["FactShared"]
    assert "D" not in game.play().options
    events = game.does("M4", c.ShareFact, fact="secret")
    assert given.only(events, OptionOpened).option == "D"
    game.all_do(c.TapReady, "P3", "M1", "M3", "M4")
    game.does("P1", c.CallVote)
    game.vote({"P1": "D", "P3": "D", "M1": "A"})
    game.close()
    assert game.play().decision.option == "D"
    assert game.table().marks["hidden_found"] == 1


def test_hidden_option_that_is_shut_can_be_neither_chosen_nor_voted_for():
    """FACT-4: nor chosen when it is open, since a choice comes before the talk."""
    game = given.at("choice", script=given.lively(), **given.FULL)
    given.refused(game, game.wish("P1", c.Choose, option="D"), refused.NOT_ON_OFFER)
    game.reach("vote")
    given.refused(game, game.wish("P1", c.CastVote, option="D"), refused.NOT_ON_OFFER)
    game = in_talk()
    game.does("M4", c.ShareFact, fact="secret")
    game.when(c.StepBack(1, game.step().number, "choice"))
    given.refused(game, game.wish("P1", c.Choose, option="D"), refused.NOT_ON_OFFER)


def test_workshop_of_the_first_edition_knows_no_facts():
    """FACT-5: what was opened before facts were built plays on without them."""
    game = in_talk(edition=1)
    assert dealt(game) == [] and not any(isinstance(event, FactShared) for _at, event in game.lines)


def test_seat_after_the_chair_is_asked_to_read():
    """ROOM-3: in code order, among those who are there; alone at a table nobody is asked."""
    game = given.at("situation", script=given.lively(), **given.FULL)
    assert game.table().chair == "P1" and reads_aloud(game.state, game.table()) == "P3"
    game.when(c.NoteAway("P3"))
    assert reads_aloud(game.state, game.table()) == "M1"
    for who in ("M1", "M3", "M4"):
        game.when(c.NoteAway(who))
    assert reads_aloud(game.state, game.table()) is None

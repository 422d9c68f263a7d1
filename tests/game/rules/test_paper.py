"""A table or a seat on paper: who counts as there, what is entered at the desk, and what comes of it (SEAT-12, PAPER-7)."""

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.events import DecisionMade, PaperEntered
from game.rules.play import Guard
from game.rules.screens import player_screen
from game.rules.screens.on_paper import paper
from tests.game.rules import given
from tests.game.rules.given import MINUTE, SECOND, names, only
from tests.game.rules.test_incidents import met


class Texts:
    names: dict[str, str] = {}
    tables: dict[int, str] = {}
    notes: dict[str, str] = {}
    answers: dict[str, int] = {}


def whole(people=5, **settings):
    """A table on paper in its first situation; the politicians (P1, P3) decide."""
    game = given.playing(people, **settings)
    game.when(c.PutOnPaper(1))
    game.when(c.OpenRound(1))
    return game


def beside(step, **settings):
    """A table of five, of whom P3 and M4 are on paper, in a step."""
    game = given.playing(5, **settings)
    for role in ("P3", "M4"):
        game.when(c.PutOnPaper(1, role))
    return game.reach(step)


def enter(game, **fields):
    return game.when(c.EnterPaper(1, game.step().number, **fields))


def no(game, sentence, **fields):
    given.refused(game, c.EnterPaper(1, game.step().number, **fields), sentence)


# --- on and off


def test_people_without_any_device_have_seats():
    """SEAT-12, SEAT-1."""
    game = given.lobby(0, seats=5)
    happened = game.when(c.PutOnPaper(1, persons=4))
    assert names(happened) == ["PaperTaken", *["PlayerJoined", "SeatTaken"] * 4]
    assert game.table().taken() == ("P1", "P3", "M1", "M3")
    assert not game.when(c.PutOnPaper(1, persons=4))


def test_table_of_which_some_have_phones_is_filled_up():
    """SEAT-12."""
    game = given.lobby(2, seats=5)
    game.when(c.PutOnPaper(1, persons=3))
    assert game.table().seats["M1"] == "M1"
    assert game.state.players[game.table().seats["M3"]].paper == "only"


@pytest.mark.parametrize(
    ("persons", "sentence"), [(0, refused.HOW_MANY_SIT), (1, refused.HOW_MANY_SIT), (9, refused.HOW_MANY_SIT)]
)
def test_number_that_cannot_be_is_refused(persons, sentence):
    """SEAT-12."""
    given.refused(given.lobby(0, seats=5), c.PutOnPaper(1, persons=persons), sentence)


def test_there_are_no_more_seats_than_seats():
    """SEAT-12, SEAT-2."""
    given.refused(given.lobby(0, seats=3), c.PutOnPaper(1, persons=4), refused.NOT_SO_MANY_SEATS)


def test_bots_leave_a_table_on_paper():
    """SEAT-12."""
    game = given.lobby(2, seats=5, bots=True).lead("playing")
    game.when(c.PutOnPaper(1))
    assert game.table().taken() == ("P1", "M1")


def test_nobody_is_put_on_paper_when_all_is_over():
    """SEAT-12: until results."""
    game = given.debrief(3)
    given.refused(game, c.PutOnPaper(1), refused.NOT_NOW)
    given.refused(game, c.TakeOffPaper(1), refused.NOT_NOW)
    given.refused(game, c.PutOnPaper(7), refused.NO_SUCH_TABLE)


def test_closed_table_is_not_put_on_paper():
    """SEAT-10."""
    game = given.playing(3)
    game.when(c.CloseTable(1))
    given.refused(game, c.PutOnPaper(1), refused.TABLE_IS_CLOSED)


def test_off_paper_a_seat_without_a_device_is_free_and_one_with_a_phone_stays():
    """SEAT-12, SEAT-7."""
    game = given.lobby(2, seats=5)
    game.when(c.PutOnPaper(1, persons=3))
    assert names(game.when(c.TakeOffPaper(1))) == ["PaperLeft", "PlayerRemoved"]
    assert game.table().taken() == ("P1", "M1")
    assert not game.when(c.TakeOffPaper(1))


def test_seat_is_put_on_paper_and_taken_off():
    """SEAT-12: the second tap does nothing."""
    game = given.playing(3)
    assert names(game.when(c.PutOnPaper(1, "M1"))) == ["PaperTaken"]
    assert not game.when(c.PutOnPaper(1, "M1"))
    assert names(game.when(c.TakeOffPaper(1, "M1"))) == ["PaperLeft"]
    assert not game.when(c.TakeOffPaper(1, "M1"))


def test_paper_is_always_there():
    """SEAT-5, SEAT-12: who was away is back, and is never missed again."""
    game = given.playing(3)
    game.when(c.OpenRound(1))
    game.when(c.NoteAway("M1"))
    game.when(c.PutOnPaper(1, "M1"))
    assert "M1" in game.state.present(game.table())
    game.clock(10 * MINUTE, signs={})
    assert game.state.present(game.table()) == ("M1",)
    assert not game.when(c.NoteAway("M1"))


def test_table_on_paper_never_sleeps_and_nothing_closes_by_time():
    """SEAT-9, PAPER-6, STEP-2."""
    game = whole()
    game.clock(60 * MINUTE, signs={})
    assert (game.step().name, game.table().asleep_at) == ("situation", None)


# --- seats beside devices


def test_what_is_not_entered_waits_for_nobody_on_paper():
    """STEP-2 (a): in situation, consequence and reflection those with devices suffice."""
    game = beside("situation")
    game.all_do(c.MarkRead, "P1", "M1", "M3")
    assert game.step().name == "choice"


def test_choice_waits_until_it_is_entered_or_passed_over():
    """STEP-2 (a), SEAT-12, CHOICE-3."""
    game = beside("choice")
    game.choose({"P1": "A", "M1": "A", "M3": "A"})
    game.clock(10 * MINUTE)
    assert game.step().name == "choice"
    assert enter(game, choices=(("C", 2),))
    game.clock(5 * SECOND)
    assert game.play().pattern == "leaning"


def test_passed_over_is_answered_without_an_answer():
    """SEAT-12, STEP-4."""
    game = beside("choice")
    game.choose({"P1": "A", "M1": "A", "M3": "A"})
    assert only(enter(game), PaperEntered).choices == ()
    game.clock(5 * SECOND)
    assert game.play().pattern == "agreed"


def test_entered_votes_count_like_tapped_ones():
    """SEAT-12, VOTE-1, VOTE-2, VOTE-9: deciding and advising each on their side."""
    game = beside("vote")
    game.vote({"P1": "A", "M1": "C", "M3": "C"})
    assert only(enter(game, deciding=(("A", 1),), advising=(("C", 1),)), PaperEntered).origin == "paper"
    made = only(game.clock(5 * SECOND), DecisionMade)
    assert (made.option, made.manner, made.voters) == ("A", "unanimous", 5)
    assert made.overruled
    assert made.counts == (("A", 2),)


def test_votes_on_paper_are_void_when_the_vote_is_left():
    """SEAT-12, BACK-2: the next vote begins without them, as without those of phones."""
    game = beside("vote")
    enter(game, deciding=(("A", 1),), advising=(("C", 1),))
    game.when(c.StepBack(1, game.step().number, "talk"))
    game.reach("vote")
    assert (game.play().paper.deciding, game.play().paper.advising) == ((), ())


def test_votes_on_paper_are_given_anew_in_the_runoff():
    """SEAT-12, VOTE-3: those of the vote do not count again."""
    game = given.playing(8)
    game.when(c.PutOnPaper(1, "P3"))
    game.reach("vote", votes={})
    game.vote({"P1": "A", "P2": "A", "P4": "C"})
    enter(game, deciding=(("C", 1),))
    game.close()
    assert game.step().name == "runoff"
    assert (game.play().paper.deciding, game.play().paper.advising) == ((), ())


def test_advice_on_paper_decides_where_all_decide():
    """SEAT-12, WHO-3: too few of those who decide gave a sign, so all votes count, on paper too."""
    game = given.playing(5)
    game.when(c.PutOnPaper(1, "M4"))
    game.when(c.NoteAway("P3"))
    game.reach("vote")
    game.vote({"M1": "C", "M3": "C"})
    enter(game, advising=(("C", 1),))
    made = only(game.close(), DecisionMade)
    assert (made.option, made.decided_by, made.counts) == ("C", "all", (("C", 3),))


def test_entry_can_be_mended_until_the_step_closes():
    """SEAT-12: and the same entry twice does nothing."""
    game = beside("vote")
    enter(game, deciding=(("A", 1),))
    assert not enter(game, deciding=(("A", 1),))
    enter(game, deciding=(("C", 1),))
    assert game.play().paper.deciding == (("C", 1),)


def test_choices_that_were_entered_can_be_mended_too():
    """SEAT-12."""
    game = beside("choice")
    assert enter(game, choices=(("A", 2),))
    assert not enter(game, choices=(("A", 2),))
    assert only(enter(game, choices=(("A", 1), ("C", 1))), PaperEntered).choices == (("A", 1), ("C", 1))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"deciding": (("A", 2),)}, refused.MORE_THAN_SEATS),
        ({"advising": (("A", 1), ("C", 1))}, refused.MORE_THAN_SEATS),
        ({"deciding": (("A", -1),)}, refused.MORE_THAN_SEATS),
        ({"deciding": (("A", 1), ("A", 0))}, refused.MORE_THAN_SEATS),
        ({"deciding": (("B", 1),)}, refused.NOT_ON_OFFER),
        ({"deciding": (("?", 1),)}, refused.NOT_ON_OFFER),
        ({"option": "A"}, refused.NOT_NOW),
        ({"guard": "review_date"}, refused.NO_SUCH_SAFEGUARD),
    ],
)
def test_entry_that_cannot_be_is_refused(fields, sentence):
    """SEAT-12: one politician and one manager are on paper, and option B is not open."""
    no(beside("vote"), sentence, **fields)


@pytest.mark.parametrize("step", ["situation", "reveal", "talk", "consequence"])
def test_nothing_is_entered_where_nothing_is_asked(step):
    """SEAT-12, STEP-1."""
    no(beside(step), refused.NOT_NOW, choices=(("A", 1),))


def test_entry_for_another_moment_or_a_table_without_paper_is_refused():
    """STEP-1, SEAT-12."""
    game = beside("vote")
    given.refused(game, c.EnterPaper(1, game.step().number - 1), refused.MOMENT_IS_GONE)
    given.refused(game, c.EnterPaper(9, 1), refused.NO_SUCH_TABLE)
    no(given.at("vote"), refused.NO_PAPER_HERE)
    game.when(c.Pause())
    no(game, refused.PAUSED)


def test_facts_on_paper_come_on_the_table_in_talk():
    """SEAT-12, FACT-3, FACT-4: nobody is named."""
    game = beside("talk", script=given.lively(), **given.FULL)
    happened = enter(game, facts=("secret",))
    assert names(happened) == ["FactShared", "OptionOpened"]
    assert (happened[0].player, happened[0].origin) == ("", "paper")
    no(game, refused.NO_SUCH_FACT, facts=("gossip",))


def test_safeguard_is_answered_on_paper():
    """GUARD-1, SEAT-12."""
    game = beside("vote", script=given.lively(), **given.FULL)
    game.state = game.state.with_play(1, guard=Guard("review_date"))
    enter(game, deciding=(("A", 1),), guard="review_date", wanted=True)
    assert dict(game.play().guard.answers) == {"P3": True, "M4": True}


def test_nobody_on_paper_is_waited_for_in_talk_and_a_chair_on_paper_can_be_replaced():
    """TALK-1, CHAIR-2, SEAT-12."""
    game = given.playing(5)
    game.when(c.PutOnPaper(1, "P1"))
    game.reach("talk")
    assert game.table().chair == "P1"
    assert game.does("M1", c.TakePen)
    game.does("P3", c.TapReady)
    game.does("M3", c.TapReady)
    game.does("M1", c.CallVote)
    assert game.step().name == "vote"


# --- a whole table


def test_votes_of_a_table_lead_to_its_decision_and_to_done():
    """SEAT-12: gate, consequence, done; no reflection."""
    game = whole()
    happened = enter(game, choices=(("A", 3), ("C", 2)), deciding=(("A", 2),), advising=(("C", 3),))
    made = only(happened, DecisionMade)
    assert (made.option, made.manner, made.overruled, made.decided_by) == ("A", "unanimous", True, "P")
    assert (game.step().name, game.play().pattern) == ("consequence", "leaning")
    game.clock(2 * MINUTE)
    assert (game.step().name, game.table().round) == ("gate", 2)
    assert "reflect" not in [getattr(event, "name", "") for _at, event in game.lines]


def test_unanimity_after_difference_pays_on_paper_too():
    """VOTE-7, SEAT-12."""
    game = whole()
    made = only(
        enter(game, choices=(("A", 3), ("C", 2)), deciding=(("A", 2),), advising=(("A", 3),)), DecisionMade
    )
    assert made.unanimity


def test_vote_without_a_winner_goes_to_the_runoff_and_a_tie_to_the_word():
    """VOTE-3 to 5, SEAT-12: the desk is asked again."""
    game = whole(8)
    enter(game, deciding=(("A", 2), ("C", 2)))
    assert game.step().name == "runoff"
    enter(game, deciding=(("A", 2), ("C", 2)))
    assert game.play().tied == ("A", "C")
    entry = paper(game.state, game.table()).entry
    assert (entry.tied, entry.decision) == (True, ("A", "C"))
    game.clock(10 * MINUTE)
    no(game, refused.NOT_ON_OFFER, option="B")
    made = only(enter(game, option="C"), DecisionMade)
    assert (made.option, made.manner, made.trust_lost) == ("C", "word", True)


def test_in_the_runoff_the_desk_is_asked_for_votes_between_what_is_left():
    """SEAT-12, VOTE-4: choices and facts are told already."""
    game = given.playing(8, script=given.lively(), **{**given.FULL, "incidents": False, "plenaries": False})
    game.holds(resources={"trust": 7}).when(c.PutOnPaper(1))
    game.when(c.OpenRound(1))
    entry = paper(game.state, game.table()).entry
    assert (entry.choices, entry.votes) == (("A", "B", "C"), ("A", "B", "C", "D"))
    assert entry.facts == ("secret", "rumour")
    enter(game, deciding=(("A", 2), ("C", 2)))
    entry = paper(game.state, game.table()).entry
    assert (entry.choices, entry.votes, entry.facts) == ((), ("A", "C"), ())


def test_only_the_decision_has_no_effects_but_those_that_are_ticked():
    """SEAT-12, WHO-4, VOTE-5, VOTE-7."""
    plain = only(enter(whole(), option="A"), DecisionMade)
    assert (plain.origin, plain.manner, plain.voters) == ("paper", "majority", 0)
    assert not (plain.overruled or plain.unanimity or plain.trust_lost)
    tie = only(enter(whole(), option="A", tie=True, overruled=True), DecisionMade)
    assert (tie.manner, tie.trust_lost, tie.overruled) == ("word", True, True)
    one = only(enter(whole(), option="A", unanimity=True), DecisionMade)
    assert (one.manner, one.unanimity) == ("unanimous", True)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, refused.NOTHING_ENTERED),
        ({"choices": (("A", 1),)}, refused.NOTHING_ENTERED),
        ({"option": "A", "deciding": (("A", 1),)}, refused.VOTES_OR_DECISION),
        ({"option": "B"}, refused.NOT_ON_OFFER),
        ({"option": "A", "tie": True, "unanimity": True}, refused.TICKS_DO_NOT_FIT),
        ({"deciding": (("A", 3),)}, refused.MORE_THAN_SEATS),
        ({"advising": (("A", 4),)}, refused.MORE_THAN_SEATS),
        ({"choices": (("A", 6),), "option": "A"}, refused.MORE_THAN_SEATS),
        ({"option": "A", "guard": "review_date"}, refused.NO_SUCH_SAFEGUARD),
        ({"option": "A", "facts": ("gossip",)}, refused.NO_SUCH_FACT),
    ],
)
def test_entry_of_a_table_that_cannot_be_is_refused(fields, sentence):
    """SEAT-12: nothing of it counts."""
    no(whole(), sentence, **fields)


def test_where_all_decide_no_advice_is_overruled():
    """WHO-4, SEAT-12."""
    no(whole(script=given.scripted("all", "P", "M")), refused.TICKS_DO_NOT_FIT, option="A", overruled=True)


def test_hidden_option_is_found_on_paper():
    """FACT-4, SEAT-12: only with the facts it needs."""
    game = whole(script=given.lively(), **given.FULL)
    no(game, refused.NOT_ON_OFFER, option="D")
    assert only(enter(game, facts=("secret",), option="D"), DecisionMade).option == "D"
    assert game.table().marks["hidden_found"] == 1


def test_safeguard_of_a_table_on_paper_is_attached():
    """GUARD-1, GUARD-2, SEAT-12."""
    game = whole(script=given.lively(), **{**given.FULL, "incidents": False, "plenaries": False})
    for _round in range(2):
        enter(game, option="C")
        game.clock(2 * MINUTE)
        game.when(c.OpenRound(game.table().round))
    assert "GuardAttached" in names(enter(game, option="C", guard="legal_check", wanted=True))


def test_a_table_of_which_only_some_are_on_paper_answers_an_incident_itself():
    """INC-2, SEAT-12."""
    game = met()
    game.when(c.PutOnPaper(1, "P3"))
    no(game, refused.NOT_NOW, answer=1)


def test_incident_is_answered_for_a_table_on_paper():
    """INC-2, SEAT-12."""
    game = whole(script=given.lively(), **{**given.FULL, "plenaries": False})
    for _round in range(2):
        enter(game, option="C")
        game.clock(2 * MINUTE)
        game.when(c.OpenRound(game.table().round))
    assert game.step().name == "gate"
    assert paper(game.state, game.table()).entry.incident
    no(game, refused.NOT_NOW, answer=3)
    assert "IncidentAnswered" in names(enter(game, answer=2))
    assert game.step().name == "situation"


def test_nothing_is_entered_twice():
    """STEP-1: the second click finds the moment gone."""
    game = whole()
    command = c.EnterPaper(1, game.step().number, option="A")
    game.when(command)
    given.refused(game, command, refused.MOMENT_IS_GONE)
    no(game, refused.NOT_NOW, option="A")


def test_facilitator_cannot_close_what_only_an_entry_can():
    """STEP-2 (d), SEAT-12."""
    game = whole()
    given.refused(game, c.CloseForTable(1, game.step().number), refused.ENTER_THE_DECISION)
    enter(game, option="A")
    game.close()
    assert game.step().name == "done"


def test_phones_at_a_table_on_paper_show_gate_consequence_and_done():
    """SEAT-12."""
    game = whole()
    screen = player_screen(game.state, Texts, "P1")
    assert (screen.name, screen.part("task").data.entry.whole) == ("paper", True)
    enter(game, option="A")
    assert player_screen(game.state, Texts, "P1").name == "consequence"


def test_form_asks_for_what_can_be_entered_now():
    """SEAT-12, PAPER-7."""
    entry = paper(whole().state, whole().table()).entry
    assert (entry.whole, entry.choices, entry.decide, entry.advise) == (True, ("A", "C"), 2, 3)
    game = beside("choice")
    assert paper(game.state, game.table()).entry.votes == ()
    assert paper(given.at("choice").state, given.at("choice").table()).entry is None


def test_votes_on_paper_are_nobodys():
    """KEEP-1, KEEP-3, SEAT-12: no seat is named with a figure."""
    game = beside("vote")
    event = only(enter(game, deciding=(("A", 1),), advising=(("C", 1),)), PaperEntered)
    assert not any(role in repr(event) for role in ("P3", "M4"))
    assert not {"P3", "M4"} & set(game.play().votes)


def test_back_to_devices_in_the_middle_of_a_round():
    """SEAT-12: the table goes on with what it has."""
    game = whole()
    game.when(c.TakeOffPaper(1))
    game.all_do(c.MarkRead)
    assert game.step().name == "choice"

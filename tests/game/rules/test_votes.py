"""From votes to a decision: WHO-1 to WHO-5, VOTE-1 to VOTE-9."""

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.events import (
    DecidersWidened,
    DecisionMade,
    Marked,
    PoleMoved,
    ResourceMoved,
    RunoffOpened,
    SituationSet,
    StepClosed,
    VoteCast,
    WordAsked,
    WordGiven,
)
from game.rules.round import votes
from tests.game.rules import given
from tests.game.rules.given import MINUTE, SECOND, names, only

SPLIT = {"P1": "A", "M1": "C"}


def in_vote(who="P", seats=5, choices=None, **settings):
    """A table in its first vote; `who` decides."""
    game = given.playing(seats, script=given.scripted(who, "M", "all"), **settings)
    return game.holds(resources={"trust": 8}).reach("vote", choices=choices)


def closed(game, **by_player):
    """What happens when these votes are cast and the facilitator closes the vote."""
    game.vote(by_player)
    return game.close()


def of(events, kind):
    return [event for event in events if isinstance(event, kind)]


@pytest.mark.parametrize(
    ("who", "option", "deciding", "advising"),
    [
        ("P", "A", (("A", 2),), (("C", 3),)),
        ("M", "C", (("C", 3),), (("A", 2),)),
        ("all", "C", (("A", 2), ("C", 3)), ()),
    ],
)
def test_the_deciders_votes_decide(who, option, deciding, advising):
    """WHO-1: the taken seats of the family that the dilemma names; the others advise."""
    events = closed(in_vote(who), P1="A", P3="A", M1="C", M3="C", M4="C")
    told = only(events, StepClosed)
    assert (told.deciding, told.advising) == (deciding, advising)
    made = only(events, DecisionMade)
    assert (made.option, made.decided_by) == (option, who)


@pytest.mark.parametrize(
    ("seats", "who", "expected"), [(3, "P", "all"), (4, "P", "P"), (2, "M", "all"), (3, "M", "M")]
)
def test_all_decide_when_too_few_of_the_family_are_seated(seats, who, expected):
    """WHO-2."""
    game = given.playing(seats, script=given.scripted(who, "M", "all"))
    events = game.when(c.OpenRound(1))
    assert only(events, SituationSet).deciders == expected


def test_who_decides_is_judged_on_entering_the_situation():
    """WHO-2: taken seats count, away or not; a seat released later changes nothing before the vote closes."""
    game = given.playing(4)
    game.when(c.NoteAway("P3"))
    assert only(game.when(c.OpenRound(1)), SituationSet).deciders == "P"


@pytest.mark.parametrize(
    ("away", "widened"), [((), False), (("P3",), True), (("M1", "M3"), True), (("M1",), False)]
)
def test_all_decide_when_too_few_gave_a_sign(away, widened):
    """WHO-3: fewer than two deciding seats, or fewer than three seats."""
    game = given.playing(4)
    for player in away:
        game.when(c.NoteAway(player))
    game.reach("vote")
    events = closed(game, P1="A")
    assert bool(of(events, DecidersWidened)) is widened
    assert only(events, DecisionMade).decided_by == ("all" if widened else "P")


@pytest.mark.parametrize("sign", ["back", "read", "choose", "ready", "vote"])
def test_an_answer_is_a_sign(sign):
    """WHO-3: present on entering the situation, or did anything or came back since."""
    game = given.playing(4)
    game.when(c.NoteAway("P3"))
    game.when(c.OpenRound(1))
    if sign == "back":
        game.when(c.NoteBack("P3"))
    if sign == "read":
        game.does("P3", c.MarkRead)
    game.reach("choice")
    if sign == "choose":
        game.does("P3", c.Choose, option="")
    game.reach("talk")
    if sign == "ready":
        game.does("P3", c.TapReady)
    game.reach("vote")
    if sign == "vote":
        game.does("P3", c.CastVote, option="")
    assert not of(closed(game, P1="A"), DecidersWidened)


def with_one_away_in_the_situation(away):
    """A table of four in talk; one decider has given no sign since before the situation."""
    game = given.playing(4)
    game.when(c.NoteAway(away))
    return game.reach("talk")


def is_widened(game):
    return bool(of(closed(game.reach("vote"), M1="A"), DecidersWidened))


def test_asking_for_time_is_a_sign():
    """WHO-3: did anything."""
    game = with_one_away_in_the_situation("P3")
    game.does("P3", c.AskForTime)
    assert not is_widened(game)


def test_taking_the_pen_is_a_sign():
    """WHO-3, CHAIR-2: did anything."""
    game = with_one_away_in_the_situation("P3")
    game.when(c.NoteAway("P1"))
    game.does("P3", c.TakePen)
    assert not is_widened(game)


def test_calling_the_vote_is_a_sign():
    """WHO-3, TALK-1: did anything."""
    game = with_one_away_in_the_situation("P1")
    game.does("P1", c.CallVote)
    assert not is_widened(game)


def test_taking_a_seat_is_a_sign():
    """WHO-3, SEAT-4: somebody who sat down at a deserted table during the round is there."""
    game = given.at("choice", seats=3)
    for player in ("P1", "M1", "M3"):
        game.when(c.NoteAway(player))
    game.when(c.Join("late"))
    game.when(c.TakeSeat("late", 1))
    assert game.state.players["late"].role in game.play().seen


def test_the_circle_never_narrows():
    """WHO-3: with all it stays all."""
    game = in_vote("all", seats=3)
    assert not of(closed(game, P1="A"), DecidersWidened)


@pytest.mark.parametrize(("who", "pole"), [("P", "B2"), ("M", "B1")])
def test_overruled_advice_costs_the_advisers_pole(who, pole):
    """WHO-4, COND-3: B2 when P decided, B1 when M decided, and the mark."""
    game = in_vote(who, seats=6)
    mine = {"P": ("P1", "P2", "P3"), "M": ("M1", "M3", "M4")}
    other = "M" if who == "P" else "P"
    votes = {**dict.fromkeys(mine[who], "C"), **dict(zip(mine[other], "AAC", strict=True))}
    events = closed(game, **votes)
    assert only(events, DecisionMade).overruled
    assert of(events, PoleMoved)[-1] == PoleMoved(table=1, pole=pole, by=-1, cause="overruled")
    assert Marked(table=1, mark="overruled") in events


@pytest.mark.parametrize(
    "advice", [{}, {"M1": "A"}, {"M1": "A", "M3": "C"}, {"M1": "C", "M3": "C", "M4": "A"}]
)
def test_advice_is_not_overruled_by_less(advice):
    """WHO-4: at least two votes, more than half of them for one option, and the decision another."""
    assert not only(closed(in_vote(), P1="C", P3="C", **advice), DecisionMade).overruled


def test_advice_is_never_overruled_when_all_decide():
    """WHO-4."""
    game = in_vote("all", seats=5)
    made = only(closed(game, P1="A", P3="A", M1="C", M3="C", M4="C"), DecisionMade)
    assert not made.overruled


def test_advice_is_not_overruled_after_a_runoff_without_a_deciding_vote():
    """WHO-4: never after VOTE-8; nobody whose vote decides overruled anybody in the vote that decided."""
    game = in_vote(seats=6)
    closed(game, P1="A", P2="B", P3="C")
    assert game.step().name == "runoff"
    game.vote({"M1": "A", "M3": "A"})
    game.close()
    made = only(game.does("P1", c.GiveWord, option="C"), DecisionMade)
    assert not made.overruled


def test_everybody_knows_whose_vote_decides():
    """WHO-5: what the screens say in words is known from the situation on, and changes when the circle widens."""
    game = given.at("situation", seats=5)
    assert votes.voters(game.play(), game.table().taken()) == ("P1", "P3")
    game.reach("vote")
    game.close()
    assert votes.voters(game.play(), game.table().taken()) == game.table().taken()


def test_a_vote_can_be_changed_until_the_step_closes():
    """VOTE-1: or be an abstention."""
    game = in_vote()
    game.does("P1", c.CastVote, option="A", tap=1)
    assert game.does("P1", c.CastVote, option="C", tap=2) == [
        VoteCast(table=1, player="P1", option="C", tap=2),
    ]
    game.does("P1", c.CastVote, option="", tap=3)
    assert dict(game.play().votes) == {"P1": ""}


@pytest.mark.parametrize("option", ["D", "E"])
def test_a_vote_is_for_an_open_option(option):
    """VOTE-1, FACT-5."""
    game = in_vote()
    given.refused(game, game.wish("M1", c.CastVote, option=option), refused.NOT_ON_OFFER)


def test_a_vote_is_not_for_a_locked_option():
    """VOTE-1, COND-2."""
    game = given.at("vote")
    given.refused(game, game.wish("M1", c.CastVote, option="B"), refused.NOT_ON_OFFER)


def test_abstentions_count_for_nothing():
    """VOTE-1: one vote of three is all votes cast."""
    made = only(closed(in_vote("M"), M1="A", M3="", M4=""), DecisionMade)
    assert (made.option, made.manner, made.voters) == ("A", "unanimous", 1)


@pytest.mark.parametrize(
    ("cast", "manner"),
    [("AAA", "unanimous"), ("AAC", "majority"), ("AA-", "unanimous"), ("A--", "unanimous")],
)
def test_more_than_half_of_the_deciding_votes_decide(cast, manner):
    """VOTE-2, VOTE-9."""
    game = in_vote("M")
    by = {role: letter.strip("-") for role, letter in zip(("M1", "M3", "M4"), cast, strict=True)}
    made = only(closed(game, **by), DecisionMade)
    assert (made.option, made.manner) == ("A", manner)


@pytest.mark.parametrize(
    ("cast", "options"),
    [
        ("AACC", ("A", "C")),
        ("ABC-", ("A", "B", "C")),
        ("AABC", ("A", "B", "C")),
        ("AABBC", ("A", "B")),
        ("AABBCC", ("A", "B", "C")),
        ("AAABBC", ("A", "B")),
        ("AAABBCC", ("A", "B", "C")),
    ],
)
def test_a_runoff_is_among_the_best(cast, options):
    """VOTE-3: all with the most; if that is only one, also all with the second most. Half is not more than half."""
    game = in_vote("all", seats=max(4, len(cast)))
    by = {role: letter.strip("-") for role, letter in zip(game.table().taken(), cast, strict=True)}
    events = closed(game, **by)
    assert only(events, RunoffOpened).options == options
    assert game.step().name == "runoff"
    assert dict(game.play().votes) == {}


def test_two_deciding_votes_that_differ_ask_the_chair_at_once():
    """VOTE-3: without a runoff, and without the loss of Trust."""
    game = in_vote()
    events = closed(game, P1="A", P3="C")
    assert only(events, WordAsked).options == ("A", "C")
    assert game.step().name == "vote"
    trust = game.table().resources["trust"]
    events = game.does("P1", c.GiveWord, option="C")
    assert events[0] == WordGiven(table=1, role="P1", option="C")
    made = only(events, DecisionMade)
    assert (made.option, made.manner, made.spoken, made.trust_lost) == ("C", "word", True, False)
    assert game.table().resources["trust"] == trust


def in_runoff(who="all", **settings):
    """A runoff between A and C at a table of four."""
    game = in_vote(who, seats=4, **settings)
    closed(game, P1="A", P3="A", M1="C", M3="C")
    return game


def test_the_runoff_is_among_its_options_only():
    """VOTE-4."""
    game = in_runoff()
    given.refused(game, game.wish("P1", c.CastVote, option="B"), refused.NOT_ON_OFFER)


def test_the_most_votes_win_the_runoff():
    """VOTE-4: more than the others is enough."""
    game = in_vote("all", seats=6)
    closed(game, P1="A", P2="A", P3="B", M1="B", M3="C", M4="C")
    made = only(closed(game, P1="A", P2="A", P3="A", M1="B", M3="B", M4="C"), DecisionMade)
    assert (made.option, made.manner, made.counts) == ("A", "runoff", (("A", 3), ("B", 2), ("C", 1)))


def test_a_tie_in_the_runoff_is_the_chairs_word():
    """VOTE-5, COND-3: openly, for one of the tied options; Trust falls by one, mark tie."""
    game = in_runoff()
    events = closed(game, P1="A", M1="C")
    assert only(events, WordAsked) == WordAsked(table=1, options=("A", "C"), free=False)
    given.refused(game, game.wish("P1", c.GiveWord, option="B"), refused.NOT_ON_OFFER)
    events = game.does("P1", c.GiveWord, option="C")
    assert only(events, DecisionMade).trust_lost
    assert ResourceMoved(table=1, resource="trust", by=-1, cause="tie") in events
    assert Marked(table=1, mark="tie") in events


def test_the_word_is_given_at_a_tie_only():
    """VOTE-5."""
    game = in_vote()
    given.refused(game, game.wish("P1", c.GiveWord, option="A"), refused.NOT_NOW)


def test_nobody_votes_while_the_word_is_awaited():
    """VOTE-5: the vote is closed."""
    game = in_vote()
    closed(game, P1="A", P3="C")
    given.refused(game, game.wish("P3", c.CastVote, option="A"), refused.MOMENT_IS_GONE)


@pytest.mark.parametrize(
    ("choices", "advice", "option"),
    [
        ({}, {"M1": "C", "M3": "C", "M4": "A"}, "C"),
        ({"P1": "C", "P3": "C", "M1": "A"}, {"M1": "A", "M3": "C"}, "C"),
        ({"P1": "A", "M1": "C"}, {"M1": "A", "M3": "C"}, "A"),
    ],
)
def test_without_a_word_advice_then_choices_then_the_fallback_decide(choices, advice, option):
    """VOTE-6: after 60 seconds; A is the fallback. Trust falls and the mark is set."""
    game = in_vote(choices=choices)
    closed(game, P1="A", P3="C", **advice)
    assert game.clock(60 * SECOND - 1) == []
    events = game.clock(1)
    made = only(events, DecisionMade)
    assert (made.option, made.manner, made.spoken) == (option, "word", False)
    assert ResourceMoved(table=1, resource="trust", by=-1, cause="tie") in events
    assert Marked(table=1, mark="tie") in events


@pytest.mark.parametrize(("pair", "option"), [("AC", "C"), ("AB", "A")])
def test_without_a_word_the_fallback_and_else_the_first_letter_decide(pair, option):
    """VOTE-6: in the third dilemma C is the fallback."""
    game = given.playing(4).decide("A").decide("A").reach("vote")
    closed(game, P1=pair[0], P3=pair[1])
    assert only(game.clock(60 * SECOND), DecisionMade).option == option


def test_with_timers_off_the_facilitator_ends_the_wait_for_the_word():
    """VOTE-6."""
    game = in_vote(timers="off")
    closed(game, P1="A", P3="C")
    assert game.clock(60 * MINUTE) == []
    assert only(game.close(), DecisionMade).spoken is False


def test_the_wait_for_the_word_is_stretched():
    """VOTE-6, TIME-1."""
    game = in_vote(factor=2)
    closed(game, P1="A", P3="C")
    assert game.clock(120 * SECOND - 1) == []
    assert "DecisionMade" in names(game.clock(1))


def test_the_minute_for_the_word_can_be_made_longer():
    """TIME-5, VOTE-6: the chair has a limit like everybody, and asks for more of it as often; the votes before do not count."""
    game = in_vote()
    for _ in range(10):
        game.does("P1", c.AskForTime)
    closed(game, P1="A", P3="C")
    for _ in range(10):
        assert game.does("P1", c.AskForTime)
    given.refused(game, game.wish("P1", c.AskForTime), refused.NO_MORE_TIME)
    assert game.clock(60 * SECOND + 10 * 30 * SECOND - 1) == []
    assert "DecisionMade" in names(game.clock(1))


def agreed(game, option="A"):
    """All seats vote for one option."""
    return closed(game, **dict.fromkeys((game.table().seats[role] for role in game.table().taken()), option))


@pytest.mark.parametrize("choices", [SPLIT, {**SPLIT, "M3": "C"}, {**SPLIT, "M3": "B"}])
def test_unanimity_after_difference_raises_trust(choices):
    """VOTE-7: the pattern was leaning or split."""
    events = agreed(in_vote(choices=choices))
    assert only(events, DecisionMade).unanimity
    assert ResourceMoved(table=1, resource="trust", by=1, cause="unanimity") in events


@pytest.mark.parametrize("choices", [{}, {"P1": "A"}, {"P1": "A", "M1": "A", "M3": "A"}])
def test_agreement_from_the_start_pays_nothing(choices):
    """VOTE-7: nor do too few choices."""
    assert not only(agreed(in_vote(choices=choices)), DecisionMade).unanimity


@pytest.mark.parametrize(
    "cast",
    [
        {"P1": "A", "P3": "A", "M1": "A", "M3": "A"},
        {"P1": "A", "P3": "A", "M1": "A", "M3": "A", "M4": ""},
        {"P1": "A", "P3": "A", "M1": "A", "M3": "A", "M4": "C"},
    ],
)
def test_unanimity_takes_all_present_seats(cast):
    """VOTE-7."""
    assert not only(closed(in_vote(choices=SPLIT), **cast), DecisionMade).unanimity


def test_unanimity_does_not_wait_for_away_seats():
    """VOTE-7: present seats."""
    game = in_vote(choices=SPLIT)
    game.when(c.NoteAway("M4"))
    assert only(closed(game, P1="A", P3="A", M1="A", M3="A"), DecisionMade).unanimity


def test_unanimity_takes_three_votes():
    """VOTE-7."""
    game = in_vote("all", seats=2, choices=SPLIT)
    assert not only(agreed(game), DecisionMade).unanimity


def test_unanimity_pays_in_the_first_vote_only():
    """VOTE-7: not in a runoff."""
    game = in_vote("all", seats=4, choices=SPLIT)
    closed(game, P1="A", P3="A", M1="C", M3="C")
    assert not only(agreed(game), DecisionMade).unanimity


def test_unanimity_does_not_pay_twice_running():
    """VOTE-7: unless this rule raised Trust in the round before; in the third round it pays again."""
    game = given.playing(5)
    paid = []
    for _ in range(3):
        game.reach("vote", choices=SPLIT)
        paid.append(only(agreed(game), DecisionMade).unanimity)
        game.reach("done")
        game.clock()
    assert paid == [True, False, True]


def test_without_a_deciding_vote_everybody_votes_among_all_options():
    """VOTE-8."""
    game = in_vote()
    events = closed(game, M1="C", M3="C", P1="")
    assert only(events, RunoffOpened) == RunoffOpened(table=1, options=("A", "B", "C"), everybody=True)
    made = only(closed(game, M1="C"), DecisionMade)
    assert (made.option, made.decided_by, made.overruled) == ("C", "all", False)


def test_nobody_decided_twice_takes_the_fallback():
    """VOTE-8, COND-3: Trust falls, mark undecided."""
    game = in_vote()
    game.close()
    events = game.close()
    made = only(events, DecisionMade)
    assert (made.option, made.manner) == ("A", "nobody")
    assert ResourceMoved(table=1, resource="trust", by=-1, cause="undecided") in events
    assert Marked(table=1, mark="undecided") in events


def test_a_runoff_without_a_deciding_vote_ties_its_options():
    """VOTE-8: after a first vote that had some."""
    game = in_vote(seats=6)
    closed(game, P1="A", P2="B", P3="C")
    events = closed(game, M1="B")
    assert only(events, WordAsked) == WordAsked(table=1, options=("A", "B", "C"), free=False)
    assert only(game.clock(MINUTE), DecisionMade).option == "B"


def test_the_decision_tells_how_it_was_made():
    """VOTE-9: the option, who decided, the manner, whether advice was overruled, and how many voted."""
    made = only(closed(in_vote(), P1="C", P3="C", M1="A", M3="A", M4=""), DecisionMade)
    assert made == DecisionMade(
        table=1,
        option="C",
        manner="unanimous",
        decided_by="P",
        overruled=True,
        counts=(("C", 2),),
        voters=4,
    )

"""A table's way through a round: STEP-1 to STEP-4, TALK-1."""

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.events import ReadMarked, ReadyTapped, StepClosed, StepEntered
from tests.game.rules import given
from tests.game.rules.given import MINUTE, SECOND, names, only

ASKING = ["situation", "choice", "vote", "runoff", "consequence", "reflect"]
ANSWERS = {
    "situation": (c.MarkRead, {}),
    "choice": (c.Choose, {"option": "A"}),
    "vote": (c.CastVote, {"option": "A"}),
    "runoff": (c.CastVote, {"option": "A"}),
    "consequence": (c.GoOn, {}),
    "reflect": (c.Reflect, {}),
}
NEXT = {
    "situation": "choice", "choice": "reveal", "vote": "consequence", "runoff": "consequence",
    "consequence": "reflect", "reflect": "gate",
}  # fmt: skip


def asking(step, seats=4, **settings):
    """A table of four in an asking step; the runoff comes of a vote in which nobody voted."""
    votes = {} if step == "runoff" else {"P1": "A", "P3": "A"}
    return given.at(step, seats=seats, votes=votes, **settings)


def answer(game, step, *players):
    kind, fields = ANSWERS[step]
    if step == "consequence":
        game.later(20 * SECOND)
    return game.all_do(kind, *players, **fields)


def test_every_step_gets_the_next_number():
    """STEP-1."""
    game = given.playing(4).decide("A")
    entered = [event for _, event in game.lines if isinstance(event, StepEntered)]
    assert [event.number for event in entered] == list(range(1, len(entered) + 1))
    assert [event.name for event in entered] == [
        "gate", "situation", "choice", "reveal", "talk", "vote", "consequence", "reflect", "done", "gate",
    ]  # fmt: skip


@pytest.mark.parametrize("off", [-1, 1])
@pytest.mark.parametrize("step", ASKING)
def test_a_command_for_another_step_changes_nothing(step, off):
    """STEP-1."""
    game = asking(step)
    kind, fields = ANSWERS[step]
    game.later(30 * SECOND)
    given.refused(game, kind("M1", game.step().number + off, **fields), refused.MOMENT_IS_GONE)


@pytest.mark.parametrize("kind", [c.CloseForTable, c.StepBack, c.Extend])
def test_a_facilitators_command_for_another_step_changes_nothing(kind):
    """STEP-1, PHASE-8."""
    game = given.at("talk")
    more = {c.StepBack: ("choice",), c.Extend: (1,)}.get(kind, ())
    given.refused(game, kind(1, game.step().number - 1, *more), refused.MOMENT_IS_GONE)


def test_time_that_was_up_for_another_step_means_nothing():
    """STEP-1, TIME-2."""
    game = given.at("reveal").later(MINUTE)
    assert game.when(c.TimeIsUp(1, game.step().number - 1)) == []


@pytest.mark.parametrize("step", ASKING)
def test_the_same_tap_twice_writes_nothing(step):
    """STEP-1."""
    game = asking(step)
    assert len(answer(game, step, "M1")) == 1
    assert answer(game, step, "M1") == []


def test_the_same_reflection_twice_writes_nothing():
    """STEP-1: with a line, too."""
    game = asking("reflect")
    assert names(game.does("M1", c.Reflect, note="n1")) == ["Reflected"]
    assert game.does("M1", c.Reflect, note="n1") == []


def test_the_same_choice_with_a_reason_in_words_twice_writes_nothing():
    """STEP-1."""
    game = given.at("choice")
    tap = {"option": "A", "note": "n1", "page": "x", "tap": 1}
    assert names(game.does("M1", c.Choose, **tap)) == ["ChoiceMade"]
    assert game.does("M1", c.Choose, **tap) == []


def test_ready_and_the_call_twice_write_nothing():
    """STEP-1, TALK-1."""
    game = given.at("talk")
    assert game.does("M1", c.TapReady) == [ReadyTapped(table=1, player="M1")]
    assert game.does("M1", c.TapReady) == []
    assert names(game.does("P1", c.CallVote)) == ["VoteCalled"]
    assert game.does("P1", c.CallVote) == []


@pytest.mark.parametrize(
    ("step", "kind", "kept"), [("choice", c.Choose, "choices"), ("vote", c.CastVote, "votes")]
)
def test_a_late_retry_of_an_older_tap_does_not_overturn_a_newer_one(step, kind, kept):
    """STEP-1: of the same page."""
    game = given.at(step)
    game.does("M1", kind, option="A", page="x", tap=1)
    game.does("M1", kind, option="C", page="x", tap=2)
    assert game.does("M1", kind, option="A", page="x", tap=1) == []
    assert "C" in str(getattr(game.play(), kept)["M1"])


@pytest.mark.parametrize("kind", [c.Choose, c.CastVote])
def test_the_same_tap_with_another_answer_is_a_change(kind):
    """STEP-1, CHOICE-1, VOTE-1: pages without a counter may still change their mind."""
    game = given.at("choice" if kind is c.Choose else "vote")
    game.does("M1", kind, option="A", page="x", tap=1)
    assert len(game.does("M1", kind, option="C", page="x", tap=1)) == 1


@pytest.mark.parametrize("kind", [c.Choose, c.CastVote])
def test_the_same_answer_from_another_page_writes_nothing(kind):
    """STEP-1."""
    game = given.at("choice" if kind is c.Choose else "vote")
    assert len(game.does("M1", kind, option="A", page="phone", tap=1)) == 1
    assert game.does("M1", kind, option="A", page="laptop", tap=1) == []


@pytest.mark.parametrize("kind", [c.Choose, c.CastVote])
def test_two_pages_count_their_taps_apart(kind):
    """STEP-1: the phone and the laptop of one player."""
    game = given.at("choice" if kind is c.Choose else "vote")
    game.does("M1", kind, option="A", page="phone", tap=9)
    assert len(game.does("M1", kind, option="C", page="laptop", tap=1)) == 1
    assert len(game.does("M1", kind, option="A", page="phone", tap=10)) == 1
    assert game.does("M1", kind, option="C", page="phone", tap=9) == []


@pytest.mark.parametrize("step", ASKING)
def test_a_step_closes_when_all_taken_seats_have_answered(step):
    """STEP-2 a, STEP-3: choice, vote and runoff five seconds later, the others at once."""
    game = asking(step)
    answer(game, step)
    assert (game.step().name == step) is (step in ("choice", "vote", "runoff"))
    game.clock(5 * SECOND)
    assert game.step().name == NEXT[step]


def test_a_slip_can_be_mended_for_five_seconds():
    """STEP-3: and a change starts the count anew."""
    game = given.at("choice", seats=3)
    game.all_do(c.Choose, option="A")
    assert game.clock(5 * SECOND - 1) == []
    game.does("M3", c.Choose, option="C")
    assert game.clock(5 * SECOND - 1) == []
    assert only(game.clock(1), StepClosed).pattern == "leaning"


@pytest.mark.parametrize("step", ASKING)
def test_a_step_closes_after_thirty_seconds_when_all_present_seats_have_answered(step):
    """STEP-2 b."""
    game = asking(step)
    opened = game.step().opened_at
    game.when(c.NoteAway("M3"))
    answer(game, step, "P1", "P3", "M1")
    game.clock(opened + 30 * SECOND - 1 - game.now)
    assert game.step().name == step
    game.clock(1 + 5 * SECOND)
    assert game.step().name == NEXT[step]


@pytest.mark.parametrize("step", ["situation", "choice", "vote", "runoff"])
def test_a_step_waits_for_present_seats(step):
    """STEP-2: soft timers close nothing that asks."""
    game = asking(step)
    answer(game, step, "P1", "P3", "M1")
    assert game.clock(60 * MINUTE) == []


@pytest.mark.parametrize("step", ["situation", "choice", "vote", "runoff"])
def test_the_chair_closes_an_overdue_step(step):
    """STEP-2 c: when the planned time is over, and not before."""
    game = asking(step)
    answer(game, step, "P3")
    game.later(game.step().planned - 1)
    given.refused(game, game.wish("P1", c.CloseStep), refused.NOT_OVERDUE)
    game.later(1)
    assert "StepEntered" in names(game.does("P1", c.CloseStep))


@pytest.mark.parametrize("votes", [{}, {"M1": "A"}, {"P1": ""}])
def test_the_chair_does_not_close_a_vote_without_a_deciding_vote(votes):
    """STEP-2 c: advice and abstentions are none."""
    game = given.at("vote", seats=4).later(2 * MINUTE)
    game.vote(votes)
    given.refused(game, game.wish("P1", c.CloseStep), refused.NO_DECIDING_VOTE)


@pytest.mark.parametrize("step", ASKING)
def test_the_facilitator_closes_any_asking_step(step):
    """STEP-2 d."""
    game = asking(step)
    assert "StepEntered" in names(game.close())


@pytest.mark.parametrize("step", ["gate", "done"])
def test_the_facilitator_closes_no_gate_and_no_done(step):
    """STEP-2 d, PHASE-3: a gate opens for a round."""
    game = given.at(step, votes={"P1": "A", "P3": "A"})
    given.refused(game, c.CloseForTable(1, game.step().number), refused.NOT_NOW)


@pytest.mark.parametrize(("step", "seconds"), [("reveal", 30), ("consequence", 60), ("reflect", 30)])
def test_a_step_that_asks_little_ends_by_itself(step, seconds):
    """STEP-2: at the planned time."""
    game = given.at(step, votes={"P1": "A", "P3": "A"})
    assert game.clock(seconds * SECOND - 1) == []
    assert "StepClosed" in names(game.clock(1))


@pytest.mark.parametrize("step", ["reveal", "consequence", "reflect"])
def test_no_step_ends_by_itself_when_timers_are_off(step):
    """STEP-2, TIME-1."""
    game = given.at(step, votes={"P1": "A", "P3": "A"}, timers="off")
    assert game.clock(60 * MINUTE) == []


@pytest.mark.parametrize(("step", "who"), [("reveal", "P1"), ("consequence", "M1")])
def test_nobody_goes_on_before_twenty_seconds(step, who):
    """STEP-3."""
    game = given.at(step, votes={"P1": "A", "P3": "A"}).later(20 * SECOND - 1)
    given.refused(game, game.wish(who, c.GoOn), refused.NOT_SO_FAST)
    game.later(1)
    assert game.does(who, c.GoOn)


def test_no_answer_is_made_up():
    """STEP-4: who has not chosen has no choice, who has not voted abstains."""
    game = given.at("choice", seats=4)
    game.choose({"P1": "A"})
    game.close()
    assert set(game.play().choices) == {"P1"}
    game.reach("vote")
    game.vote({"P1": "A"})
    closed = next(event for event in game.close() if isinstance(event, StepClosed))
    assert closed.deciding == (("A", 1),)
    assert closed.flows == (("A", "A", 1),)
    assert not [event for _, event in game.lines if isinstance(event, ReadMarked)]


def talk(others, **settings):
    """A table in talk with a chair and so many others."""
    return given.at("talk", seats=others + 1, **settings)


@pytest.mark.parametrize(("others", "needed"), [(0, 0), (1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (7, 4)])
def test_a_called_vote_opens_when_half_of_the_others_are_ready(others, needed):
    """TALK-1: rounded up; a chair alone needs none."""
    game = talk(others)
    roles = [role for role in game.table().taken() if role != "P1"]
    events = game.does("P1", c.CallVote)
    for role in roles[:needed]:
        assert game.step().name == "talk"
        events = game.does(role, c.TapReady)
    assert only(events, StepEntered).name == "vote"


def test_ready_seats_alone_do_not_open_the_vote():
    """TALK-1: the chair calls."""
    game = talk(3)
    game.all_do(c.TapReady)
    assert game.clock(60 * MINUTE) == []
    assert only(game.does("P1", c.CallVote), StepEntered).name == "vote"


def test_the_chairs_own_ready_counts_for_nothing():
    """TALK-1: of the other seats."""
    game = talk(2)
    game.does("P1", c.TapReady)
    assert names(game.does("P1", c.CallVote)) == ["VoteCalled"]


def test_away_seats_do_not_hold_up_a_called_vote():
    """TALK-1: of the other present seats."""
    game = talk(3)
    game.does("P1", c.CallVote)
    game.does("M1", c.TapReady)
    game.when(c.NoteAway("M3"))
    assert game.step().name == "vote"


def test_after_the_planned_time_the_call_suffices():
    """TALK-1."""
    game = talk(4)
    game.does("P1", c.CallVote)
    game.clock(150 * SECOND - 1)
    assert game.step().name == "talk"
    game.clock(1)
    assert game.step().name == "vote"
    late = talk(4).later(151 * SECOND)
    assert names(late.does("P1", c.CallVote)) == ["VoteCalled", "StepClosed", "StepEntered"]


def test_the_talk_does_not_end_without_a_call():
    """TALK-1: timers are soft."""
    assert talk(4).clock(60 * MINUTE) == []


def test_the_facilitator_opens_the_vote_at_any_time():
    """TALK-1."""
    assert only(talk(4).close(), StepEntered).name == "vote"

"""What minds prefer, and how bots of each temperament act: BOT-1, SOLO-3, SOLO-4."""

import pytest

from game.rules import commands as c
from game.rules import due
from game.rules.bots import minds
from game.rules.bots.acting import ABSENCE
from game.rules.bots.aims import aim_of
from game.rules.events import CameBack, ChoiceMade, DecisionMade, WentAway, WordGiven
from game.rules.play import Choice
from game.rules.seating.temperaments import REHEARSAL, TEMPERAMENTS, temperament
from game.rules.state import FILLING_ORDER
from game.simulating.games import briefed
from scenarios import files
from scenarios.problems import aims
from scenarios.reading import read as places
from scenarios.script import ROLES, parse
from tests.game.rules import given
from tests.game.rules.given import MINUTE, SECOND, only


def of_bots(temperament, persons=0, **settings):
    """A table of five at the first gate; all but so many seats are bots of this temperament."""
    game = given.playing(persons, seats=5, bots=True, led_by_bot=True, **settings)
    for player in game.state.players.values():
        if player.bot:
            game.state = game.state.with_player(player.id, bot=temperament)
    return game


def leaning(temperament, letters, key="key"):
    game = given.playing(5, key=key).reach("situation")
    return minds.preferred(game.state, game.table(), letters, temperament, "P1")


def test_one_sided_minds_want_the_same_at_every_table():
    """BOT-1: most C1 + D2 + A1 - A2 - C2, or most A2 + C2 + B1 - C1 - D2; values of the table do not matter."""
    assert leaning("always_open", "AC") == "C"
    assert leaning("always_control", "AC") == "A"
    assert leaning("always_control", "BC") == "B"
    game = given.playing(5).reach("situation").holds(poles={"C1": 10, "A2": 0}, resources={"time": 0})
    assert minds.preferred(game.state, game.table(), "AC", "always_open", "P1") == "C"


@pytest.mark.parametrize("key", "abcdef")
def test_one_sided_minds_judge_a_pole_that_they_want_lower(key):
    """BOT-1: of the bridge, B raises A2 and C touches nothing of theirs."""
    game = given.playing(5, key=key).decide("C").reach("situation")
    assert minds.preferred(game.state, game.table(), "BC", "always_open", "P1") == "C"
    assert minds.preferred(game.state, game.table(), "BC", "always_control", "P1") == "B"


def test_of_equals_one_is_drawn():
    """BOT-1, SOLO-3: by the draw key."""
    seen = set()
    for key in "abcdefghij":
        game = given.playing(5, key=key).decide("A").decide("A").reach("situation")
        seen.add(minds.preferred(game.state, game.table(), "ABC", "always_open", "P1"))
    assert seen == {"A", "B", "C"}


def test_who_keeps_silent_prefers_nothing():
    """BOT-1; and so does everybody to whom nothing is offered."""
    assert leaning("silent", "ABC") == ""
    assert {leaning(name, "") for name in TEMPERAMENTS} == {""}


def test_a_colleague_values_an_option_as_authors_are_told():
    """SOLO-3, OPT-2: the value that the validator computes from the file, for every role and option of the scenario."""
    slug = "the-long-evenings"
    found = files.read(slug)
    script = parse(found["document"], {})
    state = briefed(script, script.max_rounds)
    scenario = places(slug, files.opened(slug).structure).value
    compared = 0
    for dilemma in scenario.at("dilemmas").items:
        for role in ROLES:
            for letter, option in script.dilemma(dilemma.at("id").text).options.items():
                written = dilemma.at("options", letter)
                expected = aims.worth(written, role, aims.aim_of(scenario, role))
                assert minds.regard(state, state.tables[1], option, role) == expected, (dilemma, role, letter)
                compared += 1
    assert compared >= 8 * 12


def test_a_colleague_shies_from_what_cannot_be_paid():
    """SOLO-3: less 3."""
    game = given.playing(5).reach("situation")
    option = game.state.dilemma(game.table()).options["C"]
    before = minds.regard(game.state, game.table(), option, "M3")
    assert before == 4
    game.holds(resources={"time": 2})
    assert minds.regard(game.state, game.table(), option, "M3") == before - 3


def test_a_colleague_counts_the_aim_of_its_role():
    """SOLO-3, AIM-1: people, Trust and marks named there twice, at most so much the other way; its family's pole once."""
    game = given.playing(8).reach("situation")
    options = game.state.dilemma(game.table()).options
    valued = {role: minds.regard(game.state, game.table(), options["A"], role) for role in ROLES}
    assert valued == {"P1": -3, "P2": -5, "P3": 1, "P4": -3, "M1": 0, "M2": 0, "M3": -2, "M4": 4}
    assert minds.regard(game.state, game.table(), options["D"], "P1") == 2
    assert minds.regard(game.state, game.table(), options["D"], "M2") == 4
    assert [len(aim_of(game.state.script, role)) for role in ROLES] == [2] * 8


def voting(role, person="P1", mine="C", **choice):
    """How a colleague of this role votes who has chosen, beside a person with a choice of its own; D is open."""
    game = given.playing(5).reach("vote")
    for seat in game.table().taken():
        if seat != person:
            game.state = game.state.with_player(seat, bot="colleague")
    choices = {role: Choice(mine, 1), person: Choice(**choice)}
    game.state = game.state.with_play(1, choices=choices, options=("A", "B", "C", "D"))
    return minds.vote(game.state, game.table(), "colleague", role)


def test_a_colleague_votes_for_its_choice_or_with_somebody_very_sure():
    """SOLO-4: for the person's option if it is worth at most 1 less. To M1 A and C are worth 0, B -2; to M3 A -2, C 4; to P3 A 1, C 0."""
    assert voting("M1") == "C"
    assert voting("M1", option="A", confidence=3) == "A"
    assert voting("M1", option="A", confidence=2) == "C"
    assert voting("M1", option="B", confidence=3) == "C"
    assert voting("M3", option="A", confidence=3) == "C"
    assert voting("P3", mine="A", option="C", confidence=3) == "C"
    assert voting("P3", mine="A", option="C", confidence=2) == "A"


def test_a_colleague_votes_for_the_hidden_option_if_that_is_worth_more():
    """SOLO-4: to P1 C is worth 0 and D 2; to M3 D is worth less than C."""
    assert voting("P1", person="M1") == "D"
    assert voting("M3", person="M1") == "C"


def test_a_colleague_without_a_choice_votes_for_what_it_values_most():
    """SOLO-4, VOTE-4: in a runoff only for what is on offer there."""
    game = given.playing(5).reach("vote")
    assert minds.vote(game.state, game.table(), "colleague", "M3") == "C"
    game.state = game.state.with_play(1, runoff=("A", "B")).with_step(1, name="runoff")
    assert minds.vote(game.state, game.table(), "colleague", "M4") == "A"


def test_a_slow_bot_answers_after_the_planned_time():
    """BOT-1: at 120 % of it."""
    game = of_bots("slow").reach("choice")
    opened = game.step()
    game.clock(opened.planned * 12 // 10 - 1)
    assert not game.play().choices
    game.clock(1)
    assert len(game.play().choices) == 5


def test_a_slow_bot_holds_nobody_up_where_no_time_is_planned():
    """BOT-1, TIME-1."""
    game = of_bots("slow", timers="off").reach("choice")
    made = [event for event in game.clock(10 * SECOND) if isinstance(event, ChoiceMade)]
    assert len(made) == 5


def absences(key):
    """A workshop of bots that drop out, until it is closed: who left and who came back, and when."""
    game = of_bots("drops_out", key=key)
    left, back = {}, {}
    for _ in range(3_000):
        waiting = due(game.state, {})
        if not waiting:
            break
        for event in game.when(waiting[0][1], at=waiting[0][0]):
            if isinstance(event, WentAway):
                assert event.player not in left
                left[event.player] = (game.state.at, game.table().round, game.step().name)
            if isinstance(event, CameBack):
                back[event.player] = game.state.at
    return game, left, back


def test_who_drops_out_leaves_in_round_two_and_may_come_back():
    """BOT-1, SEAT-5: once, for three minutes or for good."""
    steps, everyone, returned = set(), 0, 0
    for key in "abcdef":
        _game, left, back = absences(key)
        assert {number for _, number, _ in left.values()} == {2}
        steps |= {step for _, _, step in left.values()}
        for player, at in back.items():
            assert at == left[player][0] + ABSENCE
        everyone, returned = everyone + len(left), returned + len(back)
    assert steps == {"situation", "choice", "vote"}
    assert 0.2 * everyone < returned < 0.8 * everyone


def test_others_of_another_temperament_stay():
    """SEAT-5: bots are always present but for those who drop out."""
    game = of_bots("attentive")
    assert game.when(c.NoteAway("bot-1-P1")) == []
    game = of_bots("drops_out")
    assert only(game.when(c.NoteAway("bot-1-P1")), WentAway).player == "bot-1-P1"


@pytest.mark.parametrize("name", [t for t in TEMPERAMENTS if t not in ("drops_out", "silent")])
def test_bots_of_every_temperament_decide_a_round(name):
    """BOT-1, BOT-2: with the same commands as people."""
    game = of_bots(name)
    game.clock(30 * MINUTE)
    made = [event for _, event in game.lines if isinstance(event, DecisionMade)]
    assert len(made) == 3
    assert all(event.manner != "nobody" for event in made)


def test_a_chair_whose_vote_is_not_tied_takes_what_it_prefers():
    """SOLO-4, VOTE-5: of the tied options only."""
    game = of_bots("always_open").reach("vote")
    holder = game.table().penholder
    game.state = game.state.with_play(1, tied=("A", "B"), votes={holder: "C"}, tied_at=game.now)
    wanted = minds.preferred(game.state, game.table(), ("A", "B"), "always_open", holder)
    assert minds.word(game.state, game.table(), "always_open", holder) == wanted
    assert minds.word(game.state, game.table(), "silent", holder) == "A"
    assert only(game.clock(10 * SECOND), WordGiven).option == wanted


def test_a_rehearsal_has_all_temperaments():
    """BOT-1: three seats in ten drop out; elsewhere bots are attentive or contrarian."""
    drawn = [temperament(f"k{n}", 1, role, rehearsal=True) for n in range(100) for role in FILLING_ORDER]
    assert set(drawn) == set(TEMPERAMENTS)
    assert sum(REHEARSAL.values()) == 20
    assert 0.25 < drawn.count("drops_out") / len(drawn) < 0.35
    game = given.playing(0, seats=8, bots=True, rehearsal=True)
    assert len({player.bot for player in game.state.players.values()}) > 2
    assert game.state.settings.rehearsal

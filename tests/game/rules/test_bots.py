"""Seats that play by temperament, and a bot that leads: BOT-1, BOT-2."""

import pytest

from game.rules import PRESENCE, Sign, due
from game.rules import commands as c
from game.rules.bots import minds
from game.rules.events import ChoiceMade, DecisionMade, VoteCast
from tests.game.rules import given
from tests.game.rules.given import MINUTE, SECOND, names, only

LEGAL = (c.MarkRead, c.Choose, c.TapReady, c.CallVote, c.CastVote, c.GiveWord, c.GoOn, c.Reflect)


def of_bots(persons=0, **settings):
    """A table of five at its first gate; all but so many seats are bots."""
    return given.playing(persons, seats=5, bots=True, **settings)


def tempered(game, temperament, *roles):
    """Given bots of this temperament on these seats."""
    for role in roles:
        game.state = game.state.with_player(game.table().seats[role], bot=temperament)
    return game


def moves(game):
    """What bots will do next."""
    return [command for _, command in due(game.state, {}) if isinstance(command, LEGAL)]


def test_bots_alone_finish_a_round():
    """BOT-2: with the same commands as people."""
    game = of_bots()
    game.when(c.OpenRound(1))
    game.clock(20 * MINUTE)
    assert (game.step().name, game.table().round) == ("gate", 2)
    assert len([event for _, event in game.lines if isinstance(event, DecisionMade)]) == 1


@pytest.mark.parametrize(
    "chosen", [{}, {"timers": "off"}, {"pace": 10}, {"factor": 2}, {"factor": 10, "format": "90"}]
)
def test_bots_alone_finish_the_workshop(chosen):
    """BOT-2: led by a bot; whatever is due is never refused."""
    game = given.lobby(0, seats=5, bots=True, led_by_bot=True, **chosen)
    game.lead("welcome").clock(10 * 60 * MINUTE)
    assert game.state.phase == "closed"
    assert len([event for _, event in game.lines if isinstance(event, DecisionMade)]) == 3


def test_a_bot_leads_people_who_answer():
    """BOT-2: from the lobby on, when somebody is seated."""
    game = given.lobby(1, seats=5, bots=True, led_by_bot=True)
    game.clock(20 * SECOND)
    for phase in ("welcome", "briefing"):
        assert game.state.phase == phase
        game.when(c.MarkRead("P1", 0))
        game.clock(2 * SECOND)
    assert game.state.phase == "playing"
    game.clock(2 * SECOND)
    assert game.step().name == "situation"


def test_a_leading_bot_does_not_wait_for_who_is_away():
    """BOT-2, SEAT-5."""
    game = given.lobby(2, seats=5, bots=True, led_by_bot=True)
    game.clock(20 * SECOND)
    game.when(c.MarkRead("P1", 0))
    game.clock(2 * SECOND)
    assert game.state.phase == "welcome"
    game.when(c.NoteAway("M1"))
    game.clock(2 * SECOND)
    assert game.state.phase == "briefing"


def test_a_bot_waits_in_an_empty_lobby():
    """BOT-2."""
    game = given.lobby(0, seats=5, bots=True, led_by_bot=True)
    assert game.clock(60 * MINUTE) == []


def test_a_leading_bot_opens_no_round_that_nobody_has_reached():
    """BOT-2, PHASE-3: a table that sleeps at the gate of an open round does not make the clock spin."""
    game = given.playing(3, 2, led_by_bot=True)
    for player in ("P1.2", "M1.2"):
        game.when(c.NoteAway(player))
    game.when(c.NoteAsleep(2))
    game.clock(10 * SECOND)
    assert (game.step(1).name, game.step(2).name, game.state.opened) == ("situation", "gate", 1)
    game.clock(MINUTE)
    assert game.state.opened == 1


def test_bots_play_the_same_with_the_same_draw_key():
    """BOT-1: all draw by the draw key."""

    def lines(key):
        game = of_bots(key=key)
        game.when(c.OpenRound(1))
        game.clock(20 * MINUTE)
        return game.lines

    assert lines("one") == lines("one")
    assert len({repr(lines(key)) for key in ("one", "two", "three")}) == 3


def test_bots_are_mostly_attentive_and_sometimes_contrarian():
    """BOT-1."""
    found = [p.bot for key in "abcdefgh" for p in of_bots(key=key).state.players.values()]
    assert set(found) == {"attentive", "contrarian"}
    assert found.count("attentive") > found.count("contrarian")


def test_bots_do_only_what_people_may():
    """BOT-2: and nothing during a pause."""
    game = of_bots(key="legal").reach("situation")
    seen = set()
    for _ in range(400):
        mine = moves(game)
        seen |= {type(command) for command in mine}
        waiting = [entry for entry in due(game.state, {}) if not isinstance(entry[1], PRESENCE)]
        if not waiting:
            break
        assert mine or isinstance(waiting[0][1], c.TimeIsUp)
        game.when(waiting[0][1], at=waiting[0][0])
    assert {c.MarkRead, c.Choose, c.TapReady, c.CallVote, c.CastVote, c.GoOn, c.Reflect} <= seen
    game.reach("gate")
    game.when(c.OpenRound(2))
    game.when(c.Pause())
    assert moves(game) == []


def test_bots_wait_for_people():
    """BOT-2, STEP-2: a present person is waited for."""
    game = of_bots(1).reach("situation")
    game.clock(10 * MINUTE)
    assert game.step().name == "situation"
    game.does("P1", c.MarkRead)
    assert game.step().name == "choice"


def test_a_bot_that_leads_the_talk_waits_for_people_or_the_planned_time():
    """BOT-2, TALK-1."""
    game = given.lobby(0, seats=5, bots=True)
    game.when(c.Join("eve"))
    game.when(c.TakeSeat("eve", 1, "M4"))
    game.lead("playing")
    game.reach("talk")
    game.clock(149 * SECOND)
    assert game.step().name == "talk"
    game.does("eve", c.TapReady)
    assert "VoteCalled" in names(game.clock(0))


def test_an_attentive_bot_takes_what_makes_the_town_stronger():
    """BOT-1: more strengths, less noise than difference."""
    good = {"A1": 2, "A2": 2, "B1": 2, "B2": 2, "C1": 2, "C2": 2, "D1": 2, "D2": 2}
    game = of_bots().reach("situation")
    option = game.state.dilemma(game.table()).options["A"]
    table = game.table()
    plain = minds.worth(game.state, table, option, ("x",))
    game.holds(resources={"time": 0})
    assert minds.worth(game.state, game.table(), option, ("x",)) == plain - 40
    game.holds(poles={pole: 4 + by for pole, by in good.items()})
    assert minds.worth(game.state, game.table(), option, ("x",)) > plain
    assert {minds.worth(game.state, table, option, (n,)) for n in range(50)} != {plain}


def test_an_attentive_bot_reads_the_other_form_of_an_option():
    """BOT-1, COND-2: it judges what will take effect."""
    game = of_bots().decide("A").reach("situation")
    assert game.play().alts == ("B",)
    option = game.state.dilemma(game.table()).options["B"]
    other = game.state.with_play(1, alts=())
    here = minds.worth(game.state, game.table(), option, ("x",))
    assert here < minds.worth(other, other.tables[1], option, ("x",))


def test_a_contrarian_bot_takes_what_fewest_chose():
    """BOT-1."""
    game = tempered(of_bots(1), "contrarian", "M1", "M3", "P3", "M4").reach("choice")
    game.choose({"P1": "A"})
    chosen = {e.player: e.option for e in game.clock(10 * SECOND) if isinstance(e, ChoiceMade)}
    assert len(chosen) == 4
    first = next(iter(chosen.values()))
    assert first == "C"


def test_a_silent_bot_abstains():
    """BOT-1: not yet, and an abstention."""
    game = tempered(of_bots(1), "silent", "M1", "M3", "P3", "M4").reach("choice")
    assert {e.option for e in game.clock(10 * SECOND) if isinstance(e, ChoiceMade)} == {""}
    game.reach("vote")
    assert {e.option for e in game.clock(10 * SECOND) if isinstance(e, VoteCast)} == {""}


def test_a_random_bot_takes_an_open_option():
    """BOT-1, COND-2."""
    seen = set()
    for key in "abcdefgh":
        game = tempered(of_bots(1, key=key), "random", "M1", "M3", "P3", "M4").reach("choice")
        seen |= {e.option for e in game.clock(10 * SECOND) if isinstance(e, ChoiceMade)}
    assert seen == {"A", "C"}


def test_a_bot_that_is_chair_gives_the_word_for_its_own_vote():
    """SOLO-4 for bots in empty seats, VOTE-5."""
    game = given.lobby(0, seats=5, bots=True)
    game.when(c.Join("eve"))
    game.when(c.TakeSeat("eve", 1, "P3"))
    game.lead("playing")
    game.reach("vote")
    mine = next(
        e.option for e in game.clock(10 * SECOND) if isinstance(e, VoteCast) and e.player == "bot-1-P1"
    )
    game.does("eve", c.CastVote, option="C" if mine == "A" else "A")
    made = only(game.clock(MINUTE), DecisionMade)
    assert (made.option, made.spoken) == (mine, True)


def test_signs_bring_no_bot_back():
    """BOT-2, SEAT-5."""
    game = of_bots()
    assert not [
        command for _, command in due(game.state, {"bot-1-P1": Sign(1)}) if isinstance(command, c.NoteBack)
    ]

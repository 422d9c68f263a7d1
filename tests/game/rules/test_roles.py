"""How people come to their roles where they do not choose them: SEAT-2."""

import pytest

from game.rules import commands as c
from game.rules import refused
from game.rules.events import CallingSaid, SeatLeft
from game.rules.screens import Viewer, screen_for
from game.rules.seating.roles import ASSIGNMENTS
from game.rules.state import FILLING_ORDER, family
from tests.game.rules import given
from tests.game.rules.given import names

PEOPLE = ("ann", "bo", "cy", "di", "eli")


class Names:
    names, tables, notes, answers = {player: player.title() for player in PEOPLE}, {}, {}, {}


def screen(game, player):
    return screen_for(Viewer("player", player), game.state, Names(), game.now)


def lobby(assignment, *callings, **settings):
    """One table; the people are of these callings, and those without say nothing."""
    game = given.lobby(0, assignment=assignment, **settings)
    for player, calling in zip(PEOPLE, callings, strict=False):
        game.when(c.Join(player))
        if calling:
            game.when(c.SayCalling(player, calling))
        game.when(c.TakeSeat(player, 1))
    return game


def families(game):
    return {player.id: family(player.role) for player in game.state.players.values() if not player.bot}


def test_own_family():
    """SEAT-2: who is elected plays a politician, who is employed a manager."""
    game = lobby("own", "employed", "elected", "employed", "elected", "employed").lead("briefing")
    assert families(game) == {"ann": "M", "bo": "P", "cy": "M", "di": "P", "eli": "M"}
    assert set(game.table().seats) == set(FILLING_ORDER[:5])


def test_swapped_families():
    """SEAT-2: the other way round."""
    game = lobby("swap", "employed", "elected", "employed", "elected").lead("briefing")
    assert families(game) == {"ann": "P", "bo": "M", "cy": "P", "di": "M"}


@pytest.mark.parametrize("key", ["a", "b", "c"])
@pytest.mark.parametrize(
    ("assignment", "calling", "family"),
    [("own", "elected", "P"), ("own", "employed", "M"), ("swap", "elected", "M"), ("swap", "employed", "P")],
)
def test_families_hold_where_others_say_nothing(assignment, calling, family, key):
    """SEAT-2: what the silent get is what is left, and not the other way round."""
    game = lobby(assignment, "", "", calling, calling, key=key).lead("briefing")
    assert families(game)["cy"] == families(game)["di"] == family


def test_the_rest_is_drawn_where_a_family_does_not_reach():
    """SEAT-2: the first k codes are taken; who said nothing, or finds no code of the family, gets what is left."""
    game = lobby("own", "elected", "elected", "elected", "elected", "").lead("briefing")
    assert set(game.table().taken()) == set(FILLING_ORDER[:5])
    assert sorted(families(game).values()) == ["M", "M", "M", "P", "P"]
    assert families(game)["eli"] == "M"


def test_other_fills_up():
    """SEAT-2: other is of neither family."""
    game = lobby("own", "other", "elected", "employed").lead("briefing")
    assert families(game)["bo"] == "P"
    assert game.table().taken() == ("P1", "M1", "M3")


def test_random_is_drawn_by_the_draw_key():
    """SEAT-2: another key gives another order, the same key the same."""
    dealt = [
        dict(lobby("random", *[""] * 5, key=key).lead("briefing").table().seats)
        for key in ("a", "a", *"bcdef")
    ]
    assert dealt[0] == dealt[1]
    assert len({tuple(seats.items()) for seats in dealt}) > 1
    assert all(set(seats.values()) == set(PEOPLE) for seats in dealt)


def test_tables_are_drawn_apart():
    """SEAT-2: the number of the table is part of the draw."""
    game = given.lobby(*[5] * 6, assignment="random").lead("briefing")
    orders = {
        tuple(player.partition(".")[0] for player in table.seats.values())
        for table in game.state.tables.values()
    }
    assert len(orders) > 1


def test_the_facilitator_deals_by_hand():
    """SEAT-2, SEAT-10: people choose a table only; the facilitator gives them roles, already in the lobby."""
    game = lobby("facilitator", "", "", "")
    game.when(c.ChangeRole("ann", "M3"))
    game.lead("briefing")
    assert game.table().seats["M3"] == "ann"


@pytest.mark.parametrize("mode", ["own", "swap", "random"])
def test_what_is_dealt_later_is_not_changed_before(mode):
    """SEAT-10: and can be from briefing on."""
    game = lobby(mode, "", "", "")
    given.refused(game, c.ChangeRole("ann", "M3"), refused.ROLES_ARE_OPEN)
    game.lead("briefing")
    other = next(role for role, player in game.table().seats.items() if player != "ann")
    assert "SeatTaken" in names(game.when(c.ChangeRole("ann", other)))


@pytest.mark.parametrize("mode", [mode for mode in ASSIGNMENTS if mode != "choose"])
def test_before_briefing_a_table_is_chosen_and_no_role(mode):
    """SEAT-2: no screen of a player knows one."""
    game = lobby(mode, "", "", "")
    assert game.when(c.TakeSeat("ann", 1, "P4")) == []
    seats = screen(game, "ann").part("task").data
    assert {card.role for table in seats.tables for card in table.seats} == {""}
    assert (seats.mine, seats.assignment) == ("1", mode)
    game.lead("welcome")
    assert screen(game, "ann").part("task").data.mine == ""
    assert screen(game, "ann").part("role").template == "game/parts/no_role.html"
    game.lead("briefing")
    assert screen(game, "ann").part("task").data.role == game.state.players["ann"].role


def test_where_people_choose_they_keep_their_roles():
    """SEAT-2: nothing is dealt, and nobody is asked."""
    game = given.lobby(3)
    assert not screen(game, "P1").part("task").data.asks
    given.refused(game, c.SayCalling("P1", "elected"), refused.NOT_NOW)
    events = game.lead("welcome").when(c.AdvancePhase("welcome"))
    assert SeatLeft not in {type(event) for event in events}


def test_a_calling_is_said_and_corrected():
    """SEAT-2: the second tap does nothing, and no other answer is taken."""
    game = lobby("own", "elected")
    assert game.when(c.SayCalling("ann", "elected")) == []
    assert game.when(c.SayCalling("ann", "other")) == [CallingSaid(table=1, player="ann", calling="other")]
    given.refused(game, c.SayCalling("ann", "mayor"), refused.NO_SUCH_ANSWER)
    assert (screen(game, "ann").part("task").data.asks, screen(game, "ann").part("task").data.calling) == (
        True,
        "other",
    )
    game.lead("briefing")
    given.refused(game, c.SayCalling("ann", "elected"), refused.NOT_NOW)


@pytest.mark.parametrize("mode", ["random", "facilitator"])
def test_a_calling_is_asked_only_where_roles_follow_from_it(mode):
    """SEAT-2."""
    game = lobby(mode, "")
    given.refused(game, c.SayCalling("ann", "elected"), refused.NOT_NOW)


def test_nobody_at_the_table_sees_a_calling():
    """SEAT-2: the desk alone does."""
    game = lobby("own", "elected", "employed")
    assert "elected" not in repr(screen(game, "bo"))
    panel = screen_for(Viewer("facilitator"), game.state, Names(), game.now).part("seats-1").data
    assert [(seat.name, seat.role, seat.calling) for seat in panel.seats] == [
        ("Ann", "", "elected"),
        ("Bo", "", "employed"),
    ]


def test_bots_take_what_people_leave():
    """SEAT-2, BOT-2: people are dealt the first codes."""
    game = lobby("swap", "elected", "employed", seats=5, bots=True).lead("briefing")
    assert dict(game.table().seats) | {"M1": "ann", "P1": "bo"} == dict(game.table().seats)
    assert len(game.table().taken()) == 5


def test_dealing_again_deals_the_same():
    """SEAT-2: back to the lobby and forth, and nobody else came."""
    game = lobby("random", "", "", "", "").lead("briefing")
    before = dict(game.table().seats)
    game.when(c.AdvancePhase("briefing", "welcome"))
    game.when(c.AdvancePhase("welcome", "lobby"))
    game.lead("briefing")
    assert dict(game.table().seats) == before


def test_a_table_that_opens_late_is_dealt_too():
    """SEAT-2, SEAT-10."""
    game = given.lobby(2, 4, assignment="random")
    game.when(c.CloseTable(2))
    game.lead("playing").when(c.ReopenTable(2))
    assert set(game.table(2).taken()) == set(FILLING_ORDER[:4])


def test_a_walk_in_balances_the_families():
    """ROOM-1, SEAT-2: of equally small tables the one with fewer of the own calling."""
    game = given.lobby(1, 1, assignment="own")
    game.when(c.SayCalling("P1", "elected"))
    game.when(c.Join("new"))
    game.when(c.SayCalling("new", "elected"))
    game.when(c.FindSeat("new"))
    assert game.state.players["new"].table == 2

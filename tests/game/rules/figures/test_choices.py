"""The room from choices to votes, under KEEP-3."""

from dataclasses import replace

from game.rules.figures.cells import Cell
from game.rules.figures.choices import choices_to_votes
from tests.game.rules import given
from tests.game.rules.figures.rooms import room, table

STAY, MOVE = "AA", "AB"


def test_shift_is_the_share_of_those_who_voted_for_another_option():
    state = room(*(table(number, *[STAY] * 4, *[MOVE] * 3) for number in (1, 2, 3)))
    found = choices_to_votes(state, "harbour")
    assert (found.persons, found.moved, found.share) == (21, 9, 43)
    assert found.chosen == (Cell(("A", "B", "C"), 21),)
    assert found.voted == (Cell(("A",), 12), Cell(("B", "C"), 9))
    assert found.tells


def test_table_that_knows_its_own_votes_learns_no_other_tables():
    """KEEP-3: with two tables, what is left of a room's figure is the other table's votes."""
    state = room(table(1, *["AA"] * 5, "AB"), table(2, *["AB"] * 4))
    found = choices_to_votes(state, "harbour")
    assert found is None or (found.voted, found.share) == ((), None)
    state = room(table(1, *["AA"] * 5, "AB"), *(table(n, *["AB"] * 4, "AA", "AA") for n in (2, 3, 4)))
    found = choices_to_votes(state, "harbour")
    assert found.voted == (Cell(("A", "C"), 11), Cell(("B",), 13))
    assert found.share == 54


def test_only_those_with_choice_and_vote_are_counted():
    state = room(table(1, *[STAY] * 5, "A.", ".B"), table(2, *["BB"] * 5, ".."))
    found = choices_to_votes(state, "harbour")
    assert found.persons == 10
    assert sum(cell.persons for cell in found.chosen) == sum(cell.persons for cell in found.voted) == 10


def test_fewer_than_five_who_moved_are_not_told():
    state = room(table(1, *[STAY] * 6, *[MOVE] * 2), table(2, *[STAY] * 6, *[MOVE] * 2))
    found = choices_to_votes(state, "harbour")
    assert (found.moved, found.share) == (None, None)


def test_fewer_than_five_who_stayed_are_not_told():
    state = room(table(1, *[STAY] * 2, *[MOVE] * 4), table(2, *[STAY] * 2, *[MOVE] * 4))
    assert choices_to_votes(state, "harbour").share is None


def test_one_table_alone_is_nobody_elses_business():
    assert choices_to_votes(room(table(1, *[STAY, MOVE] * 4)), "harbour") is None


def test_four_persons_are_too_few():
    assert choices_to_votes(room(table(1, STAY, MOVE), table(2, STAY, MOVE)), "harbour") is None


def test_four_persons_and_three_bots_are_four_persons():
    state = room(
        table(1, STAY, MOVE, STAY, bots=("M3",)), table(2, STAY, MOVE, STAY, STAY, bots=("M3", "P3"))
    )
    assert choices_to_votes(state, "harbour") is None


def test_bots_beside_people_make_no_cell_larger():
    bots = ("M1", "M3", "P3", "M4", "P2", "M2", "P4")
    state = room(table(1, *["BB"] * 8, bots=bots), *(table(n, *[STAY] * 4) for n in (2, 3, 4)))
    found = choices_to_votes(state, "harbour")
    assert found.persons == 13
    assert found.chosen == (Cell(("A", "B", "C"), 13),)


def test_where_bots_are_alone_they_are_counted():
    bots = ("P1", "M1", "M3", "P3", "M4")
    pairs = ((1, STAY), (2, MOVE), (3, STAY), (4, MOVE))
    state = room(*(table(number, *[pair] * 5, bots=bots) for number, pair in pairs))
    assert choices_to_votes(state, "harbour").share == 50


def test_somebody_who_was_taken_out_is_a_person_still():
    bots = ("P1", "M1", "M3", "P3")
    state = room(table(1, *[STAY] * 5, bots=bots), table(2, *[MOVE] * 5, bots=(*bots, "M4")))
    gone = replace(state.players["M4.1"], removed=True, role=None)
    state = replace(state, players={**state.players, "M4.1": gone})
    assert choices_to_votes(state, "harbour") is None


def test_closed_tables_are_not_counted():
    """SEAT-10."""
    state = room(table(1, *[STAY] * 8), table(2, *[MOVE] * 8, closed=True))
    assert choices_to_votes(state, "harbour") is None


def test_a_dilemma_that_nobody_played_has_no_figure():
    assert choices_to_votes(room(table(1, STAY), table(2, STAY)), "bridge") is None


def test_the_new_holder_of_a_seat_has_not_chosen_what_the_old_one_chose():
    made, people = table(1, *[STAY] * 5)
    play = made.past[0]
    left = {role: choice for role, choice in play.choices.items() if role != "P1"}
    made = replace(made, past=(replace(play, choices=left),))
    assert choices_to_votes(room((made, people), table(2, *[STAY] * 5)), "harbour").persons == 9


def test_anonymous_votes_are_known_as_ways_only():
    """VOTE-10: what the closed vote of a table of five or more left behind."""
    flows = (("A", "A", 5), ("A", "B", 3), ("", "B", 2), ("A", "", 1))
    tables = (table(number, *[STAY] * 8, flows=flows) for number in (1, 2, 3))
    found = choices_to_votes(room(*tables, voting="anonymous"), "harbour")
    assert (found.persons, found.moved, found.share) == (24, 9, 38)


def test_anonymous_ways_of_tables_with_bots_are_left_out():
    flows = (("A", "A", 5), ("A", "B", 3))
    mixed = table(2, *[STAY] * 8, flows=flows, bots=("P1",))
    state = room(table(1, *[STAY] * 8, flows=flows), mixed, voting="anonymous")
    assert choices_to_votes(state, "harbour") is None


def play_two_tables(**settings):
    """Two tables of five; all chose A, and two at each vote for C in the end."""
    game = given.playing(5, 5, script=given.scripted("all", "M", "P"), **settings)
    for number, end in ((1, ""), (2, ".2")):
        seats = [f"{role}{end}" for role in ("P1", "M1", "M3", "P3", "M4")]
        votes = dict(zip(seats, "AAACC", strict=True))
        game.reach("consequence", choices=dict.fromkeys(seats, "A"), votes=votes, table=number)
    return game.state


def test_a_played_round_leaves_what_the_figures_need():
    found = choices_to_votes(play_two_tables(), "harbour")
    assert (found.persons, found.moved) == (10, None)
    assert found.voted in ((Cell(("A", "C"), 10),), ())


def test_a_played_anonymous_round_leaves_the_ways():
    state = play_two_tables(voting="anonymous")
    assert all(not table.play.ballots and not table.play.first_choices for table in state.tables.values())
    assert choices_to_votes(state, "harbour").persons == 10


def test_a_runoff_does_not_replace_the_vote_that_followed_the_talk():
    game = given.playing(5, 5, 5, script=given.scripted("all", "M", "P"))
    for number, end in ((1, ""), (2, ".2"), (3, ".3")):
        seats = [f"{role}{end}" for role in ("P1", "M1", "M3", "P3", "M4")]
        votes = dict(zip(seats[:4], "AACC", strict=True))
        game.reach("runoff", choices=dict.fromkeys(seats, "A"), votes=votes, table=number)
        game.vote(dict.fromkeys(seats, "C"))
        game.close(number)
    found = choices_to_votes(game.state, "harbour")
    assert found.persons == 12
    assert found.chosen == (Cell(("A", "C"), 12),)

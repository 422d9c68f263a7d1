"""The wall shows one table, after its chair has agreed (PHASE-7)."""

from game.rules import commands as c
from game.rules import refused as said
from game.rules.screens import projector_screen
from tests.game.rules.given import Game, lobby, names, playing, refused


class Named:
    """Texts in which nobody is called anything that the wall may show."""

    names = {"P1": "Ann Canary"}
    tables = {1: "Birch"}
    notes: dict[str, str] = {}
    answers: dict[str, int] = {}


def decided(*sizes: int) -> Game:
    """Tables of these sizes, all of which have decided the first round."""
    game = playing(*sizes)
    for number in range(1, len(sizes) + 1):
        seats = game.table(number).seats
        game.reach("consequence", votes={seats[r]: "A" for r in game.table(number).taken()}, table=number)
    return game


def wall(game: Game):
    screen = projector_screen(game.state, Named())
    return screen.name, screen.part("wall").data


def chair(game: Game, number: int = 1) -> str:
    table = game.table(number)
    return table.seats[table.penholder or ""] or ""


def test_table_is_shown_once_its_chair_has_agreed():
    game = decided(3)
    assert names(game.when(c.AskSpotlight(1))) == ["SpotlightAsked"]
    assert wall(game)[0] == "wall_now"
    game.when(c.AnswerSpotlight(chair(game), True))
    name, data = wall(game)
    assert name == "wall_spotlight"
    assert [(line.dilemma, line.option, line.manner) for line in data.spotlight.rounds] == [
        ("harbour", "A", "agreed")
    ]
    assert "Ann" not in repr(data)


def test_chair_may_say_no_and_nothing_is_shown():
    game = decided(3)
    game.when(c.AskSpotlight(1))
    game.when(c.AnswerSpotlight(chair(game), False))
    assert wall(game)[0] == "wall_now" and not game.state.spot


def test_only_the_chair_answers_for_the_table():
    game = decided(3, 3)
    game.when(c.AskSpotlight(1))
    other = next(p for p in game.table().seats.values() if p and p != chair(game))
    refused(game, c.AnswerSpotlight(other, True), said.ONLY_THE_CHAIR)
    assert game.when(c.AnswerSpotlight(chair(game, 2), True)) == []  # another table was not asked
    refused(game, c.AnswerSpotlight("nobody", True), said.NOT_A_PLAYER)


def test_chair_that_is_away_is_stood_in_for_by_anybody_there():
    game = decided(3)
    game.when(c.AskSpotlight(1))
    gone = chair(game)
    game.when(c.NoteAway(gone))
    other = next(p for p in game.table().seats.values() if p and p != gone)
    game.when(c.AnswerSpotlight(other, True))
    assert game.state.spot_shown


def test_nobody_is_shown_while_a_table_still_decides():
    """What one table did must not lead another that has not voted yet."""
    game = playing(3, 3)
    game.reach("consequence", votes=dict.fromkeys(("P1", "M1", "M3"), "A"))
    game.reach("choice", table=2)
    refused(game, c.AskSpotlight(1), said.TABLES_DECIDE_FIRST)
    refused(game, c.AskSpotlight(2), said.TABLES_DECIDE_FIRST)
    refused(game, c.AskSpotlight(7), said.NO_SUCH_TABLE)


def test_next_round_ends_it():
    game = decided(3)
    game.when(c.AskSpotlight(1))
    game.when(c.AnswerSpotlight(chair(game), True))
    for _step in range(2):
        game.close()
    game.clock()
    game.when(c.OpenRound(2))
    assert not game.state.spot and not game.state.spot_shown


def test_facilitator_ends_it_and_twice_is_once():
    game = decided(3)
    game.when(c.AskSpotlight(1))
    assert game.when(c.AskSpotlight(1)) == []
    assert names(game.when(c.EndSpotlight())) == ["SpotlightEnded"]
    assert game.when(c.EndSpotlight()) == []


def test_table_of_bots_has_nobody_who_could_agree():
    game = playing(1, bots=True)
    game.reach("consequence")
    game.when(c.RemovePlayer("P1"))
    refused(game, c.AskSpotlight(1), said.NOBODY_CAN_AGREE)


def test_before_a_decision_there_is_nothing_to_show():
    refused(playing(3), c.AskSpotlight(1), said.TABLES_DECIDE_FIRST)
    refused(lobby(3), c.AskSpotlight(1), said.NOT_NOW)


def test_vote_that_is_opened_again_and_table_that_is_closed_leave_the_wall():
    game = decided(3, 3)
    for change in (lambda: c.ReopenVote(2, game.step(2).number), lambda: c.CloseTable(1)):
        game.when(c.AskSpotlight(1))
        game.when(c.AnswerSpotlight(chair(game), True))
        assert game.state.spot_shown
        game.when(change())
        if game.step(2).name == "talk":
            assert not game.state.spot
            game.reach("consequence", votes=dict.fromkeys(("P1.2", "M1.2", "M3.2"), "A"), table=2)

"""What the desk is told in passing: worth a look or a word, and nothing where nothing is (screen C·5)."""

from game.rules import commands as c
from game.rules.screens.cues import MOST, QUIET, cues
from tests.game.rules.given import SECOND, Game, playing
from tests.game.rules.test_spotlight import Named

SEATS = ("P1", "M1", "M3")


def told(game: Game) -> dict[str, list[int]]:
    """Each cue with the numbers of its tables."""
    return {cue.kind: [n for n, _name in cue.tables] for cue in cues(game.state, Named(), game.now)}


def at_table(number: int, letters: str) -> dict[str, str]:
    """Who sits there, and what each says."""
    end = f".{number}" if number > 1 else ""
    return {f"{role}{end}": letter for role, letter in zip(SEATS, letters, strict=True)}


def test_nothing_is_told_before_there_is_anything():
    assert told(playing(3, 3)) == {}


def test_table_two_steps_behind_the_middle_is_named_and_no_other():
    game = playing(3, 3, 3)
    for number in (1, 2):
        game.reach("reveal", table=number)
    assert told(game)["behind"] == [3]
    game.close(3)
    assert "behind" not in told(game)


def test_split_at_half_of_the_tables_is_worth_a_word():
    game = playing(3, 3)
    game.reach("reveal", choices=at_table(1, "AAA"))
    game.reach("reveal", choices=at_table(2, "AAA"), table=2)
    assert "split" not in told(game)
    game = playing(3, 3)
    game.reach("reveal", choices=at_table(1, "AAA"))
    game.reach("reveal", choices={"P1.2": "A", "M1.2": "C"}, table=2)
    assert told(game)["split"] == [2]


def test_talk_without_a_tap_for_four_minutes_is_quiet_until_somebody_does_something():
    game = playing(3)
    game.reach("talk")
    game.later(QUIET - SECOND)
    assert "quiet" not in told(game)
    game.later(SECOND)
    assert told(game)["quiet"] == [1]
    game.does(next(p for p in SEATS if p != game.table().seats[game.table().chair or ""]), c.TapReady)
    assert "quiet" not in told(game)


def test_the_one_table_that_still_votes_is_named():
    game = playing(3, 3)
    game.reach("consequence", votes=at_table(1, "AAA"))
    game.reach("vote", table=2)
    assert told(game)["last_to_vote"] == [2]


def test_who_stands_alone_and_who_changed_its_mind():
    game = playing(3, 3, 3)
    game.reach("consequence", choices=at_table(1, "AAA"), votes=at_table(1, "CCC"))
    for number in (2, 3):
        letters = at_table(number, "AAA")
        game.reach("consequence", choices=letters, votes=letters, table=number)
    found = told(game)
    assert found["alone"] == found["changed_mind"] == [1]


def test_when_all_are_done_it_is_said_of_all():
    game = playing(3, 3, plenaries=True, edition=2)
    for _round in range(2):
        for number in (1, 2):
            game.decide("A", number)
    assert {t.step.name for t in game.state.tables.values()} == {"done"}
    assert told(game)["all_done"] == []


def test_more_than_a_glance_can_hold_is_never_told():
    game = playing(*[3] * 6)
    for number in range(1, 7):
        game.reach(
            "consequence", choices=at_table(number, "AAA"), votes=at_table(number, "CCC"), table=number
        )
    assert len(cues(game.state, Named(), game.now)) <= MOST

"""News may come in any order, twice, or not at all: what is missing is known."""

import random

import pytest

from game.live.heard import Heard


def told(*news):
    heard = Heard(through=10)
    for since, version in news:
        heard.hear(since, version)
    return heard


def test_news_in_their_order_leave_nothing_missing():
    heard = told((10, 11), (11, 14))
    assert (heard.through, heard.ahead) == (14, {})


def test_news_that_come_too_early_wait_for_those_before():
    heard = told((11, 14))
    assert heard.through == 10
    heard.hear(10, 11)
    assert (heard.through, heard.ahead) == (14, {})


def test_news_that_come_twice_change_nothing():
    assert told((10, 11), (10, 11), (11, 12)) == told((10, 11), (11, 12))


@pytest.mark.parametrize("seed", range(20))
def test_any_order_comes_to_the_same(seed):
    news = [(version, version + 1) for version in range(10, 40)]
    random.Random(seed).shuffle(news)
    heard = told(*news, *news[:5])
    assert (heard.through, heard.ahead) == (40, {})


def test_what_is_committed_is_missing_when_it_did_not_come_between_two_questions():
    heard = told((10, 11))
    assert not heard.misses(13)  # it may be on its way
    assert heard.misses(13)


def test_what_comes_late_but_before_the_second_question_is_not_missing():
    heard = told((10, 11))
    assert not heard.misses(13)
    heard.hear(11, 13)
    assert not heard.misses(14)
    heard.hear(13, 14)
    assert not heard.misses(14)


def test_what_follows_a_gap_does_not_hide_it():
    heard = told((10, 11), (12, 13))
    assert not heard.misses(13)
    assert heard.misses(13)


def test_after_a_look_at_everything_nothing_is_missing():
    heard = told((12, 13), (20, 21))
    heard.all_through(15)
    assert (heard.through, heard.ahead) == (15, {20: 21})
    heard.hear(15, 20)
    assert (heard.through, heard.ahead) == (21, {})


def test_what_waited_is_taken_in_when_all_before_it_is_known():
    heard = told((14, 15), (15, 17))
    heard.all_through(14)
    assert (heard.through, heard.ahead) == (17, {})

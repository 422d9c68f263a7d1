"""Where somebody stands on a ladder: said in the address, kept nowhere, and nonsense counts as not said."""

from dataclasses import replace

import pytest

from research.ladders import ladder_of
from research.models import Level, PublishedVersion
from tests.factories import PracticeFactory, publish
from tests.research.editions.examples import EXAMPLES
from tests.research.looking import told, words

LADDER = tuple({"rung": rung, "name": f"Rung {rung}", "observable": f"Seen {rung}."} for rung in range(1, 6))
LEVEL = replace(EXAMPLES["level"], ladder=LADDER)


def practice(slug, **rungs):
    return replace(
        EXAMPLES["practice"], slug=slug, rungs={key.removeprefix("on"): rung for key, rung in rungs.items()}
    )


PRACTICES = [practice("two", on2=2), practice("three", on2=3), practice("elsewhere", on3=3), practice("none")]


def test_rungs_stand_from_low_to_high_and_nobody_stands_anywhere_yet():
    ladder = ladder_of(LEVEL, PRACTICES, "")
    assert [(rung.number, rung.name, rung.observable) for rung in ladder.rungs] == [
        (rung, f"Rung {rung}", f"Seen {rung}.") for rung in range(1, 6)
    ]
    assert (ladder.here, ladder.next, ladder.practices) == (0, None, ())


def test_next_rung_comes_with_what_helps_towards_it_on_this_level():
    ladder = ladder_of(LEVEL, PRACTICES, "2")
    assert (ladder.here, ladder.next.number) == (2, 3)
    assert [one.slug for one in ladder.practices] == ["three"]
    assert [one.slug for one in ladder_of(LEVEL, PRACTICES, "1").practices] == ["two"]
    assert ladder_of(LEVEL, PRACTICES, "3").practices == ()


def test_highest_rung_has_none_above_it():
    ladder = ladder_of(LEVEL, PRACTICES, "5")
    assert (ladder.here, ladder.next, ladder.practices) == (5, None, ())


@pytest.mark.parametrize(
    "asked", ["0", "6", "-1", "02", " 2", "2 ", "2.0", "two", "٢", "\0", "1 OR 1=1", "2" * 5000]
)
def test_what_is_no_rung_counts_as_not_said(asked):
    assert ladder_of(LEVEL, PRACTICES, asked) == ladder_of(LEVEL, PRACTICES, "")


def test_level_without_a_ladder_has_no_rungs():
    assert ladder_of(replace(LEVEL, ladder=()), PRACTICES, "1").rungs == ()


@pytest.fixture
def address(db):
    level = Level.objects.get(number=2)
    level.ladder = list(LADDER)
    level.save()
    PracticeFactory(name="Towards three", rungs={"2": 3}).levels.set([2])
    PracticeFactory(name="Towards four", rungs={"2": 4}).levels.set([2])
    publish()
    return level.get_absolute_url()


def rung_shown(text):
    return words(text.partition('id="next-rung">')[2].partition("</section>")[0])


def test_page_says_that_the_ladder_is_our_own_and_shows_the_next_rung(client, address):
    text = told(client, address)
    assert "It has not been validated." in text
    assert 'id="next-rung"' not in text and " checked" not in text
    text = told(client, f"{address}?rung=2")
    assert "Towards rung 3, Rung 3" in rung_shown(text)
    assert "Towards three" in rung_shown(text) and "Towards four" not in rung_shown(text)
    assert text.count(" checked") == 1


def test_page_says_where_nothing_helps_and_where_nothing_is_above(client, address):
    assert "No practice in the library is set against this rung yet." in rung_shown(
        told(client, f"{address}?rung=4")
    )
    assert "You stand on the highest rung." in rung_shown(told(client, f"{address}?rung=5"))


@pytest.mark.parametrize("asked", ["rung=9", "rung=", "rung=%00", "rung=x&rung=y", "rung=%ff", "rung=<b>"])
def test_nonsense_in_the_address_shows_the_page_as_if_nothing_was_said(client, address, asked):
    text = told(client, f"{address}?{asked}")
    assert 'id="next-rung"' not in text and " checked" not in text


def test_nothing_of_it_is_stored(client, address, django_assert_num_queries):
    """No cookie, no session, no row: the answer is asked of what is published, and nothing is written."""
    before = (Level.history.count(), PublishedVersion.objects.count())
    with django_assert_num_queries(4) as asked:
        answer = client.get(f"{address}?rung=2")
    assert all(one["sql"].startswith("SELECT") for one in asked.captured_queries)
    assert not answer.cookies and not client.cookies
    assert (Level.history.count(), PublishedVersion.objects.count()) == before

"""Networks are counted without keeping an address; a limit that is reached counts nothing."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from research.limit import DAY, HOUR, Limit, TooMany, _key, count, network
from research.receiving import when

NOON = 1_700_049_600.0  # 12:00 UTC


def request(address):
    return RequestFactory().get("/", REMOTE_ADDR=address)


@pytest.fixture
def noon(monkeypatch):
    """The machine's clock stands at noon until a test moves it."""
    moment = {"now": NOON}
    monkeypatch.setattr("time.time", lambda: moment["now"])
    return moment


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2ff::1", "2001:db8:1:200::/56"),
        ("2001:db8::1", "2001:db8::/56"),
        ("::ffff:203.0.113.5", "203.0.113.0/24"),
        ("", ""),
        ("unknown", ""),
        ("203.0.113.77:8080", ""),
        ("fe80::1%eth0", "fe80::/56"),
    ],
)
def test_network_of_an_address(address, found):
    assert network(request(address)) == found


def test_limit_is_reached_and_over_with_its_window(noon):
    two = (Limit(2, HOUR),)
    noon["now"] += 600
    for _one in range(2):
        count("things", request("203.0.113.1"), two)
    with pytest.raises(TooMany) as full:
        count("things", request("203.0.113.2"), two)
    assert full.value.seconds == 3000
    count("things", request("203.0.114.1"), two)
    count("others", request("203.0.113.1"), two)
    noon["now"] += 3000
    count("things", request("203.0.113.1"), two)


def test_what_is_refused_counts_nowhere(noon):
    """Who knocks in vain all day has not used up the day."""
    both = (Limit(1, HOUR), Limit(2, DAY))
    count("things", request("203.0.113.1"), both)
    for _knock in range(5):
        with pytest.raises(TooMany):
            count("things", request("203.0.113.1"), both)
    noon["now"] += HOUR
    count("things", request("203.0.113.1"), both)
    noon["now"] += HOUR
    with pytest.raises(TooMany) as full:
        count("things", request("203.0.113.1"), both)
    assert full.value.seconds == 10 * HOUR


def test_limit_for_all_does_not_ask_where_from(noon):
    three = (Limit(2, HOUR), Limit(3, HOUR, is_for_all=True))
    for place in range(3):
        count("things", request(f"203.0.{place}.1"), three)
    with pytest.raises(TooMany):
        count("things", request("203.0.99.1"), three)


def test_no_address_is_kept_and_no_two_days_can_be_tied_together(noon):
    hours = [_key("things", Limit(9, HOUR), int(NOON) + more, "203.0.113.0/24") for more in (0, HOUR, DAY)]
    hashes = [key.rpartition(":")[2] for key in hours]
    assert not any("203.0" in key for key in hours)
    assert hashes[0] == hashes[1] != hashes[2]
    count("things", request("203.0.113.1"), (Limit(9, HOUR),))
    assert cache.get(hours[0]) == 1


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 minute"), (61, "2 minutes"), (3600, "60 minutes"), (3601, "2 hours"), (36_000, "10 hours")],
)
def test_time_to_wait_in_words(seconds, words):
    assert when(seconds) == words

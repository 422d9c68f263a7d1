"""How many wrong codes may be tried at the door: by one network, and by all of them, in a day.

A code has 32 ** 6 values. All networks together may try `MOST_OF_ALL` wrong ones a day, so somebody who guesses without
end finds one given workshop on one day with a chance of less than one in ten thousand, however many networks they use.
What one network may try is its share: a thousand networks are needed to use up what all have.

Nobody with a right code is locked out by others who mistype. What is tried is not counted, and never refused, where

- somebody of the same network came in with this code today: one who is in lets in the hall behind the same address;
- the code comes from a link or a sign of ours, which carries a seal: whoever scans it has nothing to guess;
- it cannot be a code: too short, or with signs that no code has.

A network is a /24 of IPv4 and a /48 of IPv6: that much is given to one house, so that less would give one guesser tens of
thousands of budgets, and more would let strangers use up each other's. It is known by a keyed hash alone. One half of
the key is the site's; the other is drawn anew each day, kept in the cache, and forgotten with it.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from game import limits
from game.models import CODE_LENGTH, CODE_SIGNS
from research.limit import DAY, network

MOST_OF_NETWORK = 100
MOST_OF_ALL = 90_000
NETWORK_BITS = 48
#: Letters of a seal. Whoever would invent code and seal together has more than 2 ** 60 to try.
SEAL_LENGTH = 8

#: What this process counts by itself while the shared cache is away, and the half of the key that it uses then.
_own: dict[str, int] = {}
_own_key = secrets.token_hex(16)


def seal_of(code: str) -> str:
    """What a link of ours carries beside the code."""
    return salted_hmac("seal of a code", code).hexdigest()[:SEAL_LENGTH]


def may_be_code(code: str) -> bool:
    """Whether this could be the code of a workshop."""
    return len(code) == CODE_LENGTH and set(code) <= set(CODE_SIGNS)


def begin(request: HttpRequest, code: str, seal: str = "") -> bool:
    """Whether this code may be looked up now. It counts as wrong until `was_right` says otherwise.

    Counting before looking leaves no gap between the two in which many could be tried at once.
    """
    places = _places(request, code)
    if not may_be_code(code) or _is_free(places, code, seal):
        return True
    if _add(places.of_all) > MOST_OF_ALL:
        _take_back(places.of_all)
        return False
    if _add(places.of_network) > MOST_OF_NETWORK:
        _take_back(places.of_all, places.of_network)
        return False
    return True


def was_right(request: HttpRequest, code: str, seal: str = "") -> None:
    """The code that was begun with opens a door: it does not count, and today it opens always for this network."""
    places = _places(request, code)
    if not _is_free(places, code, seal):
        _take_back(places.of_all, places.of_network)
    cache.set(places.of_right, True, DAY)


def hidden_network(request: HttpRequest) -> str:
    """The network that a request comes from, by a name that tells nothing, and nothing at all tomorrow."""
    return _places(request, "").of_network


def forget() -> None:
    """Know of no guess that this process has counted by itself."""
    _own.clear()


@dataclass(frozen=True, slots=True)
class Places:
    """Where in the cache wrong codes of a network and of all are counted, and where a right one is known."""

    of_network: str
    of_all: str
    of_right: str


def _places(request: HttpRequest, code: str) -> Places:
    """Names in the cache that tell nothing, and nothing at all tomorrow."""
    key, here = _key_of_the_day(), network(request, NETWORK_BITS)

    def hidden(what: str) -> str:
        return f"codes:{_today()}:{salted_hmac('wrong codes', what, secret=key).hexdigest()[:24]}"

    return Places(hidden(f"one {here}"), hidden("all"), hidden(f"right {here} {code}"))


def _is_free(places: Places, code: str, seal: str) -> bool:
    return constant_time_compare(seal.encode(), seal_of(code).encode()) or bool(cache.get(places.of_right))


def _add(place: str) -> int:
    """Count one more: in the shared cache, or while that is away in this process. Answers how many there are now."""
    cache.add(place, 0, 2 * DAY)
    return cache.incr(place) or _add_here(place)


def _add_here(place: str) -> int:
    for old in [one for one in _own if not one.startswith(f"codes:{_today()}:")]:
        del _own[old]
    _own[place] = _own.get(place, 0) + 1
    return _own[place]


def _take_back(*places: str) -> None:
    for place in places:
        if _own.get(place):
            _own[place] -= 1
        else:
            cache.add(place, 1, 2 * DAY)
            cache.incr(place, -1)


def _key_of_the_day() -> str:
    place = f"codes:key:{_today()}"
    cache.add(place, secrets.token_hex(16), DAY)
    drawn = cache.get(place) or _own_key
    return salted_hmac("key of the day", f"{_today()} {drawn}").hexdigest()


def _today() -> int:
    return int(time.time()) // DAY


limits.also_forget.append(forget)

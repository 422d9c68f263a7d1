"""How much one network may send, and all together. No address is kept: only a keyed hash of its network, of one day."""

from __future__ import annotations

import time
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

HOUR = 3600
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many in each window of so many seconds, from one network or, with `is_for_all`, from everywhere."""

    most: int
    seconds: int
    is_for_all: bool = False


class TooMany(Exception):
    """There is no room; `seconds` until there is."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def count(what: str, request: HttpRequest, limits: tuple[Limit, ...]) -> None:
    """Count one more of something. Raises TooMany where a limit is reached, and then it counts nowhere."""
    now, counted = int(time.time()), []
    for limit in limits:
        key = _key(what, limit, now, "" if limit.is_for_all else network(request))
        cache.add(key, 0, 2 * limit.seconds)
        counted.append(key)
        if cache.incr(key) > limit.most:
            for one in counted:
                cache.decr(one)
            raise TooMany(limit.seconds - now % limit.seconds)


def network(request: HttpRequest, bits: int = 56) -> str:
    """The network that a request comes from: a /24, or so many bits of IPv6 (an office may have a /56); empty if unknown."""
    return network_of(request.META.get("REMOTE_ADDR", ""), bits)


def network_of(told: str, bits: int = 56) -> str:
    """The same of an address."""
    try:
        address: IPv4Address | IPv6Address = ip_address(told)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ip_network((str(address), 24 if address.version == 4 else bits), strict=False))


def _key(what: str, limit: Limit, now: int, where: str) -> str:
    """Where it is counted. The hash changes every day, so that no two days can be tied together."""
    hidden = salted_hmac(what, f"{now // DAY} {where}").hexdigest()[:24]
    whose = "all" if limit.is_for_all else "one"  # apart also where no address is known
    return f"{what}:{whose}:{limit.seconds}:{now // limit.seconds}:{hidden}"

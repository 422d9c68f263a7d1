"""Dates of slow play: from what a facilitator chooses, in the zone of the town, to moments and back (SLOW-1).

The clock on the wall leads: a round that opens at 18:00 opens at 18:00 before and after the clocks are changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from game import calendars

#: What slow play is set up with: days to choose, to talk and to vote, and from one round to the next.
DEFAULTS: dict[str, Any] = {
    "first": "",
    "zone": "Europe/Copenhagen",
    "choose_days": 3,
    "talk_days": 2,
    "vote_days": 1,
    "every_days": 7,
    "finale": "",
}
MINUTES_OF_FINALE = 45
#: What happens at each of the four dates of a round.
KINDS = ("opens", "choices", "talk", "votes")
FINALE = "finale"
#: How long an entry in a calendar lasts.
AN_ENTRY = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Date:
    """One date: which round (0 for the finale), what happens, and when, in the zone of the workshop."""

    round: int
    kind: str
    at: datetime


def zones() -> tuple[str, ...]:
    """The zones that can be chosen."""
    return (
        "UTC",
        *sorted(name for name in available_timezones() if name.startswith(("Europe/", "Atlantic/"))),
    )


def planned(chosen: Mapping[str, Any], rounds: int) -> tuple[tuple[tuple[int, int, int, int], ...], int]:
    """The four dates of each round, and the finale, in milliseconds. ValueError for what is no date or no zone."""
    zone, first = ZoneInfo(chosen["zone"]), datetime.fromisoformat(chosen["first"])
    found = []
    for number in range(rounds):
        days = number * chosen["every_days"]
        steps = [0, chosen["choose_days"], chosen["talk_days"], chosen["vote_days"]]
        row = []
        for more in steps:
            days += more
            row.append(milliseconds(first + timedelta(days=days), zone))
        found.append((row[0], row[1], row[2], row[3]))
    finale = chosen["finale"] and datetime.fromisoformat(chosen["finale"])
    last = finale or first + timedelta(days=rounds * chosen["every_days"])
    return tuple(found), milliseconds(last, zone)


def milliseconds(wall: datetime, zone: ZoneInfo) -> int:
    """A time on the wall of a zone as milliseconds since 1970; one that the change of clocks skips is an hour later."""
    return int(wall.replace(tzinfo=zone).timestamp()) * 1000


def told(at: int, zone: str) -> datetime:
    """A moment in milliseconds, on the wall of a zone."""
    return datetime.fromtimestamp(at / 1000, ZoneInfo(zone))


def listed(dates: tuple[tuple[int, int, int, int], ...], finale: int, zone: str) -> Iterator[Date]:
    """All dates in order, the finale last."""
    for number, row in enumerate(dates, 1):
        for kind, at in zip(KINDS, row, strict=True):
            yield Date(number, kind, told(at, zone))
    yield Date(0, FINALE, told(finale, zone))


def calendar(title: str, uid: str, entries: list[tuple[Date, str]], address: str, language: str) -> bytes:
    """A calendar file with an entry for each date. They are fixed when the doors open, so none is ever changed."""
    return calendars.file(
        "slow play",
        (
            calendars.Entry(
                uid=f"{uid}-{date.round}-{date.kind}",
                begins=date.at,
                ends=date.at + (timedelta(minutes=MINUTES_OF_FINALE) if date.kind == FINALE else AN_ENTRY),
                summary=f"{title}: {words}",
                language=language,
                url=address,
            )
            for date, words in entries
        ),
    )

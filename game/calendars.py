"""Calendar files (RFC 5545) for everybody's own calendar: moments in UTC, so that no zone can be misread, and nobody's name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import icalendar

CONTENT_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `begins` and `ends` are moments in any zone, or days, and then the end is the day after the last.

    `uid` stays the same for the same thing and `sequence` grows with each change of it, so that a calendar moves an entry
    instead of adding a second one. `language` is that of the words.
    """

    uid: str
    begins: datetime | date
    ends: datetime | date
    summary: str
    language: str
    description: str = ""
    url: str = ""
    sequence: int = 0


def file(product: str, entries: Iterable[Entry], made: datetime | None = None) -> bytes:
    """The entries as a file; `made` says when, else it was now. Lines are folded and signs escaped by icalendar."""
    found = icalendar.Calendar()
    found.add("prodid", f"-//CO-CREATOR//{product}//EN")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    stamp = made or datetime.now(UTC)
    for entry in entries:
        found.add_component(_event(entry, stamp))
    return bytes(found.to_ical())


def _event(entry: Entry, stamp: datetime) -> icalendar.Event:
    event, spoken = icalendar.Event(), {"language": entry.language}
    event.add("uid", f"{entry.uid}@co-creator")
    event.add("dtstamp", stamp)
    event.add("sequence", entry.sequence)
    event.add("dtstart", _moment(entry.begins))
    event.add("dtend", _moment(entry.ends))
    event.add("summary", entry.summary, parameters=spoken)
    if entry.description:
        event.add("description", entry.description, parameters=spoken)
    if entry.url:
        event.add("url", entry.url)
    if not isinstance(entry.begins, datetime):
        event.add("transp", "TRANSPARENT")  # a whole day is a reminder and keeps nobody busy
    return event


def _moment(at: datetime | date) -> datetime | date:
    return at.astimezone(UTC) if isinstance(at, datetime) else at

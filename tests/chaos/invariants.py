"""What must be true of a workshop after any blow. Each function answers what is broken, in sentences; nothing if all is well.

Everything here is pure: it is given what was acknowledged, what a fresh process makes of the log, and what pages show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


class BrokenError(AssertionError):
    """Something is not as it must be. What fails with this is never tried again: a vote that is lost once is lost."""


def hold(broken: Sequence[str]) -> None:
    """Raises BrokenError with the first sentences that say what is broken, if any does."""
    if broken:
        raise BrokenError("\n".join(broken[:20]))


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A vote that the server called saved: whose, in which step, for what, and by which tap of the page."""

    player: str
    step: str
    option: str
    tap: int


@dataclass(frozen=True, slots=True)
class Answered:
    """How a request was answered: what was asked, the status (0: the line was cut), and whether it may be tried again."""

    what: str
    status: int
    retry_after: str = ""


def once(lines: Sequence[Sequence[Any]], saved: Iterable[Acknowledged]) -> list[str]:
    """Every acknowledged vote is in the log exactly once; no tap is in it twice, acknowledged or not."""
    taps: dict[tuple[str, int], list[str]] = {}
    for _version, event, data, _at in lines:
        if event == "VoteCast":
            taps.setdefault((data["player"], data["tap"]), []).append(data["option"])
    return [
        *(
            f"{vote} was saved and is not in the log"
            for vote in saved
            if vote.option not in taps.get((vote.player, vote.tap), ())
        ),
        *(f"{tap} is in the log as {options}" for tap, options in taps.items() if len(options) > 1),
    ]


def held(votes: Mapping[str, str], saved: Iterable[Acknowledged]) -> list[str]:
    """What the state holds of a person is that person's last acknowledged tap, while the step is still open."""
    last: dict[str, Acknowledged] = {}
    for vote in saved:
        if vote.player not in last or vote.tap > last[vote.player].tap:
            last[vote.player] = vote
    return [
        f"{player} last saved {vote.option!r}, and {votes.get(player)!r} is held"
        for player, vote in last.items()
        if votes.get(player) != vote.option
    ]


def gapless(lines: Sequence[Sequence[Any]]) -> list[str]:
    """Versions run from 1 to n without gaps and without doubles."""
    versions = [line[0] for line in lines]
    wanted = list(range(1, len(lines) + 1))
    return [] if versions == wanted else [f"the log runs {versions} instead of 1 to {len(lines)}"]


def folded(fresh: Mapping[str, Any]) -> list[str]:
    """The log replayed is the state that a fresh process computes, and the summary on the workshop's row."""
    broken = [] if fresh["is_same"] else ["the log replays to another state than a fresh process computes"]
    if fresh["row"] != fresh["replayed"]:
        broken.append(f"the row says {fresh['row']} and the log {fresh['replayed']}")
    return broken


def steady(lines: Sequence[Sequence[Any]], most: int) -> list[str]:
    """Time in the log never runs backwards, and never jumps by more than so many milliseconds."""
    times = [line[3] for line in lines]
    jumps = [later - earlier for earlier, later in pairwise(times)]
    return [f"the log jumps by {jump} ms" for jump in jumps if not 0 <= jump <= most]


def current(shown: Mapping[str, str], own: Mapping[str, str]) -> list[str]:
    """Every page shows what a fresh fetch of its own screen says, and that is something."""
    return [
        f"{page} shows {shown.get(page)!r} and its screen is {screen!r}"
        for page, screen in own.items()
        if not screen or shown.get(page) != screen
    ]


def calm(complaints: Iterable[str], named: Iterable[str] = ()) -> list[str]:
    """No server complained, but of the named consequences of the blow, and then without a traceback."""
    wanted = [re.compile(pattern) for pattern in named]
    return [
        line
        for line in complaints
        if ("Traceback" in line or " ERROR " in line or " CRITICAL " in line or "Exception" in line)
        and not any(pattern.search(line) for pattern in wanted)
    ]


def answered(answers: Iterable[Answered], allowed: Iterable[int] = ()) -> list[str]:
    """No request was answered 5xx, but by the statuses that this blow allows; and 503 says when to try again."""
    known = set(allowed)
    return [
        f"{answer.what} was answered {answer.status}"
        for answer in answers
        if answer.status >= 500
        and (answer.status not in known or (answer.status == 503 and not answer.retry_after))
    ]

"""What the board and the result sheet say: tracks with their names, ends and starts; thresholds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pypdf import PdfReader

from tests.game.kit.parity import printed as p
from tests.game.kit.parity.text import Lines, Unreadable, number
from tests.pdf_reader import tags

#: The tracks in the order in which the board shows them.
ORDER = (*p.POLES, *p.RESOURCES, *p.PEOPLE)
_TRACK = re.compile(
    r"(?P<name>.+): a track from (?P<low>\S+) to (?P<high>\S+?)(?:, beginning at (?P<start>\S+))?"
)


@dataclass(frozen=True, slots=True)
class Board:
    """Names of tracks, their ends, where markers begin, and what Time and Budget are by the number of rounds."""

    names: Mapping[str, str]
    tracks: Mapping[str, tuple[int, int]]
    starts: Mapping[str, int]
    purses: Mapping[int, tuple[int, int]]


def told(pdf: PdfReader) -> Lines:
    """What is drawn, in the words that stand beside each track for whoever cannot see it."""
    return [str(tag["/Alt"]) for tag in tags(pdf) if tag.get("/Alt")]


def read(pages: list[Lines]) -> Board:
    """The board, from what is printed on it and told of it."""
    lines = [line for page in pages for line in page]
    found = [match for match in map(_TRACK.fullmatch, lines) if match]
    if len(found) != len(ORDER):
        raise Unreadable(f"{len(found)} tracks on the board, not {len(ORDER)}")
    order = [
        *ORDER[: len(ORDER) - len(p.PEOPLE)],
        *_people([match["name"] for match in found[-len(p.PEOPLE) :]]),
    ]
    tracks = dict(zip(order, found, strict=True))
    starts = {name: number(match["start"]) for name, match in tracks.items() if match["start"]}
    _must_say_so(lines, starts)
    return Board(
        names={match["name"]: name for name, match in tracks.items()},
        tracks={name: (number(match["low"]), number(match["high"])) for name, match in tracks.items()},
        starts=starts,
        purses=_purses(lines),
    )


def _people(names: list[str]) -> Iterator[str]:
    """Which of the two tracks of a stakeholder is which; the stakeholders come in the order of the ring."""
    kinds = {"attitude": "att", "involvement": "inv"}
    for at, name in enumerate(names):
        yield f"{kinds[name.rpartition(', ')[2]]}.{p.RING[at // 2]}"


def _must_say_so(lines: Iterable[str], starts: Mapping[str, int]) -> None:
    """The box on how to begin says of poles, Trust and Legitimacy what the tracks say."""
    said = {
        name: int(value)
        for line in lines
        for name, value in re.findall(r"(All eight poles|Trust|Legitimacy): (\d+)", line)
    }
    wanted = {starts[pole] for pole in p.POLES}
    if wanted != {said["All eight poles"]}:
        raise Unreadable(f"poles begin at {wanted} or {said['All eight poles']}")
    if (said["Trust"], said["Legitimacy"]) != (starts["trust"], starts["legitimacy"]):
        raise Unreadable(f"Trust and Legitimacy begin at {said}, and not so on their tracks")


def _purses(lines: Iterable[str]) -> dict[int, tuple[int, int]]:
    rows = {
        match["name"]: [int(n) for n in match["numbers"].split()]
        for line in lines
        if (match := re.fullmatch(r"(?P<name>Rounds|Time|Budget) (?P<numbers>\d+(?: \d+)+)", line))
    }
    return dict(zip(rows["Rounds"], zip(rows["Time"], rows["Budget"], strict=True), strict=True))

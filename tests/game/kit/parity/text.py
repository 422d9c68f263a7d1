"""The grammar of a kit's paper: lines of a PDF, changes, conditions, and the tracks that they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pypdf import PdfReader

from tests.game.kit.parity import printed as p
from tests.pdf_reader import reader

#: The signs of paper: a real minus, and the dot between two words.
MINUS, DOT = "\N{MINUS SIGN}", "\N{MIDDLE DOT}"
_NUMBER = rf"[+{MINUS}]?\d+"
_CHANGE = re.compile(rf"(?P<by>[+{MINUS}]\d+) (?P<name>.+)")
_NEXT = re.compile(rf" (?=[+{MINUS}]\d+ |Tick: )")
_TICK = re.compile(r"Tick: (?P<name>.+)")
_TERM = re.compile(
    rf"(?P<name>.+?): (?:(?P<value>{_NUMBER}) or (?P<sign>more|less)"
    r"|(?P<none>not )?ticked"
    r"|(?P<ticks>\d+) ticks? or (?P<many>more|fewer|none))(?: and |$)"
)


class Unreadable(Exception):
    """Something on paper cannot be read, or not in one way only."""


Lines = list[str]
Texts = Mapping[str, list[Lines]]


def pages(content: bytes) -> list[Lines]:
    """The lines of every page, as they are printed; a line that is only broken for want of room is one line."""
    return [_lines(page.extract_text()) for page in reader(content).pages]


def _lines(text: str) -> Lines:
    text = text.replace("\u200b", "").replace(" \n", " ")
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def scenario_of(pdf: PdfReader) -> str:
    """The title of the scenario, which every document's own title begins with."""
    title = pdf.metadata.title if pdf.metadata else None
    if not title or ": " not in title:
        raise Unreadable(f"no title: {title!r}")
    return title.rpartition(": ")[0]


def number(text: str) -> int:
    """A whole number, with a sign or without."""
    return int(text.replace(MINUS, "-"))


class Pieces:
    """Pieces of a document: each ends with its foot, an id beside the scenario's name, version and language."""

    def __init__(self, scenario: str) -> None:
        """Feet are known by the scenario that they name."""
        self._foot = re.compile(rf"(?:(?P<id>.+) )?{re.escape(scenario)} \d+ {DOT} [\w-]+")
        self._margin = f"{scenario}: "

    def of(self, lines: Iterable[str]) -> Iterator[tuple[str, Lines]]:
        """The ids of the pieces with the lines above their feet; what follows a foot belongs to the next piece."""
        found: Lines = []
        for line in lines:
            if line.startswith(self._margin):
                continue
            foot = self._foot.fullmatch(line)
            if foot is None:
                found.append(line)
                continue
            yield foot["id"] or found.pop(), found
            found = []
        if found:
            yield "", found


class Names:
    """What the tracks of the board are called, and how their names are read. `marks` are all that were read of."""

    def __init__(self, tracks: Mapping[str, str]) -> None:
        """Tracks by their printed names."""
        self._tracks = dict(tracks)
        self.marks: set[str] = set()

    def track(self, name: str) -> str:
        """The short name of a track; Unreadable if the board has none of this name."""
        if name not in self._tracks:
            raise Unreadable(f"no such track on the board: {name!r}")
        return self._tracks[name]

    def change(self, line: str) -> p.Change | None:
        """What a line changes; None if it is another kind of line."""
        if tick := _TICK.fullmatch(line):
            return p.Change(self._mark(tick["name"]), is_tick=True)
        change = _CHANGE.fullmatch(line)
        return p.Change(self.track(change["name"]), number(change["by"])) if change else None

    def changes(self, lines: Iterable[str]) -> p.Changes:
        """All changes among these lines, in their order; short ones may stand side by side."""
        ours = (line for line in lines if _CHANGE.fullmatch(line) or _TICK.fullmatch(line))
        found = (self.change(one) for line in ours for one in _NEXT.split(line))
        return tuple(change for change in found if change is not None)

    def condition(self, text: str) -> p.Condition:
        """A condition in words; Unreadable if there is none."""
        found, at = [], 0
        while match := _TERM.match(text, at):
            found.append(self._term(match))
            at = match.end()
        if not found or at != len(text):
            raise Unreadable(f"no condition: {text!r}")
        return tuple(found)

    def _term(self, match: re.Match[str]) -> p.Term:
        if match["value"]:
            name = self._tracks.get(match["name"]) or self._person(match["name"])
            return p.Term(name, number(match["value"]), match["sign"] == "less")
        if match["name"] in self._tracks:
            raise Unreadable(f"nothing to tick: {match['name']!r}")
        if match["ticks"]:
            return p.Term(self._mark(match["name"]), int(match["ticks"]), match["many"] != "more")
        return p.Term(self._mark(match["name"]), 0 if match["none"] else 1, bool(match["none"]))

    def _mark(self, name: str) -> str:
        self.marks.add(name)
        return name

    def _person(self, name: str) -> str:
        if name == "anybody else, attitude":
            return p.ANYBODY_ELSE
        return self.track(name)

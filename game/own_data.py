"""What is kept of one person in a workshop: all of it, as the tables hold it, to read and to take along (KEEP-6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from game.access import Seated
from game.models import Answer, LogLine, Note, Player
from game.rewriting import ANSWERS

CHOICE, VOTE = ANSWERS


@dataclass(frozen=True, slots=True)
class Said:
    """A choice or a vote as it was given; `letter` is empty where none was given, or nobody knows it any more (VOTE-10)."""

    is_vote: bool
    dilemma: str
    letter: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The name, the words by their id, the answers about oneself by name, choices and votes in their order, and every line
    of the log that names the person.
    """

    name: str
    words: tuple[tuple[str, str], ...]
    answers: dict[str, int]
    said: tuple[Said, ...]
    lines: tuple[dict[str, Any], ...]


def kept(seated: Seated) -> Kept:
    """All of it; five queries."""
    mine = {"workshop": seated.workshop, "player": seated.player}
    said, lines = [], []
    for dilemma, line in _lines(seated):
        lines.append({"at": _moment(line.at), "what": line.event, **line.data})
        if line.event in (CHOICE, VOTE):
            said.append(Said(line.event == VOTE, dilemma, line.data.get("option", "")))
    return Kept(
        Player.objects.get(workshop=seated.workshop, id_in_log=seated.player).name,
        tuple(Note.objects.filter(**mine).order_by("pk").values_list("id_in_log", "text")),
        dict(Answer.objects.filter(**mine).order_by("name").values_list("name", "value")),
        tuple(said),
        tuple(lines),
    )


def as_file(seated: Seated) -> dict[str, Any]:
    """The same as plain data, for JSON. The names of its fields are English and stay as they are."""
    found = kept(seated)
    return {
        "workshop": seated.workshop.title or seated.workshop.slug,
        "id": seated.player,
        "name": found.name,
        "words": [{"id": name, "text": text} for name, text in found.words],
        "answers": found.answers,
        "log": list(found.lines),
    }


def _lines(seated: Seated) -> Iterator[tuple[str, LogLine]]:
    """The lines that name the person, each with the dilemma that its table was at."""
    dilemmas: dict[int, str] = {}
    for line in LogLine.objects.filter(workshop=seated.workshop).order_by("version"):
        if line.event == "SituationSet":
            dilemmas[line.data["table"]] = line.data.get("dilemma", "")
        if _names(line.data, seated.player):
            yield dilemmas.get(line.data.get("table", 0), ""), line


def _names(data: Any, player: str) -> bool:
    if isinstance(data, dict):
        return any(_names(value, player) for value in data.values())
    if isinstance(data, list):
        return any(_names(value, player) for value in data)
    return isinstance(data, str) and (data == player or data.startswith(f"{player}."))


def _moment(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="seconds")

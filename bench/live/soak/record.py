"""What a soak notes as it goes: a row of a Markdown table for each sample, readable at any time and after any end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sample:
    """The server at one moment: `second` of the soak, megabytes in memory, and how much it has of each thing.

    `files` are open files besides `sockets`, `pages` what the crowd has open, `database` connections of PostgreSQL or files
    of SQLite, `tasks` those of asyncio as far as the server tells, else 0. `core` is the share of its core in per cent since
    the sample before, `posts` to `lost` count from the beginning.
    """

    second: float
    memory: float
    threads: float
    files: float
    sockets: float
    database: float
    tasks: float
    pages: float
    core: float
    posts: float
    screens: float
    ended: float
    lost: float


NAMES = tuple(field.name for field in fields(Sample))


class Record:
    """A file that a soak writes to; whatever it held before is gone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        ruled = ["---:"] * len(NAMES)
        path.write_text("".join(_row(words) for words in (NAMES, ruled)))

    def note(self, sample: Sample) -> str:
        """Append a sample at once; the row as it was written."""
        row = _row([f"{figure:.1f}".removesuffix(".0") for figure in astuple(sample)])
        with self.path.open("a") as file:
            file.write(row)
        return row.rstrip()


def read(path: Path) -> list[Sample]:
    """All samples of a file that are whole; ValueError where there are fewer than two."""
    found = []
    for line in path.read_text().splitlines():
        words = [word.strip() for word in line.strip().strip("|").split("|")]
        if len(words) == len(NAMES) and line.endswith("|") and _is_number(words[0]):
            found.append(Sample(*map(float, words)))
    if len(found) < 2:
        raise ValueError(f"{path} holds {len(found)} samples; two are the least that can be compared.")
    return found


def _row(words: Sequence[str]) -> str:
    return f"| {' | '.join(words)} |\n"


def _is_number(word: str) -> bool:
    return word.replace(".", "", 1).isdigit()

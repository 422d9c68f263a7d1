"""A scenario without a fault, and ways to put one in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from research.files import records
from scenarios.files import CONTENT, ScriptFiles
from scenarios.places import Problem
from scenarios.problems import problems

GOOD = Path(__file__).parent / "good"
STRUCTURE, ENGLISH = "good/scenario.yaml", "good/text/en.yaml"


@dataclass(frozen=True)
class Fault:
    """One change of a file, and the problem it must bring: its code, path and the line on which `near` stands.

    `near` is where the change begins unless said otherwise; `after` counts lines from there. `also` names the codes
    of further problems that the same slip brings.
    """

    old: str
    new: str
    code: str
    path: str
    near: str = ""
    after: int = 0
    also: frozenset[str] = frozenset()
    file: str = STRUCTURE

    def __str__(self) -> str:
        return f"{self.code} {self.path or 'file'}"


@cache
def good() -> ScriptFiles:
    """The files of a scenario without a fault, in English."""
    return ScriptFiles(
        slug="good",
        structure=(GOOD / "scenario.yaml").read_bytes(),
        texts={"en": (GOOD / "text" / "en.yaml").read_bytes()},
        shared={"en": (CONTENT / "common" / "en.yaml").read_bytes()},
    )


def found(files: ScriptFiles) -> list[Problem]:
    """All problems of these files, judged by the shipped library."""
    return problems(files, records())


def changed(old: str, new: str, file: str = STRUCTURE, files: ScriptFiles | None = None) -> ScriptFiles:
    """The good files with one text in place of another. The old one must stand there exactly once."""
    files = files or good()
    content = (files.structure if file == STRUCTURE else files.texts["en"]).decode()
    assert content.count(old) == 1, old
    fresh = content.replace(old, new).encode()
    return replace(files, structure=fresh) if file == STRUCTURE else replace(files, texts={"en": fresh})


def line_of(fault: Fault, files: ScriptFiles) -> int:
    """The line on which the problem must be told in the changed files."""
    before = good() if not fault.near else files
    content = (before.structure if fault.file == STRUCTURE else before.texts["en"]).decode()
    return content[: content.index(fault.near or fault.old)].count("\n") + 1 + fault.after

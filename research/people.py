"""Who wrote a record: one person to a line, as `Family, Given 0000-0002-1825-0097`; the ORCID may be missing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from research.citations.reference import Name

_ORCID = re.compile(r"(?<!\s)\s*(?:https://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])$")


@dataclass(frozen=True, slots=True)
class Person:
    """A person who is named in citations. Without a comma the whole name is the family name."""

    family: str
    given: str = ""
    orcid: str = ""

    @property
    def inverted(self) -> str:
        """The name as libraries file it: Curie, Marie."""
        return ", ".join(part for part in (self.family, self.given) if part)

    @property
    def spoken(self) -> str:
        """The name as it is said: Marie Curie."""
        return " ".join(part for part in (self.given, self.family) if part)

    @property
    def name(self) -> Name:
        """The name in a reference."""
        return Name(family=self.family, given=self.given) if self.given else Name(literal=self.family)


def people(lines: Iterable[str]) -> list[Person]:
    """The persons of these lines."""
    return [_person(line) for line in lines]


def _person(line: str) -> Person:
    found = _ORCID.search(line)
    name = line[: found.start()] if found else line
    family, _comma, given = name.partition(",")
    return Person(family.strip(), given.strip(), found[1] if found else "")

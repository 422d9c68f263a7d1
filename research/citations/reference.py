"""A reference: one work as it is cited. Field by field it is a CSL-JSON item with plain names."""

from __future__ import annotations

from dataclasses import dataclass

Date = tuple[int, ...]
"""Year, then month, then day, as far as they are known: (2021, 5). Empty where nothing is."""

OTHERS = "others"
"""The name that stands for authors who are not named."""

UNCONFIRMED = "details to be confirmed"
"""How the note of a reference begins where something needed for citing it was not seen."""


@dataclass(frozen=True, slots=True)
class Name:
    """A person with a family name, or whoever is named as a whole: `literal`. Particles belong to the family name."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def plain(self) -> str:
        """The name as it is said: Nicolette van Gestel."""
        return self.literal or " ".join(part for part in (self.given, self.family, self.suffix) if part)


@dataclass(frozen=True, slots=True)
class Reference:
    """One work. `type` is a type of CSL; `key` is how it is called in a bibliography. What is not known is empty."""

    key: str
    type: str
    title: str
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    issued: Date = ()
    accessed: Date = ()
    genre: str = ""
    container: str = ""
    volume: str = ""
    issue: str = ""
    number: str = ""
    pages: str = ""
    publisher: str = ""
    place: str = ""
    edition: str = ""
    isbn: str = ""
    issn: str = ""
    doi: str = ""
    url: str = ""
    language: str = ""
    abstract: str = ""
    note: str = ""

    @property
    def is_unconfirmed(self) -> bool:
        """Whether its note says that something was not seen."""
        return self.note.lower().startswith(UNCONFIRMED)

"""What a reader answers: the references that it found, and what it did not understand, line by line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NoReturn

from research.citations.reference import Reference

LONGEST_TEXT = 2_000_000
LONGEST_RECORD = 100_000
LONGEST_VALUE = 20_000
MOST_REFERENCES = 1_000
MOST_TROUBLES = 100
MOST_BLOCKS = 10_000


def gettext_noop(text: str) -> str:
    """Mark a sentence for the translators. It is translated where it is shown."""
    return text


TOO_LONG = gettext_noop("This is too long: at most 2 million characters are read at once.")
TOO_MANY = gettext_noop("Only the first 1000 records were read. Bring the others in parts.")
TOO_MUCH_TROUBLE = gettext_noop("Reading stopped here: too much was not understood.")
NOTHING = gettext_noop("No record was found here.")
UNKNOWN_FORMAT = gettext_noop("This is neither BibTeX nor RIS nor CSL-JSON.")
NOT_CLOSED = gettext_noop("The record that begins here is not closed; it was left out.")
NOT_UNDERSTOOD = gettext_noop("This was not understood: %(what)s")
NO_FIELD = gettext_noop("What follows %(what)s in this record was not understood.")
NO_TITLE = gettext_noop("The record %(what)s has no title; it was left out.")
NO_DOI = gettext_noop("%(what)s is no DOI; it was left out.")
NO_ADDRESS = gettext_noop("%(what)s is no web address; it was left out.")
NO_DATE = gettext_noop("The date %(what)s was not understood; it was left out.")
NO_TYPE = gettext_noop("The type %(what)s is not known; the record was read as a document.")
NO_MACRO = gettext_noop("The abbreviation %(what)s is not explained; it was left out.")
NO_COMMAND = gettext_noop("The LaTeX command %(what)s is not known; it was left out.")
MARKS = gettext_noop("The title %(what)s holds HTML; its tags were removed.")
NO_TAG = gettext_noop("The tag %(what)s is not known; it was left out.")
NO_END = gettext_noop("The record that begins here has no end mark (ER); it was read nevertheless.")
NO_BEGINNING = gettext_noop("This stands before the first record: %(what)s")
NO_RECORD = gettext_noop("This is no record of CSL-JSON; it was left out.")
NO_JSON = gettext_noop("From here on this is no JSON.")
CUT = gettext_noop("The field %(what)s is too long; it was cut.")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What was not understood, in one plain sentence, and in which line. The line is 0 where it is about everything."""

    line: int
    sentence: str
    what: str = ""

    def __str__(self) -> str:
        return self.sentence % {"what": self.what}


@dataclass(frozen=True, slots=True)
class Reading:
    """The references that were found, each with the line in which it begins, and the troubles in their order."""

    references: tuple[Reference, ...] = ()
    lines: tuple[int, ...] = ()
    troubles: tuple[Trouble, ...] = ()


class Full(Exception):
    """As much was read, or not understood, as is taken at once."""


@dataclass(slots=True)
class Report:
    """A reading that is being written. It is full at some point, and says so by raising Full."""

    references: list[Reference] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def say(self, line: int, sentence: str, what: str = "") -> None:
        """Note what was not understood."""
        if len(self.troubles) >= MOST_TROUBLES:
            self.troubles.append(Trouble(line, TOO_MUCH_TROUBLE))
            raise Full
        self.troubles.append(Trouble(line, sentence, excerpt(what)))

    def add(self, line: int, reference: Reference) -> None:
        """Keep a reference."""
        if len(self.references) >= MOST_REFERENCES:
            self.stop(line)
        self.references.append(reference)
        self.lines.append(line)

    def stop(self, line: int) -> NoReturn:
        """Read no further: there is too much."""
        self.troubles.append(Trouble(line, TOO_MANY))
        raise Full

    def reading(self) -> Reading:
        """What was found, with a word where nothing was."""
        if not self.references and not self.troubles:
            self.troubles.append(Trouble(0, NOTHING))
        return Reading(tuple(self.references), tuple(self.lines), tuple(self.troubles))


def excerpt(text: str) -> str:
    """The beginning of a text, on one line and short enough for a sentence."""
    line = " ".join(text[:200].split())
    return line if len(line) <= 60 else line[:59] + "…"

"""The three formats under one roof: which one a text is in, reading it, writing it, and how a file of it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

from research.citations import bibtex_reading, bibtex_writing, csl, ris
from research.citations.reference import Reference
from research.citations.report import LONGEST_TEXT, TOO_LONG, UNKNOWN_FORMAT, Full, Reading, Report


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the ending and the content type of its files, and what writes and reads it."""

    name: str
    ending: str
    content_type: str
    write: Callable[[Iterable[Reference]], str]
    into: Callable[[str, Report], None]

    @property
    def media_type(self) -> str:
        """The content type without its character set."""
        return self.content_type.partition(";")[0]

    def read(self, text: str) -> Reading:
        """What this text holds, and what in it was not understood. Nothing is raised, whatever the text."""
        report = Report()
        if len(text) > LONGEST_TEXT:
            report.say(0, TOO_LONG)
            return report.reading()
        with suppress(Full):  # the report says so
            self.into(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), report)
        return report.reading()


BIBTEX = Format(
    "BibTeX", "bib", "application/x-bibtex; charset=utf-8", bibtex_writing.write, bibtex_reading.read
)
RIS = Format("RIS", "ris", "application/x-research-info-systems; charset=utf-8", ris.write, ris.read)
CSL = Format(
    "CSL-JSON", "json", "application/vnd.citationstyles.csl+json; charset=utf-8", csl.write, csl.read
)
FORMATS = {one.ending: one for one in (BIBTEX, RIS, CSL)}


def guessed(text: str) -> Format | None:
    """The format that a text looks like."""
    begin = text.removeprefix("\ufeff").lstrip()
    if begin.startswith(("[", "{")):
        return CSL
    lines = [line.strip() for line in begin[:LONGEST_TEXT].splitlines()]
    if any(line.startswith("TY") and line[2:].lstrip().startswith("-") for line in lines):
        return RIS
    return BIBTEX if "@" in begin else None


def read(text: str) -> tuple[Format | None, Reading]:
    """The format of a text, as far as it can be told, and what it holds."""
    report = Report()
    if len(text) > LONGEST_TEXT:
        report.say(0, TOO_LONG)
        return None, report.reading()
    if found := guessed(text):
        return found, found.read(text)
    report.say(0, UNKNOWN_FORMAT)
    return None, report.reading()

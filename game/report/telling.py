"""From an account to what is told: plain data in words, the same for the page and for paper, in the language that is active."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from game.report import tell_room
from game.report.shapes import FACILITATORS, Account
from game.report.tell_rounds import roads_of, rounds
from game.report.tell_tables import chapters
from game.report.words import Data, seen, tables
from game.templatetags.desk import rule_name
from game.templatetags.pieces import level
from scenarios.voice import Voice

#: Where facilitators may write: at the beginning, beside each round, and at the end.
INTRODUCTION, CLOSING = "introduction", "closing"
#: What may be left out of a report.
SECTIONS = ("words", "shift", "families", "roads", "chain", "rules", "sureness", "shared")


@dataclass(frozen=True, slots=True)
class Edited:
    """What facilitators wrote, by place, and what they left out: sections, and signs of shared words."""

    texts: Mapping[str, str] = field(default_factory=dict)
    without: Collection[str] = ()


def tell(told: Account, voice: Voice, title: str, edited: Edited, site: str = "", desk: bool = False) -> Data:
    """Everything that the report tells. `desk` keeps what was left out where it can be put back.

    `site` is what stands before the addresses of records: nothing on a page, the whole address on paper.
    """
    without = edited.without
    own = chapters(told, voice, without)
    heading = title or voice.say("title")
    return {
        "language": voice.language,
        "title": _("Report: %(title)s") % {"title": heading},
        "heading": heading,
        "eyebrow": _("The report of a workshop"),
        "scenario": voice.say("title"),
        "words": _words(),
        "facts": _head(told, voice),
        "introduction": _written(INTRODUCTION, edited),
        "summary": tell_room.summary(told, voice, [chapter["headline"] for chapter in own]),
        "rounds_title": _("Round by round"),
        "rounds": [
            {**found, "comment": _written(found["place"], edited)}
            for found in rounds(told, voice, site, without)
        ],
        "tables_title": _("Table by table"),
        "tables": own,
        "room": tell_room.room(told, voice, without),
        "shared": None if "shared" in without else tell_room.shared(told, voice, without, desk),
        "unplayed": _unplayed(told, voice, site) if "roads" not in without else None,
        "methods": {"id": "methods", "title": _("Methods and limits"), "lines": tell_room.methods(told)},
        "closing": _written(CLOSING, edited),
    }


def section_name(name: str) -> str:
    """What a section that may be left out is called."""
    return {
        "words": _("Reasons and notes in people's own words"),
        "shift": _("From choice to vote"),
        "families": _("Politicians and managers"),
        "roads": _("Behind the roads: practices, cases, sources"),
        "chain": _("What came back"),
        "rules": _("Another rule"),
        "sureness": _("How sure people were"),
        "shared": _("Shared plans and answers"),
    }[name]


def _written(place: str, edited: Edited) -> Data:
    text = edited.texts.get(place, "")
    names = {INTRODUCTION: _("Introduction"), CLOSING: _("Closing words")}
    return {
        "place": place,
        "title": names.get(place, _("What the facilitators say to it")),
        "text": text,
        "seen": seen(text),
        "paragraphs": [line for line in text.split("\n") if line],
    }


def _head(told: Account, voice: Voice) -> list[Data]:
    when = date_format(localtime(datetime.fromtimestamp(told.at / 1000, UTC)), "DATE_FORMAT")
    people = ngettext("%(n)d person", "%(n)d people", told.people) % {"n": told.people}
    bots = ngettext("%(n)d bot", "%(n)d bots", told.bots) % {"n": told.bots}
    named = (
        (_("Scenario"), f"{voice.say('title')}. {voice.say('theme')}. {voice.say('place')}."),
        (_("When"), _("A rehearsal, without a date") if told.rehearsal else when),
        (_("Tables"), tables(len(told.tables))),
        (_("Who played"), people if not told.bots else bots if not told.people else f"{people}, {bots}"),
        (_("Decision rule"), rule_name(told.rule)),
        (
            _("Edition"),
            _("Facilitators' edition")
            if told.edition.readers == FACILITATORS
            else _("Participants' edition"),
        ),
    )
    return [{"label": label, "lines": [line]} for label, line in named]


def _unplayed(told: Account, voice: Voice, site: str) -> Data | None:
    """Levels that nobody met today, with what research says about one of their dilemmas (DEB-2)."""
    stories = [
        {
            "title": voice.say(story.dilemma, "title"),
            "level": {"number": number, "name": level(number)},
            "question": voice.say(story.dilemma, "situation"),
            "roads": roads_of(story.dilemma, story.roads, voice, site),
        }
        for story in told.unplayed
        for number in (voice.script.dilemma(story.dilemma).level,)
    ]
    return {"id": "unplayed", "title": _("Not played today"), "stories": stories} if stories else None


def _words() -> Data:
    """What the pages say by themselves."""
    return {
        "contents": _("Contents"),
        "as_table": _("The same as a table"),
        "page": _("Page {page} of {pages}"),
        "foot": _("CO-CREATOR. A learning game; no person is named here."),
        "moved": _("It moved:"),
    }

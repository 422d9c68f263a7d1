"""The rounds of a report in words: the question, what was weighed, the shift of the room, each table's minutes, the roads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from game.report import charts
from game.report.shapes import Account, Argument, Minutes, Round
from game.report.words import (
    Data,
    chart,
    costs,
    deciders,
    listed,
    manner,
    moved,
    persons,
    table,
    table_name,
)
from game.rules.figures.choices import Moved
from game.rules.screens.behind import Road
from game.templatetags.pieces import chip, level
from game.templatetags.results import evidence, support
from scenarios.voice import Voice

#: Kinds of records as scripts list them, with the address of their page and the word for them.
KINDS = (("practices", "practice"), ("cases", "case"), ("sources", "source"))


def rounds(told: Account, voice: Voice, site: str, without: Collection[str]) -> list[Data]:
    """Every round that some table decided. `site` goes before the addresses of records."""
    names = {t.number: table_name(t.number, t.name) for t in told.tables}
    return [_round(found, voice, names, site, without) for found in told.rounds]


def roads_of(dilemma: str, roads: Iterable[Road], voice: Voice, site: str) -> list[Data]:
    """What research says of each road, with the records on which it rests."""
    return [
        {
            "title": voice.option(dilemma, road.letter),
            "claim": voice.say(dilemma, road.letter, "note.claim"),
            "facts": _facts(
                (_("Holds when"), [voice.say(dilemma, road.letter, "note.holds")]),
                (_("Does not hold when"), [voice.say(dilemma, road.letter, "note.fails")]),
                (_("Support"), [support(road.support)]),
            ),
            "records_title": _("Compare") if road.support == "inferred" else _("Practices, cases, sources"),
            "records": list(_records(road, voice, site)),
        }
        for road in roads
    ]


def _round(found: Round, voice: Voice, names: Mapping[int, str], site: str, without: Collection[str]) -> Data:
    d = found.dilemma
    return {
        "id": f"round-{found.round}",
        "place": f"round-{found.round}",
        "number": found.round,
        "title": _("Round %(round)s: %(title)s") % {"round": found.round, "title": voice.say(d, "title")},
        "level": {"number": found.level, "name": level(found.level)},
        "question": voice.say(d, "situation"),
        "facts": _facts((_("To be decided by"), [deciders(found.decides)])),
        "options_title": _("What was weighed"),
        "options": [
            {
                "letter": form.letter,
                "title": voice.say(d, form.letter, "title"),
                "text": voice.say(form.text),
                "costs": costs(form),
            }
            for form in found.weighed
        ],
        "decided_title": _("What the tables decided"),
        "decided": _decided(found, voice, names),
        "shift": _shift(found, voice) if "shift" not in without else None,
        "families": _families(found) if "families" not in without else None,
        "minutes_title": pgettext("account of a decision", "Minutes"),
        "minutes": [_minutes(m, found, voice, names[m.table], "words" not in without) for m in found.minutes],
        "roads_title": _("Behind the roads"),
        "roads": roads_of(d, found.roads, voice, site) if "roads" not in without else [],
    }


def _decided(found: Round, voice: Voice, names: Mapping[int, str]) -> Data:
    return table(
        _("Round %(round)s: the road of each table, and how it was decided") % {"round": found.round},
        (_("Table"), _("Decision"), _("How")),
        (
            (names[m.table], voice.option(found.dilemma, m.option), manner(m.manner))
            for m in sorted(found.minutes, key=lambda m: m.table)
        ),
    )


def _minutes(m: Minutes, found: Round, voice: Voice, name: str, words: bool) -> Data:
    """One table's minutes: a label and its lines, only where there is something to say."""
    d = found.dilemma
    incident = (
        f"{voice.say(m.incident, 'title')}: {voice.say(m.incident, m.answer)}"
        if m.incident and m.answer
        else voice.say(m.incident, "title")
        if m.incident
        else ""
    )
    worry = voice.say("common.worries", m.worry) if m.worry else ""
    own = m.weighed if m.weighed != found.weighed else ()
    dissent = [line for argument in m.dissent for line in _argued(argument, voice, d, words)]
    return {
        "title": name,
        "facts": _facts(
            (_("Decision"), [voice.option(d, m.option)]),
            (_("Decided by"), [f"{deciders(m.decided_by)}, {manner(m.manner)}"]),
            (_("Played"), [_("on paper, and entered by hand")] if m.paper else []),
            (_("It was also said"), [voice.say(d, "variant")] if m.variant else []),
            (_("Weighed here"), [_own(voice, d, own)] if own else []),
            (_("At the gate"), [incident]),
            (_("Facts on the table"), [voice.say(d, "facts", fact, "text") for fact in m.facts]),
            (_("Why"), [line for reason in m.reasons for line in _given(reason, words)]),
            (_("Dissent"), dissent or [_("No argument for another road was written down.")]),
            (_("Minority note"), [worry, *([_quoted(m.noted)] if m.noted and words else [])]),
            (_("Safeguard"), [voice.say("common.guards", m.guard, "title") if m.guard else ""]),
            (_("It moved"), [moved(m.moved)]),
            (_("Open risk: it does not hold when"), [voice.say(d, m.option, "note.fails")]),
        ),
    }


def _facts(*named: tuple[str, Iterable[str]]) -> list[Data]:
    """Labels with their lines; a label without a line is left out."""
    kept = ((label, [capfirst(line) for line in lines if line]) for label, lines in named)
    return [{"label": label, "lines": lines} for label, lines in kept if lines]


def _own(voice: Voice, dilemma: str, weighed: Iterable[Any]) -> str:
    return listed(f"{voice.option(dilemma, form.letter)} ({costs(form)})" for form in weighed)


def _given(argument: Argument, words: bool) -> list[str]:
    """Chips in a line, then each sentence that somebody wrote."""
    chips = [listed(map(chip, argument.chips))] if argument.chips else []
    return [*chips, *(map(_quoted, argument.words) if words else ())]


def _argued(argument: Argument, voice: Voice, dilemma: str, words: bool) -> list[str]:
    named = {"letter": argument.option, "title": voice.say(dilemma, argument.option, "title")}
    return [
        _("For %(letter)s, “%(title)s”: %(words)s") % {**named, "words": line}
        for line in _given(argument, words)
    ]


def _quoted(words: str) -> str:
    return _("“%(words)s”") % {"words": words}


def _shift(found: Round, voice: Voice) -> Data:
    """How the room went from its choices to its votes, or why that is not told."""
    title = _("From choice to vote")
    shift = found.shift
    if shift is None or not shift.tells:
        return {
            "title": title,
            "said": _("Too few chose and voted, or nearly all alike, to show it."),
            "chart": None,
        }
    said = _("%(n)s chose and voted.") % {"n": persons(shift.persons)}
    if shift.share is not None:
        said += " " + _(
            "%(n)s of them, %(share)s per cent, voted for another option than they had chosen."
        ) % {
            "n": shift.moved,
            "share": shift.share,
        }
    return {"title": title, "said": said, "chart": _shift_chart(found, shift, voice)}


def _shift_chart(found: Round, shift: Moved, voice: Voice) -> Data:
    chosen, voted = _("Chosen"), _("Voted")
    rows = [
        (side, listed(voice.option(found.dilemma, key) for key in cell.keys), cell.persons)
        for side, cells in ((chosen, shift.chosen), (voted, shift.voted))
        for cell in cells
    ]
    beside = table(
        _(
            "Round %(round)s: choices and votes of the room, in persons; figures of fewer than five people are put together"
        )
        % {"round": found.round},
        (_("When"), _("Option"), _("Persons")),
        rows,
    )
    alt = _("Two columns, choices on the left and votes on the right: %(rows)s.") % {
        "rows": "; ".join(f"{side}, {options}: {n}" for side, options, n in rows)
    }
    return chart(charts.shift(shift, chosen, voted), alt, beside)


def _families(found: Round) -> Data:
    distance = found.distance
    said = (
        _("Too few of one family chose, to compare them.")
        if distance is None
        else _(
            "Distance %(percent)s of 100: 0 where %(politicians)s politicians and %(managers)s managers chose alike, "
            "100 where they had nothing in common."
        )
        % {"percent": distance.percent, "politicians": distance.politicians, "managers": distance.managers}
    )
    return {"title": _("Politicians and managers"), "said": said}


def _records(road: Road, voice: Voice, site: str) -> Iterable[Data]:
    """Practices, cases and sources of a road as they were frozen with the script, each with its lasting address."""
    for name, kind in KINDS:
        for slug in getattr(road, name):
            record = voice.script.library.get(name, {}).get(slug)
            if record:
                yield _record(kind, slug, record, site)


def _record(kind: str, slug: str, record: Mapping[str, Any], site: str) -> Data:
    version = str(record.get("version", ""))
    known = version.isdigit()
    path = reverse(f"{kind}_version", args=[slug, version]) if known else reverse(kind, args=[slug])
    words = {"practice": _("Practice"), "case": _("Case"), "source": _("Source")}
    about = {
        "practice": [evidence(str(record.get("strength", "")))],
        "case": [str(record.get("place", ""))],
        "source": [],
    }[kind]
    marks = [
        words[kind],
        *about,
        *([_("details unconfirmed")] if not record.get("verified", True) else []),
        *([_("version %(number)s") % {"number": version}] if known else []),
    ]
    said = {
        "practice": f"{record.get('problem', '')} {record.get('how', '')}",
        "case": _("%(lesson)s (our reading)") % {"lesson": record.get("lesson", "")},
        "source": "",
    }[kind]
    return {
        "kind": " · ".join(mark for mark in marks if mark),
        "title": str(record.get("title") or record.get("citation") or slug),
        "said": said,
        "address": f"{site}{path}",
    }

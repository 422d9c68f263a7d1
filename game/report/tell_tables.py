"""The chapter of each table in words: its front page, its gauges from start to end, its seeds as a chain, who was not heard."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from game.report import charts
from game.report.shapes import Account, TableReport
from game.report.words import NOTHING, Data, chart, listed, moves, strong, table, table_name
from game.rules.screens.path import Grown
from game.rules.screens.term import FinalGauge, Side
from game.rules.strength import word
from game.templatetags.pieces import level, pole, resource, strength
from game.templatetags.results import result, result_means
from scenarios.script import LEVEL_POLES
from scenarios.voice import Voice


def chapters(told: Account, voice: Voice, without: Collection[str]) -> list[Data]:
    """A chapter for each table."""
    return [_chapter(found, told, voice, without) for found in told.tables]


def headline(found: TableReport, voice: Voice, kind: str = "headline") -> str:
    """What the local paper of a table wrote: by ending and tone."""
    if not found.ending:
        return voice.say("common.cut_short", kind)
    dark = voice.say("endings", found.ending, f"{kind}_dark") if found.tone == "dark" else ""
    return dark or voice.say("endings", found.ending, kind)


def _chapter(found: TableReport, told: Account, voice: Voice, without: Collection[str]) -> Data:
    name = table_name(found.number, found.name)
    return {
        "id": f"table-{found.number}",
        "title": name,
        "masthead": voice.say("people", "media"),
        "headline": headline(found, voice),
        "standfirst": headline(found, voice, "standfirst") if found.ending else "",
        "story": voice.say("endings", found.ending, found.tone)
        if found.ending
        else voice.say("common.cut_short.text"),
        "news": [voice.say(key) for key in found.news],
        "results_title": _("Three results"),
        "results": _results(found, name),
        "gauges_title": _("From start to end"),
        "gauges": [_gauge(gauge) for gauge in found.gauges],
        "poles": _poles(found, name),
        "strengths": _strengths(found, told, name),
        "resources": _resources(found, name),
        "chain_title": _("What came back"),
        "chain": _chain(found, told, voice, name) if "chain" not in without else None,
        "unheard_title": _("Never heard"),
        "unheard": _unheard(found, voice),
    }


def _results(found: TableReport, name: str) -> Data:
    return table(
        _("%(table)s: the three results") % {"table": name},
        (_("Result"), _("Sum"), _("Reached from"), _("Reached")),
        (
            (
                f"{result(one.name)}: {result_means(one.name)}",
                one.value,
                one.threshold or NOTHING,
                _("yes") if one.reached else _("no"),
            )
            for one in found.sums
        ),
    )


def _gauge(gauge: FinalGauge) -> Data:
    said = _("Strength %(strong)s") % {"strong": strong(gauge.strength, gauge.word)}
    alt = _("%(level)s: %(left)s on the left, %(right)s on the right. %(said)s.") % {
        "level": level(gauge.level),
        "left": _side(gauge.left),
        "right": _side(gauge.right),
        "said": said,
    }
    return {
        "level": {"number": gauge.level, "name": level(gauge.level)},
        "said": said,
        "left": _side(gauge.left),
        "right": _side(gauge.right),
        "svg": charts.gauge(gauge),
        "alt": alt,
    }


def _side(side: Side) -> str:
    if side.counted < side.value:
        told = {"pole": pole(side.pole), "n": side.value, "counted": side.counted}
        return _("%(pole)s %(n)s, counts %(counted)s") % told
    return f"{pole(side.pole)} {side.value}"


def _poles(found: TableReport, name: str) -> Data:
    sides = [side for gauge in found.gauges for side in (gauge.left, gauge.right)]
    return table(
        _("%(table)s: each pole from 0 to 10") % {"table": name},
        (_("Pole"), _("Start"), _("End"), _("Counts"), _("In a word")),
        ((pole(s.pole), s.start, s.value, s.counted, strength(word(s.value))) for s in sides),
    )


def _strengths(found: TableReport, told: Account, name: str) -> Data:
    """The pattern over levels and rounds. A table's rounds have the numbers of the workshop's."""
    rounds = [r.round for r in told.rounds if any(m.table == found.number for m in r.minutes)]
    head = (_("Level"), _("Start"), *(_("Round %(n)s") % {"n": n} for n in rounds))
    rows = [
        (f"{number} {level(number)}", *(values[place] for values in found.strengths))
        for place, number in enumerate(LEVEL_POLES)
    ]
    beside = table(
        _("%(table)s: how strong each level was, as strong as its weaker side") % {"table": name}, head, rows
    )
    alt = _("Four lines, one for each level, from the start to the last round: %(rows)s.") % {
        "rows": "; ".join(f"{row[0]}: {', '.join(map(str, row[1:]))}" for row in rows)
    }
    return chart(charts.strengths(found.strengths), alt, beside)


def _resources(found: TableReport, name: str) -> Data:
    return table(
        _("%(table)s: what there was, and what was left") % {"table": name},
        (_("Resource"), _("Start"), _("End")),
        ((resource(key), start, end) for key, start, end in found.resources),
    )


def _chain(found: TableReport, told: Account, voice: Voice, name: str) -> Data:
    """Each seed that came up, drawn back to the decision that planted it."""
    titles = {r.round: r.dilemma for r in told.rounds}
    links = [_link(seed, voice, titles) for seed in found.chain]
    if not links:
        return {"said": _("Nothing that was decided came back during the term."), "links": [], "chart": None}
    beside = table(
        _("%(table)s: what was decided, and when it came back") % {"table": name},
        (_("Decided"), _("Came back"), _("What it was"), _("It moved")),
        ((link["from"], link["when"], link["kind"], link["moved"] or _("nothing")) for link in links),
    )
    alt = _("Bows from each decision to what came of it: %(links)s.") % {
        "links": "; ".join(f"{link['from']}, {link['when']}, {link['kind']}" for link in links)
    }
    rounds = max((r.round for r in told.rounds), default=0)
    return {
        "said": "",
        "links": links,
        "chart": chart(charts.chain(rounds, found.chain, _("after")), alt, beside),
    }


def _link(seed: Grown, voice: Voice, titles: dict[int, str]) -> Data:
    if seed.planted:
        dilemma = titles.get(seed.planted, seed.dilemma)
        start = _("Round %(round)s, %(option)s") % {
            "round": seed.planted,
            "option": voice.option(dilemma, seed.option),
        }
    else:
        start = _("No decision: it waited from the start")
    spared = _("a safeguard kept it from doing harm") if seed.spared else ""
    return {
        "from": start,
        "when": _("after the last round")
        if seed.in_epilogue
        else _("round %(round)s") % {"round": seed.round},
        "kind": spared or (_("a gain") if seed.is_gain else _("a harm")),
        "is_gain": seed.is_gain,
        "text": voice.say(seed.text),
        "moved": moves(seed.moves),
    }


def _unheard(found: TableReport, voice: Voice) -> str:
    if not found.unheard:
        return _("Everybody was heard at least once.")
    return _("%(people)s had no part in any round, and nobody asked them.") % {
        "people": listed(voice.say("people", slot) for slot in found.unheard)
    }

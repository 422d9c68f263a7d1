"""The whole room in words: weakest levels, who was not heard, how sure people were, another rule, what was shared."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from game.forms import PLAN_LABELS
from game.report import charts
from game.report.shapes import Account, SharedWords
from game.report.words import NOTHING, Data, chart, listed, table, table_name, tables
from game.rules.figures.sureness import Sure
from game.rules.hall.notes import PLAN
from game.rules.screens.term import Sum
from game.templatetags.desk import rule_name
from game.templatetags.pieces import level
from game.templatetags.results import item, result
from scenarios.voice import Voice


def room(told: Account, voice: Voice, without: Collection[str]) -> Data:
    """What all tables did together."""
    return {
        "id": "room",
        "title": _("All tables together"),
        "parts": [
            part
            for name, part in (
                ("levels", _levels(told)),
                ("unheard", _unheard(told, voice)),
                ("rules", _rules(told)),
                ("sureness", _sureness(told)),
            )
            if name not in without
        ],
    }


def shared(told: Account, voice: Voice, without: Collection[str], desk: bool) -> Data:
    """Plans and answers that their writers have shown. Only the desk still sees those that were left out."""
    kept = [words for words in told.shared if desk or words.sign not in without]
    topics: list[Data] = []
    for words in kept:
        title = _topic(words, voice)
        if not topics or topics[-1]["title"] != title:
            topics.append({"title": title, "entries": []})
        topics[-1]["entries"].append(_entry(words, told, words.sign in without))
    return {
        "id": "shared",
        "title": _("Shared plans and answers"),
        "topics": topics,
        "said": "" if topics else _("Nobody has shared a plan or an answer that may stand here."),
    }


def _topic(words: SharedWords, voice: Voice) -> str:
    if words.topic == PLAN:
        return _("Plans")
    return voice.say("common.debrief", words.topic[1:])


def _entry(words: SharedWords, told: Account, left: bool) -> Data:
    names = {t.number: t.name for t in told.tables}
    return {
        "sign": words.sign,
        "left": left,
        "table": table_name(words.table, names.get(words.table, "")),
        "lines": [
            {"label": str(PLAN_LABELS[field]) if field else "", "text": text} for field, text in words.lines
        ],
    }


def _levels(told: Account) -> Data:
    rows = [(f"{number} {level(number)}", n) for number, n in told.room.weakest]
    return {
        "title": _("The weakest level"),
        "said": "" if rows else _("No table has come to its results."),
        "table": table(
            _("At how many tables a level was the weakest at the end"), (_("Level"), _("Tables")), rows
        )
        if rows
        else None,
    }


def _unheard(told: Account, voice: Voice) -> Data:
    rows = [(voice.say("people", slot), n) for slot, n in told.room.unheard]
    return {
        "title": _("Who was not heard"),
        "said": "" if rows else _("At every table everybody was heard at least once."),
        "table": table(
            _("At how many tables a stakeholder was never heard"), (_("Stakeholder"), _("Tables")), rows
        )
        if rows
        else None,
    }


def _rules(told: Account) -> Data:
    found = told.room.other_rules
    said = (
        _("Today's rule: %(rule)s. The first votes of all rounds and tables, counted by another rule.")
        if found
        else _(
            "Today's rule: %(rule)s. Too few votes would have gone another way, or too few tables voted, to tell."
        )
    ) % {"rule": rule_name(told.rule)}
    rows = [(rule_name(one.rule), one.votes, one.again) for one in found]
    return {
        "title": _("Another rule"),
        "said": said,
        "table": table(
            _("First votes under another decision rule"),
            (_("Rule"), _("First votes"), _("Would have needed a second vote")),
            rows,
        )
        if rows
        else None,
    }


def _sureness(told: Account) -> Data:
    """Medians with n, from five answers, never a test (section "Questions asked")."""
    rows = [
        (item(s.item), *_medians(s))
        for s in told.room.sureness
        if any(value is not None for value in (s.before, s.back, s.now))
    ]
    title = _("How sure people were")
    if not rows:
        return {
            "title": title,
            "said": _("Fewer than five people answered, so nothing is shown."),
            "table": None,
        }
    beside = table(
        _("How sure, from 0 to 100: medians, with the number of answers"),
        (_("I can …"), _("Before"), _("Before, looking back"), _("Now")),
        rows,
    )
    alt = _("A line from 0 to 100 for each of five items: %(rows)s.") % {
        "rows": "; ".join(f"{name}: {before}, {back}, {now}" for name, before, back, now in rows)
    }
    said = _("Self-reports run high after a good day. These are no test of anything.")
    return {"title": title, "said": said, "chart": chart(charts.sureness(told.room.sureness), alt, beside)}


def _medians(row: Sure) -> Iterable[str]:
    for median, n in ((row.before, row.n_before), (row.back, row.n_back), (row.now, row.n_now)):
        yield NOTHING if median is None else _("%(median)s (n = %(n)s)") % {"median": median, "n": n}


def methods(told: Account) -> list[str]:
    """How the figures were made, and what they are not."""
    return [
        _("This report is made of the log of the workshop. The same log gives the same report."),
        _(
            "It names no person. What was decided at a table is told as the option and one of three manners: agreed, by majority, by the chair. How many voted what stays at the table."
        ),
        _(
            "Figures of the room stand on at least two tables and five persons. Figures of fewer than five people, also when any one table is taken away, are put together with others or not shown. Politicians and managers are compared only where five of each chose."
        ),
        _(
            "Reasons and dissent are what people gave with their first choice, before the talk, without a name and without a number."
        ),
        _(
            "Shift: those who voted, after the talk and before any second vote, for another option than they had chosen. Distance: half the sum, over the options, of the difference between the two families' shares."
        ),
        _(
            "A level is as strong as its weaker side, and a side counts at most two more than its partner. Every pole starts at 4 and runs from 0 to 10."
        ),
        _(
            "Consequences are those of a model written by the authors of the scenario. They show how things can hang together, and predict nothing. People, places and parties are invented; practices, cases and sources are real."
        ),
        _("The research notes stand beside every road, taken or not. No road is the right one."),
        *_on_paper(told),
    ]


def _on_paper(told: Account) -> list[str]:
    """Which tables played with cards, and what is known of them."""
    numbers = sorted({m.table for found in told.rounds for m in found.minutes if m.paper})
    if not numbers:
        return []
    names = {t.number: t.name for t in told.tables}
    return [
        _(
            "On paper: %(tables)s. What was decided there was entered by hand: choices and votes where the table told them, otherwise only the decision. Whose vote a figure was nobody knows."
        )
        % {"tables": listed(table_name(number, names.get(number, "")) for number in numbers)}
    ]


def summary(told: Account, voice: Voice, headlines: Iterable[str]) -> Data:
    """All decisions at a glance, and what each table's paper wrote."""
    in_order = sorted(told.tables, key=lambda t: t.number)
    by_number = dict(zip((t.number for t in told.tables), headlines, strict=True))
    endings = [
        (table_name(t.number, t.name), by_number[t.number], listed(_reached(t.sums)) or NOTHING)
        for t in in_order
    ]
    return {
        "id": "summary",
        "title": _("At a glance"),
        "said": _("Nobody has decided anything.")
        if not told.rounds
        else ngettext(
            "%(tables)s, and %(n)d decision in the longest term.",
            "%(tables)s, and %(n)d decisions in the longest term.",
            len(told.rounds),
        )
        % {"tables": tables(len(told.tables)), "n": len(told.rounds)},
        "decisions": _decisions(told) if told.rounds else None,
        "endings": table(
            _("What the local paper wrote at the end, and which results were reached"),
            (_("Table"), _("Headline"), _("Reached")),
            endings,
        )
        if endings
        else None,
    }


def _decisions(told: Account) -> Data:
    """All tables in rows, all rounds in columns, and the letter of the road where they meet."""
    roads = {(m.table, m.round): m.option for found in told.rounds for m in found.minutes}
    return table(
        _("The road that each table took in each round"),
        (_("Table"), *(_("Round %(n)s") % {"n": r.round} for r in told.rounds)),
        (
            (
                table_name(t.number, t.name),
                *(roads.get((t.number, r.round), NOTHING) for r in told.rounds),
            )
            for t in sorted(told.tables, key=lambda t: t.number)
        ),
    )


def _reached(sums: Iterable[Sum]) -> list[str]:
    return [result(one.name) for one in sums if one.reached]

"""What the values of a document are called on the forms."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Word = str | Promise

POLES: Mapping[str, Word] = {
    "A1": _("Shared ambition"),
    "A2": _("Safe operations"),
    "B1": _("Political leadership"),
    "B2": _("Spread leadership"),
    "C1": _("Room to act"),
    "C2": _("Frame and support"),
    "D1": _("Public mindset"),
    "D2": _("Partner mindset"),
}

#: By the last key of a path, unless a longer path is named.
LABELS: Mapping[str, Word] = {
    "time": _("Time"),
    "budget": _("Budget"),
    "trust": _("Trust"),
    "legitimacy": _("Legitimacy"),
    "att": _("attitude"),
    "inv": _("involvement"),
    "stage": _("Stage"),
    "from": _("Played from so many rounds"),
    "level": _("Level"),
    "decides": _("Who decides"),
    "dossier": _("The documented tension it rests on"),
    "also": _("Further tensions"),
    "fallback": _("Fallback, if nobody decides"),
    "classic": _("The classic way, without co-creation"),
    "facts": _("Facts"),
    "to": _("Dealt to"),
    "seeds": _("Seeds it plants"),
    "marks": _("Marks it sets"),
    "needs": _("Open only if"),
    "opens_if": _("Facts that open it"),
    "alt.if": _("Takes this form if"),
    "variant.if": _("The variant is shown if"),
    "if": _("If"),
    "values": _("Values it stands for"),
    "course": _("Course of the documented tension"),
    "support": _("How firmly"),
    "practices": _("Practices"),
    "cases": _("Cases"),
    "sources": _("Sources"),
    "kind": _("Harm or gain"),
    "tag": _("About"),
    "after": _("Rounds until it is due"),
    "round": _("Checked from round"),
    "guarded_by": _("Safeguards against it"),
    "aim": _("Aim: two conditions"),
    "max_rounds": _("Longest workshop, in rounds"),
    "unfinished": _("Unfinished: I am still writing"),
    "licence": _("Licence"),
    "place": _("Place, for lists"),
    "exclude_incidents": _("Shared incidents left out"),
    "shift.S": _("Solution is harder (1) or easier (-1)"),
    "shift.I": _("Carry-through is harder (1) or easier (-1)"),
    "shift.K": _("Lasting capacity is harder (1) or easier (-1)"),
}

#: What texts are called, by the last key.
TEXTS: Mapping[str, Word] = {
    "title": _("Title"),
    "theme": _("Theme"),
    "place": _("Place"),
    "problem": _("The problem"),
    "people": _("The people"),
    "law": _("The law"),
    "money": _("The money"),
    "purpose": _("Purpose"),
    "brief": _("Brief"),
    "aim": _("Aim, in words"),
    "situation": _("Situation"),
    "variant": _("Variant: one more sentence"),
    "talk": _("Question for the talk"),
    "reflect": _("Question to reflect on"),
    "text": _("Text"),
    "from": _("Where it is known from"),
    "if_said": _("What it costs to say it"),
    "story": _("Story: what happens then"),
    "alt": _("Text of the other form"),
    "claim": _("Research note: the claim"),
    "holds": _("Research note: when it holds"),
    "fails": _("Research note: when it does not"),
    "headline": _("Headline"),
    "headline_dark": _("Headline, dark tone"),
    "standfirst": _("Standfirst"),
    "standfirst_dark": _("Standfirst, dark tone"),
    "bright": _("Text, bright tone"),
    "dark": _("Text, dark tone"),
    "1": _("First answer"),
    "2": _("Second answer"),
}

HELP: Mapping[str, Word] = {
    "needs": _("At least so much of a resource: trust>=5. Leave it empty and everybody may choose it."),
    "if": _("NAME<=N, NAME>=N, mark or not mark, with at most one and: C1<=3, att.citizens>=1, overdraft."),
    "marks": _("Small letters, with commas between them."),
    "values": _("Words, with commas between them."),
    "aim": _("Leave both empty for the usual aim of this role."),
    "unfinished": _(
        "What is missing as a whole is then only a warning. It cannot be opened while this is ticked."
    ),
    "place": _("Optional."),
    "opens_if": _("One to three. Only the hidden option D has them."),
}

RESULTS: Mapping[str, Word] = {"y": _("reached"), "n": _("not reached")}

LANGUAGES: Mapping[str, Word] = {
    "en": _("English"),
    "da": _("Danish"),
    "nl": _("Dutch"),
    "fr": _("French"),
    "sl": _("Slovene"),
    "hr": _("Croatian"),
}


def label(path: str, people: Mapping[str, str]) -> str:
    """What a value is called, by its path: its own word, or that of the pole or stakeholder it moves."""
    keys = path.split(".")
    last, before = keys[-1], keys[-2] if len(keys) > 1 else ""
    if last in POLES:
        return f"{last} {POLES[last]}"
    if last in people and before in ("att", "inv"):
        return f"{people[last]}: {LABELS[before]}"
    return str(LABELS.get(f"{before}.{last}") or LABELS.get(last, last))


def text_label(key: str, people: Mapping[str, str], roles: Mapping[str, str]) -> str:
    """What a text is called, by its key."""
    keys = key.split(".")
    last, before = keys[-1], keys[-2] if len(keys) > 1 else ""
    if before == "reactions":
        return str(_("Reaction: %(who)s")) % {"who": people.get(last, last)}
    if before == "voices":
        return str(_("Voice: %(who)s")) % {"who": roles.get(last, last)}
    if before == "people" or (before == "seeds" and len(keys) == 3):
        return str(_("Name") if before == "people" else _("Text"))
    if before in ("news", "standing"):
        return str(_("Text"))
    return str(TEXTS.get(last, last))

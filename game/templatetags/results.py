"""Pieces for the pages after the rounds: the twin gauge in figures, words for results, plan lines and records."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext, pgettext

from game.forms import PLAN_LABELS
from game.rules.screens.path import PathRound
from game.rules.screens.term import FinalGauge, FrontPage, Side
from game.templatetags.pieces import say

register = template.Library()

#: The plate's centre, the first hole's distance from it, and the distance between holes.
CENTRE, FIRST, STEP = 180, 22, 15
MOST = 10
FLOOR = 2.5


def _x(side: int, value: float) -> float:
    return CENTRE + side * (FIRST + STEP * value)


@register.filter
def twin(gauge: FinalGauge) -> dict[str, Any]:
    """Where everything stands on the twin gauge: cord, lines, pegs, start rings and empty holes, in x of 0 to 360.

    `starts` lie under a peg further out, `rings` over a cord whose peg is not there yet.
    """
    drawn: dict[str, Any] = {
        "cord": (_x(-1, gauge.strength), _x(1, gauge.strength)),
        "lines": [],
        "pegs": [],
        "starts": [],
        "rings": [],
        "holes": [],
    }
    for side, pole in ((-1, gauge.left), (1, gauge.right)):
        _draw_side(drawn, side, pole, gauge.strength)
    return drawn


def _draw_side(drawn: dict[str, Any], side: int, pole: Side, strength: int) -> None:
    for kind, a, b in (("more", strength, pole.counted), ("over", pole.counted, pole.value)):
        if b > a:
            drawn["lines"].append({"kind": kind, "a": _x(side, a), "b": _x(side, b)})
    drawn["pegs"].append(_x(side, pole.value))
    if pole.start != pole.value:
        drawn["rings" if pole.start > pole.value else "starts"].append(_x(side, pole.start))
    drawn["holes"] += [_x(side, n) for n in range(pole.value + 1, MOST + 1) if n != pole.start]


@register.filter
def aim_word(verdict: str) -> str:
    """What became of an aim (AIM-1)."""
    return {
        "met": gettext("It came true."),
        "partly": gettext("It came true in part."),
        "not_met": gettext("It did not come true."),
    }[verdict]


@register.simple_tag(takes_context=True)
def headline(context: dict[str, Any], results: Any) -> str:
    """What the local paper says above its report: by ending and tone (END-5, END-6)."""
    key = "headline" if results.tone == "bright" else "headline_dark"
    return say(context, "endings", results.ending, key)


@register.filter
def ten(value: int | None) -> list[dict[str, Any]]:
    """The cells of a row from 0 to 10, and which one is ticked."""
    return [{"value": n, "checked": n == value} for n in range(MOST + 1)]


@register.filter
def at(texts: dict[str, str], key: str) -> str:
    """The text of a key, or nothing."""
    return texts.get(key, "")


@register.filter
def decided_how(step: PathRound) -> SimpleNamespace:
    """A round of the path in the shape in which the manner of deciding is told."""
    return SimpleNamespace(manner=step.manner, spoken=True, decides=step.decided_by)


@register.simple_tag(takes_context=True)
def paper(context: dict[str, Any], page: FrontPage, kind: str) -> str:
    """The headline or standfirst of an ending in its tone; a bright one stands in where a dark one is not needed."""
    dark = say(context, "endings", page.ending, f"{kind}_dark") if page.tone == "dark" else ""
    return dark or say(context, "endings", page.ending, kind)


@register.simple_tag(takes_context=True)
def record(context: dict[str, Any], kind: str, slug: str) -> Any:
    """A record of the library as it was frozen in the script, or None."""
    return context["script"].library.get(kind, {}).get(slug)


@register.simple_tag
def record_page(kind: str, slug: str, record: dict[str, Any]) -> str:
    """The page of a record, in the version that was frozen with the script where that is known."""
    version = str(record.get("version", ""))
    return (
        reverse(f"{kind}_version", args=[slug, version]) if version.isdigit() else reverse(kind, args=[slug])
    )


@register.filter
def result(name: str) -> str:
    """The name of one of the three results."""
    return {
        "solution": gettext("Solution"),
        "carry_through": gettext("Carry-through"),
        "lasting": gettext("Lasting capacity"),
    }[name]


@register.filter
def result_means(name: str) -> str:
    """What one of the three results means."""
    return {
        "solution": gettext("New and useful"),
        "carry_through": gettext("Delivered and anchored"),
        "lasting": gettext("Able to do it again"),
    }[name]


@register.filter
def item(number: int) -> str:
    """One of the five things people are asked how sure they are of."""
    return {
        1: gettext("Open a problem to others while keeping law and daily service safe"),
        2: gettext("Share leadership without losing political responsibility"),
        3: gettext("Give a group real room inside clear limits"),
        4: gettext("Meet citizens and partners as co-responsible, also when it gets rough"),
        5: gettext("Understand what the other side, politicians or managers, needs from me"),
    }[number]


@register.filter
def story_page(name: str) -> str:
    """The title of a page of the story."""
    return {
        "place": gettext("The place"),
        "problem": gettext("The problem"),
        "people": gettext("The people"),
        "law": gettext("The law"),
        "money": gettext("The money"),
    }[name]


@register.filter
def tab_name(name: str) -> str:
    """What stands on a tab."""
    return {
        "gauges": gettext("Gauges"),
        "role": gettext("My role"),
        "story": gettext("Story"),
        "path": gettext("Path"),
        "mine": gettext("My view"),
        "behind": pgettext("tab", "Behind"),
        "help": gettext("Help"),
    }[name]


@register.filter
def plan_field(name: str) -> str:
    """The name of a line of the plan."""
    return str(PLAN_LABELS[name])


@register.filter
def plan_hint(name: str) -> str:
    """An example, where a line of the plan needs one."""
    return {
        "when": gettext("A moment that will come: the next agenda, a call, a first meeting."),
        "i_will": gettext("Something you can do yourself."),
        "by": gettext("A date, or an occasion."),
    }.get(name, "")


@register.filter
def how_sure(confidence: int) -> str:
    """How sure somebody was of a choice."""
    return {1: gettext("unsure"), 2: gettext("fairly sure"), 3: gettext("very sure")}.get(confidence, "")


@register.filter
def support(name: str) -> str:
    """How firmly a research note is supported."""
    return {
        "sourced": gettext("Documented"),
        "partly": gettext("Partly documented"),
        "inferred": gettext("Our reasoning"),
    }[name]


@register.filter
def evidence(strength: str) -> str:
    """How well a practice as a whole is supported."""
    return {
        "strong": gettext("studied and found helpful"),
        "moderate": gettext("described in several sources, or in one good one"),
        "weak": gettext("seen in one place, or told by those who did it"),
    }.get(strength, "")

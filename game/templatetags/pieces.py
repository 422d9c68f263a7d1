"""Small pieces for templates: texts of the script, icons, words of strength."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext

from game.models import CODE_LENGTH
from game.original import foreign
from game.ring import places_on_ring

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: dict[str, Any], *key: object) -> str:
    """The text of a key of the script; key parts are joined by dots, shared texts stand under `common`.

    Where the reader's language has no such text, it is the English one, with the signs by which `game.original` marks it.
    """
    script, language, name = context["script"], context["language"], ".".join(str(part) for part in key)
    found: str = script.say(name, language)
    return found if not found or language == "en" or script.speaks(name, language) else foreign(found)


@register.simple_tag(takes_context=True)
def quote(context: dict[str, Any], dilemma: str, option: str, slot: str, band: str) -> str:
    """What a stakeholder says of an option, or a shared sentence by attitude (PEOPLE-2)."""
    own = say(context, dilemma, option, "reactions", slot)
    return own or say(context, "common.reactions", band)


@register.simple_tag(takes_context=True)
def role_name(context: dict[str, Any], role: str) -> str:
    """The scenario's own title of a role."""
    return say(context, "roles", role, "title")


@register.simple_tag(takes_context=True)
def script_text(context: dict[str, Any], key: str) -> str:
    """The text of a whole key."""
    return say(context, key)


@register.simple_tag(takes_context=True)
def script_key(context: dict[str, Any], key: str, part: object) -> str:
    """The text of a part of a whole key."""
    return say(context, key, part)


#: How a stakeholder answers who is asked about an option, by how far it would move the own attitude.
_ANSWERS = {-2: "worse2", -1: "worse", 0: "same", 1: "better", 2: "better2"}


@register.filter
def mood_key(attitude: int) -> str:
    """The shared answer of somebody whose attitude would move so far, -2 to 2."""
    return _ANSWERS[attitude]


@register.simple_tag(takes_context=True)
def answer_of(context: dict[str, Any], dilemma: str, option: str, slot: str, attitude: int) -> str:
    """What a stakeholder answers in a hearing: the option's own quote, else a shared sentence (HEAR-1)."""
    return say(context, dilemma, option, "reactions", slot) or say(
        context, "common.hearing", mood_key(attitude)
    )


@register.simple_tag
def refusal(sentence: str) -> str:
    """Why something cannot be done, in the reader's language."""
    return gettext(sentence) if sentence else ""


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A symbol of the sprite; the word beside it says the same."""
    return format_html(
        '<svg class="i {}" viewBox="0 0 24 24" aria-hidden="true"><use href="#{}"/></svg>', extra, name
    )


@register.filter
def bdi(chosen: object) -> SafeString:
    """A chosen name, or typed words, inside a sentence: written from right to left, it disturbs nothing around it."""
    return format_html("<bdi>{}</bdi>", chosen)


@register.filter
def family(role: str) -> str:
    """The shape of a family: elected is round, employed is square."""
    return "elected" if role.startswith("P") else "employed"


@register.filter
def strength(word: int) -> str:
    """A word of strength, 0 to 3."""
    return (gettext("failing"), gettext("fragile"), gettext("workable"), gettext("strong"))[word]


@register.filter
def tone(word: int) -> str:
    """The class of a word of strength."""
    return ("bad", "warn", "info", "ok")[word]


@register.filter
def pole(code: str) -> str:
    """The name of a pole."""
    return {
        "A1": gettext("Shared ambition"),
        "A2": gettext("Safe operations"),
        "B1": gettext("Political leadership"),
        "B2": gettext("Spread leadership"),
        "C1": gettext("Room to act"),
        "C2": gettext("Frame and support"),
        "D1": gettext("Public mindset"),
        "D2": gettext("Partner mindset"),
    }[code]


@register.filter
def level(number: int) -> str:
    """The name of one of WP4's four levels."""
    return {
        1: gettext("Vision and mission"),
        2: gettext("Leadership"),
        3: gettext("Platforms and arenas"),
        4: gettext("Roles and mentalities"),
    }[number]


@register.filter
def step_name(name: str) -> str:
    """The name of a step or phase."""
    return {
        "gate": pgettext("step", "Gate"),
        "incident": pgettext("step", "Incident"),
        "situation": pgettext("step", "Situation"),
        "choice": pgettext("step", "Choice"),
        "reveal": pgettext("step", "Reveal"),
        "talk": pgettext("step", "Talk"),
        "listen": pgettext("step", "Listen"),
        "vote": pgettext("step", "Vote"),
        "runoff": pgettext("step", "Runoff"),
        "word": pgettext("step", "The chair's word"),
        "paper": pgettext("step", "On paper"),
        "consequence": pgettext("step", "Consequence"),
        "reflect": pgettext("step", "Reflection"),
        "done": pgettext("step", "Done"),
        "lobby": pgettext("phase", "Lobby"),
        "briefing": pgettext("phase", "Briefing"),
        "playing": pgettext("phase", "Playing"),
        "welcome": pgettext("phase", "Welcome"),
        "midterm": pgettext("phase", "Midterm"),
        "results": pgettext("phase", "Results"),
        "debrief": pgettext("phase", "Debrief"),
        "plan": pgettext("phase", "Plan"),
        "closed": pgettext("phase", "Closed"),
    }.get(name, "")


@register.filter
def chip(name: str) -> str:
    """A reason in a word."""
    return {
        "lawful": pgettext("reason", "lawful"),
        "fair": pgettext("reason", "fair"),
        "efficient": pgettext("reason", "efficient"),
        "trust": pgettext("reason", "trust"),
        "taking_part": pgettext("reason", "taking part"),
        "lasting": pgettext("reason", "lasting"),
    }[name]


@register.filter
def pattern(name: str) -> str:
    """The pattern of choices in a word."""
    return {
        "agreed": gettext("Agreed"),
        "leaning": gettext("Leaning"),
        "split_two": gettext("Split in two"),
        "split_three": gettext("Split in three"),
        "few": gettext("Too few to say"),
    }.get(name, "")


@register.filter
def resource(name: str) -> str:
    """The name of what an option may need."""
    return {
        "trust": gettext("Trust"),
        "legitimacy": gettext("Legitimacy"),
        "time": gettext("Time"),
        "budget": gettext("Budget"),
    }.get(name, name)


@register.filter
def clock(milliseconds: int) -> str:
    """A span as minutes and seconds."""
    seconds = int(milliseconds) // 1000
    return f"{seconds // 60}:{seconds % 60:02d}"


@register.filter
def day(milliseconds: int) -> str:
    """The day of a moment in milliseconds, as it is written in the reader's language."""
    moment = localtime(datetime.fromtimestamp(int(milliseconds) / 1000, UTC))
    return date_format(moment, "DATE_FORMAT")


@register.filter
def spaced(code: str) -> str:
    """A code in two groups of three; anything else as it is."""
    return f"{code[:3]} {code[3:]}" if len(code) == CODE_LENGTH and code.isalnum() else code


@register.filter
def zones(words: tuple[int, int]) -> list[dict[str, Any]]:
    """The boxes of a gauge in play: four to each side of the plate, full up to the weaker word."""
    weaker = min(words)
    boxes = []
    for side, mine in ((-1, words[0]), (1, words[1])):
        for place in range(4):
            x = 180 + side * (24 + 39 * place) - (36 if side < 0 else 0)
            kind = "on" if place <= min(weaker, mine) else "half" if place <= mine else ""
            boxes.append(
                {"x": x, "kind": kind, "sign": f"q{mine}" if place == mine else "", "sign_x": x + 11}
            )
    return boxes


@register.filter
def pair(left: int, right: int) -> tuple[int, int]:
    """Two words of strength together."""
    return left, right


@register.filter
def ring(people: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Places of the stakeholders around the table."""
    return places_on_ring(people)


@register.filter
def words(text: str) -> list[str]:
    """The words of a text, to loop over."""
    return text.split()

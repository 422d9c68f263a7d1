"""Small pieces for the desk."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.forms import BoundField, Form
from django.template import Context
from django.template.defaultfilters import slugify
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from game import unnamed

register = template.Library()


@register.filter
def manner_word(manner: str) -> str:
    """The manner of deciding in a word or two, for a tile."""
    return {
        "unanimous": gettext("of one mind"),
        "majority": gettext("by majority"),
        "runoff": gettext("in a runoff"),
        "word": gettext("by the chair's word"),
        "nobody": gettext("nobody decided"),
    }[manner]


@register.simple_tag
def desk_note(notes: dict[int, str], number: int) -> str:
    """What the reader noted about a table."""
    return notes.get(number, "")


@register.filter
def called(note: str, slug: str) -> str:
    """What words that are shown without a name are called on the page (game/unnamed.py)."""
    return unnamed.called(slug, note)


@register.simple_tag
def slot(parts: dict[str, str], kind: str, number: int) -> str:
    """What the desk shows of a table: its tile, what can be done with it, or its seats."""
    return parts[f"{kind}-{number}"]


@register.simple_tag(takes_context=True)
def verb_form(
    context: Context,
    label: str,
    verb: str,
    table: int = 0,
    step: int = 0,
    name: str = "",
    value: object = "",
    kind: str = "quiet small",
) -> SafeString:
    """A button of the desk in a form of its own: what it says, to which table and step, and one more field.

    Made here and not in a template: a desk of sixty tables has a thousand of them, and draws them with each step.
    """
    at = conditional_escape(reverse("desk_verb", args=[context["slug"], verb]))
    fields = f'<input type="hidden" name="csrfmiddlewaretoken" value="{context["csrf_placeholder"]}">'
    button = f"verb-{verb}"
    if table:
        fields += f'<input type="hidden" name="table" value="{int(table)}">'
        fields += f'<input type="hidden" name="step" value="{int(step or 0)}">'
        button += f"-{int(table)}"
    if name:
        fields += f'<input type="hidden" name="{name}" value="{conditional_escape(str(value))}">'
        button += f"-{slugify(str(value))}"
    return mark_safe(  # noqa: S308 (each piece is a name of ours or escaped)
        f'<form class="deed-{verb}" method="post" action="{at}" hx-post="{at}" hx-swap="none">{fields}'
        f'<button class="btn {kind}" id="{button}">{conditional_escape(label)}</button></form>'
    )


@register.filter
def room_manner(manner: str) -> str:
    """How a table decided, in one of the three ways that may leave it (KEEP-3)."""
    return {
        "agreed": gettext("all agreed"),
        "majority": gettext("by majority"),
        "chair": gettext("by the chair's word"),
    }[manner]


@register.filter
def rule_name(rule: str) -> str:
    """A decision rule in words (VOTE-2)."""
    return {
        "majority": gettext("More than half"),
        "two_thirds": gettext("Two thirds"),
        "consent": gettext("All of those who decide"),
    }[rule]


@register.filter
def promise_name(promise: str) -> str:
    """What people are promised about their votes, in words (VOTE-10)."""
    return {
        "confidential": gettext("Confidential: nobody sees them, the server keeps them until deletion"),
        "anonymous": gettext("Anonymous: the server forgets them with the decision"),
    }[promise]


@register.filter
def assignment_name(mode: str) -> str:
    """How people come to their roles, in words (SEAT-2)."""
    return {
        "choose": gettext("They choose"),
        "own": gettext("As in real life: elected people play politicians"),
        "swap": gettext("The other way round: elected people play managers"),
        "random": gettext("By lot"),
        "facilitator": gettext("I deal them"),
    }[mode]


@register.filter
def calling_name(calling: str) -> str:
    """What somebody is in real life, in a word."""
    return {
        "elected": gettext("elected"),
        "employed": gettext("employed"),
        "other": gettext("neither elected nor employed"),
    }.get(calling, "")


@register.filter
def chosen(form: Form, name: str) -> object:
    """What is chosen in a field of a form."""
    return form[name].value()


@register.filter
def setting_name(name: str) -> str:
    """What a setting of a workshop is called."""
    return {
        "scenario": gettext("Scenario"),
        "title": gettext("Title"),
        "format": gettext("Format"),
        "tables": gettext("Tables"),
        "names": gettext("Names of the tables"),
        "seats": gettext("Seats at each table"),
        "timers": gettext("Timers"),
        "factor": gettext("Time for everything"),
        "rounds": gettext("Rounds"),
        "first": gettext("The first round opens"),
        "finale": gettext("The debrief together"),
        "zone": gettext("Time zone"),
        "choose_days": gettext("Days to choose"),
        "talk_days": gettext("Days to talk"),
        "vote_days": gettext("Days to vote"),
        "every_days": gettext("Days from one round to the next"),
        "mode": gettext("Rounds open"),
        "rule": gettext("A table decides by"),
        "voting": gettext("Choices and votes are"),
        "assignment": gettext("How people come to their roles"),
        "moves": gettext("Moves of the roles, and hearings"),
        "incidents": gettext("Incidents"),
        "safeguards": gettext("Safeguards"),
        "plenaries": gettext("All decisions on the wall, now and then"),
        "bots": gettext("Bots take the seats that stay empty"),
        "chairs_may_open": gettext("The chairs may open a round if I am gone"),
        "retention": gettext("Days until everything is deleted, counted from the close"),
        "follow_up": gettext("A follow-up after four to six weeks"),
        "colleagues": gettext("Who leads with me"),
        "study": gettext("Training, or a study"),
    }.get(name, name)


@register.filter
def wall(value: object) -> str:
    """A date and time as a field for it wants it; what was typed stays as it is."""
    return value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else str(value or "")[:16]


@register.filter
def field_of(form: Form, name: str) -> BoundField:
    """A field of a form by its name."""
    return form[name]

"""What a new plan changes, in words: for the desk that proposes it, and for the room that is told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from game.templatetags.pieces import clock
from scenarios.script import Script

register = template.Library()


@register.filter
def magnitude(number: int) -> int:
    """A number without its sign."""
    return abs(number)


@register.simple_tag(takes_context=True)
def change_words(context: dict[str, Any], kind: str, what: str) -> str:
    """One change of the plan, as its facilitator reads it."""
    return words_of(context["script"], context["language"], kind, what)


def words_of(script: Script, language: str, kind: str, what: str) -> str:
    """One change of the plan in words; `what` as in game/rules/hall/clock.py."""
    if kind in ("reflect", "talk"):
        span = clock(1000 * int(what))
        return {
            "reflect": _("Reflection takes %(span)s in the rounds to come"),
            "talk": _("The talk takes %(span)s in the rounds to come"),
        }[kind] % {"span": span}
    if kind == "debrief":
        minutes = int(what) // 60
        longer = ngettext(
            "The debrief takes %(n)d minute longer", "The debrief takes %(n)d minutes longer", minutes
        )
        return longer % {"n": minutes}
    if kind == "drop":
        return _("Leave out the dilemma “%(title)s”") % {"title": script.say(f"{what}.title", language)}
    return {
        "plenary": _("Do not show all decisions after round %(round)s"),
        "incident": _("Leave out the incident before round %(round)s"),
    }[kind] % {"round": what}


def told_to_room(script: Script, language: str, changes: Iterable[tuple[str, str]]) -> str:
    """What everybody reads about a new plan: what to expect, not what was taken away. KeyError for an unknown kind."""
    said = []
    for kind, what in changes:
        if kind == "debrief":
            said.append(_("There is more time for the talk at the end."))
        elif kind == "drop":
            said.append(_("We play one round less."))
        elif kind in ("reflect", "talk"):
            span = {"span": clock(1000 * int(what))}
            said.append(
                (_("Talks take %(span)s now.") if kind == "talk" else _("Reflection takes %(span)s now."))
                % span
            )
    return " ".join([_("A word on time."), *(said or [_("We go straight on to what matters most.")])])

"""The speaking notes of the desk, and cues in words (screen C·5)."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from game.speaking import NOTES, NOTES_OF_SLOW_PLAY, Speaking

register = template.Library()


@register.simple_tag
def speaking(moment: str, slow: bool = False) -> Speaking:
    """The speaking notes of a moment; where the dates lead, those of slow play."""
    found = NOTES_OF_SLOW_PLAY.get(moment) if slow else None
    return (found or NOTES.get(moment) or NOTES["gate"])()


@register.filter
def cue_words(kind: str) -> str:
    """What a cue says after the names of the tables it is about."""
    return {
        "all_done": _("All tables are done. A good moment for the whole room."),
        "last_to_vote": _("is the last one to vote."),
        "behind": _("far behind the others."),
        "quiet": _("nothing tapped for four minutes of talk. Very good, or stuck: walk by."),
        "split": _("split. Worth a word with the whole room."),
        "alone": _("chose what no other table chose. Ask why."),
        "changed_mind": _("decided against what most of them chose at first. Ask what turned it."),
        "hidden_found": _("found the hidden option."),
        "overruled": _("went against the advice of the others."),
    }[kind]


@register.filter
def cue_icon(kind: str) -> str:
    """The symbol of a cue."""
    return {
        "all_done": "tick",
        "last_to_vote": "clock",
        "behind": "over",
        "quiet": "moon",
        "split": "p-split_two",
        "alone": "voice",
        "changed_mind": "back",
        "hidden_found": "fact",
        "overruled": "elected",
    }[kind]

"""What a facilitator says at tables on paper after the term, and in its middle."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from game.speaking import NOTES, Speaking


def midterm() -> Speaking:
    """Half of the term is over."""
    return Speaking(
        NOTES["midterm"]().say,
        (_("Tables with a level that is failing: let them say it aloud themselves."),),
    )


def results() -> Speaking:
    """The front page and the gauges."""
    return Speaking(
        _(
            "The term is over. Turn the last seeds, fill in the result sheet together, and read your front page aloud. Then "
            "find the side that was weaker than you thought. A level is only as strong as its weaker side."
        ),
        (
            _("Relief, pride, or blame? Let it be said before you explain anything."),
            _("Two front pages that could not be further apart: have both read to the room."),
        ),
        NOTES["results"]().asked,
    )


def turned() -> Speaking:
    """Question 2: what happened."""
    return Speaking(
        _(
            "Lay your dilemma cards in a row, with the seeds that came up below them. Which moment turned your term? Let one "
            "table begin that changed its mind between choosing and voting."
        ),
        NOTES["debrief 2"]().look,
        NOTES["debrief 2"]().asked,
    )


def by_level() -> Speaking:
    """Question 3: why, by level."""
    return Speaking(
        _(
            "Look at your board. Where was your weaker side, and what did you do about it? I can read you what research knows "
            "of each road, taken or not."
        ),
        (
            _("Which level was weak at most tables? That is your theme for today. Put it on the poster."),
            _("Who was never heard? The ring of people tells it."),
        ),
        NOTES["debrief 3"]().asked,
    )


def between_us() -> Speaking:
    """Question 4: between politicians and managers."""
    return Speaking(
        _(
            "Where did politicians and managers read it differently? What was not said, and whose decision was it? "
            "Whoever likes may unfold their aim now."
        ),
        NOTES["debrief 4"]().look,
        ((_("Do we have to show our aims?"), _("No. Each their own, or not at all.")),),
    )


def home() -> Speaking:
    """Question 5: back home."""
    return Speaking(
        NOTES["debrief 5"]().say,
        (
            _("Concrete places and meetings, not attitudes."),
            _("Somebody who knows a real case: ask whether you may write it down for the library."),
        ),
    )


def plan() -> Speaking:
    """The plan."""
    return Speaking(
        NOTES["plan"]().say,
        (
            _("“We should” is no plan. Ask: when exactly, and who is there?"),
            _("Let three people who like to read theirs aloud."),
        ),
        ((_("Who gets to read it?"), _("Nobody, unless you show it. The sheet is yours.")),),
    )


def closed() -> Speaking:
    """The end."""
    return Speaking(
        _("Thank you. Your plan is in your hand. Take it home, and tell one person about it today."),
        (_("Write down three things now, while you still remember the room."),),
    )


OWN: dict[str, Callable[[], Speaking]] = {
    "midterm": midterm,
    "results": results,
    "debrief 2": turned,
    "debrief 3": by_level,
    "debrief 4": between_us,
    "debrief 5": home,
    "plan": plan,
    "closed": closed,
}

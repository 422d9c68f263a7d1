"""After the term: results, the five questions of the debrief, the plan."""

from __future__ import annotations

from django.utils.translation import gettext as _

from game.speaking.shape import Speaking


def results() -> Speaking:
    """The front page and the gauges."""
    return Speaking(
        _(
            "The term is over. Read the front page to each other. Then look at the gauges, and find the side that was "
            "weaker than you thought. A level is only as strong as its weaker side."
        ),
        (
            _("Relief, pride, or blame? Let it be said before you explain anything."),
            _("The headlines on the wall: read two that could not be further apart."),
        ),
        (
            (
                _("Why do our points not count in full?"),
                _(
                    "Because a strong side cannot carry a weak one. Frame without room stays empty, and the other way round."
                ),
            ),
        ),
    )


def air() -> Speaking:
    """Question 1: one word."""
    return Speaking(
        _("Step out of your role. One word each, around the table: how was it to sit in that chair?"),
        (
            _("Words that come twice. Say them back to the room."),
            _("Somebody who is still angry: give that person a minute now."),
        ),
    )


def turned() -> Speaking:
    """Question 2: what happened."""
    return Speaking(
        _(
            "Look at your path together. Which moment turned your term? Let one table begin that changed its mind between "
            "choosing and voting."
        ),
        (
            _("What came back later, and who saw it coming?"),
            _("Ask for what was done before asking for what was meant."),
        ),
        (
            (
                _("Whose fault was it?"),
                _("Ask instead: what did you know then, and what would you have needed?"),
            ),
        ),
    )


def by_level() -> Speaking:
    """Question 3: why, by level."""
    return Speaking(
        _(
            "Where was your weaker side, and what did you do about it? Behind the roads you find what research knows of "
            "each road, taken or not."
        ),
        (
            _("Which level was weak at most tables? That is your theme for today."),
            _("Who was never heard? It stands on the wall."),
        ),
        (
            (
                _("Does research say that we were wrong?"),
                _("It says when a road holds and when it does not. You know your own town better."),
            ),
        ),
    )


def between_us() -> Speaking:
    """Question 4: between politicians and managers."""
    return Speaking(
        _(
            "Where did politicians and managers read it differently? What was not said, and whose decision was it? "
            "Whoever likes may show the table their private aim now."
        ),
        (
            _("Speak of roles, not of persons. If it gets personal, go back to the role."),
            _("Advice that was overruled: how did it feel, on either side?"),
        ),
        (
            (
                _("Do we have to show our aims?"),
                _("No. Each by their own tap, or not at all."),
            ),
        ),
    )


def home() -> Speaking:
    """Question 5: back home."""
    return Speaking(
        _(
            "Now come home. Where have you seen this in your own organisation, and what is different with you?"
        ),
        (
            _("Concrete places and meetings, not attitudes."),
            _("Somebody who knows a real case: the phones take it down for the library."),
        ),
    )


def plan() -> Speaking:
    """The plan."""
    return Speaking(
        _(
            "Write one thing that you will do: when, what, with whom, and by which date. Small enough to be done next "
            "week. Then read it to your neighbour."
        ),
        (
            _("“We should” is no plan. Ask: when exactly, and who is there?"),
            _("Plans that people show: let three be read aloud."),
        ),
        (
            (
                _("Who gets to read it?"),
                _("Nobody, unless you show it. You can print it or send it to yourself."),
            ),
        ),
    )


def closed() -> Speaking:
    """The end."""
    return Speaking(
        _("Thank you. Your plan is on your phone. Take it home, and tell one person about it today."),
        (_("Your report is ready. Look at it while you still remember the room."),),
    )

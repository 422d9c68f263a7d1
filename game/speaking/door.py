"""At the door: until the first round."""

from __future__ import annotations

from django.utils.translation import gettext as _

from game.speaking.shape import Speaking


def lobby() -> Speaking:
    """People come in."""
    return Speaking(
        _(
            "Welcome. Take your phone, scan the sign on the wall, and choose a seat. Take a role that is not your own in "
            "real life, if you dare. You need no account and no app."
        ),
        (
            _("Who stands at the side without a phone? Two can share one."),
            _("Tables of only politicians or only managers: mix them now."),
        ),
        (
            (_("Can I use another name?"), _("Yes. A first name, or any name you like.")),
            (
                _("What is done with my data?"),
                _(
                    "Your answers are kept under a number, shown to nobody, and deleted by a date that your phone names."
                ),
            ),
        ),
    )


def welcome() -> Speaking:
    """The three rules."""
    return Speaking(
        _(
            "You will lead one town through one term. Nobody wins against anybody here: you play together against a "
            "problem. Three rules. Play the role and not yourself. Speak freely. What is said here stays here."
        ),
        (
            _("Arms crossed at a table? Ask somebody there to read the rules aloud."),
            _("The questions on the phones are private, and may be skipped."),
        ),
        (
            (_("Is there a right answer?"), _("No. Every road gives something and costs something.")),
            (
                _("Does my boss see what I vote?"),
                _("No. Nobody sees it: not your table, not me, and it never stands on the wall."),
            ),
        ),
    )


def briefing() -> Speaking:
    """Roles and town."""
    return Speaking(
        _(
            "Read who you are, and what sort of town this is. What you find behind Show is for you alone. Then tell your "
            "table in one sentence what your role cares about."
        ),
        (
            _("Does everybody know whose side of the town hall they sit on?"),
            _("A minute of practice helps more than an explanation."),
        ),
        (
            (
                _("What if I would never do what my role does?"),
                _("Good. Say what the role would say. Afterwards we talk about you."),
            ),
        ),
    )


def warm_up() -> Speaking:
    """A minute of practice."""
    return Speaking(
        _(
            "This one is for practice, and counts for nothing. Choose alone. Then look at the pattern of your table, "
            "talk for half a minute, and vote."
        ),
        (_("Whose phone shows something else than the others? Help there now, not in round one."),),
    )


def slow_door() -> Speaking:
    """People join over days."""
    return Speaking(
        _(
            "People join when it suits them, with the code under Doors. Nobody has to be here at the same time."
        ),
    )

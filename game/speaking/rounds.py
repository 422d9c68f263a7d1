"""In the rounds: step by step."""

from __future__ import annotations

from django.utils.translation import gettext as _

from game.speaking.shape import Speaking


def gate() -> Speaking:
    """While tables wait at their gate."""
    return Speaking(
        _("Look up for a moment. The next question is about to reach your town."),
        (_("Does every table know who holds the pen this round?"),),
        ((_("Why do we wait?"), _("So that all tables meet the same question at the same time.")),),
    )


def incident() -> Speaking:
    """An incident at all tables."""
    return Speaking(
        _(
            "Something has happened in your town, and it has happened at every table. You have a minute. Talk, and the "
            "chair answers for all of you."
        ),
        (_("Who is not heard when it has to go fast?"),),
        (
            (
                _("Is this because of what we decided?"),
                _("No. This one meets all tables alike."),
            ),
        ),
    )


def situation() -> Speaking:
    """A situation is read."""
    return Speaking(
        _(
            "One of you reads the situation aloud. Nobody answers yet. Under Only you know, some of you find a fact that "
            "nobody else at the table has."
        ),
        (
            _("Tables that begin to argue before they have chosen: ask them to read first."),
            _("Old decisions that come back. Faces tell you where."),
        ),
        (
            (
                _("May I show my fact now?"),
                _("Keep it until the talk. Then it is yours to put on the table, or not."),
            ),
        ),
    )


def choice() -> Speaking:
    """Everybody chooses alone."""
    return Speaking(
        _(
            "Choose alone, and in silence. Nobody sees who chose what. Say how sure you are, and give one reason. The "
            "reason is shown to your table without your name."
        ),
        (
            _("Glances at a neighbour's phone."),
            _("Somebody who cannot decide: “Not yet” is an answer too."),
        ),
        (
            (
                _("Can I change my mind?"),
                _(
                    "Yes, here until it closes, and again in the vote. Changing your mind is what the talk is for."
                ),
            ),
            (
                _("Why is one option locked?"),
                _("Something at your table does not allow it. The reason stands beneath it."),
            ),
        ),
    )


def reveal() -> Speaking:
    """The pattern and the reasons."""
    return Speaking(
        _("Look at the pattern, and at the reasons. Do not ask whose they are. Ask what is behind them."),
        (
            _("Agreed at once? There somebody has been asked to argue for what nobody chose. Listen in."),
            _("Somebody alone with a reason: make room for it."),
        ),
        (
            (
                _("Who chose the other one?"),
                _("That stays with the person. But the reason may be spoken about by everybody."),
            ),
        ),
    )


def talk() -> Speaking:
    """The talk at the tables."""
    return Speaking(
        _(
            "Lay the phones down and talk. Let the person speak first who has said least. If something is missing on your "
            "list, somebody at your table may know why."
        ),
        (
            _("Who talks, who is looked at, and who decides? Are they the same people?"),
            _("Do managers wait for politicians, or the other way round?"),
            _("A fact that nobody puts on the table. Do not tell them: ask who has not spoken."),
        ),
        (
            (
                _("How long have we got?"),
                _("The top line shows it. Your chair calls the vote, and half of you must be ready."),
            ),
            (_("What is missing here?"), _("Ask each other what you know that is not on the screens.")),
        ),
    )


def vote() -> Speaking:
    """The vote."""
    return Speaking(
        _(
            "Now vote. The badge on your screen says whose vote decides this time, and whose is advice. Advice counts "
            "too: whoever goes against it will feel it later."
        ),
        (
            _("Somebody who waits to see what the others do."),
            _("Tables that have stopped talking but not voted. A nudge is enough."),
        ),
        (
            (
                _("Why does my vote not decide?"),
                _("In this question the law gives the word to the others. How they listen is the point."),
            ),
            (_("May I abstain?"), _("Yes. It counts for nothing, and it is an answer.")),
        ),
    )


def runoff() -> Speaking:
    """The second vote."""
    return Speaking(
        _("No option has enough. You have one minute to talk, and then you vote again, among these alone."),
        (_("Listen for an offer: what would you need in order to live with the other one?"),),
    )


def word() -> Speaking:
    """A tie: the chair's word."""
    return Speaking(
        _("There is a tie. The chair gives the word, openly, and says in one sentence why."),
        (_("What does it do to the table when one person has to say it aloud?"),),
        (
            (
                _("Can we talk on?"),
                _("No. Sometimes a mayor has to say it, and live with it."),
            ),
        ),
    )


def consequence() -> Speaking:
    """What the decision did."""
    return Speaking(
        _("Read what follows. Somebody read it aloud, please. Look at who is named as not heard."),
        (
            _("Laughter and silence. Remember which table, for the debrief."),
            _("Who says: I told you so?"),
        ),
        (
            (
                _("Is that realistic?"),
                _("It is a model. What it rests on comes in the debrief, with the real cases."),
            ),
        ),
    )


def reflect() -> Speaking:
    """A quiet line."""
    return Speaking(
        _("One quiet line for yourself. It stays yours, unless you show it."),
        (_("This minute is worth more than it looks. Do not talk into it."),),
    )


def done() -> Speaking:
    """Some are done, some are not."""
    return Speaking(
        _("Some tables still talk. Take a breath, and leave them their time."),
        (_("Go and stand near a table that is still at it. Standing there is often enough."),),
    )


def plenary() -> Speaking:
    """All decisions on the wall."""
    return Speaking(
        _(
            "Look up. These are the decisions of all tables, on the same question. Nobody has won. Who stands alone? Tell "
            "us what you saw that the others did not."
        ),
        (
            _("Ask the table that stands alone first, and one of the many second."),
            _("Same option, another manner: was it agreed, or outvoted?"),
        ),
        (
            (
                _("Which one was right?"),
                _("Wait for the end. And then ask again who paid for it."),
            ),
        ),
    )


def midterm() -> Speaking:
    """Half of the term is over."""
    return Speaking(
        _(
            "Half of the term is over. Turn to somebody of the other family, and ask: what would you do differently in "
            "the second half? Then take a break."
        ),
        (_("Tables with a level in red: let them say it aloud themselves."),),
    )


def slow_rounds() -> Speaking:
    """Rounds led by dates."""
    return Speaking(
        _("Nothing has to be said: the dates lead. Under Dates you find words for the team's own channel."),
    )

"""What a facilitator says at tables on paper: the notes of the desk, and others where those speak of what paper has not."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from game.kit import guide_speaking_end as end
from game.kit.shape import Data
from game.speaking import NOTES, Speaking
from game.templatetags.pieces import step_name


def told(midterm: bool) -> list[Data]:
    """All notes in the order of a workshop: name, say, look, asked. `midterm` is whether a format has one."""
    found = []
    for name in MOMENTS:
        note = notes()[name]()
        if midterm or name != "midterm":
            found.append(
                {
                    "name": _name(name),
                    "say": note.say,
                    "look": list(note.look),
                    "asked": [list(a) for a in note.asked],
                }
            )
    return found


def notes() -> dict[str, Callable[[], Speaking]]:
    """By moment: our own words where there are some, else those of the desk."""
    return {name: OWN.get(name) or NOTES[name] for name in MOMENTS}


def lobby() -> Speaking:
    """People come in."""
    return Speaking(
        _(
            "Welcome. Sit down at any table. Take a role that is not your own in real life, if you dare. You need to know "
            "nothing beforehand, and nothing here needs a battery."
        ),
        (
            _("Tables of only politicians or only managers: mix them now."),
            _("Fewer than four at a table? Make one out of two."),
        ),
        (
            (
                _("I know nothing about this field. Can I play?"),
                _("Yes. Your role knows, and the cards tell it."),
            ),
            (
                _("What becomes of what we write?"),
                _("Nothing is collected. What is yours you take home, or tear up."),
            ),
        ),
    )


def welcome() -> Speaking:
    """The three rules."""
    return Speaking(
        NOTES["welcome"]().say,
        (
            _("Arms crossed at a table? Ask somebody there to read the rules aloud."),
            _("Somebody who hunts for the winning rule. Say once more: nobody wins against anybody here."),
        ),
        (
            (_("Is there a right answer?"), _("No. Every road gives something and costs something.")),
            (
                _("Does my boss see what I vote?"),
                _(
                    "On paper your table sees your card. It is your role that votes, and what is said here stays here."
                ),
            ),
        ),
    )


def briefing() -> Speaking:
    """Roles and town."""
    return Speaking(
        _(
            "Read who you are, and what sort of town this is. What stands below the fold is for you alone. Then tell your "
            "table in one sentence what your role cares about."
        ),
        (
            _("Does everybody know whose side of the town hall they sit on?"),
            _("Fold the private part back before you lay the sheet down."),
        ),
        NOTES["briefing"]().asked,
    )


def warm_up() -> Speaking:
    """A minute of practice."""
    return Speaking(
        _(
            "This one is for practice, and counts for nothing. Tea or coffee in the council chamber? A is tea, B is "
            "coffee, C is both. Lay a card face down. Turn together, say the pattern, talk for half a minute, and vote."
        ),
        (_("Cards that lie open too early. Help there now, not in round one."),),
    )


def situation() -> Speaking:
    """A situation is read."""
    return Speaking(
        _(
            "First see whether a seed lies under this round, and whether a flap holds. Then one of you reads the situation aloud. "
            "Nobody answers yet. Some of you get a card with a fact that nobody else at the table has."
        ),
        (
            _("Tables that begin to argue before they have chosen: ask them to read first."),
            _("Old decisions that come back. Faces tell you where."),
        ),
        NOTES["situation"]().asked,
    )


def choice() -> Speaking:
    """Everybody chooses alone."""
    return Speaking(
        _(
            "Choose alone, and in silence. Lay your card face down, and on it the card that says how sure you are. Write one "
            "reason on a slip, and no name."
        ),
        (
            _("Glances at a neighbour's cards."),
            _("Somebody who cannot decide: laying no card is an answer too."),
        ),
        (
            (
                _("Can I change my mind?"),
                _(
                    "Yes, until the cards are turned, and again in the vote. Changing your mind is what the talk is for."
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
        _(
            "Turn your cards together, and say the pattern: agreed, leaning or split. Shuffle the slips, and read them out. "
            "Do not ask whose they are. Ask what is behind them."
        ),
        (
            _(
                "Agreed at once? Then a move card is drawn, and that role argues for what nobody chose. Listen in."
            ),
            _("Somebody alone with a card: make room for the reason."),
        ),
        (
            (
                _("Why did you choose that?"),
                _("Ask the card and not the person: what could speak for it?"),
            ),
        ),
    )


def talk() -> Speaking:
    """The talk at the tables."""
    return Speaking(
        _(
            "Push the cards aside and talk. Let the person speak first who has said least. The strip of D is still folded? "
            "Somebody at your table may know why."
        ),
        NOTES["talk"]().look,
        (
            (
                _("How long have we got?"),
                _(
                    "Your clock shows it. Your chair calls the vote, and half of the others must raise a hand."
                ),
            ),
            (_("What is missing here?"), _("Ask each other what you know that lies in nobody's sight.")),
        ),
    )


def vote() -> Speaking:
    """The vote."""
    return Speaking(
        _(
            "Now vote. Your dilemma card says whose vote decides this time, and whose is advice. Those who decide turn their "
            "cards first. Advice counts too: whoever goes against it will feel it."
        ),
        (
            _("Somebody who waits to see what the others do."),
            _("Tables that have stopped talking but not voted. Standing near is enough."),
        ),
        NOTES["vote"]().asked,
    )


def consequence() -> Speaking:
    """What the decision did."""
    return Speaking(
        _(
            "Open the book at your decision. One of you reads it aloud, another moves the markers, line by line. Then look "
            "around the ring: whose involvement stands at 0 was not heard."
        ),
        NOTES["consequence"]().look,
        NOTES["consequence"]().asked,
    )


#: The moments of a workshop on paper, in their order.
MOMENTS = (
    "lobby", "welcome", "briefing", "warm_up", "gate", "incident", "situation", "choice", "reveal", "talk", "vote", "runoff",
    "word", "consequence", "reflect", "done", "plenary", "midterm", "results", "debrief 1", "debrief 2", "debrief 3",
    "debrief 4", "debrief 5", "plan", "closed",
)  # fmt: skip

#: Where the desk's notes speak of devices, or of what only they can keep secret.
OWN: dict[str, Callable[[], Speaking]] = {
    "lobby": lobby,
    "welcome": welcome,
    "briefing": briefing,
    "warm_up": warm_up,
    "situation": situation,
    "choice": choice,
    "reveal": reveal,
    "talk": talk,
    "vote": vote,
    "consequence": consequence,
    **end.OWN,
}


def _name(moment: str) -> str:
    kind, _blank, number = moment.partition(" ")
    if number:
        return _("Debrief, question %(number)d") % {"number": int(number)}
    return {
        "lobby": _("People come in"),
        "warm_up": _("A minute of practice"),
        "gate": _("Before a round"),
        "plenary": _("All decisions"),
        "done": _("Some are done, some are not"),
        "closed": pgettext("speaking notes", "The end"),
    }.get(kind) or step_name(kind)

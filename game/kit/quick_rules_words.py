"""The words of the quick rules: the ten steps of a round, and what is reckoned, in short pieces of a head and a text."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from game.kit import words
from game.rules.effects import guards, moves
from game.rules.effects.seeds import MOST_AT_ONCE
from game.rules.hall import results
from game.rules.round.moments import WORD
from game.templatetags.pieces import pole, resource

Piece = dict[str, str]


def _piece(head: str, text: str) -> Piece:
    return {"head": head, "text": text}


def steps() -> list[Piece]:
    """The ten steps of a round, each with a word at its head."""
    return [
        _piece(
            _("Pen."),
            _(
                "The pen sign goes to the next person of the family that decides, P1 to P4 or M1 to M4: the chair. If all decide: to the "
                "family that has chaired fewer rounds; if equal, to the politicians. Is an incident due? Talk for a minute; "
                "the chair answers."
            ),
        ),
        _piece(
            _("Situation."),
            _(
                "Turn the seeds under this round. Then look which flaps, other forms and locks hold; they stay so for the round. Whoever "
                "comes after the chair reads aloud. Each fact goes, unseen, to the first role on its back that is here; else to the first of that role's family; else to "
                "the first at the table."
            ),
        ),
        _piece(
            _("Choice."),
            _(
                "Alone and in silence: a card A, B or C face down, on it how sure you are, 1 to 3. One reason on a slip, no name."
            ),
        ),
        _piece(
            _("Turn."),
            _(
                "All together. Say the pattern: agreed, leaning (more than half), split in two, split in three. Shuffle the "
                "slips, read them. Agreed, and at least 3 chose? Shuffle your move cards, without the chair's, and draw one: that role argues for what "
                "nobody chose."
            ),
        ),
        _piece(
            _("Talk."),
            _(
                "Now only, facts may be laid open. All symbols on the strip of D lie open? Unfold it: D can be voted for. From "
                "round %(round)d: each role's move, once per game, and one hearing per round for 1 Time (one stakeholder, one "
                "open option; the book tells). With no Time left, nothing that costs Time."
            )
            % {"round": moves.FIRST_ROUND},
        ),
        _piece(
            _("Call."),
            _(
                "The chair calls the vote. It begins when half of the others, rounded up, raise a hand; after the time, at "
                "once. From round %(round)d the chair may propose one safeguard: those who decide raise hands; more than half "
                "of them, and it is attached."
            )
            % {"round": guards.FIRST_ROUND},
        ),
        _piece(
            _("Vote."),
            _(
                "A card face down, or abstain. Those who decide turn first, then the others. More than half of the deciding "
                "votes wins. Abstentions count for nothing."
            ),
        ),
        _piece(_("Runoff."), _("Only if nobody won; see below.")),
        _piece(
            _("Book."),
            _(
                "Read what follows in the consequence book, and move the markers line by line. Every marker stops at the end of "
                "its track."
            ),
        ),
        _piece(
            _("Quiet line."),
            _(
                "For yourself, in silence: the last question on the dilemma card. Then move the round marker on, and wait for the room."
            ),
        ),
    ]


def who() -> Iterator[Piece]:
    """Who decides, and when advice is overruled."""
    yield _piece(
        "",
        _(
            "The dilemma card says it. The others advise, and all vote. Fewer than 2 at the table who could decide: all decide."
        ),
    )
    yield _piece(
        _("Advice overruled:"),
        _(
            "at least 2 advising votes, more than half of them for one other option. Politicians decided: %(spread)s. Managers "
            "decided: %(political)s. Tick it. Never if all decide, nor without a deciding vote."
        )
        % {"spread": words.line(pole("B2"), -1), "political": words.line(pole("B1"), -1)},
    )


def ties() -> Iterator[Piece]:
    """What is done where a vote has no winner."""
    yield _piece(
        _("Two deciding votes, two options:"),
        _("the chair gives the word at once, and says why. Tick Tie; no Trust is lost."),
    )
    yield _piece(
        _("Otherwise a runoff"),
        _(
            "between all options with most deciding votes; is that only one, those with second most join it. A minute of talk, "
            "all vote again. Most deciding votes wins."
        ),
    )
    yield _piece(
        _("Still equal, or no deciding vote:"),
        _(
            "the chair's word for one of them. %(lost)s, tick Tie. No word in %(seconds)d seconds: most advice, then most "
            "choices, then the fallback on the card, then the first letter; %(lost)s in any case."
        )
        % {"seconds": WORD // 1000, "lost": words.line(resource("trust"), -1)},
    )
    yield _piece(
        _("No deciding vote at all:"),
        _(
            "runoff of all options, and everybody decides. None again: the fallback. %(lost)s, tick Nobody decided."
        )
        % {"lost": words.line(resource("trust"), -1)},
    )


def order() -> Iterator[Piece]:
    """What a decision does, line by line as in the consequence book."""
    for text in (
        _(
            "Time, then Budget (staff was lent: 1 less). Too little: it goes to 0, and once %(lost)s, tick Overdraft."
        )
        % {"lost": words.line(resource("trust"), -2)},
        _("Safeguard: pay it and tick; if you cannot, it lapses."),
        _("The levels. Pilot first: half, toward zero (2 to 1, 1 to 0)."),
        _("Trust and Legitimacy of the option."),
        _(
            "The manner: overruled, tie, nobody decided. First choices differed, and then all at the table, at least 3, gave their "
            "first vote to one option: %(won)s, but not two rounds in a row."
        )
        % {"won": words.line(resource("trust"), 1)},
        _("People. Staff was lent: %(one)s for their attitude.") % {"one": words.signed(-1)},
        _("Cross effects: the five cards “What people do to each other”, 1 to 5."),
        _("Tick marks, lay seeds (none after Pilot first). D was decided: tick Hidden option found."),
        _(
            "Wobble: the weakest level (by its lower pole; equal: the lower number). Is that pole at 0 to 2, and the other higher? The other %(one)s."
        )
        % {"one": words.signed(-1)},
        _(
            "Press conference of the round before: is Room to act or Partner mindset lower than then? %(lost)s."
        )
        % {"lost": words.line(resource("legitimacy"), -2)},
    ):
        yield _piece("", text)


def seeds() -> Iterator[Piece]:
    """How seeds lie, and what is done in their round."""
    yield _piece(
        "",
        _(
            "Lay a seed under this round plus the number on its back, a safeguard on top if there is one. In their round, in the "
            "order in which they were laid: condition false, it is gone. True: read it, do it. After %(most)d that came true, the rest wait a "
            "round. A harm that names the safeguard on it does nothing, yet counts. Standing seeds are looked at last, from their round "
            "on, and come up once; they count too."
        )
        % {"most": MOST_AT_ONCE},
    )


def end() -> Iterator[Piece]:
    """How a term is added up."""
    yield _piece(
        "",
        _(
            "All laid seeds that are left are due now, in order; %(most)d take effect, the rest lapse. Then a pole counts at most %(lead)d more "
            "than its partner. Carry-through: +1 for each %(push)d Budget left, at most +%(largest)d, and %(one)s for each overdraft. "
            "Legitimacy %(bright)d or more: the bright front page."
        )
        % {
            "most": MOST_AT_ONCE,
            "one": words.signed(-1),
            "lead": results.LEAD,
            "push": results.BUDGET_PER_PUSH,
            "largest": results.LARGEST_PUSH,
            "bright": results.BRIGHT,
        },
    )

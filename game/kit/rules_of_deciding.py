"""Rule cards for the vote, and for what may follow from how it went; each has its exact numbers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from game.kit import words
from game.kit.card import part, rule
from game.kit.crosses import crosses
from game.kit.guide_minutes import formats_without
from game.kit.shape import Data, Kit
from game.rules.effects import guards
from game.templatetags.pieces import pole, resource


def after_a_decision(kit: Kit) -> list[Data]:
    """What may be needed beside the consequence book, in the order of its lines."""
    return [_overdraft(kit), *_how_it_was_decided(kit), *crosses(kit), _wobble(), _press()]


def deciding() -> list[Data]:
    """Who decides, how, and what protection may be bought with it."""
    return [
        rule(
            "deciders",
            _("Who decides"),
            [
                part(
                    _("The family that the dilemma's card names, or all. The others advise. Everybody votes.")
                ),
                part(_("All decide."), _("Fewer than two of that family at the table:")),
                part(_("Those who decide turn their cards first. An abstention counts for nothing.")),
            ],
        ),
        rule(
            "vote",
            _("How you decide"),
            [
                part(_("It is decided."), _("More than half of the deciding votes:")),
                part(_("The chair gives the word."), _("Just two deciding votes, and they differ:")),
                part(
                    _(
                        "Vote again, among those with most deciding votes. Is that only one? Then also those with the second most."
                    ),
                    _("Else:"),
                ),
                part(_("The most deciding votes win."), _("The second time:")),
                part(
                    _("Two thirds, or all. Agree before you begin."),
                    _("If you like:"),
                ),
            ],
        ),
        rule(
            "safeguards",
            _("Safeguards"),
            [
                part(
                    _(
                        "From round %(round)d, the chair may propose one when calling the vote. None in %(formats)s minutes."
                    )
                    % {"round": guards.FIRST_ROUND, "formats": formats_without("safeguards")}
                ),
                part(_("All who decide in the end show hands. More than half must say yes.")),
                part(
                    _("Pay its price after the costs of the option. Nothing left? Then it lapses."),
                    _("Line 2:"),
                ),
                part(_("Lay it on the seeds of this decision."), _("Line 8:")),
            ],
        ),
    ]


def _how_it_was_decided(kit: Kit) -> list[Data]:
    beside, trust = _("Line 5"), resource("trust")
    return [
        rule(
            "overruled",
            _("Advice overruled"),
            [
                part(
                    _(
                        "In the vote that decided, at least two advising votes were cast, and more than half of them were for "
                        "one other option. Not where all decide, and not without a deciding vote."
                    )
                ),
                part(label=_("If the politicians decided:"), changes=[words.line(pole("B2"), -1)]),
                part(label=_("If the managers decided:"), changes=[words.line(pole("B1"), -1)]),
                part(label=_("In both cases:"), changes=[words.tick(kit, "overruled")]),
            ],
            beside,
        ),
        rule(
            "unanimity",
            _("Of one mind"),
            [
                part(
                    _(
                        "Your first choices differed. Then, in the first vote, everybody at the table voted, at least three "
                        "of you, and all for the same option."
                    ),
                    changes=[words.line(trust, 1)],
                ),
                part(
                    _(
                        "Not if this card counted in the round before. Agreement from the start brings nothing."
                    )
                ),
            ],
            beside,
        ),
        rule(
            "tie",
            _("A tie"),
            [
                part(
                    _(
                        "The second vote has no winner. The chair gives the word, openly, for one of the tied options."
                    ),
                    changes=[words.line(trust, -1), words.tick(kit, "tie")],
                ),
                part(
                    _("No second vote, and no Trust lost. Only tick."),
                    _("Just two deciding votes, and they differ:"),
                ),
            ],
            beside,
        ),
        rule(
            "tie.silent",
            _("A tie, and no word"),
            [
                part(
                    _(
                        "No word within a minute? Of the tied options take the one with most advising votes. If equal, the "
                        "one that most had chosen. If equal, the one that the dilemma's card names for when nobody decides. Else "
                        "the first letter."
                    ),
                    changes=[words.line(trust, -1), words.tick(kit, "tie")],
                ),
                part(_("This holds for two deciding votes as well.")),
            ],
            beside,
        ),
        rule(
            "undecided",
            _("Nobody decided"),
            [
                part(_("Not one deciding vote: vote again among all open options. Now everybody decides.")),
                part(
                    _("Again not one vote: the option that the dilemma's card names for this takes effect."),
                    changes=[words.line(trust, -1), words.tick(kit, "undecided")],
                ),
                part(_("Were there deciding votes the first time, but none the second? That is a tie.")),
            ],
            beside,
        ),
    ]


def _overdraft(kit: Kit) -> Data:
    return rule(
        "overdraft",
        _("Overdraft"),
        [
            part(_("You may decide for an option though Time or Budget is short. What is short goes to 0.")),
            part(
                _("Then, once for this decision, even if both are short:"),
                changes=[words.line(resource("trust"), -2), words.tick(kit, "overdraft")],
            ),
            part(_("Only a decision may do this: no move, no hearing, no safeguard.")),
        ],
        _("Line 1"),
    )


def _wobble() -> Data:
    return rule(
        "wobble",
        _("Wobble"),
        [
            part(
                _(
                    "Of each level take the weaker pole. Look at the level where it is lowest; if equal, at the one with the "
                    "lower number."
                )
            ),
            part(_("Is that pole at 0, 1 or 2, and its partner higher? Then the partner goes down by 1.")),
        ],
        _("Line 9"),
        _("Room without a frame collapses. A frame without room empties."),
    )


def _press() -> Data:
    names = {"room": pole("C1"), "partners": pole("D2")}
    return rule(
        "press",
        _("What the press wrote down"),
        [
            part(_("Only in the round after a press conference.")),
            part(
                _(
                    "Compare %(room)s and %(partners)s with what was noted at the end of the round before. Is one of them "
                    "lower?"
                )
                % names,
                changes=[words.line(resource("legitimacy"), -2)],
            ),
            part(_("Once only, however far they fell. Then put the note away.")),
        ],
        _("Line 10"),
    )

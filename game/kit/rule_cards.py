"""Rules that happen now and then, each on a card of its own with its exact numbers, to be laid open when it happens."""

from __future__ import annotations

from django.utils.translation import gettext as _

from game.kit import words
from game.kit.card import part, rule
from game.kit.guide_minutes import formats_without
from game.kit.rules_of_deciding import after_a_decision, deciding
from game.kit.shape import Data, Kit
from game.rules.effects import guards, moves
from game.templatetags.pieces import resource


def rules(kit: Kit) -> list[Data]:
    """All of them, in the order in which a round may need them."""
    return [
        *_a_round(),
        *_before_the_talk(kit),
        *deciding(),
        *after_a_decision(kit),
    ]


def _a_round() -> list[Data]:
    heading = _("The ten steps")
    steps = [
        _(
            "Pen. It passes on, in code order, in the family that decides: who has it is the chair. Do all decide? The "
            "family that has chaired fewer rounds; if equal, the politicians. Then the incident, if one is due."
        ),
        _("Situation. Turn the seeds. See which flaps and locks hold. Read aloud. Give out the facts."),
        _("Choice. A letter and how sure you are, face down. A reason on a slip."),
        _(
            "Turn. All together: do you agree, lean, or are you split? Shuffle and read the slips. Agreed, and three or "
            "more chose? Draw a move card, not the chair's: that role argues for what nobody chose."
        ),
        _("Talk. Lay facts open. From round %(round)d: moves, and one hearing.")
        % {"round": moves.FIRST_ROUND},
        _(
            "Call. The chair calls the vote when half of the others, rounded up, raise a hand; after the time, at once. "
            "From round %(round)d the chair may propose a safeguard."
        )
        % {"round": guards.FIRST_ROUND},
        _("Vote. Those who decide turn their cards first, then those who advise."),
        _("Runoff. Only if nobody won."),
        _("Book. Do its lines from 1 to 10, in that order."),
        _("Quiet line. The last question on the dilemma's card, for yourself. Move the round marker on."),
    ]
    numbered = [part(text, f"{number}") for number, text in enumerate(steps, 1)]
    cuts = ((0, 2), (2, 4), (4, 6), (6, 10))
    return [
        rule(f"round.{at}", heading, numbered[first:last], f"{at}/{len(cuts)}")
        for at, (first, last) in enumerate(cuts, 1)
    ]


def _before_the_talk(kit: Kit) -> list[Data]:
    return [
        rule(
            "incidents",
            _("Incidents"),
            [
                part(_("before round 3."), _("3 or 4 rounds:")),
                part(_("before rounds 3 and 5."), _("5 or 6 rounds:")),
                part(_("before rounds 3 and 6."), _("7 rounds:")),
                part(
                    _(
                        "None in %(formats)s minutes. Draw one for the whole room, never the same twice. First do what stands "
                        "under the story. Talk. The chair answers 1 or 2. No answer is answer 1."
                    )
                    % {"formats": formats_without("incidents")}
                ),
            ],
        ),
        *_seeds(),
        rule(
            "facts",
            _("Facts"),
            [
                part(
                    _(
                        "The first role on its back that is at the table. None: the first of the family of the role named "
                        "first, in code order. None: the first role at the table."
                    ),
                    _("Who gets it:"),
                ),
                part(
                    _(
                        "In the talk, say it and lay the card open, or keep it. What lies open stays open. In a second vote "
                        "nothing new is shown."
                    ),
                    _("What you do:"),
                ),
            ],
        ),
        rule(
            "hidden",
            _("The hidden option"),
            [
                part(
                    _(
                        "D is shut until all facts whose signs are on its strip lie open, before the vote is called."
                    )
                ),
                part(
                    _(
                        "Then open the strip and read it aloud. From now on D may be voted for. Nobody can choose it before "
                        "the talk."
                    )
                ),
                part(_("If D is decided, in line 8:"), changes=[words.tick(kit, "hidden_found")]),
            ],
        ),
        rule(
            "hearing",
            _("A hearing"),
            [
                part(
                    _(
                        "In the talk, from round %(round)d, once in a round. Needs 1 Time. Anybody may ask for it."
                    )
                    % {"round": moves.FIRST_ROUND},
                    _("When:"),
                ),
                part(
                    _(
                        "Name one open option and one of the six around the board. Look the option up in the consequence book. Read "
                        "out how they would move, and what they say. Nothing else."
                    ),
                    _("Now:"),
                    [words.line(resource("time"), -1)],
                ),
            ],
        ),
    ]


def _seeds() -> list[Data]:
    return [
        rule(
            "seeds.1",
            _("Seeds under a round"),
            [
                part(
                    _(
                        "One by one. What was laid in the earliest round comes first; of one round, what the book names first."
                    )
                ),
                part(_("Put it away."), _("The condition on its back is false:")),
                part(
                    _("Turn it, read it aloud, do its changes from top to bottom, put it away."),
                    _("It is true:"),
                ),
                part(_("The rest moves under the next round, unread."), _("After two have come true:")),
            ],
            "1/3",
        ),
        rule(
            "seeds.2",
            _("Seeds under a round"),
            [
                part(
                    _("Does the front name it? Then nothing happens, but it counts as one of the two."),
                    _("A safeguard lies on it:"),
                ),
                part(
                    _("Look at them last, if fewer than two have come true. Each comes true once in a game."),
                    _("Those that stand from the start:"),
                ),
            ],
            "2/3",
        ),
        rule(
            "seeds.3",
            _("Seeds at the end"),
            [
                part(_("What is due after the last round lies at the epilogue.")),
                part(
                    _(
                        "When the last round is over, all seeds that still lie on the board are due, in the same order."
                    )
                ),
                part(
                    _(
                        "At most two come true. The rest is put away. Those that stand from the start stay as they are."
                    )
                ),
            ],
            "3/3",
        ),
    ]

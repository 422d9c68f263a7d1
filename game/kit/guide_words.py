"""What the guide tells beside plans, notes and research: before the day, the table, incidents, hard cases, the debrief."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from game.kit.guide_minutes import formats, has
from game.kit.shape import Kit
from game.rules.effects.incidents import OWN_WEIGHT, PLACES
from game.rules.fresh import fresh_table
from game.rules.hall.replan import SHORTEST
from game.rules.round.moments import ROUNDS
from game.rules.settings import Settings
from game.rules.state import FILLING_ORDER
from game.templatetags.pieces import clock


def before() -> list[tuple[str, str]]:
    """When, and what one does then."""
    return [
        (
            _("A week before"),
            _(
                "Choose the format by the time you have, and be strict: the last third, when people look back, is what they came for. Print, and put the "
                "box together (00-start-here). Read one dilemma, its page in the book, and the research notes in this guide."
            ),
        ),
        (
            _("A few days before"),
            _(
                "Play one round with three friends at a kitchen table. It takes a quarter of an hour, and answers most of your own "
                "questions."
            ),
        ),
        (
            _("An hour before"),
            _(
                "Set the tables by the picture. Hang the poster where all can see it. Draw the incidents. Put a clock where you can "
                "see it without turning your head."
            ),
        ),
        (
            _("As people come"),
            _(
                "Five or six at a table are best; four to eight work. Mix politicians and managers, and people who know each other "
                "with people who do not. Offer the elected a manager's sheet, and the employed a politician's."
            ),
        ),
    ]


def at_the_table() -> list[tuple[str, str]]:
    """What lies on a table, in the order of the numbers in the picture: name, and where it lies."""
    return [
        (_("Board"), _("In the middle. Markers at their start.")),
        (_("Dilemma cards"), _("In the order of the rounds, face up; that of the round stays on top.")),
        (_("Strips of D"), _("Folded, outside up, each with its dilemma card.")),
        (_("Consequence book"), _("Closed, before the person who reads best.")),
        (_("Seeds"), _("By dilemma, backs up, fronts unseen. Standing seeds beside the board.")),
        (_("Facts"), _("By dilemma, backs up. Dealt anew each round.")),
        (_("Moves and rule cards"), _("Each role has its move, if the format has any. Rule cards lie open.")),
        (_("Mark sheet, slips, pens"), _("Slips in the middle. One person keeps the marks.")),
        (_("Pen sign"), _("With the chair, and it moves on each round.")),
        (_("Role sheet and voting cards"), _("One set before each person, the private part folded back.")),
        (_("Quick rules"), _("One on each side of the table.")),
        (_("Endings"), _("Face down under the board, until the term is over.")),
    ]


def picture_alt() -> str:
    """What the picture of the table shows, for those who do not see it."""
    things = "; ".join(f"{n} {name}" for n, (name, _where) in enumerate(at_the_table(), 1))
    return _(
        "A table from above. In the middle lies the board, around it six people with their role sheets and voting cards. "
        "The numbers: %(things)s."
    ) % {"things": things}


def start_of(kit: Kit) -> list[list[str]]:
    """At what the markers of a table start, format by format: its minutes, rounds, Time, Budget, Trust, Legitimacy."""
    found = []
    for form in formats(kit.script):
        table = fresh_table(1, kit.script, Settings(), ROUNDS[form])
        figures = (
            ROUNDS[form],
            *(table.resources[name] for name in ("time", "budget", "trust", "legitimacy")),
        )
        found.append([form, *map(str, figures)])
    return found


def start_words(kit: Kit) -> list[str]:
    """The start of everything else, and who plays which role."""
    table = fresh_table(1, kit.script, Settings(), ROUNDS["45"])
    (height,) = set(table.poles.values())
    return [
        _("All eight poles start at %(n)d. People stand where the board shows their start.") % {"n": height},
        _(
            "Roles by number of people: the first ones of %(order)s, so that both families are there. Fewer than four? Join two "
            "tables."
        )
        % {"order": ", ".join(FILLING_ORDER)},
    ]


def incidents(kit: Kit) -> list[str]:
    """How incidents are drawn and met."""
    without = [form for form in formats(kit.script) if not has(form, "incidents")]
    places = (
        _("%(minutes)s minutes: before %(rounds)s")
        % {
            "minutes": form,
            "rounds": _(" and ").join(_("round %(n)d") % {"n": n} for n in PLACES[ROUNDS[form]]),
        }
        for form in formats(kit.script)
        if form not in without
    )
    none = _("None in %(formats)s minutes.") % {"formats": ", ".join(without)}
    return [
        _(
            "All tables meet the same incidents. So shuffle one set of incident cards for the whole room, draw as many different "
            "ones as your format has, and keep them in your pocket. This scenario's own are printed %(n)d times each; a card that "
            "comes a second time is put away, and you draw again."
        )
        % {"n": OWN_WEIGHT},
        " · ".join(places) + ". " + none,
        _(
            "Read the card aloud to all. Each table first moves what stands at its top, talks for a minute, and then its new chair "
            "answers: one or two. No answer in time? The first one holds. Markers move by what the answer says."
        ),
        _("What the table decided before has nothing to do with it. Say so if somebody asks."),
    ]


def hard_cases() -> list[tuple[str, str]]:
    """What happens at times, and what one does then."""
    return [
        (
            _("A table is much slower"),
            _(
                "Stand near it. Then: “One more sentence each, and you vote.” The chair may call the vote without raised hands once "
                "the time is over. Never move their markers for them."
            ),
        ),
        (
            _("A table is much faster"),
            _(
                "Let them look back: who spoke least? Or ask them to argue for an hour-old decision from the other side."
            ),
        ),
        (
            _("You are late"),
            _(
                "Save in this order, and only as far as needed: a quiet line of %(reflect)s, no show of all decisions, no incident, "
                "a talk one minute shorter but not below %(talk)s, the dilemma that only the longest format has. Never shorten the "
                "debrief or the plan."
            )
            % {"reflect": clock(SHORTEST["reflect"] * 1000), "talk": clock(SHORTEST["talk"] * 1000)},
        ),
        (
            _("Somebody has to leave"),
            _(
                "They hand their sheet and cards to a neighbour, who plays both, or the role falls silent. Nobody waits."
            ),
        ),
        (
            _("Somebody comes late"),
            _("They watch until the round is over. Then they take a free role, or share one."),
        ),
        (
            _("A marker was moved wrongly"),
            _(
                "If the table agrees where it belongs, put it there. If not, leave it. The talk counts, and not the figure."
            ),
        ),
        (
            _("Somebody peeked at a seed"),
            _("Smile, and ask them to keep it. A town hall has people like that, too."),
        ),
        (
            _("A quarrel becomes real"),
            _(
                "Say: “Is that your role speaking, or you?” Take a minute of silence. Whoever needs a break takes one."
            ),
        ),
        (
            _("The rules leave you alone"),
            _(
                "Decide, aloud, for the whole room, and go on. Nobody will remember it; everybody will remember a long wait."
            ),
        ),
    ]


def debrief() -> Iterator[tuple[str, str]]:
    """For each question, and for the plan, what lies on the table and how one leads it."""
    yield (
        _("Nothing. Lay the role sheets aside as they are; the fold stays closed."),
        _("All stand up, shake off the role, and sit down on another chair. One word each; no comments."),
    )
    yield (
        _(
            "The dilemma cards in a row, the voting cards of what was decided on top, below them the seeds that came up."
        ),
        _("Tables first. Then one moment from each table, beginning with one that changed its mind."),
    )
    yield (
        _("The board, and the research notes that follow here."),
        _(
            "Each table hangs a note under its weakest level on the poster. Read aloud the notes of one dilemma: the road that most "
            "took, and one that nobody took."
        ),
    )
    yield (
        _("The role sheets; below the fold is shown by its owner only."),
        _("Let the families speak in turn: what did you need from the other side, and did you say so?"),
    )
    yield (
        _("The poster."),
        _("From the town of the game to your own. Ask for a meeting, a date, a paper, and not for opinions."),
    )
    yield (
        _("The plan pad, a quarter of a sheet each."),
        _("Three minutes of silence, then read it to a neighbour. Who likes reads it to the room."),
    )

"""The consequence book: for every option its story and what is moved, in the order of effects (ORDER, PAPER-3)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from game.kit import words
from game.kit.shape import Data, Document, Kit
from game.templatetags.pieces import resource
from scenarios.conditions import SLOTS
from scenarios.script import Dilemma, Effects, Option


def told(kit: Kit) -> Data:
    """A cover, then the sections of every dilemma: its options from A to D, each followed by its other form."""
    return {
        "how": _("Cut, put in order, staple on the left."),
        "cover": _cover(),
        "dilemmas": [
            {"id": name, "title": kit.voice.say(name, "title"), "sections": list(_sections(kit, name))}
            for name in kit.plan()
        ],
    }


def _sections(kit: Kit, name: str) -> Iterator[Data]:
    dilemma = kit.script.dilemma(name)
    for letter, option in sorted(dilemma.options.items()):
        section = f"{name} {letter}"
        yield _section(kit, dilemma, option, option.effects, section)
        if option.alt:
            yield _section(kit, dilemma, option, option.alt.effects, other_form(section))


def other_form(section: str) -> str:
    """The id of the section for an option's other form."""
    return _("%(id)s, other form") % {"id": section}


def _section(kit: Kit, dilemma: Dilemma, option: Option, effects: Effects, section: str) -> Data:
    key = (dilemma.id, option.letter)
    quotes = [(slot, kit.voice.say(*key, "reactions", slot)) for slot in SLOTS]
    return {
        "id": section,
        "letter": option.letter,
        "title": kit.voice.say(*key, "title"),
        "story": kit.voice.say(*key, "story"),
        "quotes": [
            {"icon": slot, "who": kit.voice.say("people", slot), "text": _("“%(words)s”") % {"words": text}}
            for slot, text in quotes
            if text and (slot in effects.attitude or slot in effects.involvement)
        ],
        "lines": list(_lines(kit, dilemma, option, effects)),
    }


def _lines(kit: Kit, dilemma: Dilemma, option: Option, effects: Effects) -> Iterator[Data]:
    """The ten lines. Costs, poles and people are those of the form; all else is the option's own (COND-2)."""
    price = [words.line(resource(name), -by) for name, by in _costs(effects) if by]
    own = option.effects
    standing = [(resource(name), getattr(own, name)) for name in ("trust", "legitimacy")]
    found: list[tuple[str, list[str], str]] = [
        (_("Pay"), price or [_("nothing")], "" if effects.budget else _("Lend staff goes back to the hand.")),
        (_("Safeguard"), [], _("Pay for it if you agreed on one, else go on.")),
        (_("Levels"), words.poles(effects) or [_("nothing")], ""),
        (_("Trust, Legitimacy"), [words.line(name, by) for name, by in standing if by] or [_("nothing")], ""),
        (_("How you decided"), [], _("Overruled, tied, of one mind, nobody? See cards.")),
        (_("People"), words.people(kit, effects) or [_("nothing")], ""),
        (_("Cross effects"), [], _("See the five cards, from 1 to 5.")),
        (_("Marks and seeds"), _marks_and_seeds(kit, dilemma, option) or [_("nothing")], ""),
        (_("Wobble"), [], _("See the card Wobble.")),
        (_("Press conference"), [], _("Was there one in the round before? See the card.")),
    ]
    for number, (name, changes, also) in enumerate(found, 1):
        yield {"number": number, "name": name, "changes": changes, "also": also}


def _costs(effects: Effects) -> list[tuple[str, int]]:
    return [("time", effects.time), ("budget", effects.budget)]


def _marks_and_seeds(kit: Kit, dilemma: Dilemma, option: Option) -> list[str]:
    marks = (*option.effects.marks, *(("hidden_found",) if option.letter == "D" else ()))
    return [
        *(words.tick(kit, name) for name in marks),
        *(_lay(words.seed(dilemma, name), dilemma.seeds[name].after) for name in option.seeds),
    ]


def _lay(seed: str, after: int) -> str:
    told_of = {"id": seed, "n": after}
    return ngettext("Lay seed %(id)s: %(n)d round on", "Lay seed %(id)s: %(n)d rounds on", after) % told_of


def _cover() -> Data:
    return {
        "title": _("Consequence book"),
        "lead": _("What your decision does, from the first story to the last marker."),
        "use": [
            _("Decide first. Then look up the dilemma and the letter of your option, and read no other page."),
            _("One of you reads the story and the voices aloud. Another moves the markers, line by line, from 1 to 10."),
            _("A marker that comes to the end of its track stops there. What is left over is lost."),
            _("If the flap of the card told you that an option had changed, take the section that says: other form."),
            _("Every option has a page of its own, and so has D. Leave that one alone until your table has found it."),
        ],
        "order_title": _("The order of the ten lines"),
        "order": [
            (_("Pay"), _("Time, then Budget. With Lend staff, one Budget less. If something runs short, set it to 0 and take the card Overdraft, once.")),
            (_("Safeguard"), _("Pay for the one you agreed on, and tick it. If you cannot pay, it lapses. That is no overdraft.")),
            (_("Levels"), _("The eight poles. With Pilot first, halve each number toward zero: 2 becomes 1, and 1 becomes 0.")),
            (_("Trust, Legitimacy"), _("Both as the option says.")),
            (_("How you decided"), _("Advice overruled, all of one mind, a tie, nobody decided: take the card that fits.")),
            (_("People"), _("Around the ring. With Lend staff, those who do the daily work go one step down in attitude afterwards.")),
            (_("Cross effects"), _("The five cards “What people do to each other”, from 1 to 5, each with the numbers as they then are.")),
            (_("Marks and seeds"), _("Tick the marks. Lay each seed face down under its round, as many rounds on as it says. With Pilot first, lay none.")),
            (_("Wobble"), _("The weakest level may pull its stronger pole down. See the card.")),
            (_("Press conference"), _("If there was one in the round before, take the card “What the press wrote down”. Was there one in this round? Note now where it says.")),
        ],
    }  # fmt: skip


DOCUMENTS: tuple[Document, ...] = (
    Document("23-consequence-book", lambda: _("Consequence book"), "book.typ", told),
)

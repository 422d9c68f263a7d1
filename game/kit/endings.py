"""The endings: eight front pages in two tones, and what else stands in the paper (END-5 to 8)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from game.kit import words
from game.kit.shape import Data, Document, Kit
from game.rules.hall.results import BRIGHT, FEWEST_ROUNDS, SUMS
from game.rules.screens.term import MOST_NEWS, SHARED_NEWS
from game.templatetags.results import result
from scenarios.conditions import Term
from scenarios.problems.schema import ENDINGS


def told(kit: Kit) -> Data:
    """How to find the own paper, the front pages, the one for a term that was cut short, and the news."""
    bright = (Term("legitimacy", ">=", BRIGHT),)
    dark = (Term("legitimacy", "<=", BRIGHT - 1),)
    return {
        "how": _("Cut, and keep in order, face down."),
        "find": {
            "title": _("Which paper is yours?"),
            "steps": [
                _(
                    "Fill in the result sheet first. It tells which of the three results your table has reached."
                ),
                _("Find the row with your three answers. It names your front page."),
                _("Bright, if %(condition)s. Else dark: %(other)s.")
                % {"condition": words.condition(kit, bright), "other": words.condition(kit, dark)},
                too_short(),
                _("Read the page aloud. Then read out what is true for you of the news."),
            ],
            "results": [result(name) for name in SUMS],
            "page": _("Your front page"),
            "rows": [
                {
                    "reached": [letter == "y" for letter in ending],
                    "page": name_of(ending),
                }
                for ending in ENDINGS
            ],
            "yes": _("yes"),
            "no": _("no"),
        },
        "pages": [_page(kit, ending, tone) for ending in ENDINGS for tone in ("bright", "dark")],
        "short": {
            "id": _("ending cut short"),
            "headline": kit.voice.say("common.cut_short.headline"),
            "standfirst": "",
            "story": _(
                "Too little was decided to say how it would have ended. What you did is in the table log, and how things "
                "stood is on the board."
            ),
            "reached": [],
        },
        "news": _news(kit),
        "words": {
            "masthead": kit.voice.say("people.media"),
            "dateline": _("Last issue before the election"),
            "also": _("Turn to the news: up to four more things stand in this paper."),
        },
    }


def name_of(ending: str) -> str:
    """What an ending is called wherever paper sends one to it; the ids of its two front pages begin so."""
    return _("ending %(name)s") % {"name": ending}


def too_short() -> str:
    """What is read after a term of too few rounds."""
    return _("Fewer than %(n)d rounds decided? Then your page is: ending cut short.") % {"n": FEWEST_ROUNDS}


def page_id(ending: str, tone: str) -> str:
    """The id of a front page."""
    told_of = {"name": ending}
    return (
        _("ending %(name)s, bright") % told_of if tone == "bright" else _("ending %(name)s, dark") % told_of
    )


def _page(kit: Kit, ending: str, tone: str) -> Data:
    return {
        "id": page_id(ending, tone),
        "headline": _in_tone(kit, ending, tone, "headline"),
        "standfirst": _in_tone(kit, ending, tone, "standfirst"),
        "story": kit.voice.say("endings", ending, tone),
        "reached": [
            {
                "is": letter == "y",
                "name": result(name),
                "word": _("reached") if letter == "y" else _("not reached"),
            }
            for name, letter in zip(SUMS, ending, strict=True)
        ],
    }


def _in_tone(kit: Kit, ending: str, tone: str, kind: str) -> str:
    """A bright one stands in where a dark one is not needed, as on the screen."""
    dark = kit.voice.say("endings", ending, f"{kind}_dark") if tone == "dark" else ""
    return dark or kit.voice.say("endings", ending, kind)


def _news(kit: Kit) -> Data:
    own = [(name, condition, kit.voice.say("news", name)) for name, condition in kit.script.news]
    shared = [(mark, (Term(mark, ">=", 1),), kit.voice.say("common.news", mark)) for mark in SHARED_NEWS]
    items = [
        {"id": f"news.{name}", "condition": words.condition(kit, condition), "text": text}
        for name, condition, text in (*own, *shared)
    ]
    half = (len(items) + 1) // 2
    return {
        "title": _("Also in the paper"),
        "steps": [
            _("Read from the top what is true for your table, over both pages, and stop after %(n)d.")
            % {"n": MOST_NEWS},
            _("The last two always get in if they are true, so keep their places free."),
        ],
        "pages": [
            {"id": _("news %(number)d") % {"number": number}, "items": part}
            for number, part in enumerate((items[:half], items[half:]), 1)
        ],
    }


DOCUMENTS: tuple[Document, ...] = (Document("24-endings", lambda: _("Endings"), "endings.typ", told),)

"""The facilitator's guide: all that somebody needs who leads a room on paper for the first time, in the order of the day."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from game.kit import guide_minutes, guide_mixed, guide_notes, guide_speaking, guide_words
from game.kit.shape import Data, Document, Kit
from game.kit.start import licence_address, licence_line
from game.rules.round.moments import PHASE_MINUTES
from game.templatetags.pieces import resource


def told(kit: Kit) -> Data:
    """The sections of the guide, each with a head and what its part of the template lays out."""
    formats = guide_minutes.formats(kit.script)
    minutes = [_("%(minutes)s min") % {"minutes": form} for form in formats]
    return {
        "how": _("one for whoever leads; both sides if you like"),
        "head": kit.title,
        "place": kit.voice.say("place"),
        "say": kit.voice.say("story", "problem"),
        "welcome": _welcome(),
        "contents": _("In this guide"),
        "before": {
            "head": _("Before the day"),
            "cells": [_("When"), _("What")],
            "rows": _rows(guide_words.before()),
        },
        "table": {
            "head": _("The table"),
            "alt": guide_words.picture_alt(),
            "things": [{"name": name, "where": where} for name, where in guide_words.at_the_table()],
            "start": guide_words.start_words(kit),
            "cells": [_("Minutes"), _("Rounds"), *map(resource, ("time", "budget", "trust", "legitimacy"))],
            "rows": guide_words.start_of(kit),
            "caption": _("Where the markers start"),
        },
        "dilemmas": {
            "head": _("Which dilemmas, which round"),
            "say": _(
                "A short format is always part of a longer one. Take only these cards out of the box; the number is that of the round."
            ),
            "cells": [_("Dilemma"), _("Level"), _("Who decides"), *minutes],
            "rows": guide_minutes.dilemmas(kit),
        },
        "minutes": {
            "head": _("Minute by minute"),
            "say": _(
                "Begin the clock with the welcome, and allow ten minutes before it for coming in. A round takes these minutes with "
                "half a runoff in it, as about one in two has one."
            ),
            "cells": [_("Clock"), _("Part"), _("Minutes"), _("What you do")],
            "end": _("The end"),
            "formats": guide_minutes.told(kit),
        },
        "steps": {
            "head": _("Inside a round"),
            "say": _(
                "Call the steps of the first round for all tables. From the second on tables lead themselves, and you only "
                "say when the talk has lasted long enough. The first round takes longest, since the table learns its steps there."
            ),
            "cells": [_("Step"), *minutes],
            "rows": guide_minutes.steps(kit),
        },
        "speaking": {
            "head": _("What you say"),
            "say": _(
                "Read it aloud as it stands, or in your own words. Below it: what to look for, and what people ask."
            ),
            "look": _("Look for"),
            "asked": _("They may ask"),
            "notes": guide_speaking.told(any("midterm" in PHASE_MINUTES[form] for form in formats)),
        },
        "incidents": {"head": _("Incidents for the room"), "lines": guide_words.incidents(kit)},
        "cases": {
            "head": _("When something happens"),
            "cells": [_("What happens"), _("What you do")],
            "rows": _rows(guide_words.hard_cases()),
        },
        "debrief": _debrief(kit, minutes),
        "research": {
            "head": _("What research says"),
            "say": _(
                "For the third question of the debrief. A note makes a claim, says when it holds and when it does not. No road is the "
                "right one. Beside each stands how firmly it is supported."
            ),
            "holds": _("Holds when:"),
            "fails": _("Does not hold when:"),
            "dilemmas": guide_notes.told(kit),
        },
        "mixed": {"head": _("Phones at one table, paper at another"), "lines": guide_mixed.mixed(kit)},
        "after": {
            "head": _("Afterwards"),
            "lines": [
                _(
                    "Burn or shred what people wrote, if they did not take it along. Sort the box while you still know where things go."
                ),
                licence_line(kit),
                *filter(None, [licence_address(kit)]),
            ],
        },
        "id": "guide",
    }


def _welcome() -> str:
    return _(
        "You do not have to know the answer to anything in this game. You keep the time, you read a few sentences aloud, and "
        "you ask who has not spoken yet. The cards do the rest. Read this guide once, then keep the page with your format open "
        "beside you."
    )


def _rows(pairs: list[tuple[str, str]]) -> list[list[str]]:
    return [list(pair) for pair in pairs]


def _debrief(kit: Kit, minutes: list[str]) -> dict[str, Any]:
    questions = guide_minutes.questions(kit)
    parts = list(guide_words.debrief())
    asked = [*(row[0] for row in questions), _("The plan: one thing that I will do.")]
    return {
        "head": _("The debrief"),
        "say": _(
            "Tables talk first, then the room. This is the part for which people came, so it keeps its minutes whatever happens."
        ),
        "cells": [_("Question"), *minutes],
        "rows": questions,
        "lies": _("On the table:"),
        "parts": [
            {"number": number, "asked": one, "lies": lies, "lead": lead}
            for number, (one, (lies, lead)) in enumerate(zip(asked, parts, strict=True), 1)
        ],
    }


DOCUMENTS = (Document("51-facilitators-guide", lambda: _("Facilitator's guide"), "guide.typ", told),)

"""What an author might do about a problem. Where the program knows nothing better than the problem itself, it is silent."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _

from research.files import records
from scenarios.paths import get
from scenarios.places import Problem

_UNKNOWN = re.compile(r"^The library has no (\w+) (\S+)\.$")
_WORDS = re.compile(r"^(?:This|The note) has (\d+) words(?: in all)?; (\d+) are allowed\.$")
_POLES = re.compile(r"^Poles must give 5 and take 2; these give (\d+) and take (\d+)\.$")
_MEAN = re.compile(r"^A to C cost [\d.]+ (\w+) on average; allowed is ([\d.]+) to ([\d.]+)\.$")


def suggestion(problem: Problem, document: Any) -> str:
    """A suggestion in a sentence or two; empty where there is none."""
    for pattern, told in _BY_SENTENCE.items():
        if found := pattern.match(problem.sentence):
            return told(found, problem, document)
    for beginning, told_always in _usual().items():
        if problem.sentence.startswith(beginning):
            return told_always
    return ""


def _unknown(found: re.Match[str], _problem: Problem, _document: Any) -> str:
    kind, slug = found.groups()
    library = records()
    shelves: Mapping[str, Mapping[str, Any]] = {
        "practice": library.practices,
        "case": library.cases,
        "source": library.sources,
        "dilemma": library.dilemmas,
    }
    near = get_close_matches(slug, shelves.get(kind, {}), n=3, cutoff=0.5)
    if not near:
        return _("Choose one from the list that opens while you type.")
    return _("Did you mean %(names)s?") % {"names": ", ".join(near)}


def _shorten(found: re.Match[str], _problem: Problem, _document: Any) -> str:
    return _("Take out %(number)d words.") % {"number": int(found[1]) - int(found[2])}


def _balance(found: re.Match[str], _problem: Problem, _document: Any) -> str:
    given, taken = int(found[1]), int(found[2])
    told = []
    if given != 5:
        told.append(
            (_("Raise poles by %(number)d more.") if given < 5 else _("Raise poles by %(number)d less."))
            % {"number": abs(5 - given)}
        )
    if taken != 2:
        told.append(
            (_("Lower poles by %(number)d more.") if taken < 2 else _("Lower poles by %(number)d less."))
            % {"number": abs(2 - taken)}
        )
    told.append(_("A gain usually has its price on the partner pole of the same level."))
    return " ".join(told)


def _mean(found: re.Match[str], problem: Problem, document: Any) -> str:
    options = get(document, problem.path) or {}
    total = sum(get(options, f"{letter}.cost.{found[1]}") or 0 for letter in "ABC")
    low, high = float(found[2]) * 3, float(found[3]) * 3
    least, most = int(low + 0.999), int(high)
    return _("Together A, B and C cost %(now)d; make it %(least)d to %(most)d.") % {
        "now": total,
        "least": least,
        "most": most,
    }


Told = Callable[[re.Match[str], Problem, Any], str]
_BY_SENTENCE: dict[re.Pattern[str], Told] = {
    _UNKNOWN: _unknown,
    _WORDS: _shorten,
    _POLES: _balance,
    _MEAN: _mean,
}


def _usual() -> dict[str, str]:
    """What helps as a rule, by how the problem begins, in the reader's language."""
    return {
        "This text is missing": _("The field is empty. Write the text."),
        "The list holds": _(
            "Add or take away entries until there are as many. A dilemma has two to four facts, and a hidden option needs one to three of them."
        ),
        "Everything below this key is missing": _(
            "Write these texts. Of a language that you do not want to finish, take the language away."
        ),
        "Nothing in the structure asks for this text": _("Empty the field, and the text is gone."),
        "Texts are plain prose": _("Take the sign out. Emphasis comes from the words."),
        "No option plants this seed": _("Tick it at one option, or take the seed away."),
        "Two options plant this seed": _("Tick it at one option only."),
        "A harmful seed names": _("Tick at least one safeguard that would have helped."),
        "Gains are never guarded": _("Untick the safeguards."),
        "No role values": _(
            "Move a pole, an attitude or a mark that some role's aim asks for, or that family's leadership pole, B1 or B2."
        ),
        "What is inferred": _("Take the sources out, or say partly or sourced if they bear it out."),
        "What is sourced": _("Name a source, or say inferred."),
        "What is partly": _("Name a source, or say inferred."),
        "An option rests on": _("Name a practice or a case of the library."),
        "The course is": _("Say it no more firmly than the course stands in the library."),
        "The key if is missing": _("Write a condition, such as C1<=3."),
        "40 to 60 % of seeds": _("Turn a harm into a gain or the other way round, or add a seed."),
        "No early option": _("Let an option of an early stage that costs 3 or more plant a gain."),
        "Nothing sets the mark": _("Let an option or a seed set it, or ask for something else."),
        "An option moves two to four": _("Give two to four stakeholders an attitude or an involvement."),
    }

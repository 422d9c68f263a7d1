"""What the sheet of a practice and that of a case tell, in their order. Nothing is added to what was published."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from research import licence, meanings
from research.citing import abstract_of
from research.claims import Claim, claims
from research.editions.grading import grades
from research.editions.shapes import CaseEdition, PracticeEdition
from research.models import Evidence, PublishedVersion
from research.people import people
from research.sheet import parts
from research.sheet.letters import breakable, plain
from research.sheet.parts import Data


def tell(record: PracticeEdition | CaseEdition, version: PublishedVersion, address: str) -> Data:
    """Everything that is printed. What only one kind has stands beside what both have."""
    told = _practice(record) if isinstance(record, PracticeEdition) else _case(record)
    authors = [plain(one.spoken) for one in people(record.curators)] or [licence.TITLE]
    return {
        "language": licence.LANGUAGE,
        "title": plain(record.heading),
        "heading": breakable(record.heading),
        "authors": authors,
        "about": plain(abstract_of(record))[: parts.MOST_LETTERS],
        "levels": [parts.level(level) for level in record.levels],
        "foot": parts.foot(version, address),
        "words": parts.words(),
        **told,
    }


def _practice(practice: PracticeEdition) -> Data:
    """A practice: what it is good for, what it needs, what can go wrong, and how well it is shown."""
    numbered = parts.Numbered()
    for row in practice.evidence:
        numbered.number(row.source)
    return {
        "kind": _("Practice"),
        "problem": parts.text(_("The problem"), practice.problem),
        "how": parts.text(_("How it works"), practice.how),
        "conditions": parts.entries(_("Must be in place"), practice.conditions),
        "risks": parts.entries(_("Risks"), practice.risks),
        "do_not_copy": parts.entries(_("Do not copy if"), practice.do_not_copy_if),
        "takes": parts.text(_("What it takes"), practice.takes),
        "note": parts.text(_("Note"), practice.note),
        "shown": _shown(practice),
        "cases": {
            "title": _("Described in"),
            "cases": [parts.case(one) for one in practice.cases[: parts.MOST_ENTRIES]],
            "left": max(0, len(practice.cases) - parts.MOST_ENTRIES),
            "empty": _("no case in the library"),
        },
        "sources": numbered.listed(_("Sources"), _("Nothing is recorded that shows it.")),
    }


def _shown(practice: PracticeEdition) -> Data:
    """How well a practice is shown: a grade for each level, and a word for the whole."""
    found = grades(practice.levels, practice.evidence, is_practice=True)
    return {
        "title": _("How well is it shown?"),
        "word": capfirst(practice.get_strength_display()),
        "means": capfirst(str(meanings.OF_PRACTICE[practice.strength])),
        "whole": _("The word is for the practice as a whole. By level, from 0 to 5:"),
        "head": [_("Level"), _("Grade")],
        "grades": [parts.grade(one) for one in found],
        "rule": parts.scale(),
    }


def _case(case: CaseEdition) -> Data:
    """A case: what was tried and what changed, what did not go well, and what is drawn from it."""
    numbered = parts.Numbered()
    changes = _changes(case, numbered)
    outcome = _outcome(case, numbered)
    for source in case.sources:
        numbered.number(source)
    organisations = [one.name for one in case.organisations] or [case.organisation]
    where = [case.place, case.country_name]
    since = [_("since %(year)s") % {"year": case.start_year}] if case.start_year else []
    return {
        "kind": _("Case"),
        "where": breakable(", ".join([*where, *since])),
        "mark": parts.mark(case.verified),
        "problem": parts.text(_("The problem"), case.problem),
        "done": parts.text(_("What was done"), case.what_was_done),
        "changes": changes,
        "well": parts.text(_("What went well"), case.went_well),
        "badly": parts.text(_("What did not go well"), case.went_badly, case.obstacles),
        "outcome": outcome,
        "lesson": parts.text(_("The lesson we draw"), case.lesson),
        "whose": parts.text(_("Whose case it is"), ", ".join(organisations)),
        "actors": parts.text(_("Who took part"), ", ".join(case.actors)),
        "area": parts.text(_("Policy area"), case.policy_area),
        "sources": numbered.listed(_("Sources"), _("None is recorded.")),
    }


def _changes(case: CaseEdition, numbered: parts.Numbered) -> Data:
    """What changed, claim by claim, with the numbers of the sources that say so."""
    found = claims(case.evidence)
    rows = [_change(claim, numbered) for claim in found[: parts.MOST_ENTRIES]]
    used = {row.strength for claim in found for row in claim.rows if row.strength}
    words = [word for word in meanings.OF_EVIDENCE if word in used]
    return {
        "title": _("What changed, level by level"),
        "head": [_("Level"), _("What changed"), _("Strength")],
        "rows": rows,
        "left": max(0, len(found) - parts.MOST_ENTRIES),
        "means": [[str(Evidence.Strength(word).label), str(meanings.OF_EVIDENCE[word])] for word in words],
        "empty": _("No change is recorded."),
    }


def _change(claim: Claim, numbered: parts.Numbered) -> Data:
    """One claim. What speaks against a change says so before anything else."""
    against: dict[str, Callable[[], Any]] = {
        "contradicts": lambda: _("speaks against it"),
        "mixed": lambda: _("mixed"),
    }
    said = [against[claim.direction]()] if claim.direction in against else []
    return {
        "level": parts.level(claim.level) if claim.level else None,
        "statement": breakable(claim.statement)[: parts.MOST_LETTERS] or _("not recorded"),
        "strength": ", ".join([*said, claim.strength or _("not recorded")]),
        "sources": list(dict.fromkeys(numbered.number(row.source) for row in claim.rows)),
    }


def _outcome(case: CaseEdition, numbered: parts.Numbered) -> Data:
    """The word for what came of a case, its meaning, whose reading it is, and the sources on it."""
    return {
        "title": _("What came of it"),
        "word": capfirst(case.get_outcome_display()),
        "means": capfirst(str(meanings.OF_OUTCOME[case.outcome])),
        "basis": _("Basis of this word: %(basis)s") % {"basis": breakable(case.outcome_basis)},
        "sources": [numbered.number(source) for source in case.outcome_sources],
    }

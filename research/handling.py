"""What curators do with a submission: take it up, as a draft where there can be one, or decline it."""

from __future__ import annotations

import re
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from research.countries import NAMES
from research.folding import PLAIN
from research.models import Adaptation, Case, Practice, Submission
from research.publishing.framing import kind_of

#: From which states a deed is possible. Whatever has been taken up stays so.
MAY = {"take": ("new", "declined"), "decline": ("new",), "keep": ("new", "taken", "declined")}
LONGEST_SLUG = 60
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


def handle(submission: Submission, deed: str, user: Any, *, forgets: bool = False) -> None:
    """Do one of the deeds of MAY and save. `forgets` takes the address to write back to out for good.

    Whoever calls has locked the row and looked whether the deed is possible.
    """
    if forgets:
        submission.contact = ""
    if deed == "take":
        draft = draft_of(submission)
        submission.became = f"{kind_of(draft)} {draft.slug}" if draft else ""
    if deed in ("take", "decline"):
        submission.state = Submission.State.TAKEN if deed == "take" else Submission.State.DECLINED
        submission.handled_by, submission.handled_at = user, timezone.now()
    submission.save(update_fields=("contact", "note", "became", "state", "handled_by", "handled_at"))


def draft_of(submission: Submission) -> Case | Adaptation | None:
    """The draft that is made of a submission, saved; None for leads, and for an adaptation of no practice of ours.

    Only what was said is filled in. The reading of it (lesson, policy area) stays empty for the curator, the outcome
    is said to be the sender's own word, and no source is made of a pointer.
    """
    said = {name: str(text) for name, text in submission.said.items()}
    practice = Practice.objects.filter(slug=submission.practice).first()
    if submission.kind == Submission.Kind.CASE:
        return _case(said)
    if submission.kind == Submission.Kind.ADAPTATION and practice is not None:
        return _adaptation(said, practice)
    return None


def _adaptation(said: dict[str, str], practice: Practice) -> Adaptation:
    """What somebody did with a practice, as a draft."""
    adaptation = Adaptation(
        slug=_free_slug(f"{said.get('government', '')} {practice.slug}", Adaptation),
        practice=practice,
        government=said.get("government", "")[:160],
        place=said.get("place", "")[:120],
        country=_country_of(said.get("country", "")),
        since=_first_year(said.get("since", "")),
        changed=said.get("changed", ""),
        result=_result_of(said.get("result", "")),
        result_told=said.get("seen", ""),
        told_by=_("the government itself, in what it sent in"),
    )
    adaptation.save(force_insert=True)
    return adaptation


def _result_of(word: str) -> str:
    """The word of the library for what the sender chose."""
    results = Adaptation.Result
    own = results.KEPT.value if word == "goes_on" else word
    return own if own in results.values else results.TOO_EARLY.value


def _case(said: dict[str, str]) -> Case:
    """A case of somebody's own, as a draft."""
    case = Case(
        slug=_free_slug(said.get("title", ""), Case),
        title=said.get("title", "")[:160],
        organisation=said.get("organisation", "")[:200],
        place=said.get("place", "")[:120],
        country=_country_of(said.get("country", "")),
        start_year=_first_year(said.get("years", "")),
        actors=said.get("who", ""),
        problem=said.get("problem", ""),
        what_was_done=said.get("done", ""),
        went_well=said.get("changed", ""),
        went_badly=said.get("not_well", ""),
        outcome=_outcome_of(said.get("outcome", "")),
        outcome_basis=_("told by those who sent it in, not checked yet"),
        verified=False,
    )
    case.save(force_insert=True)
    return case


def _outcome_of(word: str) -> str:
    """What is good only by its own account is mixed, as the library uses its words."""
    own = Case.Outcome.MIXED if word == Case.Outcome.SUCCESS else word
    return str(own) if own in Case.Outcome.values else Case.Outcome.MIXED.value


def _country_of(name: str) -> str:
    """The two letters of a country that was written out; empty where we do not know the name."""
    wanted = name.strip().casefold()
    found = (code for code, known in NAMES.items() if wanted in (code.casefold(), str(known).casefold()))
    return next(found, "")


def _first_year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[0]) if found else None


def _free_slug(title: str, model: Any) -> str:
    """A slug from a title that no record of this kind has."""
    bare = slugify(title.lower().translate(PLAIN))[:LONGEST_SLUG].strip("-") or model.__name__.lower()
    taken = set(
        model.objects.filter(slug__startswith=bare[: LONGEST_SLUG - 5]).values_list("slug", flat=True)
    )
    number, found = 1, bare
    while found in taken:
        number += 1
        found = f"{bare[: LONGEST_SLUG - len(str(number)) - 1]}-{number}"
    return found

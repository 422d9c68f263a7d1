"""A copy of an earlier workshop, for another day: what comes along, what does not, and what has changed meanwhile."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from game import dates, set_up
from game.models import Workshop
from game.opening import DEFAULTS
from game.rules import refused
from game.study.papers import is_over
from scenarios.models import Scenario

#: Dates of slow play are over by the time somebody copies them.
OVER = ("first", "finale")


def copied(workshop: Workshop, user: Any) -> Workshop:
    """A new workshop with the same settings, names of tables and leaders; nobody and nothing that was played comes along."""
    twin = Workshop(
        scenario=workshop.scenario,
        title=workshop.title,
        table_names=workshop.table_names,
        chosen=_settings(workshop),
        study=workshop.study if workshop.study and not is_over(workshop.study) else None,
    )
    leaders = workshop.facilitators.filter(is_active=True)
    with transaction.atomic():
        twin.save()
        twin.facilitators.set([user, *leaders])
    return twin


def trouble_with(workshop: Workshop) -> str:
    """Why the doors cannot open on the scenario of a workshop that is being set up, as a sentence; empty if they can."""
    scenario = workshop.scenario
    if workshop.phase != "draft":
        return ""
    if scenario is None:
        return _(refused.NO_SCENARIO)
    if not Scenario.objects.ready().filter(pk=scenario.pk).exists():
        return _("“%(title)s” cannot be opened yet: its author has to mend something first.") % {
            "title": set_up.title_of(scenario)
        }
    return ""


def news_of(workshop: Workshop) -> str:
    """That the scenario is not the one any more that was played then, as a sentence; empty where nothing is new."""
    if not workshop.chosen.get("scenario_changed") or workshop.scenario is None:
        return ""
    return _(
        "“%(title)s” has been changed since the workshop that this is a copy of. You will play it as it is now."
    ) % {"title": set_up.title_of(workshop.scenario)}


def _settings(workshop: Workshop) -> dict[str, Any]:
    chosen = {name: value for name, value in workshop.chosen.items() if name in DEFAULTS}
    slow = workshop.chosen.get("slow")
    if slow:
        chosen["slow"] = {n: v for n, v in slow.items() if n in dates.DEFAULTS and n not in OVER}
    if _has_changed(workshop):
        chosen["scenario_changed"] = True
    return chosen


def _has_changed(workshop: Workshop) -> bool:
    """Whether the scenario is another one than was played, or was another one already when this was copied."""
    scenario = workshop.scenario
    if scenario is None:
        return False
    if not workshop.version:
        return bool(workshop.chosen.get("scenario_changed"))
    played = workshop.script
    return bool(played.get("document") != scenario.document or played.get("texts") != scenario.texts)

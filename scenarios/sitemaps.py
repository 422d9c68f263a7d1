"""The pages of the scenarios for search engines: those that stand in the catalogue, in the languages that they can be played in."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from research.sitemaps import Spoken
from scenarios.models import Scenario


class Playable(Spoken):
    """One page for each scenario that can be played."""

    def items(self) -> Any:
        """The rows, each with its languages."""
        found: list[Any] = [
            row for row in Scenario.objects.ready() if row.document.get("unfinished") is not True
        ]
        for row in found:
            row.spoken = set(row.texts)
        return found

    def address(self, item: Scenario) -> str:
        """The page of the scenario."""
        return reverse("scenario", args=[item.slug])

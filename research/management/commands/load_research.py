"""Load the records that ship with the project. What was edited or deleted here is left as it is."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from research.loading import Fate, load
from research.models import Case, Evidence, Level, Organisation, Practice, Source, Translation
from research.wanted import Fault

#: These need no names: nothing is to be done about them.
QUIET = (Fate.CREATED, Fate.UNCHANGED)


class Command(BaseCommand):
    help = "Load the shipped records of the library; what was edited or deleted here is left alone."

    def handle(self, **options: Any) -> None:
        try:
            report = load()
        except Fault as fault:
            raise CommandError(f"Nothing was loaded. {fault}") from fault
        for kind, fates in report.items():
            self.stdout.write(f"{kind}: {told(fates)}")
        self.stdout.write(f"In the library: {counted()}.")


def told(fates: dict[Fate, list[str]]) -> str:
    """How many rows met each fate, by name where somebody may want to look."""
    parts = []
    for fate in Fate:
        if names := fates.get(fate):
            which = "" if fate in QUIET else f" ({', '.join(names)})"
            parts.append(f"{len(names)} {fate}{which}")
    return "; ".join(parts) or "none"


def counted() -> str:
    """How many records stand in the library."""
    shelves: dict[str, Any] = {
        "levels": Level,
        "practices": Practice,
        "cases": Case,
        "sources": Source,
        "organisations": Organisation,
        "rows of evidence": Evidence,
        "translations": Translation,
    }
    return ", ".join(f"{model.objects.count()} {name}" for name, model in shelves.items())

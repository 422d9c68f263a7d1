"""How long and how hard the texts of the scenarios are, and how much has a source, as a table for docs/texts.md."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from scenarios.files import read, slugs
from scenarios.measuring import measure, support

HEAD = (
    "| Scenario | Language | Words | Words per sentence | LIX | Reading ease | Options | Sourced | Partly | Our reasoning |",
    "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|",
)


class Command(BaseCommand):
    help = "Print word counts, readability and the share of options by support, for every scenario."

    def handle(self, **options: Any) -> None:
        self.stdout.write("\n".join((*HEAD, *lines())))


def lines() -> list[str]:
    """A line for each scenario and language."""
    found = []
    for slug in slugs():
        script = read(slug)
        rests = support(script["document"])
        all_options = sum(rests.values())
        shares = [f"{100 * number / all_options:.0f} %" for number in rests.values()]
        for language, texts in sorted(script["texts"].items()):
            told = measure(texts)
            ease = f"{told.ease:.0f}" if language == "en" else "-"
            cells = (
                texts["title"],
                language,
                f"{told.words:,}",
                f"{told.length:.1f}",
                f"{told.lix:.0f}",
                ease,
                str(all_options),
                *shares,
            )
            found.append(f"| {' | '.join(cells)} |")
    return found

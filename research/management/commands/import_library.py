"""Bring records of another installation in, as drafts. What is here already stays as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from research.bundles.bringing_in import Fate, bring_in
from research.bundles.reading import LARGEST, read
from research.wanted import Fault


class Command(BaseCommand):
    help = "Bring in a bundle that export_library wrote: new records as drafts, with their evidence; nothing is overwritten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the bundle")

    def handle(self, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        try:
            report = bring_in(read(content), path.name)
        except Fault as fault:
            raise CommandError(f"Nothing was brought in. {fault}") from fault
        for kind, fates in report.items():
            told = "; ".join(f"{len(fates[fate])} {fate}" for fate in Fate if fates[fate])
            self.stdout.write(f"{kind}: {told or 'none'}")

"""Write a scenario of the database as files: the same as those that ship with the project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from scenarios.models import Scenario
from scenarios.parcel import packed
from scenarios.writing import write


class Command(BaseCommand):
    help = "Write a scenario into a folder: scenario.yaml and text/<language>.yaml."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="which scenario")
        parser.add_argument(
            "folder",
            type=Path,
            help="where to; made if it is not there, and empty; or a file that ends with .zip",
        )

    def handle(self, **options: Any) -> None:
        row = Scenario.objects.filter(slug=options["slug"]).first()
        if row is None:
            known = ", ".join(Scenario.objects.values_list("slug", flat=True))
            raise CommandError(f"There is no scenario {options['slug']}. There are: {known}.")
        folder: Path = options["folder"]
        if folder.suffix == ".zip":
            self._pack(row, folder)
            return
        try:
            if folder.exists() and any(folder.iterdir()):
                raise CommandError(f"{folder} is not empty. Nothing was written.")
            for path in write(folder, row.document, row.texts):
                self.stdout.write(str(path))
        except OSError as error:
            raise CommandError(f"{folder} cannot be written: {error.strerror}.") from error

    def _pack(self, row: Scenario, path: Path) -> None:
        """All of it in one file, for another installation."""
        try:
            with path.open("xb") as file:
                file.write(packed(row.slug, row.document, row.texts))
        except FileExistsError as there:
            raise CommandError(f"{path} is there already. Nothing was written.") from there
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stdout.write(str(path))

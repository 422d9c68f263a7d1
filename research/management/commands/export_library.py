"""Write published records as a bundle, for the library of another installation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from research.bundles.writing import bundle, written


class Command(BaseCommand):
    help = "Write published cases, practices, sources and organisations, with their evidence and all that they name, into one file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="where to; it must not be there yet")
        parser.add_argument("records", nargs="*", help="which, such as case/vtaiwan; all, if none is named")

    def handle(self, **options: Any) -> None:
        path: Path = options["file"]
        try:
            told = bundle(options["records"])
        except KeyError as unknown:
            raise CommandError(f"{unknown.args[0]} is not among the published records.") from unknown
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(written(told))
        except FileExistsError as there:
            raise CommandError(f"{path} is there already. Nothing was written.") from there
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{path}: {len(told['records'])} records")

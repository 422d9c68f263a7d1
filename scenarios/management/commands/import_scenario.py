"""Bring a scenario in from files, as a local one. One with problems comes in, and cannot be opened before it is mended."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from scenarios.checking import Verdict, verdict
from scenarios.desk.bringing_in import brought_in, check_name
from scenarios.desk.saving import store
from scenarios.files import SHARED, STRUCTURE, bytes_of, slugs
from scenarios.models import Scenario
from scenarios.parcel import LARGEST_PARCEL, unpacked
from scenarios.places import Problem, plain
from scenarios.problems.schema import SCENARIO
from scenarios.reading import read

LONGEST_SLUG = 50


class Command(BaseCommand):
    help = "Bring in a scenario from a folder with scenario.yaml and text/<language>.yaml."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", type=Path, help="where the files are, or the zip of another installation"
        )
        parser.add_argument(
            "--replace", action="store_true", help="save it over the local scenario of the same slug"
        )

        parser.add_argument("--slug", default="", help="for a zip: another short name, if its own is taken")

    def handle(self, **options: Any) -> None:
        if options["folder"].is_file():
            self._unpack(options["folder"], options["slug"])
            return
        document, texts = self._read(options["folder"])
        slug = str(document["slug"])
        if len(slug) > LONGEST_SLUG or slug == SHARED:
            raise CommandError(
                f"{slug[:LONGEST_SLUG]} cannot be a slug: at most {LONGEST_SLUG} signs. Nothing was changed."
            )
        if slug in slugs():
            raise CommandError(
                f"{slug} comes with the program. Give yours another slug. Nothing was changed."
            )
        with transaction.atomic():
            row = Scenario.objects.select_for_update().filter(slug=slug).first()
            if row is not None and not options["replace"]:
                raise CommandError(f"There is a scenario {slug} already. Say --replace to save over it.")
            told = "updated" if row is not None else "created"
            fresh = row or Scenario(slug=slug, version=int(document["version"]), is_local=True)
            fresh.version = max(fresh.version, int(document["version"]))
            store(fresh, document, texts, f"from {options['folder'].name}")
        self._tell(verdict(slug, fresh.document, fresh.texts))
        self.stdout.write(f"{slug}: {told}, {'ready' if fresh.is_ready else 'not ready to be opened'}")

    def _unpack(self, path: Path, name: str) -> None:
        """The zip of another installation: always a new scenario, unfinished until somebody has looked at it."""
        try:
            with path.open("rb") as file:
                parcel = unpacked(file.read(LARGEST_PARCEL + 1))
            slug = name or parcel.slug
            check_name(slug)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except ValidationError as refused:
            raise CommandError("\n".join([*refused.messages, "Nothing was brought in."])) from refused
        row = brought_in(parcel, slug)
        self._tell(verdict(row.slug, row.document, row.texts))
        self.stdout.write(f"{row.slug}: created, as a draft")

    def _read(self, folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
        """Structure and texts; what cannot be read, or is not of its kind, keeps all of it out."""
        found: list[Problem] = []
        structure = read(STRUCTURE, bytes_of(folder / STRUCTURE))
        found += structure.problems
        if structure.value is not None:
            SCENARIO(structure.value, found)
        texts = {}
        for path in sorted((folder / "text").glob("*.yaml")):
            reading = read(f"text/{path.name}", bytes_of(path))
            found += reading.problems
            if reading.value is not None:
                texts[path.stem] = plain(reading.value)
        unreadable = [problem for problem in found if problem.code in ("YAML", "SHAPE")]
        if unreadable or structure.value is None:
            for problem in unreadable:
                self.stderr.write(str(problem))
            raise CommandError("Nothing was brought in, because of what cannot be read as it is meant.")
        document: Any = plain(structure.value)
        return document, texts

    def _tell(self, found: Verdict) -> None:
        for problem in found.problems:
            self.stdout.write(str(problem))

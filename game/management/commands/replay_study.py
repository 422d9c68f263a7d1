"""Compute the end of every table in an export of a study anew, and hold it against what the export says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from game.study.replaying import Unreadable, compare


class Command(BaseCommand):
    """`replay_study FILE`: exit 0 where every table comes out as its row says."""

    help = "Compute the end of every table in an export of a study anew, and compare."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the zip is."""
        parser.add_argument("file", type=Path, help="the zip, as fetched from the page of the study")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Compare, and say how many came out."""
        try:
            found = compare(file.read_bytes())
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except Unreadable as error:
            raise CommandError(str(error)) from error
        if found.differing:
            told = ", ".join(f"table {table} of {workshop}" for workshop, table in found.differing)
            raise CommandError(f"These come out otherwise than their rows say: {told}.")
        self.stdout.write(f"{found.tables} tables of {found.workshops} workshops come out as their rows say.")

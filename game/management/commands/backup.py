"""One file that holds the whole site, made while it goes on."""

from __future__ import annotations

import signal
import sys
import threading
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from game.backup import making, shape


class Command(BaseCommand):
    help = "Write a backup of the database into a file that only its owner may read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, help="such as /backups/2027-03-01.zip; it must not be there yet"
        )

    def handle(self, *, file: Path, **options: Any) -> None:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(1))  # so that no half file is left
        try:
            manifest = making.make(file)
        except shape.BackupError as problem:
            raise CommandError(str(problem)) from problem
        except DatabaseError as problem:
            raise CommandError(f"The database cannot be read: {problem}") from problem
        rows = sum(part.lines for name, part in manifest.parts.items() if name != shape.PRINTS)
        workshops = manifest.parts[shape.PRINTS].lines
        self.stdout.write(f"{rows} rows and the states of {workshops} workshops are in {file}")

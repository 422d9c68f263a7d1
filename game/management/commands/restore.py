"""A backup back into an empty database, with all that was erased since erased again."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from game.backup import restoring, shape


class Command(BaseCommand):
    help = "Restore a backup into an empty database, replay every workshop, and erase again what was erased since."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--ledger",
            type=Path,
            action="append",
            help="what was erased since, more than once where there were several machines; else that of this site",
        )
        parser.add_argument("--no-ledger", action="store_true", help="nothing can have been erased since")
        parser.add_argument("--no-replay", action="store_true", help="do not compare what each log leads to")
        parser.add_argument("--however-old", action="store_true", help="more than 35 days, too")

    def handle(
        self,
        *,
        file: Path,
        ledger: list[Path] | None,
        no_ledger: bool,
        no_replay: bool,
        however_old: bool,
        **options: Any,
    ) -> None:
        if no_ledger and ledger:
            raise CommandError("--ledger and --no-ledger contradict each other.")
        ledgers = [] if no_ledger else ledger or [settings.LEDGER]
        try:
            done = restoring.restore(file, ledgers, not no_replay, however_old)
        except shape.BackupError as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{done.rows} rows of {done.manifest.made_at} are restored")
        if not no_replay:
            self.stdout.write(f"{done.replayed} workshops replay to what they were")
        if done.erased or done.over:
            self.stdout.write(f"{done.erased} erased again, {done.over} deleted whose time was over")

"""What time brings, once: for a machine whose server sleeps, and for a timer of the system."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from game import clock, retention


class Command(BaseCommand):
    help = "Submit everything that is due in open workshops, and delete those whose time is over, once."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{clock.tick()} done, {retention.sweep()} deleted")

"""What time brings, once: for a machine whose server sleeps, and for a timer of the system."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from game import clock


class Command(BaseCommand):
    help = "Submit everything that is due in the workshops in play, once."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{clock.tick()} done")

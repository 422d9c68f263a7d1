"""What time brings, once: for a machine whose server sleeps, and for a timer of the system."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from game import clock, retention

MOST_ROUNDS = 100


class Command(BaseCommand):
    help = "Submit everything that is due in open workshops until nothing is, and delete those whose time is over."

    def handle(self, **options: Any) -> None:
        done = now = clock.tick()
        for _more in range(
            MOST_ROUNDS
        ):  # what was done may bring more: a round that opens lets its tables in
            if not now:
                break
            now = clock.tick()
            done += now
        self.stdout.write(f"{done} done, {retention.sweep()} deleted")

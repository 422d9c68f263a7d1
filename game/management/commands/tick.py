"""What time brings: once, for a timer of the system, or for ever, as the process of a site that only keeps the time.

Web processes keep the time of what they serve by themselves, four times a second. This one finds what nobody serves, such
as slow play at night, and comes seconds later so that it seldom finds anything else.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from game import clock, retention

logger = logging.getLogger(__name__)

MOST_ROUNDS = 100
EVERY_SECONDS = 2.0
#: A file in the folder of this installation, touched after each round: whoever looks after the process sees that it lives.
LIVES = "tick-lives"
#: After a failure, such as a database that is away, it waits longer: each failure is a line in the log.
PATIENCE_SECONDS = 10.0


class Command(BaseCommand):
    help = "Submit everything that is due in open workshops until nothing is, and delete those whose time is over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--forever", action="store_true", help="do so again and again, until stopped by Ctrl+C or SIGTERM"
        )

    def handle(self, *, forever: bool = False, **options: Any) -> None:
        if not forever:
            self.stdout.write(f"{catch_up()} done, {retention.sweep()} deleted")
            return
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_signal: stopped.set())
        self.stdout.write("Keeping the time. Ctrl+C stops it.")
        self.stdout.flush()
        keep_time(stopped)


def catch_up(watch_presence: bool = True) -> int:
    """Submit what is due until nothing is; answer how much it was.

    What was done may bring more: a round that opens lets its tables in.
    """
    done = now = clock.tick(watch_presence)
    for _more in range(MOST_ROUNDS):
        if not now:
            break
        now = clock.tick(watch_presence)
        done += now
    return done


def keep_time(stopped: threading.Event) -> None:
    """Catch up every two seconds and delete once an hour, until `stopped` is set.

    Who is there and who is not, only a process can tell that serves them.
    """
    sweep_at = pause = 0.0
    while not stopped.wait(pause):
        close_old_connections()
        pause = EVERY_SECONDS
        try:
            catch_up(watch_presence=False)
            with suppress(OSError):
                (settings.VAR / LIVES).touch()
            if time.monotonic() >= sweep_at:
                sweep_at = time.monotonic() + clock.SWEEP_SECONDS
                retention.sweep()
        except Exception:
            logger.exception("the clock missed a beat")
            pause = PATIENCE_SECONDS
    close_old_connections()

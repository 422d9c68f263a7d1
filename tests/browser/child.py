"""manage.py as tests run it in a child process, with what the environment asks for.

FROZEN_AT: the clock stands where this file says, in milliseconds since 1970.
PREPARED: the database of the folder was prepared already, so that the demo need not do it again.
"""

import os
import sys
import time
from pathlib import Path

from django.conf import settings

if NOW := os.environ.get("FROZEN_AT"):
    time.time_ns = lambda: int(Path(NOW).read_text()) * 1_000_000

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cocreator.settings")
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    if NOW:
        settings.ONE_CLOCK = False
    import django
    from django.core.management import execute_from_command_line

    if os.environ.get("PREPARED"):
        django.setup()
        from game.management.commands import demo

        demo.prepare = lambda: None
    execute_from_command_line(sys.argv)

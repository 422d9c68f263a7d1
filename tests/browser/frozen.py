"""manage.py with a clock that stands where a file says, in milliseconds since 1970. Run by tests in a child process."""

import os
import sys
import time
from pathlib import Path

NOW = Path(os.environ["FROZEN_AT"])
time.time_ns = lambda: int(NOW.read_text()) * 1_000_000

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cocreator.settings")
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)

"""What a kit takes: seconds on one core and bytes, for every shipped scenario, beside what it may take.

    python -m bench.kit [SLUG ...]

Each kit is printed as `manage.py print_kit` prints it, on one processor core. Exit code 1 if one is over.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scenarios.files import slugs

ROOT = Path(__file__).resolve().parents[1]
MOST_SECONDS, MOST_BYTES = 10, 10_000_000


def kit(slug: str, folder: Path) -> tuple[float, int]:
    """Seconds and bytes of one kit, A4 and in colour."""
    command = [sys.executable, "manage.py", "print_kit", slug, "--out", str(folder)]
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - began, sum(path.stat().st_size for path in folder.glob("*.pdf"))


def main(asked: list[str]) -> int:
    """Print a line for each kit. 1 if one takes more than it may."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    over = 0
    print(f"{'scenario':28}{'seconds':>9}{'of':>5}{'MB':>7}{'of':>5}")
    for slug in asked or slugs():
        with tempfile.TemporaryDirectory() as folder:
            seconds, size = kit(slug, Path(folder))
        is_over = seconds > MOST_SECONDS or size > MOST_BYTES
        over += is_over
        told = f"{slug:28}{seconds:9.1f}{MOST_SECONDS:5}{size / 1e6:7.1f}{MOST_BYTES / 1e6:5.0f}"
        print(f"{told}  {'over' if is_over else 'pass'}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

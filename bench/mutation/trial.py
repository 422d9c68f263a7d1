"""A copy of the tree in which tests run with one fault each, and what a run says about a fault.

A fault counts as *killed* only where a test ran and failed, or where the rules do not load any more: twice with the fault, and
not at all without it. Whatever else goes wrong (no room on the disk, a flaky test, a process that dies) is an *error*, and
no kill. What spends many times its processor time, or all its memory, is *timed out*, and no kill either.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.mutation.finding import Mutant

TESTS = "tests/game/rules"
ROOT = Path(__file__).resolve().parents[2]
#: The first failure is enough, and nobody reads why: that takes longer than the tests.
PYTEST = ("-x", "-q", "--assert=plain", "--tb=line", "--color=no", "-p", "no:cacheprovider",
          "-p", "pytest_django.plugin", "-p", "_hypothesis_pytestplugin")  # fmt: skip
BYTES = 4 * 2**30
#: So many tests show that the rules still load without a fault.
FEW = 20
#: Ancestors of errors that are the machine's, or chance's, and not the fault's.
NOT_OURS = {
    "OSError", "TimeoutExpired", "KeyboardInterrupt", "FailedHealthCheck", "Flaky", "FlakyFailure", "FlakyStrategyDefinition",
}  # fmt: skip
#: How pytest ends where a module cannot be imported, or a fixture not be made: failed, interrupted, called wrongly.
DOES_NOT_LOAD = {1, 2, 4}
#: Nothing of the caller's settings reaches the tests.
NOT_HANDED_ON = (
    "PYTEST",
    "HYPOTHESIS",
    "COCREATOR",
    "COVERAGE",
    "DATABASE_URL",
    "REDIS_URL",
    "DJANGO",
    "PYTHON",
)


class Broken(Exception):
    """The tests fail without any fault, or do not see the copy: whatever would be counted would be wrong."""


@dataclass(frozen=True, slots=True)
class Run:
    """How a run of the tests ended; `seconds` of each test by the clock, `spent` of processor time in all."""

    code: int
    output: str
    passed: int = 0
    failed: dict[str, Any] | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    spent: float = 0.0
    rules: str = ""

    @property
    def verdict(self) -> str:
        """What this run alone says: survived, killed, timed out, doubtful or error."""
        if self.code == -signal.SIGXCPU or (self.failed and "MemoryError" in self.failed["kinds"]):
            return "timed out"
        if self.code == 0 and self.passed and not self.failed:
            return "survived"
        if self.failed and NOT_OURS & set(self.failed["kinds"]):
            return "error"
        if self.code == 1 and self.failed and self.failed["when"] == "call":
            return "killed"
        return "doubtful" if self.code in DOES_NOT_LOAD else "error"


class Copy:
    """The tree in a temporary folder. Faults are put in and taken out again there, never in the tree itself."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.root = work / "tree"
        self.seconds = 0
        self.wall = 900.0
        names = git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
        for name in filter(None, names):
            if (ROOT / name).is_file():
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, self.root / name)
        (work / "tmp").mkdir()

    def test(self, order: Sequence[str] = (), only: bool = False, counting: bool = False) -> Run:
        """Run the tests as the copy stands, in this order, until the first one fails; all of them, or these only."""
        told, asked = self.work / "told.json", self.work / "asked.json"
        told.unlink(missing_ok=True)
        seconds = 0 if counting else self.seconds
        asked.write_text(
            json.dumps(
                {
                    "order": list(order),
                    "only": only,
                    "counting": counting,
                    "seconds": seconds,
                    "bytes": BYTES,
                    "told": str(told),
                }
            )
        )
        command = [sys.executable, "-m"]
        if counting:
            command += ["coverage", "run", "--rcfile=/dev/null", "--source=game/rules"]
            command += [f"--data-file={self.lines}", "-m"]
        command += ["pytest", *PYTEST, "-p", "bench.mutation.watching"]
        files = sorted({test.partition("::")[0] for test in order}) if only else [TESTS]
        code, output = self._run([*command, *files])
        return Run(code, output, **(json.loads(told.read_text()) if told.exists() else {}))

    def try_out(self, mutant: Mutant, order: list[str], only: bool) -> tuple[str, str]:
        """The verdict on a fault, and which test killed it, or what went wrong."""
        path = self.root / mutant.path
        source, known = path.read_bytes(), path.stat()
        try:
            path.write_text(mutant.applied(source.decode()))
            # Compiled modules are known by time and size: the fault must never be taken for the file without it.
            os.utime(path, (0, 0))
            run = self.test(order, only)
            if run.verdict in ("doubtful", "error"):
                run = self.test(order, only)
        finally:
            path.write_bytes(source)
            os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))
        if run.verdict == "doubtful":
            if self.test(order[:FEW], only=True).verdict != "survived":
                raise Broken("The tests fail without a fault, in the middle of the run.")
            return "killed", "does not load"
        return run.verdict, run.failed["test"] if run.failed else "" if run.passed else run.output[-400:]

    @property
    def lines(self) -> Path:
        """Which test ran which line."""
        return self.work / "lines"

    def _run(self, command: list[str]) -> tuple[int, str]:
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(NOT_HANDED_ON)
        }
        environment |= {
            "COCREATOR_VAR": str(self.work / "var"),
            "HYPOTHESIS_PROFILE": "mutation",
            "HYPOTHESIS_STORAGE_DIRECTORY": str(self.work / "hypothesis"),
            "MUTATION_TRIAL": str(self.work / "asked.json"),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTHONHASHSEED": "0",
            "PYTHONPATH": str(self.root),
            "PYTHONPYCACHEPREFIX": str(self.work / "compiled"),
            "TMPDIR": str(self.work / "tmp"),
        } | ({"PYTHONDONTWRITEBYTECODE": "1"} if self.seconds else {})
        with (self.work / "output").open("w+", encoding="utf-8", errors="replace") as output:
            child = subprocess.Popen(
                command, cwd=self.root, env=environment, stdout=output, stderr=output, start_new_session=True
            )
            try:
                code = child.wait(self.wall)
            except subprocess.TimeoutExpired:
                code = -signal.SIGKILL
            finally:
                _end(child)
            output.seek(0)
            return code, output.read()


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a run with all that it started."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        child.wait()


def git(*command: str) -> str:
    """What git says about the tree."""
    return subprocess.run(["git", *command], cwd=ROOT, capture_output=True, check=True, text=True).stdout

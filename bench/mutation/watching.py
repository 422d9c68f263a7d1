"""A plugin for pytest inside a trial: it puts the tests in order, sets limits, and writes down what happened.

What it is told stands in the file that MUTATION_TRIAL names: `order` (ids of tests, the first ones first), whether `only` these
are to run, whether lines are being counted (`counting`), `seconds` of processor time, `bytes` of memory, and `told`, the
file to write to.
"""

from __future__ import annotations

import functools
import json
import os
import resource
import sys
from pathlib import Path
from time import process_time
from typing import Any

import pytest

ASKED: dict[str, Any] = json.loads(Path(os.environ["MUTATION_TRIAL"]).read_text())


def forgetful(function: Any) -> Any:
    """In the place of `functools.cache`: every test runs by itself what it would have found in another one's memory."""

    @functools.wraps(function)
    def called(*arguments: Any, **named: Any) -> Any:
        return function(*arguments, **named)

    called.cache_clear = lambda: None  # type: ignore[attr-defined]
    return called


if ASKED["counting"]:
    functools.cache = forgetful


class Watch:
    """What is known about this run of the tests."""

    def __init__(self) -> None:
        self.passed = 0
        self.seconds: dict[str, float] = {}
        self.failed: dict[str, Any] | None = None

    def fails(self, test: str, when: str, kinds: list[str]) -> None:
        """Keep the first failure."""
        self.failed = self.failed or {"test": test, "when": when, "kinds": kinds}

    def told(self) -> dict[str, Any]:
        """All of it."""
        rules = getattr(sys.modules.get("game.rules"), "__file__", None)
        return {
            "passed": self.passed,
            "failed": self.failed,
            "seconds": self.seconds,
            "spent": process_time(),
            "rules": rules,
        }


watch = Watch()


def pytest_configure() -> None:
    """Set the limits as early as a plugin can."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if ASKED["seconds"]:
        resource.setrlimit(resource.RLIMIT_CPU, (ASKED["seconds"], ASKED["seconds"] + 5))
        resource.setrlimit(resource.RLIMIT_AS, (ASKED["bytes"], ASKED["bytes"]))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The likeliest to fail first, and where only some are asked for, nobody else."""
    place = {test: index for index, test in enumerate(ASKED["order"])}
    items.sort(key=lambda item: place.get(item.nodeid, len(place)))
    if ASKED["only"]:
        items[:] = [item for item in items if item.nodeid in place]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Where lines are being counted, count them for this test."""
    if ASKED["counting"]:
        import coverage

        running = coverage.Coverage.current()
        assert running is not None
        running.switch_context(item.nodeid)


def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """Keep what an error was, down to its ancestors."""
    if call.excinfo is not None and not call.excinfo.errisinstance(pytest.skip.Exception):
        watch.fails(item.nodeid, call.when, [kind.__name__ for kind in call.excinfo.type.__mro__])


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Count, and take the time."""
    watch.seconds[report.nodeid] = watch.seconds.get(report.nodeid, 0.0) + report.duration
    if report.when == "call" and report.passed:
        watch.passed += 1


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """A module of tests that cannot even be imported."""
    if report.failed:
        watch.fails(report.nodeid, "collect", [])


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """Write it down."""
    Path(ASKED["told"]).write_text(json.dumps(watch.told()))

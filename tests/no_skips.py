"""With COCREATOR_REQUIRE_ALL=1 a skipped test fails, unless it waits for a database that this run was not given.

Load it with `python -m pytest -p tests.no_skips`.
"""

import os
from collections.abc import Generator

import pytest

REQUIRED = os.environ.get("COCREATOR_REQUIRE_ALL") == "1"
EXCUSED = {"postgres": "DATABASE_URL", "redis": "REDIS_URL"}


def refuse(report: pytest.TestReport | pytest.CollectReport) -> None:
    marks = getattr(report, "keywords", {})
    excused = any(mark in marks and not os.environ.get(name) for mark, name in EXCUSED.items())
    if REQUIRED and report.skipped and not hasattr(report, "wasxfail") and not excused:
        report.outcome = "failed"
        report.longrepr = f"Skipped, but this run requires every test: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    refuse(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    refuse(report)
    return report

"""Which tests run which line of the rules, and in which order they are to try a fault.

A test that never runs a line cannot notice a fault in it, unless another one has run it for both. So the lines are counted
where nothing is remembered between tests; and what runs before the first test counts for all of them.
"""

from __future__ import annotations

from pathlib import Path

from coverage import CoverageData

from bench.mutation.finding import Mutant
from bench.mutation.trial import TESTS, Broken, Copy

#: What runs before the first test: modules being imported, tests being collected.
BEFORE = ""
PATIENCE = 4
LEAST_SECONDS = 20


class Reach:
    """What a run without any fault has shown."""

    def __init__(self, lines: dict[str, dict[int, list[str]]], seconds: dict[str, float]) -> None:
        self.lines = lines
        self.seconds = seconds
        self.files = {
            path: {test for tests in lines.values() for test in tests} for path, lines in lines.items()
        }

    def tests_of(self, mutant: Mutant) -> set[str]:
        """The tests that reach a fault; nothing at all runs it if there is none."""
        known = self.lines.get(mutant.path, {})
        return {test for line in range(mutant.first, mutant.last + 1) for test in known.get(line, ())}

    def is_made_at_import(self, mutant: Mutant) -> bool:
        """Whether a fault is reached before the first test. Then it may change any of them."""
        return BEFORE in self.tests_of(mutant)

    def order(self, mutant: Mutant) -> list[str]:
        """The tests that can tell, the quick ones first; where that is all of them, those of its file before others."""
        near, home = self.tests_of(mutant), self.files.get(mutant.path, set())
        tests = self.seconds if BEFORE in near else [test for test in self.seconds if test in near]
        return sorted(tests, key=lambda test: (test not in home, self.seconds[test]))


def measured(copy: Copy) -> Reach:
    """Run all tests without a fault, twice: counting lines, then taking the time. It raises Broken if one fails."""
    counted = copy.test(counting=True)
    if counted.verdict != "survived":
        raise Broken(f"The tests fail without any fault:\n{counted.output[-3000:]}")
    if not Path(counted.rules).is_relative_to(copy.root):
        raise Broken(f"The tests run rules that are not in the copy: {counted.rules}")
    timed = copy.test()
    if timed.verdict != "survived" or timed.passed != counted.passed:
        raise Broken(f"The tests fail without any fault:\n{timed.output[-3000:]}")
    copy.seconds = int(LEAST_SECONDS + PATIENCE * timed.spent)
    data = CoverageData(basename=str(copy.lines))
    data.read()
    lines = {
        str(Path(path).relative_to(copy.root)): data.contexts_by_lineno(path)
        for path in data.measured_files()
    }
    if not any(
        test.startswith(TESTS) for known in lines.values() for tests in known.values() for test in tests
    ):
        raise Broken("No test runs a line of the rules.")
    return Reach(lines, timed.seconds)

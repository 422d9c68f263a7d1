"""Files that are bombs, or noise: scenarios, references, texts of a form. Each is read or refused at once, with a sentence.

Beside it: any bytes and any YAML in tests/scenarios/test_problems.py, the page of imports in tests/research/test_import.py.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.citations import formats
from scenarios.reading import LARGEST, read
from tests.strangers.nasty import WORDS

#: Of the processor.
SLOWEST_SECONDS = 10
SIZE = 400_000

BILLION = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
)
SCENARIOS = {
    "a billion laughs": BILLION,
    "deep lists": "a: " + "[" * SIZE,
    "deep keys": "".join(" " * n + "a:\n" for n in range(800)),
    "many values": "a: [" + "x, " * (SIZE // 3) + "x]",
    "a merge": "a: &a {b: 1}\nc: {<<: *a}\n",
    "code": "a: !!python/object/apply:os.system ['true']\n",
    "a large number": "a: " + "9" * SIZE,
    "a bomb of quotes": 'a: "' + "\\" * SIZE,
    "noughts": "a: \x00" * 1000,
    "one line": "a" * SIZE,
    "blanks": " " * SIZE,
    "question marks": "? " * 20_000,
    "too large": "a: 1\n" * (LARGEST // 4),
}
REFERENCES = {
    "deep json": "[" * SIZE,
    "deep objects": '{"a":' * (SIZE // 5),
    "a large number in json": '[{"id": ' + "9" * SIZE + "}]",
    "a surrogate in json": '[{"id": "a", "title": "\\ud800"}]',
    "not a number": '[{"id": "a", "issued": {"date-parts": [[NaN]]}}]',
    "deep braces": "@article{a, title = " + "{" * SIZE,
    "half an entry, often": "@article{a, title = {x" * (SIZE // 22),
    "joined without end": "@article{a, title = " + '"x" # ' * (SIZE // 6),
    "names without end": "@article{a, author = {" + "A and " * (SIZE // 6) + "}}",
    "commands without end": "@article{a, title = {" + "\\'e" * (SIZE // 3) + "}}",
    "blanks in an entry": "@article{a, title" + " " * SIZE + "= {x}}",
    "only signs": "@" * SIZE,
    "ris without end": "TY  - JOUR\n" * (SIZE // 11),
    "ris with one long line": "TY  - JOUR\nTI  - " + "-" * SIZE + "\nER  - \n",
    "ris of blanks": "TY  - JOUR\nSP  - " + " " * SIZE + "1\nER  - \n",
    "entities": "@article{a, title = {" + "&amp;" * (SIZE // 5) + "}}",
    "tags that do not end": "@article{a, title = {" + "<a " * (SIZE // 3) + "}}",
}


def is_quick(work):
    begun = time.process_time()
    found = work()
    assert time.process_time() - begun < SLOWEST_SECONDS
    return found


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario_that_is_a_bomb_is_a_problem_at_once(name):
    found = is_quick(lambda: read("scenario.yaml", SCENARIOS[name].encode()))
    assert found.problems
    assert all(str(problem) for problem in found.problems)


@pytest.mark.parametrize("name", REFERENCES)
def test_reference_file_that_is_a_bomb_is_read_or_refused_at_once(name):
    _format, reading = is_quick(lambda: formats.read(REFERENCES[name]))
    assert reading.references or reading.troubles


@given(
    st.lists(
        st.one_of(
            st.sampled_from(WORDS),
            st.sampled_from(("@article{a,", "TY  - JOUR\n", "ER  - \n", "[{", '"title": ', "}", ",")),
        ),
        max_size=12,
    )
)
def test_references_of_noise_are_read_or_refused(parts):
    _format, reading = formats.read("".join(parts))
    assert all(str(trouble) for trouble in reading.troubles)

"""A small house with rules and tests of its own: which fault is counted as what, and what is left behind."""

import shutil
import signal
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from bench.mutation import __main__ as command
from bench.mutation import reach, trial
from bench.mutation.finding import mutants_of
from bench.mutation.telling import Tried, score, tell
from bench.mutation.trial import Broken, Copy, Run

PATH = "game/rules/__init__.py"
HERE = Path(__file__).resolve().parents[2]
RULES = '''"""Rules."""

MOST = 3


def fits(number):
    """Whether so many fit."""
    while number > 100:
        number -= 1
    return number <= MOST


def never(number):
    return number == 1


def untested(number):
    return number + 1


def careful(number):
    if number > 5:
        raise OSError("no room")
    return number
'''
TESTS = '''"""Tests."""

from functools import cache

from game.rules import careful, fits, never


@cache
def answer():
    return never(1)


def test_three_fit_and_four_do_not():
    assert fits(3) and not fits(4) and not fits(200)


def test_nothing():
    answer()


def test_remembered():
    assert answer() in (True, False)


def test_careful():
    assert careful(1) == 1
'''


def build(root):
    """A tree under git."""
    for name, text in {
        "game/__init__.py": "", PATH: RULES, "tests/game/rules/test_rules.py": TESTS, "pyproject.toml": "",
    }.items():  # fmt: skip
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    shutil.copytree(HERE / "bench", root / "bench", ignore=shutil.ignore_patterns("__pycache__"))
    for line in ("init -q", "add .", "-c user.name=A -c user.email=a@b.example commit -q -m Begin."):
        subprocess.run(["git", *line.split()], cwd=root, check=True)


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A tree whose rules are to be tried."""
    build(tmp_path / "house")
    monkeypatch.setattr(trial, "ROOT", tmp_path / "house")
    return tmp_path / "house"


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """A copy of such a tree, and what a run without a fault has shown. It is the same after each trial."""
    root, work = tmp_path_factory.mktemp("house"), tmp_path_factory.mktemp("work")
    build(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trial, "ROOT", root)
        patch.setattr(reach, "LEAST_SECONDS", 2)
        copy = Copy(work)
        return copy, reach.measured(copy)


def fault(line, new):
    """The one fault of the rules that puts this text into this line."""
    [mutant] = [each for each in mutants_of(PATH, RULES) if (each.line, each.new) == (line, new)]
    return mutant


@pytest.mark.parametrize(
    ("line", "new", "expected"),
    [
        (10, "(number < MOST)", "killed"),  # a test fails
        (3, "4", "killed"),  # what is made at import reaches every test
        (14, "(number != 1)", "survived"),  # a test runs it and asks nothing
        (9, "pass", "timed out"),  # it never ends
        (22, "(True)", "error"),  # the machine's errors are nobody's kill
    ],
)
def test_a_fault_is_counted_as_what_it_is(measured, line, new, expected):
    copy, known = measured
    mutant = fault(line, new)
    assert known.tests_of(mutant)
    assert copy.try_out(mutant, known.order(mutant), not known.is_made_at_import(mutant))[0] == expected
    assert (copy.root / PATH).read_text() == RULES


def test_what_no_longer_loads_is_killed_and_says_so(measured):
    copy, known = measured
    mutant = replace(fault(3, "4"), new="1 // 0")
    assert copy.try_out(mutant, known.order(mutant), not known.is_made_at_import(mutant)) == (
        "killed",
        "does not load",
    )


def test_what_does_not_load_without_a_fault_either_ends_the_run(measured):
    copy, known = measured
    tests = copy.root / "tests/game/rules/test_rules.py"
    tests.write_text("import nothing_of_that_name\n")
    try:
        with pytest.raises(Broken):
            copy.try_out(fault(3, "4"), known.order(fault(3, "4")), only=False)
    finally:
        tests.write_text(TESTS)


def test_what_no_test_runs_is_not_covered(measured):
    assert measured[1].tests_of(fault(18, "(number - 1)")) == set()


def test_tests_that_reach_a_fault_try_it_and_all_where_it_is_made_at_import(measured):
    _, known = measured
    inside, outside = fault(14, "(number != 1)"), fault(3, "4")
    assert {test.partition("::")[2] for test in known.order(inside)} == {"test_nothing", "test_remembered"}
    assert set(known.order(outside)) == set(known.seconds) and len(known.seconds) == 4
    assert known.is_made_at_import(outside) and not known.is_made_at_import(inside)


def test_nothing_is_counted_where_tests_fail_without_a_fault(house, capsys, monkeypatch, tmp_path):
    (house / "game/rules/__init__.py").write_text(RULES.replace("MOST = 3", "MOST = 4"))
    assert run(monkeypatch, tmp_path, "--mutants", "2") == 2
    assert "fail without any fault" in capsys.readouterr().out


def test_a_run_states_its_key_its_survivors_and_its_score_and_leaves_nothing(
    house, capsys, monkeypatch, tmp_path
):
    assert (
        run(monkeypatch, tmp_path, "--at", "game/rules/__init__.py:14", "--at", "game/rules/__init__.py:18")
        == 0
    )
    told = capsys.readouterr().out
    assert "4 of 4 mutants, key autumn" in told
    assert "game/rules/__init__.py:14  comparison: number == 1 -> number != 1" in told
    assert "4 mutants tried: 0 killed, 2 survived, 0 timed out, 2 not covered" in told
    assert list((tmp_path / "tmp").iterdir()) == []
    assert (house / PATH).read_text() == RULES
    assert trial.git("status", "--porcelain", "--ignored") == ""


def test_what_a_report_lists_is_tried_again(house, capsys, monkeypatch, tmp_path):
    (tmp_path / "report").write_text(
        "Survived: 1\n  game/rules/__init__.py:14  comparison: number == 1 -> number != 1\n"
    )
    assert run(monkeypatch, tmp_path, "--again", str(tmp_path / "report")) == 0
    assert "1 of 1 mutants" in capsys.readouterr().out


def test_a_run_goes_on_after_another_and_stops_when_its_time_is_up(house, capsys, monkeypatch, tmp_path):
    assert run(monkeypatch, tmp_path, "--at", "game/rules/__init__.py", "--after", "2", "--minutes", "0") == 0
    assert "Go on with --after 2." in capsys.readouterr().out


def run(monkeypatch, tmp_path, *words):
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    monkeypatch.setattr("sys.argv", ["mutation", "--key", "autumn", *words])
    before = signal.getsignal(signal.SIGTERM)
    try:
        return command.main()
    finally:
        signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (Run(0, "", passed=3), "survived"),
        (Run(0, "", passed=0), "error"),
        (Run(1, "", failed={"when": "call", "kinds": ["AssertionError", "Exception"]}), "killed"),
        (Run(1, "", failed={"when": "call", "kinds": ["ConnectionError", "OSError"]}), "error"),
        (Run(1, "", failed={"when": "call", "kinds": ["FlakyFailure"]}), "error"),
        (Run(1, "", failed={"when": "call", "kinds": ["MemoryError"]}), "timed out"),
        (Run(1, "", failed={"when": "setup", "kinds": ["KeyError"]}), "doubtful"),
        (Run(2, "", failed={"when": "collect", "kinds": []}), "doubtful"),
        (Run(1, "Traceback"), "doubtful"),
        (Run(3, "INTERNALERROR"), "error"),
        (Run(-signal.SIGXCPU, ""), "timed out"),
        (Run(-signal.SIGKILL, ""), "error"),
        (Run(-signal.SIGSEGV, ""), "error"),
    ],
)
def test_only_a_test_that_ran_and_failed_is_a_kill_at_once(run, expected):
    assert run.verdict == expected


def test_an_error_is_in_no_sum_and_a_time_out_is_no_kill():
    [mutant, *_] = mutants_of("game/rules/x.py", "x = 1")
    tried = [Tried(mutant, verdict) for verdict in ("killed", "killed", "timed out", "not covered", "error")]
    assert score(tried).startswith(
        "Mutation score of game/rules: 50.0% (95 % interval 15.0% to 85.0%); 4 mutants"
    )
    assert list(tell(tried))[-1] == score(tried)

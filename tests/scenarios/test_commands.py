"""The two commands for authors: check_scenario says what is wrong, load_scenarios refuses what is."""

import shutil
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError

from research.loading import load as load_library
from scenarios import files
from scenarios.models import Link, Scenario
from tests.scenarios.faults import GOOD

pytestmark = pytest.mark.django_db


@pytest.fixture
def content(tmp_path, monkeypatch):
    """A folder of content with one good scenario, in place of the shipped one."""
    shutil.copytree(GOOD, tmp_path / "good")
    shutil.copytree(files.CONTENT / "common", tmp_path / "common")
    monkeypatch.setattr(files, "CONTENT", tmp_path)
    return tmp_path


def spoil(folder, old="level: 3", new="level: 2"):
    """Put a fault into a scenario's structure."""
    path = folder / "scenario.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def check(*args):
    """What check_scenario prints, and its exit code."""
    out = StringIO()
    try:
        call_command("check_scenario", *args, stdout=out)
    except SystemExit as end:
        return out.getvalue().splitlines(), end.code
    return out.getvalue().splitlines(), 0


def load():
    """What load_scenarios prints, its complaints, and the error it ends with."""
    out, complaints = StringIO(), StringIO()
    try:
        call_command("load_scenarios", stdout=out, stderr=complaints)
    except CommandError as error:
        return out.getvalue(), complaints.getvalue().splitlines(), str(error)
    return out.getvalue(), complaints.getvalue().splitlines(), ""


def test_a_good_scenario_passes(content):
    assert check("good") == (["good: no problems."], 0)


def test_every_problem_is_a_line_and_the_last_line_counts(content):
    """File, line, path, code and sentence, each problem on a line of its own."""
    spoil(content / "good")
    spoil(content / "good", "version: 1", "version: one")
    lines, code = check("good")
    assert lines == [
        "good/scenario.yaml:3 version SHAPE This must be a whole number, not 'one'.",
        "good/scenario.yaml:61 dilemmas.pen.level LINK-1 autonomy-or-steering is a dilemma of level 3, not 2.",
        "good: 2 problems.",
    ]
    assert code == 1


def test_warnings_alone_are_no_failure(content):
    spoil(content / "good", "max_rounds: 3", "max_rounds: 4\nunfinished: true")
    lines, code = check("good")
    assert lines[0].endswith("there are none. (warning)")
    assert (lines[-1], code) == ("good: 1 warning.", 0)


def test_all_scenarios_can_be_checked_at_once(content):
    """A problem of the texts that all share is told once."""
    shutil.copytree(content / "good", content / "better")
    spoil(content / "better", "slug: good", "slug: better")
    spoil(content / "better")
    shared = content / "common" / "en.yaml"
    shared.write_text(shared.read_text().replace("cold:", "colder:"))
    lines, code = check("--all")
    assert [line.partition(" ")[0] for line in lines] == [
        "better/scenario.yaml:61",
        "common/en.yaml:3",
        "better,",
    ]
    assert (lines[-1], code) == ("better, good: 2 problems.", 1)


@pytest.mark.parametrize("slug", ["nowhere", "../good", ""])
def test_an_unknown_scenario_is_answered_with_those_there_are(content, slug):
    with pytest.raises(CommandError, match=r"^There is no scenario .*\. There are: good\.$"):
        check(slug)


@pytest.mark.parametrize("args", [(), ("good", "--all")])
def test_one_scenario_or_all(content, args):
    with pytest.raises(CommandError, match="Name one scenario, or say --all"):
        check(*args)


def test_loading_refuses_a_scenario_with_problems(content):
    """With problems it cannot be loaded; the row that was loaded stays as it was."""
    assert load() == ("good: created\n", [], "")
    before = Scenario.objects.values().get()
    spoil(content / "good", "trust: 5,", "trust: 6,")
    spoil(content / "good")
    out, complaints, error = load()
    assert out == ""
    assert complaints == check("good")[0][:-1]
    assert error == "Not loaded, because of problems: good."
    assert Scenario.objects.values().get() == before


def test_one_refused_scenario_keeps_out_no_other(content):
    shutil.copytree(content / "good", content / "bad")
    out, complaints, error = load()
    assert out == "good: created\n"
    assert complaints == ["bad/scenario.yaml:2 slug SHAPE The slug must be the folder's name, bad."]
    assert error == "Not loaded, because of problems: bad."
    assert [row.slug for row in Scenario.objects.all()] == ["good"]


def test_warnings_do_not_keep_a_scenario_out(content):
    spoil(content / "good", "max_rounds: 3", "max_rounds: 4\nunfinished: true")
    assert load() == ("good: created\n", [], "")


def test_a_mended_scenario_is_loaded_again(content):
    load()
    spoil(content / "good", "trust: 5,", "trust: 6,")
    assert load() == ("good: updated\n", [], "")
    assert load() == ("good: unchanged\n", [], "")
    assert Scenario.objects.get().script().trust == 6


def test_a_scenario_that_was_edited_here_is_left_alone(content):
    load()
    row = Scenario.objects.get()
    row.texts["en"]["title"] = "Our own"
    row.save()
    spoil(content / "good", "trust: 5,", "trust: 6,")
    assert load() == ("good: edited here, left alone\n", [], "")
    assert Scenario.objects.get().texts["en"]["title"] == "Our own"


def test_a_file_that_cannot_be_opened_is_told(content):
    (content / "good" / "text" / "en.yaml").unlink()
    (content / "good" / "text" / "en.yaml").mkdir()
    lines, code = check("good")
    assert (lines[0], code) == ("good/text/en.yaml:1 - YAML The file is empty.", 1)


def test_newer_basis_is_a_note_and_no_problem(content):
    """LINK-3: told of what was loaded here, and told no more once somebody has saved it again."""
    load_library()
    load()
    Link.objects.filter(dilemma="pen", option="C", kind="practice").update(version="of last year")
    lines, code = check("good")
    assert lines == [
        "good: pen.C rests on practice handover-bridge, which has a newer version. (note)",
        "good: no problems.",
    ]
    assert code == 0
    Scenario.objects.get().save()
    assert check("good") == (["good: no problems."], 0)


def test_an_author_without_a_database_can_check(content, monkeypatch):
    def nothing(*_any, **_more):
        raise DatabaseError("no such table: scenarios_link")

    monkeypatch.setattr(Link.objects, "filter", nothing)
    assert check("good") == (["good: no problems."], 0)

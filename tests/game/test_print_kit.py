"""`manage.py print_kit`: what it prints, and one clear sentence for everything that can be wrong."""

import copy
import subprocess

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from game.kit import box, printing
from game.management.commands import print_kit
from game.printed import originals
from scenarios.models import Scenario
from tests.factories import shipped
from tests.game import box_of_two
from tests.pdf_reader import faults, reader, text_of

pytestmark = pytest.mark.django_db
#: The languages in which the shipped scenario can be printed.
SPOKEN = "da, en, fr, hr, nl, sl"
SLUG = "the-long-evenings"


@pytest.fixture(autouse=True)
def small_box(monkeypatch):
    """Two papers, and a press that takes no time."""
    monkeypatch.setattr(box, "BOX", box_of_two.documents())
    monkeypatch.setattr(printing, "pdf", box_of_two.press("quick", None))


@pytest.fixture
def really(monkeypatch, tmp_path):
    """The real press after all."""

    def print_really(room=40):
        monkeypatch.undo()
        monkeypatch.setattr(box, "BOX", box_of_two.documents(room))
        monkeypatch.setattr(printing, "TEMPLATES", box_of_two.lay_out(tmp_path / "templates"))

    return print_really


def print_it(out, *options, slug=SLUG):
    call_command("print_kit", slug, "--out", str(out), *options)


def refused(out, *options, slug=SLUG):
    """The sentence with which it refuses."""
    with pytest.raises(CommandError) as refusal:
        print_it(out, *options, slug=slug)
    told = str(refusal.value)
    assert "\n" not in told and "Traceback" not in told
    return told


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_it_prints_each_file_as_it_is_done_and_the_sum(tmp_path, capsys):
    print_it(tmp_path / "new" / "kit")
    first, second, whole = capsys.readouterr().out.splitlines()
    assert (first, second) == ("10-board.pdf", "20-roles.pdf")
    assert whole.startswith(f"2 files in {tmp_path / 'new' / 'kit'}: 0.") and whole.endswith(" s, 0.0 MB")
    assert sorted(files(tmp_path / "new" / "kit")) == ["10-board.pdf", "20-roles.pdf"]


def test_what_it_prints_can_be_read_by_everybody(tmp_path, really):
    really()
    print_it(tmp_path / "kit", "--paper", "letter", "--grey", "--site", "https://play.example.org/")
    for path in sorted((tmp_path / "kit").iterdir()):
        pdf = reader(path.read_bytes())
        assert faults(pdf) == []
        assert "The Long Evenings" in text_of(pdf)
        assert round(float(pdf.pages[0].mediabox.width) / 72 * 25.4, 1) == 215.9


def test_text_that_does_not_fit_is_named_and_the_kit_before_stays_whole(tmp_path, really):
    print_it(tmp_path / "kit")
    before = files(tmp_path / "kit")
    really(room=1)
    told = refused(tmp_path / "kit")
    assert told.startswith("20-roles cannot be printed: does not fit: pen.grant (")
    assert told.endswith(f"mm too much). Nothing in {tmp_path / 'kit'} was changed.")
    assert files(tmp_path / "kit") == before
    refused(tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_options_reach_the_kit(tmp_path, monkeypatch):
    kits = []
    monkeypatch.setattr(printing, "pdf", lambda kit, _document, _print: kits.append(kit) or b"%PDF")
    print_it(tmp_path, "--only", "20-roles", "--paper", "letter", "--grey", "--site", "https://x.org/play/")
    print_it(tmp_path, "--only", "10-board.pdf", "--colour")
    told = [(kit.paper, kit.colour, kit.address, kit.language) for kit in kits]
    assert told == [("letter", False, "https://x.org/play", "en"), ("a4", True, "", "en")]
    assert kits[0].script.library["practices"]


def test_only_the_files_of_a_kit_are_replaced(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear council")
    (tmp_path / "10-board.pdf").write_bytes(b"old")
    (tmp_path / "20-roles.pdf").write_bytes(b"old")
    print_it(tmp_path, "--only", "20-roles")
    assert files(tmp_path) == {
        "letter.txt": b"Dear council",
        "10-board.pdf": b"old",
        "20-roles.pdf": b"%PDF 20-roles",
    }


def test_loaded_scenario_goes_before_the_files(tmp_path, monkeypatch):
    data = copy.deepcopy(shipped())
    data["texts"]["en"]["title"] = "Longer evenings"
    Scenario.objects.create(slug=SLUG, document=data["document"], texts=data["texts"])
    kits = []
    monkeypatch.setattr(printing, "pdf", lambda kit, _document, _print: kits.append(kit) or b"%PDF")
    print_it(tmp_path)
    assert kits[0].title == "Longer evenings"


def test_scenario_that_there_is_not(tmp_path):
    Scenario.objects.create(slug="made-here", document={}, texts={})
    told = refused(tmp_path / "kit", slug="nowhere")
    assert told.startswith("There is no scenario nowhere. There are: made-here, one-patient-five-doors, ")
    assert not (tmp_path / "kit").exists()


@pytest.mark.parametrize("slug", ["../the-long-evenings", "", "common", "the-long-evenings/"])
def test_names_that_are_none(tmp_path, slug):
    assert "There is no scenario" in refused(tmp_path, slug=slug)


def test_scenario_with_problems(tmp_path):
    data = copy.deepcopy(shipped())
    del data["document"]["dilemmas"][0]["options"]["A"]
    Scenario.objects.create(slug=SLUG, document=data["document"], texts=data["texts"])
    told = refused(tmp_path)
    assert told.startswith(f"{SLUG} cannot be printed: {SLUG}/") and told.endswith("problems in all)")
    assert files(tmp_path) == {}


def test_shipped_files_that_cannot_be_read(tmp_path, monkeypatch):
    content = tmp_path / "content"
    (content / "broken" / "text").mkdir(parents=True)
    (content / "broken" / "scenario.yaml").write_text("slug: [")
    monkeypatch.setattr("scenarios.files.CONTENT", content)
    told = refused(tmp_path / "kit", slug="broken")
    assert told.startswith("broken cannot be printed: broken/scenario.yaml:") and "in all)" in told


def test_unfinished_scenario(tmp_path):
    data = copy.deepcopy(shipped())
    data["document"]["unfinished"] = True
    Scenario.objects.create(slug=SLUG, document=data["document"], texts=data["texts"])
    assert refused(tmp_path) == f"{SLUG} cannot be printed: its author says that it is unfinished."


def test_language_without_a_translation(tmp_path):
    assert refused(tmp_path, "--language", "de") == f"{SLUG} is not translated into de. There are: {SPOKEN}."


def test_language_without_shared_texts(tmp_path):
    data = copy.deepcopy(shipped())
    data["texts"]["da"] = {key: tree for key, tree in data["texts"]["en"].items() if key != "common"}
    Scenario.objects.create(slug=SLUG, document=data["document"], texts=data["texts"])
    assert "is not translated into da. There are: en, fr, hr, nl, sl." in refused(
        tmp_path, "--language", "da"
    )


def test_language_that_the_game_does_not_speak(tmp_path, settings):
    settings.LANGUAGES = [("en", "English")]
    told = "The game itself does not speak da yet, so no kit can be printed in it. There are: en."
    assert refused(tmp_path, "--language", "da") == told


def test_file_that_is_not_in_the_box(tmp_path):
    told = "There is no file 99-map in the box. There are: 10-board, 20-roles."
    assert refused(tmp_path, "--only", "10-board", "99-map") == told


@pytest.mark.parametrize(
    "site", ["play.example.org", "ftp://x.org", "https://", "https://x.org/?a=b", "https://a b"]
)
def test_site_that_is_no_address(tmp_path, site):
    assert refused(tmp_path, "--site", site) == f"{site} is no address. It begins with https:// or http://."


def test_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").touch()
    assert refused(tmp_path / "file").endswith("cannot be written: File exists.")
    assert refused(tmp_path / "file" / "kit").endswith("cannot be written: Not a directory.")
    assert refused("/proc/kit").startswith("/proc/kit cannot be written: ")


def test_folder_in_the_place_of_a_file(tmp_path):
    print_it(tmp_path)
    (tmp_path / "20-roles.pdf").unlink()
    (tmp_path / "20-roles.pdf").mkdir()
    (tmp_path / "10-board.pdf").write_bytes(b"old")
    assert refused(tmp_path) == f"{tmp_path / '20-roles.pdf'} is a folder. Nothing was printed."
    assert (tmp_path / "10-board.pdf").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(28, "No space left on device"), "{} cannot be written: No space left on device."),
        (
            subprocess.TimeoutExpired("press", 60),
            "The machine has no time to print: one file took more than 60 seconds. Nothing in {} was changed.",
        ),
    ],
)
def test_press_that_fails_in_the_middle(tmp_path, monkeypatch, error, told):
    print_it(tmp_path / "kit")
    before = files(tmp_path / "kit")

    def pdf(_kit, document, _print=None):
        if document.name == "20-roles":
            raise error
        return b"%PDF new"

    monkeypatch.setattr(printing, "pdf", pdf)
    assert refused(tmp_path / "kit") == told.format(tmp_path / "kit")
    assert files(tmp_path / "kit") == before


def test_interrupted_print_leaves_the_kit_before(tmp_path, monkeypatch):
    print_it(tmp_path)
    before = files(tmp_path)

    def pdf(_kit, document, _print=None):
        if document.name == "20-roles":
            raise KeyboardInterrupt
        return b"%PDF new"

    monkeypatch.setattr(printing, "pdf", pdf)
    with pytest.raises(KeyboardInterrupt):
        print_it(tmp_path)
    assert files(tmp_path) == before


def test_what_somebody_else_has_put_into_a_new_folder_stays(tmp_path, monkeypatch):
    """Two kits that are printed into one folder at the same time: one that fails takes nothing of the other away."""
    out = tmp_path / "kit"

    def spoiled(_kit, document, _print=None):
        (out / "other.pdf").write_bytes(b"%PDF")
        raise printing.Unprintable(document.name, "spoiled")

    monkeypatch.setattr(printing, "pdf", spoiled)
    assert "cannot be printed: spoiled" in refused(out)
    assert files(out) == {"other.pdf": b"%PDF"}


def test_it_needs_no_database(tmp_path, monkeypatch):
    def refuse(*_told, **_too):
        raise DatabaseError

    monkeypatch.setattr(originals.Scenario.objects, "filter", refuse)
    monkeypatch.setattr(originals.Scenario.objects, "values_list", refuse)
    monkeypatch.setattr(originals, "copied", refuse)
    print_it(tmp_path)
    assert len(files(tmp_path)) == 2
    assert "There are: one-patient" in refused(tmp_path, slug="nowhere")


def test_help_tells_the_options(capsys):
    with pytest.raises(SystemExit):
        print_kit.Command().run_from_argv(["manage.py", "print_kit", "--help"])
    told = capsys.readouterr().out
    assert all(option in told for option in ("--language", "--paper", "--grey", "--only", "--site", "--out"))

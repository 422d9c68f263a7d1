"""A scenario goes out as files and comes back as it was; the JSON Schema says what the program says."""

import copy
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from research.typed import plain_text
from scenarios.checking import verdict
from scenarios.desk.copying import copied
from scenarios.desk.saving import own_texts
from scenarios.files import CONTENT, read, slugs
from scenarios.json_schema import json_schema
from scenarios.models import Scenario
from scenarios.places import plain
from scenarios.problems.schema import SCENARIO
from scenarios.reading import read as read_places
from scenarios.writing import written
from tests.factories import ScenarioFactory
from tests.scenarios.faults import GOOD


def again(data):
    """What is read of what is written."""
    files = written(data, {})
    reading = read_places("x", files["scenario.yaml"])
    assert reading.problems == []
    return plain(reading.value)


def run(command, *args, **options):
    out, complaints = StringIO(), StringIO()
    try:
        call_command(command, *map(str, args), stdout=out, stderr=complaints, **options)
    except CommandError as error:
        return out.getvalue() + complaints.getvalue(), str(error)
    return out.getvalue(), ""


# --- there and back -------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("slug", slugs())
def test_shipped_scenario_goes_out_and_comes_back_without_loss(tmp_path, slug):
    shipped = read(slug)
    row = Scenario.objects.create(slug=slug, **shipped)
    assert run("export_scenario", slug, tmp_path / "out")[1] == ""
    assert not (tmp_path / "out" / "common").exists()
    for name, content in written(shipped["document"], shipped["texts"]).items():
        assert (tmp_path / "out" / name).read_bytes() == content
    structure = tmp_path / "out" / "scenario.yaml"
    structure.write_text(structure.read_text().replace(f"slug: {slug}", "slug: back-again"))
    out, error = run("import_scenario", tmp_path / "out")
    assert (out, error) == ("back-again: created, ready\n", "")
    back = Scenario.objects.get(slug="back-again")
    assert back.document == {**row.document, "slug": "back-again"}
    assert back.texts == row.texts
    assert [line for line in structure.read_text().splitlines() if line[:1].isalpha()][:3] == [
        "slug: back-again",
        f"version: {shipped['version']}",
        "licence: CC-BY-4.0",
    ]


@pytest.mark.django_db
def test_exported_copy_passes_as_content_of_the_project(tmp_path, monkeypatch):
    from scenarios import files
    from scenarios.problems import problems_of

    row = copied(ScenarioFactory(is_shipped=True), "our-own", "Our own", [])
    run("export_scenario", "our-own", tmp_path / "our-own")
    (tmp_path / "common").symlink_to(CONTENT / "common")
    monkeypatch.setattr(files, "CONTENT", tmp_path)
    assert problems_of("our-own") == []
    assert read("our-own")["digest"] == row.digest


TEXTS = st.text(max_size=200).map(plain_text).filter(bool)


@given(
    st.dictionaries(
        st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True).filter(
            lambda key: key not in ("y", "n", "yes", "no", "on", "off", "true", "false", "null")
        ),
        TEXTS,
        min_size=1,
        max_size=6,
    )
)
def test_any_text_that_the_desk_lets_in_comes_back_as_it_was(texts):
    assert again(texts) == texts


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "2026-05-01",
        "10:30",
        "0x1f",
        "1_000",
        "~",
        "- a",
        "a: b",
        "#1",
        "*x",
        "!y",
        "'",
        '"',
        "a\n\nb\n",
        "  ",
        "null",
        "1.5",
        "=",
        "<<",
        "é“”",
        "@x",
        "%x",
        "{a}",
        "[a]",
        "|",
        ">",
    ],
)
def test_traps_of_yaml_are_quoted(text):
    assert again({"title": text, "list": [text], "null_too": None, "seven": 7, "yes_too": True}) == {
        "title": text,
        "list": [text],
        "null_too": None,
        "seven": 7,
        "yes_too": True,
    }


def test_files_have_one_order_whatever_order_a_database_keeps():
    shipped = read("the-long-evenings")
    mixed = {key: shipped["document"][key] for key in reversed(list(shipped["document"]))}
    mixed["dilemmas"] = [
        {**dilemma, "seeds": dict(sorted(dilemma["seeds"].items()))} for dilemma in mixed["dilemmas"]
    ]
    texts = {language: dict(sorted(tree.items())) for language, tree in shipped["texts"].items()}
    assert written(mixed, texts) == written(shipped["document"], shipped["texts"])
    pen = next(
        d
        for d in plain(read_places("x", written(mixed, {})["scenario.yaml"]).value)["dilemmas"]
        if d["id"] == "pen"
    )
    assert list(pen["seeds"])[:3] == ["empty_chairs", "unlawful", "neighbours_cook"]


@pytest.mark.parametrize(
    "document", [{}, {"dilemmas": 5}, {"dilemmas": [3, {"seeds": {"a": 1}, "options": 3}]}]
)
def test_misshapen_documents_are_written_as_they_are(document):
    assert again(document or {"x": 1}) == (document or {"x": 1})


# --- the commands ---------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    import shutil

    return shutil.copytree(GOOD, tmp_path / "good")


@pytest.mark.django_db
def test_import_saves_over_a_local_scenario_only_when_told(folder):
    assert run("import_scenario", folder) == ("good: created, ready\n", "")
    assert (
        run("import_scenario", folder)[1]
        == "There is a scenario good already. Say --replace to save over it."
    )
    path = folder / "text" / "en.yaml"
    path.write_text(path.read_text().replace("title: ", "title: New ", 1))
    assert run("import_scenario", folder, "--replace") == ("good: updated, ready\n", "")
    row = Scenario.objects.get(slug="good")
    assert row.texts["en"]["title"].startswith("New ")
    assert row.history.count() == 2


@pytest.mark.django_db
def test_import_never_touches_what_comes_with_the_program(folder):
    row = ScenarioFactory(is_shipped=True)
    path = folder / "scenario.yaml"
    path.write_text(path.read_text().replace("slug: good", f"slug: {row.slug}"))
    _out, error = run("import_scenario", folder, "--replace")
    assert error == f"{row.slug} comes with the program. Give yours another slug. Nothing was changed."


@pytest.mark.django_db
def test_import_brings_in_what_has_problems_and_says_them(folder):
    path = folder / "scenario.yaml"
    path.write_text(path.read_text().replace("level: 3", "level: 2"))
    out, error = run("import_scenario", folder)
    assert "LINK-1" in out and out.endswith("good: created, not ready to be opened\n") and error == ""
    assert not Scenario.objects.get().is_ready


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version: 1", "version: yes"),
        ("version: 1", "version: &a 1"),
        ("slug: good", "slug: ../good"),
        ("dilemmas:", "dilemmas: 5\nd:"),
        ("version: 1", "version: !!python/object:os.system 1"),
        ("licence", "licence: [\nx"),
    ],
)
def test_import_refuses_what_it_cannot_read(folder, old, new):
    path = folder / "scenario.yaml"
    path.write_text(path.read_text().replace(old, new, 1))
    out, error = run("import_scenario", folder)
    if "&a" in new:  # an anchor that nothing names is harmless
        assert error == ""
        return
    assert error == "Nothing was brought in, because of what cannot be read as it is meant."
    assert "scenario.yaml:" in out
    assert not Scenario.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["x" * 51, "common"])
def test_import_refuses_a_name_that_cannot_be(folder, slug):
    path = folder / "scenario.yaml"
    path.write_text(path.read_text().replace("slug: good", f"slug: {slug}"))
    assert "cannot be a slug" in run("import_scenario", folder)[1]
    assert not Scenario.objects.exists()


@pytest.mark.django_db
def test_commands_say_what_is_not_there(tmp_path):
    assert "There is no scenario nowhere." in run("export_scenario", "nowhere", tmp_path)[1]
    assert "Nothing was brought in" in run("import_scenario", tmp_path / "nowhere")[1]
    ScenarioFactory(is_shipped=True)
    (tmp_path / "kept.txt").write_text("mine")
    assert "is not empty. Nothing was written." in run("export_scenario", "the-long-evenings", tmp_path)[1]


# --- the schema -----------------------------------------------------------------------------------

VALIDATOR = Draft202012Validator(json_schema("https://example.org/schema.json"))


def test_schema_is_one():
    Draft202012Validator.check_schema(VALIDATOR.schema)


@pytest.mark.parametrize("slug", slugs())
def test_shipped_scenario_is_valid_by_the_schema(slug):
    assert list(VALIDATOR.iter_errors(read(slug)["document"])) == []


@pytest.mark.django_db
def test_schema_is_published(client):
    answer = client.get("/scenarios/schema.json")
    assert answer["Content-Type"] == "application/schema+json"
    told = json.loads(answer.content)
    assert told["$id"] == "http://testserver/scenarios/schema.json"
    assert told["properties"] == json.loads(json.dumps(SCENARIO.schema["properties"]))
    assert client.post("/scenarios/schema.json").status_code == 405


PEN = next(n for n, d in enumerate(read("the-long-evenings")["document"]["dilemmas"]) if d["id"] == "pen")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), "one"), (("version",), True), (("version",), 0), (("licence",), "  "), (("colour",), "red"),
        (("slug",), "Good One"), (("start", "trust"), 9), (("people", "citizens"), 3), (("people", "aliens"), {"att": 0, "inv": 0}),
        (("dilemmas",), {}), (("dilemmas", PEN, "id"), "9a"), (("dilemmas", PEN, "decides"), "Q"), (("dilemmas", PEN, "facts"), []),
        (("dilemmas", PEN, "options", "E"), {}), (("dilemmas", PEN, "options", "A", "poles", "A1"), 3),
        (("dilemmas", PEN, "options", "A", "poles", "A1"), 0), (("dilemmas", PEN, "options", "A", "marks"), "x"),
        (("dilemmas", PEN, "options", "A", "marks"), ["x", "x"]), (("dilemmas", PEN, "options", "A", "rests_on", "course"), 3),
        (("dilemmas", PEN, "seeds", "Loud"), {}), (("dilemmas", PEN, "seeds", "unlawful", "kind"), "luck"),
        (("roles",), {"P1": {"aim": ["a"]}}), (("exclude_incidents",), ["flood"]), (("news",), [{"id": "x"}]), (("unfinished",), "yes"),
    ],
)  # fmt: skip
def test_schema_and_program_refuse_the_same(path, value):
    """What the program's shapes do not let through, the schema does not either."""
    shipped = read("the-long-evenings")
    document = copy.deepcopy(shipped["document"])
    holder = document
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    assert verdict("the-long-evenings", document, shipped["texts"]).problems
    assert list(VALIDATOR.iter_errors(document)) != []


def test_own_texts_leave_out_what_all_share():
    row = Scenario(slug="x", texts=read("the-long-evenings")["texts"])
    assert "common" in row.texts["en"] and "common" not in own_texts(row)["en"]

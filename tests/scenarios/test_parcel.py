"""A scenario as one file: whole on the way out, a draft on the way in, and refused with a sentence whatever else it may be."""

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from scenarios.desk.saving import own_texts
from scenarios.models import Scenario
from scenarios.parcel import LARGEST_PARCEL, packed, unpacked
from tests.factories import ScenarioFactory

pytestmark = pytest.mark.django_db
PAGE = "/admin/scenarios/scenario/bring-in/"


@pytest.fixture
def row():
    return ScenarioFactory(is_shipped=True)


@pytest.fixture
def files(row):
    with ZipFile(BytesIO(packed(row.slug, row.document, row.texts))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files):
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.fixture
def author(client, django_user_model):
    user = django_user_model.objects.create_user("author", is_staff=True)
    names = ("add_scenario", "view_scenario", "change_scenario")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return user


def send(client, content, slug=""):
    upload = SimpleUploadedFile("parcel.zip", content)
    return client.post(PAGE, {"file": upload, "slug": slug}, follow=True)


def test_parcel_holds_all_languages_and_is_the_same_each_time(row, files):
    content = packed(row.slug, row.document, row.texts)
    assert content == packed(row.slug, row.document, row.texts)
    parcel = unpacked(content)
    assert parcel.document == row.document and parcel.texts == own_texts(row)
    assert len(parcel.texts) == 6 and parcel.origin == f"the-long-evenings {row.document['version']}"
    head = json.loads(files["the-long-evenings/parcel.json"])
    assert head["format"] == "co-creator scenario" and head["version"] == 1


def test_parcel_is_taken_along_at_the_desk_and_brought_in_as_a_draft(client, author, row):
    content = client.get(f"/admin/scenarios/scenario/{row.pk}/files.zip").content
    assert "Bring a scenario in" in client.get("/admin/scenarios/scenario/").content.decode()
    page = send(client, content, "our-evenings").content.decode()
    assert "It is here as a draft." in page
    fresh = Scenario.objects.get(slug="our-evenings")
    assert fresh.is_local and not fresh.is_ready and fresh.version == 1
    assert fresh.origin == f"the-long-evenings {row.document['version']}"
    assert fresh.document["unfinished"] is True and fresh.texts == row.texts
    assert not Scenario.objects.ready().filter(slug="our-evenings").exists()
    own = {**fresh.document, "slug": row.slug, "version": row.document["version"]}
    assert {key: value for key, value in own.items() if key != "unfinished"} == row.document
    assert fresh.history.get().history_change_reason == f"brought in: {fresh.origin}"


def test_name_that_is_taken_is_said_and_nothing_is_overwritten(client, author, row):
    content = packed(row.slug, row.document, row.texts)
    answer = send(client, content)
    assert answer.status_code == 422 and "called the-long-evenings already" in answer.content.decode()
    send(client, content, "ours")
    again = send(client, content, "ours")
    assert again.status_code == 422 and "called ours already" in again.content.decode()
    assert Scenario.objects.count() == 2


def test_story_with_problems_comes_in_and_its_problems_stand_at_the_desk(client, author, files):
    text = files["the-long-evenings/text/en.yaml"].decode()
    files["the-long-evenings/text/en.yaml"] = text.replace("title: The Long Evenings", "title: ''").encode()
    send(client, zipped(files), "ours")
    fresh = Scenario.objects.get(slug="ours")
    assert not fresh.is_ready
    assert "title" in client.get(f"/admin/scenarios/scenario/{fresh.pk}/check/").content.decode()


def test_stranger_is_refused(client, django_user_model, row):
    assert client.get(PAGE).status_code == 302
    user = django_user_model.objects.create_user("reader", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_scenario"))
    client.force_login(user)
    assert client.get(PAGE).status_code == 403
    assert send(client, packed(row.slug, row.document, row.texts), "ours").status_code == 403
    assert "Bring a scenario in" not in client.get("/admin/scenarios/scenario/").content.decode()
    assert Scenario.objects.count() == 1


BOMB = b"a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\n"
TOP = "the-long-evenings"


def put(name, content):
    return lambda files: files.__setitem__(name, content)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (put("../../evil.yaml", b"x: 1"), "is no file of a scenario"),
        (put("/etc/passwd", b"x: 1"), "is no file of a scenario"),
        (put(f"{TOP}/../scenario.yaml", b"x: 1"), "is no file of a scenario"),
        (put(f"{TOP}\\scenario.yaml", b"x: 1"), "is no file of a scenario"),
        (put(f"{TOP}/picture.svg", b"<svg/>"), "is no file of a scenario"),
        (put(f"{TOP}/text/xx.yaml", b"title: x"), "is no file of a scenario"),
        (put("other/scenario.yaml", b"slug: x"), "is there twice"),
        (put(f"{TOP}/scenario.yaml", b" " * 1_000_001), "is too large for a scenario"),
        (put(f"{TOP}/scenario.yaml", b"0" * 50_000_000), "is too large for a scenario"),
        (put(f"{TOP}/scenario.yaml", BOMB), "The alias *a is not allowed"),
        (put(f"{TOP}/scenario.yaml", b"!!python/object/apply:os.system [ls]"), "must hold keys and values"),
        (put(f"{TOP}/scenario.yaml", b"slug: [" * 40), "nested deeper than"),
        (put(f"{TOP}/scenario.yaml", b"\xff"), "This is not UTF-8"),
        (put(f"{TOP}/text/en.yaml", b"- a list"), "must hold keys and values"),
        (put(f"{TOP}/parcel.json", b'{"format": "co-creator scenario", "version": 2}'), "another version of CO-CREATOR"),
        (put(f"{TOP}/parcel.json", b'{"format": "co-creator library"}'), "something else than a scenario"),
        (put(f"{TOP}/parcel.json", b"[" * 100_000), "parcel.json cannot be read"),
        (lambda files: files.pop(f"{TOP}/scenario.yaml"), "There is no scenario.yaml"),
        (lambda files: files.update({f"{TOP}/text/{n}.yaml": b"x: y" for n in range(30)}), "too many files"),
    ],
)  # fmt: skip
def test_what_is_no_scenario_is_said_in_one_sentence_and_nothing_is_written(
    client, author, files, change, sentence
):
    change(files)
    answer = send(client, zipped(files), "ours")
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Scenario.objects.count() == 1


def test_what_is_no_zip_is_said(client, author, row):
    whole = packed(row.slug, row.document, row.texts)
    middle = len(whole) // 2
    for content in (b"no zip", whole[:-30], whole[:middle] + bytes(200) + whole[middle + 200 :]):
        assert "This is no zip file that can be read." in send(client, content, "ours").content.decode()
    assert "This file is too large" in send(client, b"x" * (LARGEST_PARCEL + 1), "ours").content.decode()
    assert "Choose the file." in client.post(PAGE, {}).content.decode()
    with pytest.raises(ValidationError, match="too large"):
        unpacked(b"x" * (LARGEST_PARCEL + 1))
    assert Scenario.objects.count() == 1


def test_files_zipped_by_hand_without_a_folder_and_without_a_head_come_in_too(files, row):
    bare = {name.partition("/")[2]: content for name, content in files.items() if "parcel" not in name}
    assert unpacked(zipped(bare)).document == row.document


def test_commands_write_and_read_the_same_file(row, tmp_path, capsys):
    path = tmp_path / "evenings.zip"
    call_command("export_scenario", row.slug, str(path))
    assert path.read_bytes() == packed(row.slug, row.document, row.texts)
    with pytest.raises(CommandError, match="is there already"):
        call_command("export_scenario", row.slug, str(path))
    with pytest.raises(CommandError, match="called the-long-evenings already"):
        call_command("import_scenario", str(path))
    call_command("import_scenario", str(path), "--slug", "ours")
    assert "ours: created, as a draft" in capsys.readouterr().out
    assert not Scenario.objects.get(slug="ours").is_ready

"""The page of the board game: what one chooses, how far a kit is, its files, and who gets none."""

import asyncio
import copy
import html
import os
import sys
import time
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from game.kit import box, printing
from game.printed import keeping, making
from game.printed.keeping import Fault, Progress
from game.views import kit as view
from scenarios.models import Scenario
from tests.factories import shipped
from tests.game import box_of_two

pytestmark = pytest.mark.django_db
SLUG = "the-long-evenings"
PAGE = f"/scenarios/{SLUG}/kit/"
A4 = {"language": "en", "paper": "a4", "ink": "colour"}
VERSION = shipped()["version"]
START = keeping._start


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path, monkeypatch):
    """A shelf of its own and a small box. Whoever makes what is begun only holds the lock, until the test lets go."""
    settings.VAR = tmp_path
    monkeypatch.setattr(box, "BOX", box_of_two.documents())
    monkeypatch.setattr(printing, "pdf", box_of_two.press("quick", tmp_path))
    held = []
    monkeypatch.setattr(keeping, "_start", lambda _order, lock: held.append(os.dup(lock.fileno())))
    yield tmp_path / "kits"
    for lock in held:
        os.close(lock)


@pytest.fixture(autouse=True)
def row():
    """The shipped scenario, loaded."""
    return Scenario.objects.create(slug=SLUG, **shipped())


def let_go(shelf):
    """Whoever makes kits ends."""
    for lock in list(shelf.glob("*.lock")):
        lock.unlink()


def made(client, shelf, **chosen):
    """Ask for a kit and see it made; answers the address of its page."""
    address = client.post(PAGE, {**A4, **chosen}).url
    for order in shelf.glob("*.order"):
        assert making.make(order)
    return address


def asked_for(shelf):
    """The sign of the one kit that was asked for."""
    (order,) = shelf.glob("*.order")
    return order.stem


def words(answer):
    """What the page says, on one line."""
    return " ".join(html.unescape(answer.content.decode()).split())


# Choosing


def test_page_of_a_scenario_leads_to_its_board_game(client):
    told = words(client.get(f"/scenarios/{SLUG}/"))
    assert f'href="{reverse("kit", args=[SLUG])}">Print the board game</a>' in told
    assert "for you to print and cut" in told


def test_page_tells_what_is_in_the_box_and_what_there_is_to_choose(client):
    answer = client.get(PAGE)
    told = words(answer)
    assert "The Long Evenings" in told and "<li>Board</li><li>Roles</li>" in told
    for value in ("en", "a4", "letter", "colour", "grey"):
        assert f'value="{value}"' in told
    assert 'value="en" checked' in told and 'value="a4" checked' in told and 'value="colour" checked' in told
    assert "noindex" not in told and "vendor/htmx" not in told
    assert "no-store" in answer.headers["Cache-Control"]


def test_looking_makes_nothing(client, shelf):
    client.get(PAGE)
    client.get(f"{PAGE}en-a4/")
    client.get(f"{PAGE}en-a4/kit.zip")
    client.head(PAGE)
    assert not shelf.exists()


def test_press_leads_to_the_kit_that_is_made(client, shelf):
    answer = client.post(PAGE, {**A4, "paper": "letter", "ink": "grey"})
    assert (answer.status_code, answer.url) == (302, f"{PAGE}en-letter-grey/")
    assert keeping.look_up(asked_for(shelf)).state == "waiting"


def test_second_press_joins_the_first(client, shelf):
    assert client.post(PAGE, A4).url == Client().post(PAGE, A4).url
    assert asked_for(shelf)


@pytest.mark.parametrize(
    "wrong",
    [
        {"language": "de"},
        {"language": ""},
        {"paper": "a5"},
        {"ink": "blue"},
        {"ink": ""},
        {"paper": "a4-grey"},
    ],
)
def test_choice_that_there_is_not_is_refused_with_a_sentence(client, shelf, wrong):
    answer = client.post(PAGE, {**A4, **wrong})
    assert answer.status_code == 422
    assert "Please choose a language, a paper and an ink of those that are here." in words(answer)
    assert not shelf.exists()


def test_press_without_the_form_is_refused(shelf):
    assert Client(enforce_csrf_checks=True).post(PAGE, A4).status_code == 403
    assert Client().post(PAGE).status_code == 422
    assert Client().put(PAGE).status_code == 405
    assert Client().post(f"{PAGE}en-a4/").status_code == 405
    assert not shelf.exists()


def test_whoever_comes_when_too_many_wait_is_asked_to_come_again(client):
    for paper, ink in (("a4", "colour"), ("a4", "grey"), ("letter", "colour")):
        assert client.post(PAGE, {**A4, "paper": paper, "ink": ink}).status_code == 302
    answer = client.post(PAGE, {**A4, "paper": "letter", "ink": "grey"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    told = words(answer)
    assert "Several kits are being made just now. Please try again in a minute." in told
    assert 'value="letter" checked' in told and 'value="grey" checked' in told, "the choice is kept"
    assert client.post(PAGE, A4).status_code == 302, "one that is being made already is no more work"


def test_folder_that_cannot_be_written_is_told(client, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.VAR = tmp_path / "file"
    answer = client.post(PAGE, A4)
    assert answer.status_code == 503 and "No kit can be made here at the moment." in words(answer)


def test_shelf_that_cannot_be_written_any_more_is_told(client, shelf, monkeypatch):
    address = made(client, shelf)

    def refuse(_home):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(keeping, "counter", refuse)
    for answer in (client.get(address), client.post(PAGE, A4)):
        assert answer.status_code == 503 and "No kit can be made here at the moment." in words(answer)
    for name in ("kit.zip", "20-roles.pdf"):
        assert client.get(address + name).url == address


def test_shelf_that_belongs_to_somebody_else_can_be_read(client, shelf, monkeypatch):
    address = made(client, shelf)

    def refuse(_folder):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(shelf), "touch", refuse)
    assert client.get(f"{address}20-roles.pdf").content == b"%PDF 20-roles"


def test_one_network_gets_no_more_than_so_many_kits_an_hour(client, shelf, monkeypatch):
    monkeypatch.setattr(view, "LIMITS", (view.Limit(1, view.HOUR),))
    address = made(client, shelf)
    let_go(shelf)
    assert client.post(PAGE, A4).url == address, "what is there is given to everybody"
    answer = client.post(PAGE, {**A4, "ink": "grey"})
    assert answer.status_code == 429 and 0 < int(answer.headers["Retry-After"]) <= view.HOUR
    told = words(answer)
    assert "So many kits were made for your network" in told and 'value="grey" checked' in told
    assert not list(shelf.glob("*.order"))
    assert client.post(PAGE, {**A4, "ink": "grey"}, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_who_is_sent_away_is_not_counted(client, monkeypatch):
    counted = []
    monkeypatch.setattr(view, "count", lambda *_told: counted.append(1))
    for paper, ink in (("a4", "colour"), ("a4", "grey"), ("letter", "colour"), ("letter", "grey")):
        client.post(PAGE, {**A4, "paper": paper, "ink": ink})
    assert len(counted) == 3


# Waiting


def test_page_shows_how_far_it_is_with_and_without_scripts(client, shelf):
    address = client.post(PAGE, A4).url
    told = words(client.get(address))
    assert "Your kit is about to be made." in told
    keeping.tell(shelf, asked_for(shelf), Progress(1, 2, begun=True))
    told = words(client.get(address))
    assert "Your kit is being made" in told and "1 of 2 files" in told
    assert '<progress value="1" max="2"' in told
    assert '<noscript><meta http-equiv="refresh" content="4"></noscript>' in told
    assert f'hx-get="{address}" hx-trigger="every 2s"' in told and "vendor/htmx/" in told
    assert 'name="robots" content="noindex"' in told
    assert 'name="paper"' not in told, "there is nothing to choose while it is made"


def test_part_of_the_page_is_what_changes(client, shelf):
    address = client.post(PAGE, A4).url
    told = words(client.get(address, HTTP_HX_REQUEST="true"))
    assert told.startswith("<div hx-get=") and "<html" not in told
    making.make(next(shelf.glob("*.order")))
    told = words(client.get(address, HTTP_HX_REQUEST="true"))
    assert "Ready to print" in told and "hx-get" not in told and "<html" not in told
    assert "Another language, paper or ink" in told


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (
            Fault("unprintable", "30-cards-to-fold", "does not fit: pen.grant (3 mm too much)"),
            "The file 30-cards-to-fold could not be printed: does not fit: pen.grant (3 mm too much).",
        ),
        (Fault("late"), "The machine had no time for it."),
        (Fault("full"), "There was no room to write the files."),
        (Fault("broken"), "Something went wrong that should not; the log of the server tells what."),
        (None, "It was interrupted before it was done."),
    ],
)
def test_kit_that_failed_says_why_and_may_be_tried_again(client, shelf, fault, sentence):
    address = client.post(PAGE, {**A4, "ink": "grey"}).url
    keeping.tell(shelf, asked_for(shelf), Progress(1, 2, begun=True, fault=fault))
    let_go(shelf)
    told = words(client.get(address))
    assert "This kit could not be made" in told and sentence in told and "Try again" in told
    assert 'type="hidden" name="ink" value="grey"' in told and "refresh" not in told
    assert client.post(PAGE, {**A4, "ink": "grey"}).url == address
    assert "Your kit is about to be made." in words(client.get(address))


def test_kit_that_nobody_has_made_can_be_made(client):
    told = words(client.get(f"{PAGE}en-a4-grey/"))
    assert "This kit is not made yet" in told and 'type="hidden" name="paper" value="a4"' in told


# Taking it


def test_kit_is_one_zip_or_file_by_file(client, shelf):
    address = made(client, shelf)
    told = words(client.get(address))
    assert f'href="{address}kit.zip" download' in told and "One zip with 2 files" in told
    assert f'href="{address}10-board.pdf">Board</a>' in told
    assert f'href="{address}20-roles.pdf">Roles</a>' in told
    assert 'name="paper"' in told and "Another language, paper or ink" in told


def test_zip_has_a_name_and_all_files(client, shelf):
    for chosen, choice in (({}, "en-a4"), ({"paper": "letter", "ink": "grey"}, "en-letter-grey")):
        answer = client.get(f"{made(client, shelf, **chosen)}kit.zip")
        name = f"co-creator-{SLUG}-v{VERSION}-{choice}"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}.zip"'
        assert answer.headers["Content-Type"] == "application/zip"
        assert "no-cache" in answer.headers["Cache-Control"]
        assert answer.headers["X-Robots-Tag"] == "noindex"
        content = answer.getvalue()
        assert int(answer.headers["Content-Length"]) == len(content)
        with ZipFile(BytesIO(content)) as file:
            assert file.namelist() == [f"{name}/10-board.pdf", f"{name}/20-roles.pdf"]


def test_zip_is_not_packed_twice(client, shelf):
    answer = client.get(f"{made(client, shelf)}kit.zip", HTTP_ACCEPT_ENCODING="gzip")
    assert answer.getvalue()[:2] == b"PK"


def test_zip_is_sent_piece_by_piece_by_a_server_that_waits_for_many(client, shelf, monkeypatch):
    monkeypatch.setattr(view.Download, "block_size", 100)
    answer = client.get(f"{made(client, shelf)}kit.zip")

    async def sent():
        return [part async for part in answer]

    parts = asyncio.run(sent())
    answer._iterator.close()
    assert len(parts) > 2 and b"".join(parts)[:2] == b"PK"


def test_download_that_is_cut_off_harms_nothing(client, shelf):
    address = made(client, shelf)
    answer = client.get(f"{address}kit.zip")
    next(answer.streaming_content)
    answer._iterator.close()
    again = client.get(f"{address}kit.zip")
    assert ZipFile(BytesIO(again.getvalue())).testzip() is None


def test_download_goes_on_when_the_kit_is_cleared_away(client, shelf, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_KITS", 0)
    answer = client.get(f"{made(client, shelf)}kit.zip")
    let_go(shelf)
    keeping.tidy(shelf, "")
    assert not list(shelf.glob("*/kit.zip"))
    assert ZipFile(BytesIO(answer.getvalue())).testzip() is None


def test_file_alone_is_a_pdf_to_look_at(client, shelf):
    answer = client.get(f"{made(client, shelf)}20-roles.pdf")
    assert answer.content == b"%PDF 20-roles"
    assert answer.headers["Content-Type"] == "application/pdf"
    name = f"co-creator-{SLUG}-v{VERSION}-en-a4-20-roles.pdf"
    assert answer.headers["Content-Disposition"] == f'inline; filename="{name}"'
    assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("gone", ["*/*", "*/20-roles.pdf"])
def test_file_that_was_cleared_away_leads_to_the_page_of_its_kit(client, shelf, gone):
    address = made(client, shelf)
    for path in shelf.glob(gone):
        path.unlink()
    answer = client.get(f"{address}20-roles.pdf")
    assert (answer.status_code, answer.url) == (302, address)
    if gone == "*/*":
        assert client.get(f"{address}kit.zip").url == address


def test_each_address_has_a_kit_of_its_own(client, shelf, settings, monkeypatch):
    settings.ALLOWED_HOSTS = ["play.example.org", "testserver"]
    kits = []
    monkeypatch.setattr(printing, "pdf", lambda kit, _document, _print: kits.append(kit.address) or b"%PDF")
    made(client, shelf)
    client.post(PAGE, A4, HTTP_HOST="play.example.org", secure=True)
    for order in shelf.glob("*.order"):
        making.make(order)
    assert {*kits} == {"http://testserver", "https://play.example.org"}
    assert len(list(shelf.glob("*/kit.zip"))) == 2


def test_one_site_has_one_kit_however_its_address_is_written(client, shelf, settings):
    settings.ALLOWED_HOSTS = [".example.org"]
    for host in ("Play.Example.ORG", "play.example.org.", "play.example.org:80", "play.example.org"):
        assert client.post(PAGE, A4, HTTP_HOST=host).status_code == 302
    for order in shelf.glob("*.order"):
        assert '"address": "http://play.example.org"' in order.read_text()
    assert asked_for(shelf)
    client.post(PAGE, A4, HTTP_HOST="play.example.org:8000")
    assert sum('"http://play.example.org:8000"' in path.read_text() for path in shelf.glob("*.order")) == 1


def test_changed_scenario_has_a_new_kit(client, shelf, row):
    address = made(client, shelf)
    texts = copy.deepcopy(row.texts)
    texts["en"]["title"] = "Longer Evenings"
    Scenario.objects.filter(pk=row.pk).update(texts=texts)
    assert "This kit is not made yet" in words(client.get(address))


def test_whole_way_with_a_process_of_its_own(client, monkeypatch):
    monkeypatch.setattr(keeping, "_start", START)
    monkeypatch.setattr(keeping, "PROGRAM", [sys.executable, box_of_two.__file__, "quick"])
    address = client.post(PAGE, A4).url
    until = time.monotonic() + 30
    while "Ready to print" not in words(client.get(address)):
        assert time.monotonic() < until
        time.sleep(0.05)
    answer = client.get(f"{address}kit.zip")
    assert len(ZipFile(BytesIO(answer.getvalue())).namelist()) == 2


# Strangers


@pytest.mark.parametrize(
    "path",
    [
        "en-a5/", "de-a4/", "en-a4-blue/", "en/", "a4/", "en-a4/99-map.pdf", "en-a4/kit.pdf", "en-a5/kit.zip",
        "en-a4/..%2F..%2Fsecret-key", "en-a4/%2e%2e/secret-key.pdf", "en-a4/10-board", "en-a4/../../x.pdf",
    ],
)  # fmt: skip
def test_address_that_leads_nowhere(client, shelf, path):
    made(client, shelf)
    assert client.get(PAGE + path).status_code == 404


def test_scenario_that_there_is_not(client):
    for path in ("", "en-a4/", "en-a4/kit.zip", "en-a4/10-board.pdf"):
        assert client.get(f"/scenarios/nowhere/kit/{path}").status_code == 404
    assert client.post("/scenarios/nowhere/kit/", A4).status_code == 404


@pytest.mark.parametrize("how", ["not ready", "unfinished"])
def test_scenario_that_is_not_public_has_no_kit(client, shelf, row, how):
    address = made(client, shelf)
    if how == "not ready":
        Scenario.objects.filter(pk=row.pk).update(is_local=True, is_ready=False)
    else:
        Scenario.objects.filter(pk=row.pk).update(document={**row.document, "unfinished": True})
        assert "Print the board game" not in words(client.get(f"/scenarios/{SLUG}/"))
    for path in (PAGE, address, f"{address}kit.zip", f"{address}10-board.pdf"):
        assert client.get(path).status_code == 404
    assert client.post(PAGE, A4).status_code == 404


def test_nothing_of_a_person_is_kept(client, shelf):
    made(client, shelf)
    assert {*client.cookies} <= {"csrftoken"}

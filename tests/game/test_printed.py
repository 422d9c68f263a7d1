"""Kits are made once for all who ask, one at a time, and kept; whatever ends a maker leaves nothing behind that lasts."""

import json
import os
import signal
import sys
import threading
import time
import zipfile
from dataclasses import replace

import pytest
from django.db import connection

from game.kit import box, printing
from game.printed import keeping, making, orders
from game.printed.keeping import Found, Progress
from game.printed.orders import Choice, Order, choice_of, order_of
from game.printed.originals import Original, found, known, of_row
from scenarios.models import Scenario
from tests.factories import shipped
from tests.game import box_of_two

PATIENCE_SECONDS = 30
VERSION = shipped()["version"]


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path, monkeypatch):
    """A shelf of its own, and a small box."""
    settings.VAR = tmp_path
    monkeypatch.setattr(box, "BOX", box_of_two.documents())
    monkeypatch.setattr(printing, "pdf", box_of_two.press("quick", tmp_path))
    way(monkeypatch, "quick")
    return tmp_path / "kits"


@pytest.fixture
def order():
    """The shipped scenario in English."""
    data = shipped()
    return Order(Original("the-long-evenings", data["document"], data["texts"], {}), Choice("en"))


def way(monkeypatch, how):
    """How kits are made from now on."""
    monkeypatch.setattr(keeping, "PROGRAM", [sys.executable, box_of_two.__file__, how])


def wait_for(sign, *states):
    """What there is of a kit once it is in one of these states."""
    until = time.monotonic() + PATIENCE_SECONDS
    while (kit := keeping.look_up(sign)).state not in states:
        assert time.monotonic() < until, kit
        time.sleep(0.03)
    return kit


def other(order, n):
    """Another kit than this one."""
    return replace(order, address=f"https://{n}.example.org")


def put(shelf, order):
    """Lay an order on the shelf, as the server does."""
    shelf.mkdir(exist_ok=True)
    path = shelf / f"{order.sign}.order"
    path.write_text(order.told())
    return path


def notes(shelf):
    """What lies on the shelf beside whole kits."""
    return {path.suffix or path.name for path in shelf.iterdir() if not path.is_dir()}


# What is asked for


def test_choice_is_written_and_read_back():
    for text in ("en-a4", "en-a4-grey", "en-letter", "pt-br-letter-grey"):
        assert str(choice_of(text, ("en", "pt-br"))) == text
    assert choice_of("en-letter-grey", ("en",)) == Choice("en", "letter", colour=False)


@pytest.mark.parametrize(
    "text", ["", "en", "a4", "-a4", "da-a4", "en-a5", "en-a4-blue", "en-a4-grey-grey", "../en-a4"]
)
def test_choice_that_there_is_not_is_none(text):
    assert choice_of(text, ("en",)) is None


def test_sign_changes_with_everything_that_is_printed(order, monkeypatch):
    original, choice = order.original, order.choice
    others = [
        replace(order, address="https://play.example.org"),
        replace(order, choice=replace(choice, paper="letter")),
        replace(order, choice=replace(choice, colour=False)),
        replace(order, choice=replace(choice, language="da")),
        replace(order, original=replace(original, document={**original.document, "version": 2})),
        replace(order, original=replace(original, texts={**original.texts, "da": {}})),
        replace(order, original=replace(original, library={"cases": {}})),
    ]
    signs = [order.sign, *(one.sign for one in others)]
    monkeypatch.setattr(orders, "look", lambda: "another look")
    assert len({*signs, order.sign}) == len(signs) + 1


def test_look_is_made_of_programs_templates_fonts_and_texts(settings, tmp_path):
    orders.look.cache_clear()
    here = orders.look()
    settings.LOCALE_PATHS = [tmp_path]
    (tmp_path / "da.mo").write_bytes(b"god aften")
    orders.look.cache_clear()
    there = orders.look()
    orders.look.cache_clear()
    assert here != there == orders.look()
    orders.look.cache_clear()


def test_order_comes_back_as_it_was_told(order):
    assert order_of(order.told()) == replace(order, original=replace(order.original))
    assert order.name == f"co-creator-the-long-evenings-v{VERSION}-en-a4"
    assert replace(order, choice=Choice("en", "letter", colour=False)).name.endswith("-en-letter-grey")
    kit = replace(order, address="https://x.org").kit()
    assert (kit.title, kit.paper, kit.colour, kit.address) == (
        "The Long Evenings",
        "a4",
        True,
        "https://x.org",
    )


@pytest.mark.django_db
def test_original_is_the_loaded_one_else_the_shipped_one():
    shipped_one, problems = found("the-long-evenings")
    assert problems == [] and shipped_one.version == VERSION and shipped_one.library["cases"]
    row = Scenario.objects.create(slug="the-long-evenings", version=9, document={**shipped()["document"], "version": 9}, texts=shipped()["texts"])  # fmt: skip
    assert found("the-long-evenings") == (of_row(row), [])
    assert found("the-long-evenings")[0].version == 9
    assert found("nowhere") == (None, [])
    Scenario.objects.create(slug="made-here", document={}, texts={})
    assert {"made-here", "the-long-evenings", "three-schools-and-a-hill"} <= {*known()}


def test_original_needs_no_database(monkeypatch):
    from django.db import OperationalError

    def refuse(*_told, **_too):
        raise OperationalError

    monkeypatch.setattr(connection, "ensure_connection", refuse)
    monkeypatch.setattr(connection, "cursor", refuse)
    original, problems = found("the-long-evenings")
    assert problems == [] and original.script().library["practices"]
    assert "the-long-evenings" in known()


def test_languages_are_those_of_scenario_shared_texts_and_game(order, settings):
    texts = {"en": {"common": {"a": "b"}}, "da": {"common": {"a": "b"}}, "nl": {"title": "x"}, "fr": 3}
    original = replace(order.original, texts=texts)
    settings.LANGUAGES = [("en", "English")]
    assert (original.translations, original.languages) == (("da", "en"), ("en",))
    settings.LANGUAGES = [("en", "English"), ("da", "Danish"), ("nl", "Dutch")]
    assert original.languages == ("da", "en")


# Making


def test_kit_is_put_in_its_place_as_a_whole(order, shelf):
    assert making.make(put(shelf, order))
    kit = keeping.look_up(order.sign)
    assert kit.state == "ready" and kit.folder == shelf / order.sign
    assert [*kit.sizes] == ["10-board.pdf", "20-roles.pdf", "kit.zip"]
    with zipfile.ZipFile(kit.folder / "kit.zip") as file:
        assert file.namelist() == [f"{order.name}/10-board.pdf", f"{order.name}/20-roles.pdf"]
        assert file.read(f"{order.name}/20-roles.pdf") == b"%PDF 20-roles"
        assert file.testzip() is None
    assert notes(shelf) == {"counter", "press"}


def test_same_kit_makes_the_same_zip(order, shelf):
    making.make(put(shelf, order))
    before = (shelf / order.sign / "kit.zip").read_bytes()
    (shelf / order.sign / "kit.zip").unlink()
    making.make(put(shelf, order))
    assert (shelf / order.sign / "kit.zip").read_bytes() == before


def test_progress_is_told_paper_by_paper(order, shelf, monkeypatch):
    seen = []
    real = keeping.tell
    monkeypatch.setattr(
        keeping, "tell", lambda home, sign, told: (seen.append((told.done, told.all)), real(home, sign, told))
    )
    making.make(put(shelf, order))
    assert seen == [(0, 2), (1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("how", "kind", "said"),
    [("spoiled", "unprintable", "does not fit: pen.grant (3 mm too much)"), ("broken", "broken", "")],
)
def test_kit_that_fails_says_why_and_leaves_nothing_half_made(
    order, shelf, monkeypatch, caplog, how, kind, said
):
    monkeypatch.setattr(printing, "pdf", box_of_two.press(how, shelf))
    assert not making.make(put(shelf, order))
    kit = keeping.look_up(order.sign)
    assert (kit.state, kit.progress.fault.kind, kit.progress.fault.why) == ("failed", kind, said)
    assert notes(shelf) == {"counter", "press", ".json"}
    assert [path for path in shelf.iterdir() if path.is_dir()] == []
    assert ("a kit could not be made" in caplog.text) == (how == "broken")


def test_kit_that_takes_too_long_is_late(order, shelf, monkeypatch):
    monkeypatch.setattr(keeping, "LONGEST_SECONDS", 1)
    monkeypatch.setattr(printing, "pdf", box_of_two.press("slow", shelf))
    before = signal.getsignal(signal.SIGALRM)
    assert not making.make(put(shelf, order))
    assert keeping.look_up(order.sign).progress.fault.kind == "late"
    assert signal.getsignal(signal.SIGALRM) is before and signal.alarm(0) == 0


def test_kit_that_has_no_room_says_so(order, shelf, monkeypatch):
    def full(*_told):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(printing, "pdf", full)
    assert not making.make(put(shelf, order))
    assert keeping.look_up(order.sign).progress.fault.kind == "full"


def test_full_disk_has_room_again_before_it_is_told(order, shelf, monkeypatch):
    tell = keeping.tell

    def full(*_told):
        raise OSError(28, "No space left on device")

    def told(home, sign, progress):
        return full() if progress.fault and [*home.glob(".making-*")] else tell(home, sign, progress)

    monkeypatch.setattr(making, "zipped", full)
    monkeypatch.setattr(keeping, "tell", told)
    assert not making.make(put(shelf, order))
    assert keeping.look_up(order.sign).progress.fault.kind == "full"


def test_kit_that_cannot_be_read_is_a_fault(order, shelf):
    path = put(shelf, order)
    path.write_text("{")
    assert not making.make(path)
    assert keeping.look_up(order.sign).progress.fault.kind == "broken"


# Asking


def test_nothing_is_there_before_somebody_asks(order, shelf):
    assert keeping.look_up(order.sign) == Found("absent")
    assert not shelf.exists()


def test_kit_is_made_by_a_process_of_its_own(order, shelf):
    keeping.begin(order)
    assert keeping.look_up(order.sign).state in ("waiting", "printing")
    assert wait_for(order.sign, "ready").sizes["10-board.pdf"] == len(b"%PDF 10-board")
    before = (shelf / order.sign).stat().st_ino
    keeping.begin(order)  # it is there, so nothing is begun
    assert keeping.look_up(order.sign).state == "ready" and (shelf / order.sign).stat().st_ino == before


def test_two_who_ask_at_once_get_the_same_kit(order, shelf, monkeypatch):
    started = []
    real = keeping._start
    monkeypatch.setattr(keeping, "_start", lambda *told: (started.append(told), real(*told)))
    crowd = [threading.Thread(target=keeping.begin, args=[order]) for _ in range(8)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert len(started) == 1
    wait_for(order.sign, "ready")


def test_one_is_made_at_a_time_two_wait_and_the_next_is_sent_away(order, shelf, monkeypatch):
    shelf.mkdir()
    (shelf / "hold").touch()
    way(monkeypatch, "held")
    first, *waiting = (other(order, n) for n in range(3))
    keeping.begin(first)
    assert wait_done(first.sign) == Progress(1, 2, begun=True)
    for one in waiting:
        keeping.begin(one)
    with pytest.raises(keeping.Busy):
        keeping.begin(other(order, 3))
    assert keeping.look_up(other(order, 3).sign) == Found("absent")
    keeping.begin(waiting[0])  # whoever asks for one that waits already waits with it
    assert [keeping.look_up(one.sign).state for one in waiting] == ["waiting", "waiting"]
    (shelf / "hold").unlink()
    for one in (first, *waiting):
        wait_for(one.sign, "ready")
    wait_for_quiet(shelf)
    assert not list(shelf.glob("*.order")) and not list(shelf.glob("*.json"))


def wait_done(sign):
    """How far a kit is once its first paper is done."""
    until = time.monotonic() + PATIENCE_SECONDS
    while keeping.look_up(sign).progress.done < 1:
        assert time.monotonic() < until
        time.sleep(0.03)
    return keeping.look_up(sign).progress


def wait_for_quiet(shelf):
    """Wait until no process makes anything."""
    until = time.monotonic() + PATIENCE_SECONDS
    while any(keeping.is_held(shelf, lock.stem) for lock in shelf.glob("*.lock")):
        assert time.monotonic() < until
        time.sleep(0.03)


def test_maker_that_is_killed_leaves_no_lock_and_may_be_tried_again(order, shelf, monkeypatch):
    way(monkeypatch, "killed")
    keeping.begin(order)
    kit = wait_for(order.sign, "failed")
    assert kit.progress.fault.kind == "ended"
    assert list(shelf.glob(".making-*")), "what was left"
    way(monkeypatch, "quick")
    keeping.begin(order)
    wait_for(order.sign, "ready")
    wait_for_quiet(shelf)
    assert not list(shelf.glob(".making-*"))


def test_server_that_is_killed_harms_nothing(order, shelf, monkeypatch):
    """The server is another process here: it asks, and is gone at once, with no time to clear up."""
    shelf.mkdir()
    (shelf / "hold").touch()
    way(monkeypatch, "held")
    server = os.fork()
    if server == 0:
        keeping.begin(order)
        os._exit(0)
    os.waitpid(server, 0)
    assert wait_for(order.sign, "printing")
    keeping.begin(order)
    (shelf / "hold").unlink()
    assert wait_for(order.sign, "ready")


def test_lock_that_nobody_holds_is_no_lock(order, shelf):
    shelf.mkdir()
    (shelf / f"{order.sign}.lock").touch()
    for n in range(5):
        (shelf / f"{other(order, n).sign}.lock").touch()
    assert keeping.look_up(order.sign) == Found("absent")
    keeping.begin(order)
    wait_for(order.sign, "ready")


def test_process_that_cannot_start_leaves_no_lock(order, shelf, monkeypatch):
    monkeypatch.setattr(keeping, "PROGRAM", ["/nowhere/python"])
    with pytest.raises(OSError, match="nowhere"):
        keeping.begin(order)
    assert keeping.look_up(order.sign).state == "failed"


@pytest.mark.parametrize("text", ["", "[]", "{", '{"done": 1}', "null", json.dumps({"fault": 3})])
def test_progress_that_cannot_be_read_is_none(order, shelf, text):
    shelf.mkdir()
    (shelf / f"{order.sign}.json").write_text(text)
    assert keeping.look_up(order.sign) == Found("absent")


# Clearing away


def laid(shelf, name, size=10, age=0):
    """A kit that was laid there by hand, and used so many seconds ago."""
    folder = shelf / name
    folder.mkdir(parents=True)
    (folder / "kit.zip").write_bytes(b"x" * size)
    os.utime(folder, (time.time() - age,) * 2)


def kits(shelf):
    return sorted(path.name for path in shelf.iterdir() if path.is_dir())


def test_kits_longest_unused_go_first(shelf, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_KITS", 3)
    for age, name in enumerate("edcba"):
        laid(shelf, name, age=100 + 10 * age)
    assert keeping.look_up("a").state == "ready"  # which counts as a use
    laid(shelf, "new")
    keeping.tidy(shelf, "new")
    assert kits(shelf) == ["a", "e", "new"]


def test_kits_that_are_too_large_go_but_never_the_new_one_nor_one_being_made(shelf, monkeypatch):
    import fcntl

    monkeypatch.setattr(keeping, "MOST_BYTES", 25)
    for age, name in enumerate(("young", "old", "made")):
        laid(shelf, name, age=100 + age)
    laid(shelf, ".making-made")
    laid(shelf, ".making-left")
    with (shelf / "made.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        laid(shelf, "new", size=1000)
        keeping.tidy(shelf, "new")
        assert kits(shelf) == [".making-made", "made", "new"]
    keeping.tidy(shelf, "young")
    assert kits(shelf) == []


def test_notes_are_forgotten_after_a_day(shelf):
    shelf.mkdir()
    for name in ("old.json", "old.lock", "old.order", "old.json.new", "young.json", "counter", "press"):
        (shelf / name).touch()
        if name.startswith("old"):
            os.utime(shelf / name, (time.time() - 2 * keeping.FORGOTTEN_SECONDS,) * 2)
    keeping.tidy(shelf, "")
    assert sorted(path.name for path in shelf.iterdir()) == ["counter", "press", "young.json"]


def test_kit_that_is_cleared_away_can_be_asked_for_again(order, shelf, monkeypatch):
    making.make(put(shelf, order))
    monkeypatch.setattr(keeping, "MOST_KITS", 0)
    keeping.tidy(shelf, "")
    assert keeping.look_up(order.sign) == Found("absent")


def test_kit_names_the_licence_of_its_scenario(order):
    assert order.kit().licence == "CC-BY-4.0"
    silent = {key: value for key, value in order.original.document.items() if key != "licence"}
    assert replace(order, original=replace(order.original, document=silent)).kit().licence == ""

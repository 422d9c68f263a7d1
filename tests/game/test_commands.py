"""The commands of the README: what `demo` prepares, what it says when it cannot, and how it ends."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from game.management.commands import demo, tick
from game.models import Workshop
from scenarios.models import Scenario
from tests.factories import at, events, lead, state_of, step_of

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 40

database = pytest.mark.django_db


def manage(var, *arguments, **env):
    """A command in a process of its own, with a folder of its own and nothing else from here."""
    env = {"PATH": os.environ["PATH"], "COCREATOR_VAR": str(var), "PYTHONUNBUFFERED": "1", **env}
    command = [sys.executable, "-W", "error", "manage.py", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=pipe, stderr=pipe, text=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    """A folder that the first demo here fills and the next ones find."""
    return tmp_path_factory.mktemp("demo") / "var"


@database
def test_demo_prepares_content_and_accounts():
    demo.prepare()
    assert Scenario.objects.filter(slug=demo.SCENARIO).exists()
    users = {user.username: user for user in get_user_model().objects.all()}
    assert sorted(users) == ["admin", "facilitator"]
    assert (users["admin"].is_superuser, users["facilitator"].is_staff) == (True, False)
    assert not any(user.has_usable_password() for user in users.values())


@database
def test_demo_prepares_again_without_touching_what_people_changed():
    demo.prepare()
    Scenario.objects.update(texts={"en": {"title": "Mine"}})
    admin = get_user_model().objects.get(username="admin")
    admin.set_password("a word of my own")
    admin.email = "admin@example.org"
    admin.save()
    demo.prepare()
    assert Scenario.objects.get(slug=demo.SCENARIO).texts == {"en": {"title": "Mine"}}
    admin.refresh_from_db()
    assert admin.check_password("a word of my own")
    assert get_user_model().objects.count() == 2


@database
def test_demo_workshop_is_open_and_has_bots_and_leaders():
    demo.prepare()
    workshop = demo.demo_workshop()
    workshop.refresh_from_db()
    assert (workshop.is_demo, workshop.phase, workshop.doors_open) == (True, "lobby", True)
    assert demo.workshop_has_bots(workshop)
    assert sorted(workshop.facilitators.values_list("username", flat=True)) == ["admin", "facilitator"]
    settings = state_of(workshop).settings
    assert (settings.bots, settings.led_by_bot, settings.format) == (True, True, "45")


@database
@pytest.mark.parametrize(("minutes", "rounds"), [("45", 3), ("90", 4)])
def test_demo_plays_as_many_rounds_as_its_format(minutes, rounds):
    """FMT-4."""
    demo.prepare()
    state = state_of(demo.demo_workshop(format=minutes))
    assert (state.settings.format, len(state.plan)) == (minutes, rounds)


@database
def test_demo_started_again_finds_the_same_open_workshop():
    demo.prepare()
    first = demo.demo_workshop()
    demo.prepare()
    assert demo.demo_workshop() == first
    lead(first, "welcome")
    assert demo.demo_workshop() == first
    assert Workshop.objects.count() == 1


@database
def test_demo_after_a_finished_one_is_fresh():
    demo.prepare()
    first = demo.demo_workshop()
    lead(first, "closed")
    second = demo.demo_workshop()
    assert second != first
    assert second.code != first.code
    assert state_of(second).phase == "lobby"


@database
def test_demo_does_not_take_over_a_real_workshop():
    demo.prepare()
    real, _people = at("choice")
    assert demo.demo_workshop() != real


@database
def test_demo_without_bots_has_none():
    demo.prepare()
    assert not demo.workshop_has_bots(demo.demo_workshop(bots=False))


@database
def test_tick_submits_what_is_due_once(machine_time):
    workshop, _people = at("reveal")
    machine_time.later(30_000)
    told = [StringIO(), StringIO()]
    for out in told:
        call_command("tick", stdout=out)
    assert [out.getvalue() for out in told] == ["1 done, 0 deleted\n", "0 done, 0 deleted\n"]
    assert step_of(workshop).name == "talk"
    assert events(workshop).count("StepEntered") == 5


def test_demo_with_a_file_in_place_of_its_folder_is_one_sentence(tmp_path):
    place = tmp_path / "var"
    place.write_text("in the way")
    child = manage(place, "demo", "--port", str(free_port()))
    out, err = child.communicate(timeout=PATIENCE_SECONDS)
    assert child.returncode == 1
    assert out == ""
    assert err.count("\n") == 1
    assert str(place) in err
    assert "COCREATOR_VAR" in err


def test_demo_with_a_folder_in_place_of_its_database_is_one_sentence(tmp_path):
    place = tmp_path / "var"
    (place / "cocreator.sqlite3").mkdir(parents=True)
    child = manage(place, "demo", "--port", str(free_port()))
    out, err = child.communicate(timeout=PATIENCE_SECONDS)
    assert child.returncode == 1
    assert out == ""
    assert err.count("\n") == 1
    assert "COCREATOR_VAR" in err


def test_demo_is_served_until_it_is_stopped(var):
    port = free_port()
    with manage(var, "demo", "--port", str(port)) as child:
        try:
            links = read_links(child)
            assert links["Library"] == f"http://127.0.0.1:{port}/library/"
            for link in links.values():
                with urllib.request.urlopen(link, timeout=PATIENCE_SECONDS) as answer:
                    assert answer.status == 200
            child.send_signal(signal.SIGTERM)
            _out, err = child.communicate(timeout=PATIENCE_SECONDS)
            assert (child.returncode, err) == (0, "")
        finally:
            child.kill()


def test_demo_on_a_taken_port_is_one_sentence(var):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        child = manage(var, "demo", "--port", str(port))
        out, err = child.communicate(timeout=PATIENCE_SECONDS)
    assert (child.returncode, out) == (1, "")
    assert err.count("\n") == 1
    assert f"Port {port} is taken" in err


def test_clock_of_the_demo_plays_by_itself(var, tmp_path):
    """Somebody joins, sits down and does no more: bots lead the table through its rounds to the end."""
    port = free_port()
    with manage(tmp_path / "var", "demo", "--port", str(port), COCREATOR_PACE="0.01") as child:
        try:
            links = read_links(child)
            browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
            door = browser.open(links["Play"], timeout=PATIENCE_SECONDS).read().decode()
            code = re.search(r'name="code" value="(\w+ \w+)"', door)[1]
            page = browser.open(f"http://127.0.0.1:{port}/join/", form(door, code=code, name="Ada"))
            browser.open(f"{page.url}seat/", form(page.read().decode(), seat="1-P1"))
            desk = browser.open(links["Facilitate"]).url
            deadline = time.monotonic() + PATIENCE_SECONDS
            while "<h1>Closed" not in (told := browser.open(f"{desk}screen/").read().decode()):
                assert time.monotonic() < deadline, told
                time.sleep(0.5)
            assert "Thank you for playing" in browser.open(page.url).read().decode()
        finally:
            child.kill()


def read_links(child):
    """What the demo prints: where to go, by what for."""
    links = {}
    while "Stop with Ctrl-C" not in (line := child.stdout.readline()):
        assert child.poll() is None, child.stderr.read()
        if found := re.match(r"  (\w+)\s+(http\S+)", line):
            links[found[1]] = found[2]
    assert sorted(links) == ["Admin", "Facilitate", "Library", "Play", "Projector"]
    return links


def form(page, **fields):
    """A form as a browser would send it."""
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    return urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}).encode()


@database
def test_demo_of_a_town_that_is_not_there_names_those_that_are():
    demo.prepare()
    with pytest.raises(CommandError, match=r"There are: .*the-long-evenings"):
        demo.demo_workshop(slug="nowhere")


def test_shared_demo_that_does_not_know_its_address_says_what_to_do(monkeypatch):
    """In a hotspot of one's own there is no way out, and a link to this machine alone would help nobody."""
    monkeypatch.setattr(demo, "own_address", lambda: "")
    with pytest.raises(CommandError) as stopped:
        call_command("demo", "--share")
    assert "--host 10.42.0.1" in str(stopped.value)


@database
def test_demo_is_shared_under_the_address_that_was_named(monkeypatch, settings):
    """It listens there, and its links carry it."""
    told = {}

    def run(host, port, ready):
        told.update(host=host, port=port)

    monkeypatch.setattr(demo, "run_server", run)
    call_command("demo", "--host", "10.42.0.1", "--port", "8010")
    assert told == {"host": "10.42.0.1", "port": 8010}
    assert "10.42.0.1" in settings.ALLOWED_HOSTS
    assert "http://10.42.0.1:8010" in settings.CSRF_TRUSTED_ORIGINS


@pytest.mark.django_db(transaction=True)
def test_tick_for_ever_submits_what_is_due_and_leaves_presence_to_those_who_serve(
    machine_time, monkeypatch, settings, tmp_path
):
    """Its stop is asked for when everything is done once; nobody has ever been heard of here, and nobody is sent away."""
    settings.VAR = tmp_path
    workshop, _people = at("reveal")
    machine_time.later(30_000)
    stopped = threading.Event()
    watched = []
    plain = tick.clock.tick

    def once(watch_presence=True):
        watched.append(watch_presence)
        done = plain(watch_presence)
        if not done:
            stopped.set()
        return done

    monkeypatch.setattr(tick.clock, "tick", once)
    tick.keep_time(stopped)
    assert step_of(workshop).name == "talk"
    assert "WentAway" not in events(workshop)
    assert watched == [False, False]
    assert (tmp_path / tick.LIVES).exists(), "whoever looks after the process sees that it lives"


def test_tick_for_ever_goes_on_after_a_failure_and_ends_well_when_it_is_stopped(tmp_path):
    """A database that cannot be asked is a line in the log, and no end."""
    with manage(tmp_path / "var", "tick", "--forever") as child:
        try:
            assert child.stdout.readline() == "Keeping the time. Ctrl+C stops it.\n"
            while "the clock missed a beat" not in (line := child.stderr.readline()):
                assert line
            assert child.poll() is None
            child.send_signal(signal.SIGTERM)
            child.communicate(timeout=PATIENCE_SECONDS)
            assert child.returncode == 0
        finally:
            child.kill()

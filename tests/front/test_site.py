"""A whole site is started as compose would, and a workshop of two tables is played to its end over all its processes."""

import contextlib
import json
import os
import re
import threading
import time
import urllib.request

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.browser.robot import Robot
from tests.front.caddy import SITE
from tests.front.site import Site

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.redis,
    pytest.mark.skipif(not os.environ.get("DATABASE_URL"), reason="DATABASE_URL is not set"),
]

PLAYING_SECONDS = 240
PATIENCE_SECONDS = 60
PEOPLE = {1: "Ingrid-of-table-one", 2: "Bo-of-table-two"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    made = Site(tmp_path_factory.mktemp("site"), os.environ["DATABASE_URL"], pace=0.05)
    try:
        yield made
    finally:
        made.stop()


class Phone(Robot):
    """Somebody with a phone, at the front, who trusts its certificate."""

    def __init__(self, site, table):
        super().__init__(site)
        self.table = table
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.jar), urllib.request.HTTPSHandler(context=site.trust)
        )
        self.opener.addheaders = [("Origin", site.root)]

    def come_in(self):
        self.join(PEOPLE[self.table])
        self.send(self.page.form("/seat/"), seat=f"{self.table}-P1")

    @property
    def cookie(self):
        return "; ".join(f"{one.name}={one.value}" for one in self.jar)


class Screen:
    """An open page that only looks: it answers each frame, and keeps the versions that it was shown."""

    def __init__(self, address, **how):
        self.address, self.how = address, how
        self.versions, self.is_over, self.leaves = [], False, False
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def _look(self):
        try:
            with connect(self.address, proxy=None, open_timeout=PATIENCE_SECONDS, **self.how) as socket:
                while not self.leaves:
                    with contextlib.suppress(TimeoutError):
                        self.versions.append(json.loads(socket.recv(timeout=0.5))["version"])
                        socket.send(".")
        except (ConnectionClosed, InvalidStatus, OSError):
            self.is_over = True

    def close(self):
        self.leaves = True
        self.thread.join(10)


def screens_of(site, phones):
    """The wall at each process by itself, the wall through the front, and the page of each phone."""
    wall, front = f"/projector/{site.slug}/socket/", site.root.replace("https", "wss")
    here = {"X-Forwarded-Proto": "https"}
    alone = [
        Screen(web.replace("http", "ws") + wall, origin=f"https://{SITE}", additional_headers=here)
        for web in site.webs
    ]
    outside = {"ssl": site.trust, "origin": site.root}
    own = [
        Screen(
            f"{front}/workshops/{site.slug}/socket/", additional_headers={"Cookie": phone.cookie}, **outside
        )
        for phone in phones
    ]
    return [*alone, *(Screen(front + wall, **outside) for _ in range(2)), *own]


def versions_of(site):
    """The log, as numbers of its lines."""
    return [row[0] for row in site.rows("SELECT version FROM game_logline ORDER BY version")]


def eventually(what):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := what()):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    return found


def counted(text, name, **labels):
    """One number out of what a process tells."""
    told = "".join(f'{key}="{value}"' for key, value in labels.items())
    line = re.search(rf"^{name}{{?{told}}}? (\S+)$" if told else rf"^{name} (\S+)$", text, re.MULTILINE)
    return float(line[1]) if line else 0.0


def test_link_that_lets_in_once_does_so_whichever_process_is_asked(site):
    leader = Phone(site, 1)
    assert "/facilitate/" in leader.get(site.desk_link).address
    again = [Phone(site, 1).get(site.desk_link).status for _web in site.webs]
    assert again == [410] * len(site.webs)
    for _web in site.webs:
        assert leader.get(f"/facilitate/{site.slug}/").status == 200


def test_static_files_have_the_same_hashed_names_at_each_process_and_may_be_kept(site):
    pages = [site.ask(f"{web}/join/").text for web in site.webs]
    found = [sorted(set(re.findall(r"/static/[^\"']+\.(?:css|js)", page))) for page in pages]
    assert found[0] == found[1]
    assert len(found[0]) >= 2
    for path in found[0]:
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", path)
        answers = [site.ask(web + path) for web in site.webs]
        assert len({answer.text for answer in answers}) == 1
        assert all("immutable" in answer.headers["Cache-Control"] for answer in answers)


def test_wrong_codes_are_counted_together(site):
    """A hundred from one network, over all processes: not a hundred at each."""
    guest = Phone(site, 1)
    door = guest.get("/join/").form("/join/")
    words = "Too many wrong codes"
    for _ in range(100):
        assert words not in guest.send(door, code="zzzzzz", name="Guess").body
    assert [words in guest.send(door, code="zzzzzz", name="Guess").body for _web in site.webs] == [True] * 2
    site.manage("shell", "-v", "0", "-c", "from django.core.cache import cache; cache.clear()")


def test_workshop_of_two_tables_is_played_to_its_end_over_all_processes(site):
    phones = [Phone(site, table) for table in PEOPLE]
    for phone in phones:
        phone.come_in()
    screens, headings = screens_of(site, phones), {}
    eventually(lambda: all(screen.versions or screen.is_over for screen in screens))
    assert [screen.is_over for screen in screens] == [False] * len(screens)

    def play(phone):
        headings[phone.table] = phone.play(PLAYING_SECONDS)

    threads = [threading.Thread(target=play, args=(phone,)) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PLAYING_SECONDS + 10)
    assert {table: "Thank you" in told[-1] for table, told in headings.items()} == {1: True, 2: True}, (
        headings
    )

    eventually(lambda: site.rows("SELECT 1 FROM game_workshop WHERE phase = 'closed'"))
    log = versions_of(site)
    assert log == list(range(1, len(log) + 1))
    decided = site.rows("SELECT data->>'table' FROM game_logline WHERE event = 'DecisionMade' ORDER BY 1")
    assert decided == [("1",), ("2",)]
    eventually(lambda: {screen.versions[-1] for screen in screens} == {len(log)})
    for screen in screens:
        assert not screen.is_over and screen.versions == sorted(screen.versions)
        assert len(set(screen.versions)) > 10
        screen.close()
    shown = [site.ask(f"{web}/projector/{site.slug}/screen/") for web in site.webs]
    assert {answer.headers["X-Version"] for answer in shown} == {str(len(log))}
    assert len({answer.headers["X-Screen"] for answer in shown}) == 1


def test_both_have_worked_and_neither_tells_about_anybody(site):
    for web in site.webs:
        for _time in range(60):
            assert site.ask(f"{web}/join/").status == 200
    told = [site.metrics(number) for number, _web in enumerate(site.webs)]
    for text in told:
        assert counted(text, "cocreator_answers_total", status="2xx") > 50
        assert counted(text, "cocreator_answers_total", status="5xx") == 0
        assert "cocreator_errors_total{" not in text
        assert counted(text, "process_open_fds") > 0
        for secret in (site.slug, site.code, *PEOPLE.values()):
            assert secret.lower() not in text.lower()


def test_metrics_are_for_operators_alone(site):
    for brings in ("Bearer x", ""):
        assert site.ask(f"{site.webs[0]}/metrics", Authorization=brings).status == 404
    assert Phone(site, 1).get("/metrics").status == 404


def test_all_end_well_and_nobody_has_complained(site):
    """Last: nobody is there any more after it."""
    for name, child in site.children.items():
        assert child.poll() is None, site.told(name)
    for name in ("web-0", "web-1", "tick"):
        child = site.children[name]
        child.terminate()
        assert child.wait(PATIENCE_SECONDS) == 0
        assert not re.search(r"Traceback|ERROR", site.told(name)), site.told(name)

"""The processes of docker-compose.yml play a workshop to its end, though each part is killed once on the way."""

import http.client
import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from tests.browser.visitor import Page
from tests.chaos import invariants, test_redis_gone
from tests.chaos.invariants import Acknowledged
from tests.chaos.parts import BESIDE, Parts, parts_of
from tests.chaos.people import NO_LINE, REFUSED, SOON
from tests.chaos.stores import wait_for
from tests.front import site as front_site
from tests.front import test_site

#: At this pace a workshop of three rounds takes one to two minutes.
PACE = 0.1
PLAYING_SECONDS, MORE_SECONDS = 240, 45
#: So many lines are added to the log between two blows: play goes on.
MORE_LINES = 12
#: So many votes are acknowledged, and so many requests answered by each web process after it came back, at the least.
SAVED, ANSWERED = 12, 20
#: What a process may say while another one is away, without a traceback.
NAMED = (
    *test_redis_gone.NAMED,
    r"the database is away \(",
    r"the clock .* \(",
    r"a room could not be shown \(",
    r"Exception inside application.* \(",
)
SEATS = {"Ingrid": "1-P1", "Bo": "1-M1", "Anna": "2-P1", "Karl": "2-M1"}


class Phone(test_site.Phone):
    """Somebody who sends what is not answered again, and taps through all options of a vote."""

    def __init__(self, site, name):
        super().__init__(site, int(SEATS[name][0]))
        self.name, self.saved, self.tap = name, [], 0

    def come_in(self):
        self.join(self.name)
        self.send(self.page.form("/seat/"), seat=SEATS[self.name])

    def _ask(self, path, data, headers):
        end = time.monotonic() + MORE_SECONDS
        while time.monotonic() < end:
            try:
                page = super()._ask(path, data, headers)
            except (OSError, http.client.HTTPException):
                page = Page(0, path, "")
            if page.status not in NO_LINE:
                return page
            time.sleep(SOON)
        raise AssertionError(f"{self.name} was never answered: {path}")

    def _send(self, sheet, button):
        if not sheet.action.endswith("/vote/"):
            super()._send(sheet, button)
            return
        for option, _is_ticked in sheet.radios["option"]:
            if option:
                self.vote(sheet, option)
        self.get(self.home)

    def vote(self, sheet, option):
        """One tap, as the page's script sends it; what is answered with a screen and no refusal is acknowledged."""
        self.tap += 1
        form = {**sheet.hidden, "option": option, "page": self.name, "tap": str(self.tap)}
        form |= {"guard": "yes"} if "guard" in sheet.radios else {}
        page = self.post(sheet.action, form, **{"HX-Request": "true"})
        if page.status == 200 and "data-part=" in page.body and REFUSED not in page.body:
            self.saved.append(Acknowledged(self.name, sheet.hidden["step"], option, self.tap))


@pytest.fixture
def site(tmp_path, postgres, monkeypatch):
    """All three rounds, and not one dilemma only."""
    monkeypatch.setattr(front_site, "OPEN", front_site.OPEN.replace('"pen"', '""'))
    made = Parts(tmp_path, postgres, PACE)
    try:
        yield made
    finally:
        made.stop()


def lines_of(site):
    return site.rows("SELECT count(*) FROM game_logline")[0][0]


def is_closed(site):
    return bool(site.rows("SELECT 1 FROM game_workshop WHERE phase = 'closed'"))


def strike_each(site):
    """Each part once, in any order, while the workshop is played; where the log was at each blow."""
    order = sorted(site.lives)
    random.shuffle(order)
    struck = {}
    for part in order:
        enough = lines_of(site) + MORE_LINES
        wait_for(lambda enough=enough: lines_of(site) >= enough, MORE_SECONDS)
        assert not is_closed(site), (part, struck)
        struck[part] = lines_of(site)
        site.strike(part)
        print(f"{part} was struck at line {struck[part]} and is back.")
    return struck


def ids_of(site):
    """By which names the log knows people."""
    return dict(site.rows("SELECT name, id_in_log FROM game_player WHERE name <> ''"))


def saved_by(phones, ids):
    """All votes that phones were told are saved, by the names of the log."""
    return [replace(vote, player=ids[phone.name]) for phone in phones for vote in phone.saved]


def tapped(lines):
    """The votes of phones in a log; bots tap on nothing."""
    return [line for line in lines if line[1] == "VoteCast" and line[2].get("page") in SEATS]


def screens_of(site, web, ids, phones):
    """What one web process shows on the wall and to each phone, as versions and hashes."""
    asked = {"wall": (f"/projector/{site.slug}/screen/", {})}
    asked |= {ids[phone.name]: (f"{phone.home}screen/", {"Cookie": phone.cookie}) for phone in phones}
    answers = {who: site.ask(web + path, **headers) for who, (path, headers) in asked.items()}
    return {who: (answer.headers["X-Version"], answer.headers["X-Screen"]) for who, answer in answers.items()}


def test_each_part_is_killed_once_and_the_workshop_is_played_to_its_end(site):
    assert set(site.lives) == parts_of(site.services) and site.services.keys() >= BESIDE
    phones = [Phone(site, name) for name in SEATS]
    for phone in phones:
        phone.come_in()
    began = time.monotonic()
    with ThreadPoolExecutor(len(phones)) as pool:
        playing = [pool.submit(phone.play, PLAYING_SECONDS) for phone in phones]
        struck = strike_each(site)
        headings = [one.result() for one in playing]
    print(f"It was played in {time.monotonic() - began:.0f} s.")

    assert {part: len(set(pids)) for part, pids in site.lives.items()} == dict.fromkeys(struck, 2)
    assert site.postgres.answers() and all(child.poll() is None for child in site.children.values())
    assert ["Thank you" in told[-1] for told in headings] == [True] * len(phones), headings
    wait_for(lambda: is_closed(site), MORE_SECONDS)

    fresh, ids = site.fresh(), ids_of(site)
    saved = saved_by(phones, ids)
    broken = invariants.once(tapped(fresh["lines"]), saved) + invariants.gapless(fresh["lines"])
    broken += invariants.folded(fresh)
    for name in ("web-0", "web-1", "tick"):
        broken += invariants.calm(site.told(name).splitlines(), NAMED)
    invariants.hold(broken)
    assert len(saved) >= SAVED and all(phone.saved for phone in phones)

    shown = [screens_of(site, web, ids, phones) for web in site.webs]
    wanted = {who: (str(len(fresh["lines"])), fresh["screens"][who]) for who in shown[0]}
    assert shown == [wanted] * len(site.webs)
    for number, _web in enumerate(site.webs):
        told = test_site.counted(site.metrics(number), "cocreator_answers_total", status="2xx")
        assert told >= ANSWERED, (number, told)

"""The hub: news reaches whom it concerns, once, and only what changed."""

import asyncio
import threading
import time
from functools import partial
from types import SimpleNamespace

import pytest

from game import engine, live, log, metrics, render
from game.live import room, rooms
from game.rules import commands as c
from game.rules.screens import Viewer
from tests.factories import PLAYER_SLOTS, WorkshopFactory, do, reach, seat, state_of
from tests.game.hall import Page, away, in_hall, quiet, until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tables():
    """Two tables, of three and of two, in the same step."""
    workshop = WorkshopFactory(doors__tables=2)
    first, second = seat(workshop, 3, 1), seat(workshop, 2, 2)
    reach(workshop, "vote", 1)
    reach(workshop, "vote", 2)
    return workshop, first, second


def votes(player, option="A"):
    return partial(do, player, c.CastVote, option=option)


def test_first_screen_is_whole(tables):
    workshop, first, _second = tables

    async def scene():
        page = Page(first[0], stalled=True)
        assert await live.join(workshop.uuid, page.watcher)
        assert page.slots() == PLAYER_SLOTS
        shown = await away(
            lambda: render.rendered(
                workshop, log.current(workshop), Viewer("player", first[0].id_in_log), "en"
            )
        )
        assert page.screens[0]["screen"] == shown.hash
        assert page.screens[0]["version"] == shown.version
        assert abs(page.screens[0]["now"] - time.time() * 1000) < 60_000

    in_hall(scene)


def test_vote_reaches_the_table_and_nobody_else(tables):
    _workshop, first, second = tables

    async def scene():
        voter, mate, other = pages = [Page(first[0]), Page(first[1]), Page(second[0])]
        for page in pages:
            assert await page.open()
        await away(votes(first[0]))
        await mate.sees("1 of 3 have answered")
        await quiet()
        assert [mate.slots(n) for n in range(len(mate.screens))] == [["status"]]
        assert sorted(slot for n in range(len(voter.screens)) for slot in voter.slots(n)) == [
            "deed",
            "status",
            "task",
        ]
        assert other.screens == []

    in_hall(scene)


def test_vote_of_somebody_else_is_not_in_what_is_sent(tables):
    _workshop, first, _second = tables

    async def scene():
        mate = Page(first[1])
        await mate.open()
        await away(votes(first[0]))
        await mate.sees("1 of 3 have answered")
        for told in (first[0].id_in_log, first[0].name, "harbour A title"):
            assert all(told not in screen["html"] for screen in mate.screens)

    in_hall(scene)


def test_news_of_the_whole_workshop_reaches_everybody(tables):
    workshop, first, second = tables

    async def scene():
        pages = [Page(first[0]), Page(second[0])]
        for page in pages:
            await page.open()
        await away(engine.submit, workshop, c.Pause())
        for page in pages:
            await page.sees("The workshop is paused")

    in_hall(scene)


def test_news_that_changes_nothing_here_sends_nothing(tables):
    workshop, first, _second = tables

    async def scene():
        page = Page(first[0])
        await page.open()
        await away(engine.submit, workshop, c.LockDoors())
        await quiet()
        assert page.screens == []

    in_hall(scene)


def test_one_screen_is_in_flight_and_then_the_latest(tables):
    _workshop, first, _second = tables

    async def scene():
        page = Page(first[0], stalled=True)
        assert await live.join(page.player.workshop.uuid, page.watcher)
        for player in first[1:]:
            await away(votes(player))
            await quiet()
        assert len(page.screens) == 1
        await page.watcher.hear()
        assert len(page.screens) == 2
        assert "2 of 3 have answered" in page.screens[1]["html"]
        assert "1 of 3 have answered" not in page.screens[1]["html"]
        await page.watcher.hear()
        assert len(page.screens) == 2

    in_hall(scene)


def test_page_that_was_away_for_long_gets_the_latest_too(tables, monkeypatch):
    _workshop, first, _second = tables
    monkeypatch.setattr(room, "DEAD_SECONDS", 0.2)

    async def scene():
        page = Page(first[0], stalled=True)
        assert await live.join(page.player.workshop.uuid, page.watcher)
        await away(votes(first[1]))
        await quiet()
        await away(votes(first[2]))
        await quiet()
        await page.watcher.hear()
        assert "2 of 3 have answered" in page.screens[-1]["html"]

    in_hall(scene)


def test_stalled_page_delays_nobody(tables):
    _workshop, first, _second = tables

    async def scene():
        stalled, quick = Page(first[0], stalled=True), Page(first[1])
        await live.join(stalled.player.workshop.uuid, stalled.watcher)
        await quick.open()
        for player in first:
            await away(votes(player))
            await quiet()
        assert len(quick.screens) >= 3
        assert len(stalled.screens) == 1

    in_hall(scene)


def test_page_that_goes_away_while_it_is_told_keeps_nothing_from_the_others(tables, caplog):
    _workshop, first, _second = tables

    async def scene():
        gone, other = Page(first[0]), Page(first[1])
        await gone.open()
        await other.open()

        async def lost(_text):
            raise RuntimeError("Attempt to send on a closed protocol")

        gone.watcher.send = lost
        await away(votes(first[2]))
        await other.sees("1 of 3 have answered")

    in_hall(scene)
    assert not caplog.records


def test_new_step_goes_at_once(tables, monkeypatch):
    """Even when the room has just shown progress and would rest for a while."""
    workshop, first, _second = tables
    monkeypatch.setattr(room, "CALM_SECONDS", 5.0)

    async def scene():
        page = Page(first[1])
        await page.open()
        await away(votes(first[0]))
        await page.sees("1 of 3 have answered")
        began = time.monotonic()
        number = await away(lambda: state_of(workshop).tables[1].step.number)
        await away(engine.submit, workshop, c.CloseForTable(1, number))
        await page.sees("harbour A story")
        assert time.monotonic() - began < 2.5

    in_hall(scene)


def test_new_step_that_is_heard_while_progress_is_shown_goes_at_once(tables, monkeypatch):
    """What is on its way takes as long as it takes; the rest after it is for what is not urgent."""
    workshop, first, _second = tables
    monkeypatch.setattr(room, "BEAT_SECONDS", 600.0)
    held, asked = threading.Event(), threading.Event()
    made = room.Room._made

    def slowly(place, watchers, shown):
        found = made(place, watchers, shown)
        if shown is not None and not held.is_set():
            asked.set()
            held.wait(20)
        return found

    async def scene():
        page = Page(first[1])
        await page.open()
        monkeypatch.setattr(room.Room, "_made", slowly)
        await away(votes(first[0]))
        await until(asked.is_set)
        monkeypatch.setattr(room, "CALM_SECONDS", 30.0)  # the rest after this
        number = await away(lambda: state_of(workshop).tables[1].step.number)
        await away(engine.submit, workshop, c.CloseForTable(1, number))
        await asyncio.sleep(0.1)
        held.set()
        await page.sees("harbour A story")

    in_hall(scene)


def test_fan_out_is_measured_from_the_first_news_of_each_showing(tables, monkeypatch):
    """While votes come in without a pause, too, each is shown soon, and counts as shown soon."""
    _workshop, first, _second = tables
    took = []
    monkeypatch.setattr(metrics, "fan_out", SimpleNamespace(observe=took.append))
    monkeypatch.setattr(room, "CALM_SECONDS", 1.0)

    async def scene():
        page = Page(first[2])
        await page.open()
        for turn in range(4):
            await away(
                partial(do, first[turn % 2], c.CastVote, option="AB"[turn // 2], page="p", tap=turn + 1)
            )
            here = rooms.of(first[0].workshop.uuid)
            shown = len(took)
            await until(lambda shown=shown: len(took) > shown)
            here.hear(here.heard.through, here.heard.through, {1}, urgent=False)
            here.told_at = time.monotonic() - 100 if turn == 2 else here.told_at

    in_hall(scene)
    assert len(took) >= 4
    assert sum(seconds >= 100 for seconds in took) == 1, "only what waited so long itself"


def test_progress_goes_at_most_five_times_a_second():
    workshop = WorkshopFactory(doors__seats=8)
    people = seat(workshop, 8)
    reach(workshop, "vote")

    async def scene():
        page = Page(people[0])
        await page.open()
        began = time.monotonic()
        for turn in range(30):
            player = people[1 + turn % 7]
            await away(partial(do, player, c.CastVote, option="AB"[turn // 7 % 2], page="p", tap=turn + 1))
        spent = time.monotonic() - began
        await page.sees("7 of 8 have answered")
        await quiet()
        assert 1 <= len(page.screens) <= 2 + spent / room.CALM_SECONDS
        pauses = [after - before for before, after in zip(page.at, page.at[1:], strict=False)]
        assert all(pause > 0.9 * room.CALM_SECONDS for pause in pauses)

    in_hall(scene)


def test_removed_person_is_shown_out_and_in_again_without_a_beat(tables, monkeypatch):
    workshop, first, _second = tables
    monkeypatch.setattr(room, "BEAT_SECONDS", 600.0)

    async def scene():
        page, mate = Page(first[0]), Page(first[1])
        for one in (page, mate):
            assert await one.open()
        await away(engine.submit, workshop, c.RemovePlayer(first[0].id_in_log))
        await page.sees("You have left the table")
        await away(engine.submit, workshop, c.Readmit(first[0].id_in_log))
        await page.sees("Choose a table")

    in_hall(scene)

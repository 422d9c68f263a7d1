"""The hub: news reaches whom it concerns, once, and only what changed."""

import asyncio
import time
from functools import partial

import pytest
from django.test.signals import template_rendered

from game import engine, live, log, render
from game.rules import commands as c
from game.rules.screens import Viewer
from tests.factories import PlayerFactory, WorkshopFactory, do, reach, seat, state_of, wish
from tests.game.hall import Page, away, in_hall, quiet, tasks_of_the_hub, until

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
        assert page.slots() == ["frame", "task", "deed", "status", "gauges", "role"]
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
    monkeypatch.setattr(live, "DEAD_SECONDS", 0.2)

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


def test_new_step_goes_at_once(tables, monkeypatch):
    """Even when the room has just shown progress and would rest for a while."""
    workshop, first, _second = tables
    monkeypatch.setattr(live, "CALM_SECONDS", 5.0)

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
        assert 1 <= len(page.screens) <= 2 + spent / live.CALM_SECONDS
        pauses = [after - before for before, after in zip(page.at, page.at[1:], strict=False)]
        assert all(pause > 0.9 * live.CALM_SECONDS for pause in pauses)

    in_hall(scene)


def test_beat_carries_the_hash_of_the_screen(tables, monkeypatch):
    workshop, first, _second = tables
    monkeypatch.setattr(live, "BEAT_SECONDS", 0.1)

    async def scene():
        page = Page(first[0])
        await page.open()
        await until(lambda: len(page.screens) >= 3)
        shown = await away(
            lambda: render.rendered(
                workshop, log.current(workshop), Viewer("player", first[0].id_in_log), "en"
            )
        )
        assert {screen["screen"] for screen in page.screens} == {shown.hash}
        assert {screen["html"] for screen in page.screens} == {""}

    in_hall(scene)


def test_beat_brings_what_was_never_announced(tables, monkeypatch):
    """Something is committed while nobody tells this hub; the next beat shows it."""
    _workshop, first, _second = tables
    monkeypatch.setattr(live, "BEAT_SECONDS", 0.6)

    async def scene():
        page = Page(first[1])
        await page.open()
        loop, live._loop = live._loop, None
        await away(votes(first[0]))
        live._loop = loop
        assert page.screens == []
        await page.sees("1 of 3 have answered")

    in_hall(scene)


def test_stranger_is_refused_and_leaves_no_room(tables):
    workshop, first, _second = tables

    async def scene():
        assert not await Page(first[0], name="nobody").open()
        unknown = live.Watcher(Viewer("player", first[0].id_in_log), "en", Page(first[0]).receive)
        assert not await live.join(WorkshopFactory._meta.model(slug="x").uuid, unknown)
        assert live.watching(workshop.uuid) == []
        assert live._rooms == {}

    in_hall(scene)


def test_player_of_another_workshop_is_a_stranger(tables):
    workshop, _first, _second = tables
    stranger = PlayerFactory()

    async def scene():
        assert not await live.join(workshop.uuid, Page(stranger).watcher)

    in_hall(scene)


def test_hub_knows_who_watches_and_leaves_nothing_behind(tables):
    workshop, first, _second = tables

    async def scene():
        pages = [Page(first[0]), Page(first[1])]
        for page in pages:
            await page.open()
        assert sorted(live.watching(workshop.uuid)) == sorted(p.id_in_log for p in first[:2])
        pages[0].close()
        assert live.watching(workshop.uuid) == [first[1].id_in_log]
        pages[1].close()
        pages[1].close()
        await until(lambda: not tasks_of_the_hub())
        assert live._rooms == {}

    in_hall(scene)


def test_page_loaded_again_is_served_by_the_next_socket(tables):
    """The only page of a room leaves while its successor is on its way in."""
    workshop, first, _second = tables

    async def scene():
        old, new = Page(first[0]), Page(first[0])
        await old.open()
        coming = asyncio.ensure_future(new.open())
        await asyncio.sleep(0)
        old.close()
        assert await coming
        assert live.watching(workshop.uuid) == [first[0].id_in_log]
        await away(votes(first[1]))
        await new.sees("1 of 3 have answered")

    in_hall(scene)


def test_vote_while_a_page_is_coming_in_is_not_missed(tables):
    """Somebody votes after the newcomer's screen was folded and before it is among the watchers."""
    _workshop, first, _second = tables
    wanted = [wish(first[0], c.CastVote, option="A")]

    def vote_meanwhile(template=None, **rest):
        if wanted and template.name == "game/parts/status.html":
            engine.submit(first[0].workshop, wanted.pop())

    async def scene():
        await Page(first[2]).open()
        page = Page(first[1])
        render.forget()
        template_rendered.connect(vote_meanwhile)
        try:
            assert await page.open()
        finally:
            template_rendered.disconnect(vote_meanwhile)
        assert not wanted
        await quiet()
        assert page.watcher.screen.version == (await away(lambda: state_of(first[0].workshop))).version

    in_hall(scene)


def test_without_anybody_listening_nothing_is_lost(tables):
    """Commands outside a server, as from the shell, are saved and announced to nobody."""
    workshop, first, _second = tables
    before = state_of(workshop).version
    votes(first[0])()
    assert state_of(workshop).version == before + 1


def test_announcement_after_the_server_has_stopped_harms_nobody(tables):
    workshop, first, _second = tables
    in_hall(Page(first[0]).open)
    votes(first[0])()
    assert live.watching(workshop.uuid) == []

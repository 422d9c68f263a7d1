"""Who is let into a room of the hub, who watches there, and what is left when they go."""

import asyncio
import time
from functools import partial

import pytest
from django.test.signals import template_rendered

from game import engine, live, log, memory, render, retention
from game.live import Watcher, ears, room, rooms
from game.rules import commands as c
from game.rules.screens import Viewer
from tests.factories import PlayerFactory, WorkshopFactory, do, lead, reach, seat, state_of, wish
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


def test_beat_carries_the_hash_of_the_screen(tables, monkeypatch):
    workshop, first, _second = tables
    monkeypatch.setattr(room, "BEAT_SECONDS", 0.1)

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


def test_comparing_brings_what_was_never_announced(tables, monkeypatch):
    """Something is committed while nobody tells this hub; it is missed when versions are compared."""
    _workshop, first, _second = tables
    monkeypatch.setattr(ears, "COMPARE_SECONDS", 0.2)
    monkeypatch.setattr(room, "BEAT_SECONDS", 600.0)
    untold = []
    monkeypatch.setattr(live, "announce", lambda *news: untold.append(news))

    async def scene():
        page = Page(first[1])
        await page.open()
        await away(votes(first[0]))
        assert untold
        await page.sees("1 of 3 have answered")

    in_hall(scene)


def test_stranger_is_refused_and_leaves_no_room(tables):
    workshop, first, _second = tables

    async def scene():
        assert not await Page(first[0], name="nobody").open()
        unknown = Watcher(Viewer("player", first[0].id_in_log), "en", Page(first[0]).receive)
        assert not await live.join(WorkshopFactory._meta.model(slug="x").uuid, unknown)
        assert live.watching(workshop.uuid) == []
        assert rooms.all_here() == []

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
        assert workshop.uuid in render.remembered()
        pages[1].close()
        pages[1].close()
        await until(lambda: not tasks_of_the_hub())
        assert rooms.all_here() == []
        assert workshop.uuid not in render.remembered()

    in_hall(scene)


def test_workshop_that_is_over_is_remembered_no_more_once_nobody_watches(tables):
    """Else every workshop that was ever played would stay in memory; one that is played stays, whoever watches."""
    workshop, first, _second = tables

    async def scene():
        page = Page(first[0])
        await page.open()
        page.close()
        assert log.recall(workshop.uuid) is not None
        await away(lead, workshop, "closed")
        page = Page(first[0])
        await page.open()
        page.close()
        assert log.recall(workshop.uuid) is None

    in_hall(scene)


def looked_at(player):
    """A request fetches the screen of a player, whoever watches."""
    viewer = Viewer("player", player.id_in_log)
    render.rendered(player.workshop, log.current(player.workshop), viewer, "en")


def test_what_a_late_request_fetches_is_forgotten_a_minute_later(tables):
    """Given a workshop that is over and one that is played, nobody watches either, and a request comes to each."""
    workshop, first, _second = tables
    (played,) = seat(WorkshopFactory(), 1)
    lead(workshop, "closed")
    for player in (first[0], played):
        looked_at(player)
    assert not rooms.forget_unwatched(1_000.0)
    assert not rooms.forget_unwatched(999.0 + rooms.KEPT_SECONDS)
    assert log.recall(workshop.uuid) is not None
    assert rooms.forget_unwatched(1_000.0 + rooms.KEPT_SECONDS)
    assert log.recall(workshop.uuid) is None
    assert log.recall(played.workshop.uuid) is not None
    assert render.remembered() == set()
    assert not rooms.forget_unwatched(2_000.0)


def test_minute_begins_anew_with_a_page_that_was_open_meanwhile(tables):
    workshop, first, _second = tables
    lead(workshop, "closed")

    async def scene():
        await away(looked_at, first[0])
        assert not rooms.forget_unwatched(1_000.0)
        page = Page(first[0])
        await page.open()
        assert not rooms.forget_unwatched(1_000.0 + rooms.KEPT_SECONDS)
        assert log.recall(workshop.uuid) is not None
        page.close()
        left = time.monotonic()
        await away(looked_at, first[0])
        assert not rooms.forget_unwatched(left + rooms.KEPT_SECONDS - 20.0)
        assert log.recall(workshop.uuid) is not None
        assert rooms.forget_unwatched(left + rooms.KEPT_SECONDS + 20.0)
        assert log.recall(workshop.uuid) is None

    in_hall(scene)


def test_a_minute_after_the_last_page_is_told_once_for_memory_to_be_given_back(tables):
    """The room forgets with its last page already; what is free then is given back in peace."""
    _workshop, first, _second = tables

    async def scene():
        page = Page(first[0])
        await page.open()
        page.close()
        later = time.monotonic() + rooms.KEPT_SECONDS + 1.0
        assert [rooms.forget_unwatched(later) for _time in range(2)] == [True, False]

    in_hall(scene)


def test_hub_tidies_up_after_late_requests_and_gives_memory_back(tables, monkeypatch):
    """While another workshop is watched, as nobody comes to close the room of one that is over a second time."""
    monkeypatch.setattr(ears, "COMPARE_SECONDS", 0.1)
    monkeypatch.setattr(rooms, "KEPT_SECONDS", 0.1)
    given = []
    monkeypatch.setattr(memory, "give_back", lambda: given.append("back"))
    monkeypatch.setattr(memory, "is_time_to_tidy", lambda: False)  # tidying gives back as well
    workshop, first, _second = tables
    (elsewhere,) = seat(WorkshopFactory(), 1)
    lead(workshop, "closed")

    async def scene():
        page = Page(elsewhere)
        await page.open()
        await away(looked_at, first[0])
        await until(lambda: log.recall(workshop.uuid) is None)
        await until(lambda: bool(given))
        assert log.recall(elsewhere.workshop.uuid) is not None
        assert elsewhere.workshop.uuid in render.remembered()

    in_hall(scene)


def test_hub_looks_for_rings_when_it_is_time_to(tables, monkeypatch):
    monkeypatch.setattr(ears, "COMPARE_SECONDS", 0.1)
    tidied = []
    monkeypatch.setattr(memory, "is_time_to_tidy", lambda: not tidied)
    monkeypatch.setattr(memory, "tidy", lambda: tidied.append("tidy"))
    _workshop, first, _second = tables

    async def scene():
        page = Page(first[0])
        await page.open()
        await until(lambda: tidied == ["tidy"])

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


def test_pages_of_a_deleted_workshop_are_ended_when_it_is_missed(tables, monkeypatch, caplog):
    """KEEP-4: nothing of it is shown any longer, and nothing is complained about."""
    monkeypatch.setattr(ears, "COMPARE_SECONDS", 0.2)
    monkeypatch.setattr(room, "BEAT_SECONDS", 600.0)
    workshop, first, second = tables

    async def scene():
        pages = [Page(first[0]), Page(second[0], stalled=True)]
        for page in pages:
            assert await page.open()
        await away(retention.delete, workshop)
        await until(lambda: all(page.is_over for page in pages))
        assert workshop.uuid not in rooms._rooms
        assert not await live.join(workshop.uuid, pages[0].watcher)

    in_hall(scene)
    assert "could not be shown" not in caplog.text

"""The hub sends nothing that the viewer already has, writes once what many are sent, and counts stay the same."""

import json
from functools import partial

import pytest
from django.test.signals import template_rendered

from game import engine, live, log, render
from game.live import room, rooms
from game.live.watchers import Frames
from game.rules import commands as c
from game.rules.screens import Viewer
from tests.factories import PLAYER_SLOTS, WorkshopFactory, do, reach, seat, state_of
from tests.game.hall import Page, away, in_hall, quiet, until

pytestmark = pytest.mark.django_db(transaction=True)

SEATED = 5


@pytest.fixture
def tables():
    """Two tables of five, in the same step."""
    workshop = WorkshopFactory(doors__tables=2)
    people = [*seat(workshop, SEATED, 1), *seat(workshop, SEATED, 2)]
    reach(workshop, "vote", 1)
    reach(workshop, "vote", 2)
    return workshop, people


def screen_of(player, language="en"):
    viewer = Viewer("player", player.id_in_log)
    return render.rendered(player.workshop, log.current(player.workshop), viewer, language)


def test_page_that_shows_everything_is_sent_no_part(tables):
    _workshop, people = tables

    async def scene():
        page = Page(people[0], stalled=True)
        page.watcher.known = frozenset((await away(screen_of, people[0])).hash.split("."))
        assert await live.join(people[0].workshop.uuid, page.watcher)
        assert [frame["html"] for frame in page.screens] == [""]

    in_hall(scene)


def test_page_that_shows_something_old_is_sent_what_differs(tables):
    _workshop, people = tables
    before = screen_of(people[0])
    do(people[1], c.CastVote, option="A")

    async def scene():
        page = Page(people[0], stalled=True)
        page.watcher.known = frozenset(part.hash for part in before.parts if part.slot != "nav")
        assert await live.join(people[0].workshop.uuid, page.watcher)
        assert sorted(page.slots()) == ["nav", "status"]

    in_hall(scene)


def test_equal_words_in_another_slot_are_not_taken_for_shown(tables):
    """A hash belongs to its slot: an empty part here says nothing of an empty part there."""
    _workshop, people = tables
    hashes = [part.hash for part in screen_of(people[0]).parts]
    assert len(set(hashes)) == len(hashes) == len(PLAYER_SLOTS)


def test_frame_is_the_same_as_if_it_were_made_at_once(tables):
    _workshop, people = tables
    shown = screen_of(people[0])
    told = json.loads(Frames().frame(shown, shown.parts))
    assert told["html"] == "".join(part.html for part in shown.parts)
    assert (told["version"], told["screen"]) == (shown.version, shown.hash)


def test_many_walls_are_drawn_and_written_once(tables):
    workshop, _people = tables
    drawn = []

    async def scene():
        frames = []
        walls = [live.Watcher(Viewer("projector"), "en", partial(_keep, frames)) for _wall in range(30)]
        for wall in walls:
            assert await live.join(workshop.uuid, wall)
            await wall.hear()
        frames.clear()
        template_rendered.connect(_drawn)
        try:
            await away(engine.submit, workshop, c.Pause())
            await until(lambda: len(frames) == len(walls))
        finally:
            template_rendered.disconnect(_drawn)
        assert len({id(frame) for frame in frames}) == 1
        for wall in walls:
            live.leave(workshop.uuid, wall)

    async def _keep(frames, text):
        frames.append(text)

    def _drawn(template=None, **_rest):
        drawn.append(template.name)

    in_hall(scene)
    assert drawn
    assert len(drawn) == len(set(drawn))


@pytest.mark.parametrize("watching", [2, SEATED])
def test_vote_costs_one_part_for_all_mates_and_one_message_each(tables, watching):
    """What is counted here repeats exactly: messages per vote, and parts that are drawn for it."""
    _workshop, people = tables
    drawn = []

    def note(template=None, **_rest):
        if template.name.startswith(("game/parts", "game/screens", "game/deeds")):
            drawn.append(template.name)

    async def scene():
        pages = [Page(person) for person in people[1 : 1 + watching]]
        others = [Page(person) for person in people[SEATED:]]
        for page in (*pages, *others):
            assert await page.open()
        template_rendered.connect(note)
        try:
            await away(partial(do, people[0], c.CastVote, option="A"))
            for page in pages[: watching - (watching == SEATED)]:
                await page.sees("1 of 5 have answered")
            await quiet()
        finally:
            template_rendered.disconnect(note)
        mates = [page for page in pages if page.player in people[1:SEATED]]
        assert [len(page.screens) for page in mates] == [1] * len(mates)
        assert [page.slots() for page in mates] == [["status"]] * len(mates)
        assert [page.screens for page in others] == [[]] * len(others)

    in_hall(scene)
    assert drawn.count("game/parts/status.html") == 1


def test_desk_that_lost_its_right_is_closed_at_once(tables):
    workshop, _people = tables
    may = [True]

    async def may_look():
        return may[0]

    async def scene():
        sent = []

        async def receive(text):
            sent.append(text)

        desk = live.Watcher(Viewer("facilitator", "1"), "en", receive, may_look=may_look)
        wall = live.Watcher(Viewer("projector"), "en", receive)
        for watcher in (desk, wall):
            assert await live.join(workshop.uuid, watcher)
        live.ask_rights(workshop.uuid)
        await quiet()
        assert "" not in sent
        may[0] = False
        live.ask_rights(workshop.uuid)
        await until(lambda: "" in sent)
        assert rooms.of(workshop.uuid).watchers == {wall}

    in_hall(scene)


def test_player_who_is_no_more_is_closed_and_the_others_stay(tables):
    """Whoever is not among the players any longer sees nothing any longer."""
    workshop, people = tables

    async def scene():
        page, ghost = Page(people[0]), Page(people[1])
        for one in (page, ghost):
            assert await one.open()
        ghost.watcher.viewer = Viewer("player", "nobody-any-more")
        await away(engine.submit, workshop, c.Pause())
        await page.sees("The workshop is paused")
        await until(lambda: ghost.is_over)
        assert ghost.screens == []

    in_hall(scene)


def test_desks_hear_of_single_tables_at_the_pace_of_progress(tables, monkeypatch):
    """Sixty tables that close a step one after the other are not sixty new desks."""
    workshop, people = tables
    monkeypatch.setattr(room, "CALM_SECONDS", 0.6)

    async def scene():
        sent = []

        async def receive(text):
            sent.append(text)
            await wall.hear()

        wall = live.Watcher(Viewer("facilitator", "1"), "en", receive)
        assert await live.join(workshop.uuid, wall)
        pages = [Page(people[0]), Page(people[SEATED])]
        for page in pages:
            assert await page.open()
        for voter in (people[1], people[SEATED + 1]):
            await away(partial(do, voter, c.CastVote, option="A"))
        await quiet()
        sent.clear()
        for table in (1, 2):
            number = (await away(state_of, workshop)).tables[table].step.number
            await away(engine.submit, workshop, c.CloseForTable(table, number))
        for page in pages:
            await page.sees("harbour A story")
        assert len(sent) <= 1
        newest = (await away(state_of, workshop)).version
        await until(lambda: wall.screen.version == newest)
        assert len(sent) <= 2

    in_hall(scene)


def test_whoever_leads_a_hall_is_answered_when_the_players_have_been_shown(tables, monkeypatch):
    monkeypatch.setattr(rooms, "LARGE", 2)
    workshop, people = tables

    async def scene():
        pages = [Page(person) for person in people[:4]]
        for page in pages:
            assert await page.open()
        version = (await away(engine.submit, workshop, c.Pause())).state.version
        await away(live.settled, workshop.uuid, version, 20.0)
        assert all(page.watcher.screen.version == version for page in pages)

    in_hall(scene)


def test_nobody_waits_for_long_where_nothing_is_shown(tables, monkeypatch):
    monkeypatch.setattr(rooms, "LARGE", 0)
    workshop, people = tables

    async def scene():
        assert await Page(people[0]).open()
        await away(live.settled, workshop.uuid, 10_000, 0.05)  # a version that never comes

    in_hall(scene)

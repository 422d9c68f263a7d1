"""What the lobby costs at five, sixty and a hundred tables: parts rendered, bytes, and who is sent what."""

import pytest
from django.test import Client

from game import engine, live, log, render
from game.rules import commands as c
from game.rules.screens import Viewer
from tests.factories import PlayerFactory, WorkshopFactory, browser_of, seat
from tests.game.hall import Page, away, in_hall, quiet

pytestmark = pytest.mark.django_db(transaction=True)

ROOM, HALLS = 5, (60, 100)
#: A whole page of somebody who stands in a hall, and the part that changes when somebody sits down at one's table.
PAGE_BYTES, PUSH_BYTES = 20_000, 5_000
SLOTS = 12


def lobby(tables):
    """A workshop of the shipped scenario with a seat taken at the first table."""
    workshop = WorkshopFactory(is_shipped=True, doors__tables=tables)
    return workshop, seat(workshop, 1)[0]


def stand(workshop, people):
    return [PlayerFactory(workshop=workshop) for _person in range(people)]


def shown(workshop, player):
    viewer = Viewer("player", player.id_in_log)
    return render.rendered(workshop, log.current(workshop), viewer, "en")


def rendered_for(workshop, people):
    """How many parts had to be rendered for all of them, and how many they were sent."""
    render.forget()
    sent = sum(len(shown(workshop, player).parts) for player in people)
    return sum(len(parts) for known in render._memory.values() for parts in known.values()), sent


@pytest.mark.parametrize("tables", [ROOM, *HALLS])
def test_lobby_of_those_who_stand_is_rendered_once_for_all(tables):
    workshop, _seated = lobby(tables)
    assert rendered_for(workshop, stand(workshop, 40)) == (SLOTS, 40 * SLOTS)


@pytest.mark.parametrize("tables", HALLS)
def test_of_those_who_sit_in_a_hall_each_has_one_part_of_their_own(tables):
    """The seats of their table, with the own one marked; the rest is shared by table, by role, or by all."""
    workshop, _seated = lobby(tables)
    people = stand(workshop, 50)
    for player in people:
        engine.submit(workshop, c.FindSeat(player.id_in_log))
    players = log.current(workshop).state.players
    tables_begun = {players[player.id_in_log].table for player in people}
    roles = {players[player.id_in_log].role for player in people}
    own_slots = ("task", "frame", "role")
    expected = len(people) + len(tables_begun) + len(roles) + SLOTS - len(own_slots)
    assert rendered_for(workshop, people) == (expected, 50 * SLOTS) == (79, 600)


def test_page_of_a_hall_does_not_grow_with_its_tables():
    """Nor with those who sit; only the highest number of a table is a figure longer."""
    sizes = {}
    for tables in HALLS:
        workshop, _seated = lobby(tables)
        (player,) = stand(workshop, 1)
        sizes[tables] = sum(len(part.html.encode()) for part in shown(workshop, player).parts)
        page = browser_of(player).get(f"/workshops/{workshop.slug}/")
        assert len(page.content) < PAGE_BYTES
        seat(workshop, 5, 2)
        assert sum(len(part.html.encode()) for part in shown(workshop, player).parts) == sizes[tables]
    assert sizes[100] == sizes[60] + 1


def test_page_of_a_room_grows_with_its_tables_and_ends_where_halls_begin():
    """Two kilobytes a table of five, and six tables at most."""
    sizes = []
    for tables in (1, 2, 6):
        workshop, _seated = lobby(tables)
        sizes.append(len(shown(workshop, *stand(workshop, 1)).parts[2].html.encode()))
    each = sizes[1] - sizes[0]
    assert 1_000 < each < 2_000
    assert abs(sizes[2] - sizes[0] - 5 * each) < 200  # some names have a figure more
    assert sizes[2] < 15_000


@pytest.mark.parametrize("tables", HALLS)
def test_who_joins_a_hall_and_sits_down_is_told_to_that_table_alone(tables):
    """With thirty who stand: nothing is sent to them, and to a neighbour one part of a few kilobytes."""
    workshop, neighbour = lobby(tables)
    waiting = stand(workshop, 30)

    async def scene():
        mate, standing = Page(neighbour), [Page(player) for player in waiting]
        for page in (mate, *standing):
            assert await page.open()
        new = await away(lambda: PlayerFactory(workshop=workshop, name="Zephyrine"))
        await quiet()
        assert mate.screens == []
        await away(engine.submit, workshop, c.TakeSeat(new.id_in_log, 1))
        await mate.sees("Zephyrine")
        await quiet()
        assert [mate.slots(n) for n in range(len(mate.screens))] == [["task"]]
        assert len(mate.screens[0]["html"].encode()) < PUSH_BYTES
        assert [page.screens for page in standing] == [[]] * 30

    in_hall(scene)


def test_thirty_who_find_a_seat_send_nothing_to_those_who_stand(monkeypatch):
    """Whatever the beat says anew is what they see already."""
    workshop, _seated = lobby(60)
    people, stays = stand(workshop, 30), stand(workshop, 1)[0]
    told = []
    monkeypatch.setattr(
        live, "announce", lambda _uuid, _since, _version, tables, urgent: told.append((tables, urgent))
    )
    before = shown(workshop, stays)
    for player in people:
        engine.submit(workshop, c.FindSeat(player.id_in_log))
    assert all(len(tables) == 1 and min(tables) > 0 and not urgent for tables, urgent in told)
    assert len(told) == 30
    assert shown(workshop, stays).parts == before.parts


@pytest.mark.parametrize("tables", [ROOM, *HALLS])
def test_join_is_no_hurry_and_touches_no_table(tables, monkeypatch):
    workshop, _seated = lobby(tables)
    told = []
    monkeypatch.setattr(
        live, "announce", lambda _uuid, _since, _version, tables, urgent: told.append((tables, urgent))
    )
    answer = Client().post("/join/", {"code": workshop.code, "name": "Ada"})
    assert answer.status_code == 302
    assert told == [(frozenset(), False)]


def test_desk_and_wall_count_who_joins_and_sits():
    """They look at every piece of news, whomever else it reaches."""
    workshop, _seated = lobby(60)

    async def scene():
        desk, wall = (Page(_seated) for _page in range(2))
        desk.watcher.viewer, wall.watcher.viewer = Viewer("facilitator", "1"), Viewer("projector")
        for page in (desk, wall):
            assert await page.open()
        new = await away(lambda: PlayerFactory(workshop=workshop, name="Zephyrine"))
        await desk.sees("Zephyrine")
        await away(engine.submit, workshop, c.TakeSeat(new.id_in_log, 9))
        await quiet()
        assert "wall" in [slot for n in range(len(wall.screens)) for slot in wall.slots(n)]

    in_hall(scene)

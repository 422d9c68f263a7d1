"""The sockets behind the desk and the wall: who is let in, what comes, and when it ends."""

import json
from functools import partial

import pytest
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.test import Client

from cocreator.asgi import application
from game import consumers, live
from game.rules import DESK
from game.rules import commands as c
from tests.factories import WorkshopFactory, browser_of, do, reach, seat
from tests.game.hall import away, in_hall

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE_SECONDS = 25


@pytest.fixture
def people():
    workshop = WorkshopFactory(doors__tables=2)
    seated = seat(workshop, 3)
    seat(workshop, 3, 2)
    for table in (1, 2):
        reach(workshop, "vote", table)
    return seated


@pytest.fixture
def leader(people, django_user_model):
    user = django_user_model.objects.create_user("leader")
    people[0].workshop.facilitators.add(user)
    return user


def session_of(user):
    """The cookies of somebody who is logged in."""
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}".encode()


def socket(where, slug, cookies=b""):
    headers = [(b"origin", b"http://localhost"), (b"cookie", cookies)]
    return WebsocketCommunicator(application, f"/{where}/{slug}/socket/", headers)


async def first(line):
    assert await line.connect(PATIENCE_SECONDS) == (True, None)
    return json.loads(await line.receive_from(PATIENCE_SECONDS))


async def refusal(line):
    accepted, _protocol = await line.connect(PATIENCE_SECONDS)
    assert accepted
    return (await line.receive_output(PATIENCE_SECONDS))["code"]


def test_desk_gets_all_tables_and_then_the_tile_that_changed(people, leader):
    async def scene():
        line = socket("facilitate", people[0].workshop.slug, session_of_leader)
        whole = await first(line)
        assert whole["html"].count('<article class="tile ') == 2
        assert live.watching(people[0].workshop.uuid) == [DESK]
        await line.send_to(text_data=".")
        await away(partial(do, people[1], c.CastVote, option="A"))
        news = json.loads(await line.receive_from(PATIENCE_SECONDS))
        assert 'data-part="tile-1"' in news["html"]
        assert "1 of 3 answered" in news["html"]
        for other in ("tile-2", "table-1", "table-2", "next", "bar"):
            assert f'data-part="{other}"' not in news["html"]
        await line.disconnect()

    session_of_leader = session_of(leader)
    in_hall(scene)


def test_wall_hears_of_a_new_step_and_not_of_a_vote(people):
    async def scene():
        line = socket("projector", people[0].workshop.slug)
        assert "Vote" in (await first(line))["html"]
        await line.send_to(text_data=".")
        await away(partial(do, people[1], c.CastVote, option="A"))
        assert await line.receive_nothing(1)
        await away(partial(reach, people[0].workshop, "consequence"))
        await away(partial(reach, people[0].workshop, "consequence", 2))
        news = json.loads(await line.receive_from(PATIENCE_SECONDS))
        assert 'data-part="wall"' in news["html"]
        assert live.watching(people[0].workshop.uuid) == []
        await line.disconnect()

    in_hall(scene)


@pytest.mark.parametrize("who", ["nobody", "a player", "a leader of another workshop", "garbage"])
def test_stranger_gets_no_desk(people, django_user_model, who):
    async def scene():
        assert await refusal(socket("facilitate", people[0].workshop.slug, cookies)) == consumers.STRANGER

    cookies = {"nobody": b"", "garbage": settings.SESSION_COOKIE_NAME.encode() + b"=garbage"}.get(who, b"")
    if who == "a player":
        browser = browser_of(people[0])
        cookies = "; ".join(f"{name}={cookie.value}" for name, cookie in browser.cookies.items()).encode()
    if who == "a leader of another workshop":
        other = django_user_model.objects.create_user("other")
        WorkshopFactory().facilitators.add(other)
        cookies = session_of(other)
    in_hall(scene)


@pytest.mark.parametrize("where", ["facilitate", "projector"])
def test_workshop_that_does_not_exist_or_is_not_open_has_no_screen(where, people, leader):
    async def scene():
        for slug in ("0123456789", draft.slug):
            assert await refusal(socket("projector", slug)) == consumers.STRANGER
        assert await refusal(socket(where, "0123456789", session)) == consumers.STRANGER

    draft, session = WorkshopFactory(doors=False), session_of(leader)
    in_hall(scene)


def test_who_does_not_lead_any_more_loses_the_open_desk(people, leader, monkeypatch):
    """Asked again while the page is open; so is who has logged out."""
    monkeypatch.setattr(consumers, "ASKED_AGAIN_SECONDS", 0.0)

    async def scene():
        line = socket("facilitate", people[0].workshop.slug, session)
        await first(line)
        await away(partial(people[0].workshop.facilitators.remove, leader))
        await line.send_to(text_data=".")
        told = await line.receive_output(PATIENCE_SECONDS)
        assert (told["type"], told["code"]) == ("websocket.close", consumers.STRANGER)

    session = session_of(leader)
    in_hall(scene)

"""Sockets of those who lead together: three desks that agree, and a host who is told of own tables only."""

import json
from functools import partial

import pytest

from game import consumers, leading, live
from game.models import TableHost
from game.rules import DESK
from game.rules import commands as c
from tests.factories import do
from tests.game.hall import away, in_hall
from tests.game.test_desk_sockets import PATIENCE_SECONDS, first, leader, people, refusal, session_of, socket

__all__ = ["leader", "people"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def host(people, django_user_model):
    """The host of table 2."""
    user = django_user_model.objects.create_user("host")
    leading.claim(leading.invite(people[0].workshop, [2]), user)
    return user


async def news_of(line):
    await line.send_to(text_data=".")
    return json.loads(await line.receive_from(PATIENCE_SECONDS))


def test_three_desks_of_one_person_show_the_same(people, leader):
    """A laptop, a phone and one more: all are told, and all agree."""

    async def scene():
        lines = [socket("facilitate", people[0].workshop.slug, session) for _desk in range(3)]
        before = [(await first(line))["screen"] for line in lines]
        await away(partial(do, people[1], c.CastVote, option="A"))
        after = [await news_of(line) for line in lines]
        assert len(set(before)) == len({news["screen"] for news in after}) == 1
        assert before[0] != after[0]["screen"]
        assert all("1 of 3 answered" in news["html"] for news in after)
        for line in lines:
            await line.disconnect()

    session = session_of(leader)
    in_hall(scene)


def test_host_is_told_of_the_own_table_and_of_no_other(people, host):
    async def scene():
        line = socket("facilitate", people[0].workshop.slug, session)
        whole = await first(line)
        assert whole["html"].count('<article class="tile ') == 1
        for person in people:
            assert person.name not in whole["html"] and person.id_in_log not in whole["html"]
        await line.send_to(text_data=".")
        await away(partial(do, people[1], c.CastVote, option="A"))
        assert await line.receive_nothing(1)
        await away(partial(do, others[1], c.CastVote, option="A"))
        news = json.loads(await line.receive_from(PATIENCE_SECONDS))
        assert 'data-part="tile-2"' in news["html"] and "tile-1" not in news["html"]
        await line.disconnect()

    others = [p for p in people[0].workshop.players.all() if p.id_in_log not in {q.id_in_log for q in people}]
    session = session_of(host)
    in_hall(scene)


def test_open_page_of_a_host_is_no_sign_of_the_desk(people, host, leader):
    """TIME-4."""

    async def scene():
        uuid = people[0].workshop.uuid
        line = socket("facilitate", people[0].workshop.slug, session)
        await first(line)
        assert live.watching(uuid) == []
        other = socket("facilitate", people[0].workshop.slug, session_of_leader)
        await first(other)
        assert live.watching(uuid) == [DESK]
        await line.disconnect()
        await other.disconnect()

    session, session_of_leader = session_of(host), session_of(leader)
    in_hall(scene)


@pytest.mark.parametrize("change", ["taken back", "other tables", "leads now"])
def test_host_whose_rights_change_is_closed_and_asked_to_look_again(people, host, monkeypatch, change):
    """Asked again while the page is open: what is open then shows what may be seen now."""
    monkeypatch.setattr(consumers, "ASKED_AGAIN_SECONDS", 0.0)
    workshop = people[0].workshop
    changes = {
        "taken back": partial(leading.take_back, workshop.invitations.get()),
        "other tables": partial(TableHost.objects.filter(account=host).update, tables=[1]),
        "leads now": partial(workshop.facilitators.add, host),
    }

    async def scene():
        line = socket("facilitate", workshop.slug, session)
        await first(line)
        await line.send_to(text_data=".")
        assert await line.receive_nothing(0.5)
        await away(changes[change])
        await line.send_to(text_data=".")
        told = await line.receive_output(PATIENCE_SECONDS)
        assert (told["type"], told["code"]) == ("websocket.close", consumers.STRANGER)
        if change == "taken back":
            assert await refusal(socket("facilitate", workshop.slug, session)) == consumers.STRANGER

    session = session_of(host)
    in_hall(scene)

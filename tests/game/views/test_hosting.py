"""The desk of a host: the own tables, a few verbs, and in no byte anything of the others."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from game import engine, signs
from game.models import Note, TableHost
from game.rules import DESK
from game.rules import commands as c
from tests.factories import PlayerFactory, WorkshopFactory, events, notice, reach, state_of, step_of

pytestmark = pytest.mark.django_db

SCRIPTED = {"HX-Request": "true"}
#: Unique words at the tables of others, which a host must never be sent.
FOREIGN = ("Zephyrine", "Quillon", "Birchwood", "Oakenshaw", "Marzipan", "Tangerine", "Xylophone")


@pytest.fixture
def hall():
    """Three tables in vote; names, messages and table names of the first and the third are words of their own."""
    workshop = WorkshopFactory(
        title="Seminar", table_names={"1": "Birchwood", "2": "Elm", "3": "Oakenshaw"}, doors__tables=3
    )
    for table, names in (
        (1, ("Zephyrine", "Ann", "Bo")),
        (2, ("Ingrid", "Olav", "Una")),
        (3, ("Quillon", "Cy", "Di")),
    ):
        for name in names:
            person = PlayerFactory(workshop=workshop, name=name)
            engine.submit(workshop, c.TakeSeat(person.id_in_log, table))
    for table in (1, 2, 3):
        reach(workshop, "vote", table)
    say(workshop, "Marzipan", table=1)
    say(workshop, "Tangerine", table=3)
    say(workshop, "Xylophone", player=state_of(workshop).tables[2].seats["P1"])
    say(workshop, "For Elm", table=2)
    return workshop


def say(workshop, words, **to):
    note = f"say.{words.replace(' ', '').lower()}"
    row = Note(workshop=workshop, player="", id_in_log=note, text=words)
    engine.submit(workshop, c.Say(note, **to), [row])


@pytest.fixture
def host(hall, django_user_model, client):
    """The host of table 2, logged in."""
    user = django_user_model.objects.create_user("host")
    TableHost.objects.create(workshop=hall, account=user, tables=[2])
    client.force_login(user)
    return user


def desk(hall):
    return f"/facilitate/{hall.slug}/"


def told(answer):
    return answer.content.decode()


def test_host_has_the_own_tables_at_the_address_of_the_desk(client, hall, host):
    page = told(client.get(desk(hall)))
    assert page.count('<article class="tile ') == 1
    assert "2 <bdi>Elm</bdi>" in page and "Ingrid" in page and "For Elm" in page
    assert "Close this step" in page and "+1 minute" in page and "Back to Choice" in page
    assert "1 table, 3 people" in " ".join(page.split())


def test_no_verb_of_the_room_and_no_door_is_on_the_page_of_a_host(client, hall, host):
    page = told(client.get(desk(hall)))
    posted = set(re.findall(rf'action="/facilitate/{hall.slug}/([\w-]+)/"', page))
    assert posted == {"close-step", "extend", "step-back", "say", "withdraw", "put-on-paper"}
    assert hall.code not in page
    for page_of_who_leads in ("leading/", "doors/", "signs/", "dates/", "set-up/", "join/"):
        assert not [link for link in re.findall(r'href="([^"]*)"', page) if page_of_who_leads in link]


@pytest.mark.parametrize("path", ["", "screen/"])
def test_no_byte_of_other_tables_is_sent_to_a_host(client, hall, host, path):
    page = told(client.get(desk(hall) + path))
    assert "Elm" in page
    for word in FOREIGN:
        assert word not in page
    for player in state_of(hall).players.values():
        assert (player.id in page) <= (player.table == 2)


@pytest.mark.parametrize("headers", [{}, SCRIPTED])
def test_answers_and_refusals_hold_nothing_of_other_tables_either(client, hall, host, headers):
    step = step_of(hall, 2).number
    for verb, sent in (
        ("extend", {"table": 2, "step": step}),
        ("extend", {"table": 1, "step": step_of(hall, 1).number}),
        ("pause", {}),
        ("withdraw", {"note": "say.marzipan"}),
        ("rename", {"player": state_of(hall).tables[1].seats["P1"], "name": "Zoe"}),
    ):
        answer = client.post(f"{desk(hall)}{verb}/", sent, headers=headers, follow=True)
        assert answer.status_code == 200
        for word in FOREIGN:
            assert word not in told(answer)


@pytest.mark.parametrize("headers", [{}, SCRIPTED])
def test_refusal_is_a_sentence_on_the_own_desk(client, hall, host, headers):
    before = events(hall)
    answer = client.post(f"{desk(hall)}next-phase/", {"leaving": "playing"}, headers=headers)
    assert notice(answer) == "Only those who lead the whole workshop can do that. Ask one of them."
    assert "2 <bdi>Elm</bdi>" in told(answer)
    other = client.post(
        f"{desk(hall)}close-step/", {"table": 1, "step": step_of(hall).number}, headers=headers
    )
    assert notice(other) == "That is not one of your tables."
    assert events(hall) == before


def test_words_that_were_refused_are_not_lost(client, hall, host):
    answer = client.post(f"{desk(hall)}enter-paper/", {"table": 1, "step": 1, "decide-A": "3"})
    assert "That is not one of your tables. You had written: A 3" in notice(answer)


def test_host_works_at_the_own_table_and_the_log_says_who(client, hall, host):
    step = step_of(hall, 2).number
    for verb, sent in (
        ("extend", {"table": 2, "step": step}),
        ("say", {"table": 2, "words": "Two minutes.", "said": "a1"}),
        ("withdraw", {"note": "say.a1"}),
        ("close-step", {"table": 2, "step": step}),
    ):
        before = hall.lines.count()
        answer = client.post(f"{desk(hall)}{verb}/", sent)
        assert (answer.status_code, answer["Location"]) == (302, desk(hall))
        assert set(hall.lines.filter(version__gt=before).values_list("by", flat=True)) == {host.pk}


def test_host_writes_to_tables_and_to_nobody_else(client, hall, host):
    before = events(hall)
    for to in ({"table": ""}, {"table": 0}, {"table": 2, "player": state_of(hall).tables[2].seats["P1"]}):
        answer = client.post(f"{desk(hall)}say/", {"words": "Psst.", "said": "a2", **to})
        assert notice(answer)[:36] == "Only those who lead the whole worksh"
    assert events(hall) == before
    assert not Note.objects.filter(text="Psst.").exists()


@pytest.mark.parametrize(
    "path",
    [
        "set-up/",
        "doors/",
        "signs/",
        "dates/",
        "dates.ics",
        "to-lead.ics",
        "to-take-part.ics",
        "delete/",
        "leading/",
    ],
)
def test_pages_of_who_leads_are_not_for_hosts(client, hall, host, path):
    answer = client.get(desk(hall) + path)
    assert answer.status_code == 404
    assert hall.code not in told(answer)


@pytest.mark.parametrize("path", ["copy/", "delete/", "colleagues/", "invite/", "take-back/"])
def test_deeds_of_who_leads_are_not_for_hosts(client, hall, host, path):
    assert client.post(desk(hall) + path, {"sure": "1", "colleagues": "host"}).status_code == 404
    hall.refresh_from_db()
    assert not hall.facilitators.exists()


def test_host_of_another_workshop_is_a_stranger_here(client, hall, host):
    other = WorkshopFactory()
    assert client.get(desk(other)).status_code == 404
    assert client.post(f"{desk(other)}close-step/", {"table": 2, "step": 1}).status_code == 404


def test_host_whose_rights_are_gone_finds_nothing_at_the_next_request(client, hall, host):
    assert client.get(desk(hall)).status_code == 200
    TableHost.objects.filter(account=host).delete()
    assert client.get(desk(hall)).status_code == 404
    step = step_of(hall, 2).number
    assert client.post(f"{desk(hall)}close-step/", {"table": 2, "step": step}).status_code == 404
    assert step_of(hall, 2).number == step


def test_host_of_no_table_sees_none_and_may_nothing(client, hall, host):
    """An empty list is not the whole workshop."""
    TableHost.objects.filter(account=host).update(tables=[])
    page = told(client.get(desk(hall)))
    assert "<article" not in page and "None of your tables is in this workshop." in page
    answer = client.post(f"{desk(hall)}close-step/", {"table": 2, "step": step_of(hall, 2).number})
    assert notice(answer) == "That is not one of your tables."


def test_page_of_a_host_is_no_sign_of_the_desk(client, hall, host, django_user_model):
    """TIME-4: a host cannot open a round, so for a host alone the workshop goes on waiting."""
    cache.clear()
    client.get(desk(hall))
    client.get(f"{desk(hall)}screen/")
    client.post(f"{desk(hall)}extend/", {"table": 2, "step": step_of(hall, 2).number})
    assert signs.read(hall.uuid, [DESK]) == {}
    leader = django_user_model.objects.create_user("leader")
    hall.facilitators.add(leader)
    browser = Client()
    browser.force_login(leader)
    browser.get(desk(hall))
    assert set(signs.read(hall.uuid, [DESK])) == {DESK}


def test_parts_that_a_host_shows_already_are_not_sent_again(client, hall, host):
    """And what happens at the table of somebody else is nothing new."""
    shown = client.get(f"{desk(hall)}screen/")["X-Screen"]
    engine.submit(hall, c.Extend(1, step_of(hall, 1).number, 1))
    assert client.get(f"{desk(hall)}screen/", {"shown": shown}).status_code == 204
    engine.submit(hall, c.Extend(2, step_of(hall, 2).number, 1))
    assert client.get(f"{desk(hall)}screen/", {"shown": shown}).status_code == 200


@pytest.mark.parametrize("tables", [[1], [1, 2, 3]])
def test_desk_of_a_host_costs_the_same_for_few_and_many_tables(
    client, hall, host, tables, django_assert_num_queries
):
    """Session, user, workshop, whether the user leads it, which tables the user hosts, new lines, and own notes."""
    TableHost.objects.filter(account=host).update(tables=tables)
    client.get(desk(hall))
    with django_assert_num_queries(7):
        assert told(client.get(desk(hall))).count('<article class="tile ') == len(tables)

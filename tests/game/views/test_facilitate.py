"""The desk: for whom, what its verbs do, and what it never shows."""

import re

import pytest
from django.test import Client

from game import engine
from game.rules import commands as c
from tests.factories import (
    PlayerFactory,
    WorkshopFactory,
    at,
    browser_of,
    do,
    events,
    notice,
    reach,
    seat,
    start,
    state_of,
    step_of,
)

pytestmark = pytest.mark.django_db

SCRIPTED = {"HX-Request": "true"}


@pytest.fixture
def leader(django_user_model):
    return django_user_model.objects.create_user("leader")


@pytest.fixture
def desk(leader, client):
    """A desk at a workshop, by a function that posts its verbs."""
    client.force_login(leader)

    def post(workshop, verb, headers=None, **data):
        workshop.facilitators.add(leader)
        return client.post(f"/facilitate/{workshop.slug}/{verb}/", data, headers=headers or {})

    return post


def test_anonymous_is_sent_to_log_in(client):
    workshop = WorkshopFactory()
    for path in ("", "screen/"):
        answer = client.get(f"/facilitate/{workshop.slug}/{path}")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/log-in/?next=/facilitate/")
    assert client.post(f"/facilitate/{workshop.slug}/pause/").status_code == 302
    assert state_of(workshop).paused_at is None


@pytest.mark.parametrize("kind", ["create_user", "create_superuser"])
def test_who_does_not_lead_this_workshop_finds_nothing(client, django_user_model, kind):
    workshop, other = WorkshopFactory(), WorkshopFactory()
    user = getattr(django_user_model.objects, kind)("somebody")
    other.facilitators.add(user)
    client.force_login(user)
    for path in ("", "screen/"):
        assert client.get(f"/facilitate/{workshop.slug}/{path}").status_code == 404
    assert client.post(f"/facilitate/{workshop.slug}/pause/").status_code == 404
    assert state_of(workshop).paused_at is None
    assert client.get(f"/facilitate/{other.slug}/").status_code == 200


def test_player_is_no_facilitator():
    workshop, people = at("choice")
    assert browser_of(people[0]).get(f"/facilitate/{workshop.slug}/").status_code == 302
    assert browser_of(people[0]).post(f"/facilitate/{workshop.slug}/next-phase/").status_code == 302
    assert state_of(workshop).phase == "playing"


def test_desk_shows_tables_people_and_the_code(client, leader):
    workshop, people = at("choice")
    workshop.facilitators.add(leader)
    client.force_login(leader)
    told = client.get(f"/facilitate/{workshop.slug}/").content.decode()
    assert f"{workshop.code[:3]} {workshop.code[3:]}" in told
    assert "1 <bdi>Birch</bdi>" in told
    assert all(person.name in told for person in people)
    assert "0 of 3 answered" in told


def test_desk_shows_no_answers_and_no_keys(client, leader):
    workshop, people = at("choice")
    workshop.facilitators.add(leader)
    client.force_login(leader)
    before = client.get(f"/facilitate/{workshop.slug}/").content.decode()
    do(people[0], c.Choose, option="B", confidence=1, reason="fair")
    after = client.get(f"/facilitate/{workshop.slug}/").content.decode()
    assert "1 of 3 answered" in after
    for secret in ("harbour B", "fair", people[0].key):
        assert secret not in after
    assert len(before) - 20 < len(after) < len(before) + 20


def test_parts_that_are_shown_already_are_not_sent_again(client, leader):
    workshop, _people = at("choice")
    workshop.facilitators.add(leader)
    client.force_login(leader)
    address = f"/facilitate/{workshop.slug}/screen/"
    told = client.get(address)
    assert "<html" not in told.content.decode()
    shown = told["X-Screen"]
    assert client.get(address, {"shown": shown}).status_code == 204
    engine.submit(workshop, c.Pause())
    assert client.get(address, {"shown": shown}).status_code == 200


@pytest.mark.parametrize("tables", [1, 3])
def test_desk_costs_the_same_for_few_and_many_tables(client, leader, django_assert_num_queries, tables):
    """Session, user, workshop, whether the user leads it, new lines, own notes, who else leads, and the invitations."""
    workshop = WorkshopFactory(doors__tables=tables)
    for table in range(1, tables + 1):
        seat(workshop, 3, table)
    start(workshop)
    workshop.facilitators.add(leader)
    client.force_login(leader)
    told = client.get(f"/facilitate/{workshop.slug}/").content.decode()
    assert told.count('<article class="tile ') == tables
    with django_assert_num_queries(8):
        client.get(f"/facilitate/{workshop.slug}/")


@pytest.mark.parametrize(
    ("step", "verb", "data", "event"),
    [
        ("", "next-phase", {"leaving": "lobby"}, "PhaseEntered"),
        ("gate", "open-round", {"round": 1}, "RoundOpened"),
        ("choice", "pause", {}, "Paused"),
        ("", "lock-doors", {}, "DoorsLocked"),
        ("choice", "extend", {"table": 1, "step": "now"}, "TimeAdded"),
        ("choice", "close-step", {"table": 1, "step": "now"}, "StepClosed"),
        ("vote", "step-back", {"table": 1, "step": "now", "to": "choice"}, "SteppedBack"),
        ("choice", "remove", {"player": "first"}, "PlayerRemoved"),
    ],
)
@pytest.mark.parametrize("headers", [{}, SCRIPTED])
def test_verb_does_what_it_says(desk, step, verb, data, event, headers):
    workshop = WorkshopFactory()
    people = seat(workshop, 3)
    if step:
        reach(workshop, step)
    before = workshop.lines.count()
    words = {"now": step_of(workshop).number if step else 0, "first": people[0].id_in_log}
    answer = desk(workshop, verb, headers, **{key: words.get(value, value) for key, value in data.items()})
    assert answer.status_code == (200 if headers else 302)
    assert event == events(workshop)[before]
    if headers:
        assert "<html" not in answer.content.decode()
        assert notice(answer) == ""
    else:
        assert answer["Location"] == f"/facilitate/{workshop.slug}/"


def test_verb_is_undone(desk):
    workshop = WorkshopFactory(doors__led_by_bot=True)
    (person,) = seat(workshop, 1)
    for verb, data in (
        ("pause", {}),
        ("resume", {}),
        ("lock-doors", {}),
        ("unlock-doors", {}),
        ("take-desk", {}),
        ("remove", {"player": person.id_in_log}),
        ("readmit", {"player": person.id_in_log}),
    ):
        assert desk(workshop, verb, **data).status_code == 302
    assert events(workshop)[-7:] == [
        "Paused",
        "Resumed",
        "DoorsLocked",
        "DoorsUnlocked",
        "DeskTaken",
        "PlayerRemoved",
        "PlayerReadmitted",
    ]


def test_second_click_changes_nothing(desk):
    workshop = WorkshopFactory()
    seat(workshop, 3)
    for _click in range(2):
        assert desk(workshop, "next-phase", leaving="lobby").status_code == 302
    assert state_of(workshop).phase == "welcome"
    assert events(workshop).count("PhaseEntered") == 1


@pytest.mark.parametrize("headers", [{}, SCRIPTED])
@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("open-round", {}),
        ("open-round", {"round": "one"}),
        ("open-round", {"round": "9" * 5000}),
        ("open-round", {"round": 7}),
        ("extend", {"table": "", "step": "1"}),
        ("extend", {"table": "9" * 40, "step": "1"}),
        ("extend", {"table": 1, "step": 99}),
        ("close-step", {"table": 1}),
        ("close-step", {"table": "1\x00", "step": "1"}),
        ("step-back", {"table": 1, "step": "now", "to": "nowhere"}),
        ("step-back", {"table": 1, "step": "now", "to": "vote"}),
        ("remove", {}),
        ("remove", {"player": "\x00"}),
        ("readmit", {"player": "nobody"}),
    ],
)
def test_bad_numbers_are_a_sentence_and_write_nothing(desk, verb, data, headers):
    workshop, _people = at("choice")
    before = events(workshop)
    now = step_of(workshop).number
    answer = desk(
        workshop, verb, headers, **{key: now if value == "now" else value for key, value in data.items()}
    )
    assert answer.status_code == 200
    assert len(notice(answer)) > 10
    assert ("<html" in answer.content.decode()) is (not headers)
    assert events(workshop) == before


def test_verb_that_is_none_is_not_found(desk):
    assert {desk(WorkshopFactory(), verb).status_code for verb in ("nonsense", "choose", "join")} == {404}


def test_verb_is_posted_and_from_here(leader):
    workshop = WorkshopFactory()
    workshop.facilitators.add(leader)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(leader)
    assert strict.get(f"/facilitate/{workshop.slug}/pause/").status_code == 302
    answer = strict.post(f"/facilitate/{workshop.slug}/pause/")
    assert answer.status_code == 403
    assert "Your browser kept us out" in answer.content.decode()
    page = strict.get(f"/facilitate/{workshop.slug}/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    assert (
        strict.post(f"/facilitate/{workshop.slug}/pause/", {"csrfmiddlewaretoken": token}).status_code == 302
    )


def test_markup_in_names_is_text_on_the_desk(client, leader):
    workshop = WorkshopFactory(title="<i>Title</i>")
    PlayerFactory(workshop=workshop, name="<b>Bold</b>")
    workshop.facilitators.add(leader)
    client.force_login(leader)
    told = client.get(f"/facilitate/{workshop.slug}/").content.decode()
    assert "<i>Title" not in told
    assert "<b>Bold" not in told
    assert "&lt;b&gt;Bold" in told

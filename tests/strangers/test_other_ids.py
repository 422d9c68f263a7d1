"""Names and numbers of somebody else's, put into one's own addresses; and a cookie that somebody was made to keep."""

from __future__ import annotations

import pytest
from django.test import Client

from game import access, engine, leading
from game.models import DeskNote, Player
from game.rules import commands as c
from game.rules.hall.notes import note_id
from game.unnamed import called
from tests.factories import WorkshopFactory, browser_of, events, lead, reach, seat, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(django_user_model, client):
    """Two workshops in their vote, of two facilitators; the browser is logged in as the first one's."""
    workshops = [WorkshopFactory(doors__tables=1) for _one in range(2)]
    for number, one in enumerate(workshops):
        one.facilitators.add(django_user_model.objects.create_user(f"leader{number}"))
        seat(one, 3)
        reach(one, "vote")
    client.force_login(workshops[0].facilitators.get())
    return workshops


def people(workshop):
    return list(workshop.players.order_by("pk"))


@pytest.mark.parametrize(
    ("verb", "sent"),
    [
        ("remove", {}),
        ("readmit", {}),
        ("rename", {"name": "Taken over"}),
        ("say", {"words": "Soon.", "said": "a1"}),
        ("move", {"goes": "1"}),
        ("change-role", {"role": "M1"}),
        ("withdraw", {"note": "say.x9"}),
        ("show-note", {}),
    ],
)
def test_desk_does_nothing_to_people_of_another_workshop(client, two, verb, sent):
    mine, theirs = two
    victim = people(theirs)[0]
    before = events(mine), events(theirs), [one.name for one in people(theirs)]
    told = {"player": victim.id_in_log, "note": note_id(victim.id_in_log, 1), **sent}
    for name in (told["note"], called(mine.slug, told["note"]), called(theirs.slug, told["note"])):
        client.post(f"/facilitate/{mine.slug}/{verb}/", {**told, "note": name})
    assert (events(mine), events(theirs), [one.name for one in people(theirs)]) == before


def test_invitation_of_another_workshop_is_not_taken_back(client, two, django_user_model):
    mine, theirs = two
    invitation = leading.invite(theirs, [])
    leading.claim(invitation, helper := django_user_model.objects.create_user("helper"))
    client.post(f"/facilitate/{mine.slug}/take-back/", {"invitation": invitation.pk})
    invitation.refresh_from_db()
    assert invitation.taken_by == helper and helper in theirs.facilitators.all()


def test_notes_at_a_desk_are_the_writers_own(client, two):
    mine, theirs = two
    DeskNote.objects.create(workshop=theirs, account=theirs.facilitators.get(), table=1, text="zanzibarine")
    client.post(f"/facilitate/{mine.slug}/note/1/", {"words": "", "workshop": theirs.pk, "account": 1})
    assert DeskNote.objects.get().text == "zanzibarine"
    mine.facilitators.add(theirs.facilitators.get())
    assert b"zanzibarine" not in client.get(f"/facilitate/{mine.slug}/").content


@pytest.mark.parametrize("whose", ["neighbour", "stranger"])
def test_player_votes_and_writes_for_nobody_else(two, whose):
    """With the ids of others in the form: they are not even read (SEAT-11 reads them for a shared device alone)."""
    mine, theirs = two
    me, other = people(mine)[0], (people(mine)[1] if whose == "neighbour" else people(theirs)[0])
    browser, before = browser_of(me), events(mine) + events(theirs)
    step = state_of(mine).tables[1].step.number
    sent = {
        "step": step,
        "option": "A",
        "tap": 1,
        "page": "p",
        "who": other.id_in_log,
        "player": other.id_in_log,
    }
    browser.post(f"/workshops/{mine.slug}/vote/", sent)
    voted = {line.data.get("player") for line in mine.lines.filter(event="VoteCast")}
    assert voted <= {me.id_in_log}
    assert events(theirs) == before[len(before) - len(events(theirs)) :]


def test_personal_link_and_seat_of_another_workshop_open_nothing_here(two):
    mine, theirs = two
    key = people(theirs)[0].key
    assert Client().get(f"/workshops/{mine.slug}/back/{key}/").status_code == 404


def test_shared_words_are_put_on_the_wall_of_their_own_workshop_only(client, two):
    mine, theirs = two
    for one in two:
        lead(one, "debrief")
    writer = people(theirs)[0]
    engine.submit(theirs, c.ShareNote(writer.id_in_log, "q1"))
    before = events(mine), events(theirs)
    note = note_id(writer.id_in_log, "q1")
    for name in (note, called(mine.slug, note), called(theirs.slug, note)):
        client.post(f"/facilitate/{mine.slug}/put-on-wall/", {"note": name, "written": "1"})
    assert (events(mine), events(theirs)) == before


def test_cookie_that_somebody_was_made_to_keep_leads_to_no_seat_of_theirs():
    """Session fixation: whoever plants a cookie knows it; what the victim then does under it must not be the planter's.

    A planted cookie of the door makes a second joining the planter's own seat, so that the planter gains a player of
    another name and nothing that the victim has; a personal link replaces whatever was planted; a log-in changes the session.
    """
    workshop = WorkshopFactory(doors__tables=1)
    planter, victim = seat(workshop, 2)
    browser = browser_of(planter)
    answer = browser.get(f"/workshops/{workshop.slug}/back/{victim.key}/")
    own = answer.cookies[access.cookie_name(workshop.slug)].value
    assert access.read_cookie(own) == (workshop.uuid, victim.id_in_log)
    assert browser.cookies[access.DOOR].value == own


@pytest.mark.parametrize("value", ["", "x", "planted:value", "\x7f", "a" * 5000])
def test_cookie_that_was_invented_is_nobodys_and_is_replaced_at_the_door(value):
    workshop, browser = WorkshopFactory(), Client()
    for name in (access.cookie_name(workshop.slug), access.DOOR, access.CARDS):
        browser.cookies[name] = value
    assert browser.get(f"/workshops/{workshop.slug}/").status_code == 404
    answer = browser.post("/join/", {"code": workshop.code, "name": "Ada"})
    assert access.read_cookie(answer.cookies[access.DOOR].value) == (
        workshop.uuid,
        Player.objects.get().id_in_log,
    )


def test_session_that_was_planted_is_another_one_after_the_log_in(client, django_user_model):
    django_user_model.objects.create_user("leader", password="a long pass phrase")
    client.session.save()
    planted = client.cookies["sessionid"].value
    client.post("/log-in/", {"username": "leader", "password": "a long pass phrase"})
    assert client.get("/facilitate/").status_code == 200
    assert client.cookies["sessionid"].value != planted

"""KEEP-4 on the pages: a link is taken along with one tap, and answered weeks later by whoever has it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from game import engine, log, retention
from game.models import FollowUp, Note, new_key
from game.rules import commands as c
from tests.factories import WorkshopFactory, browser_of, lead, seat

pytestmark = pytest.mark.django_db

QUESTION = "Shall we ask you in four to six weeks"
ANSWER = {"outcome": "partly", "helped": ["time", "colleagues"], "hindered": ["money"]}


@pytest.fixture
def workshop():
    return WorkshopFactory(doors__follow_up=True)


@pytest.fixture
def people(workshop):
    return seat(workshop, 3)


def page(person):
    return browser_of(person).get(f"/workshops/{person.workshop.slug}/").content.decode()


def write_plan(person):
    """A plan of one line."""
    name = f"{person.id_in_log}.plan"
    row = Note(workshop=person.workshop, player=person.id_in_log, id_in_log=f"{name}.when", text="Monday")
    engine.submit(person.workshop, c.KeepNote(person.id_in_log, "plan"), [row])


def tap(person, **sent):
    """The tap that takes a link along, without a script."""
    sent = {"key": new_key(), **sent}
    return browser_of(person).post(f"/workshops/{person.workshop.slug}/follow-up/", sent)


@pytest.fixture
def row(workshop, people):
    lead(workshop, "closed")
    tap(people[0])
    return FollowUp.objects.get()


def test_welcome_says_so_where_it_is_on_and_only_there(people):
    """KEEP-4"""
    off = seat(WorkshopFactory(), 1)[0]
    for person, told in ((people[0], True), (off, False)):
        lead(person.workshop, "welcome")
        assert ("you may take a link along" in page(person)) is told


def test_it_is_offered_with_a_plan_and_after_the_close(workshop, people):
    lead(workshop, "plan")
    assert QUESTION not in page(people[0])
    write_plan(people[0])
    assert QUESTION in page(people[0])
    lead(workshop, "closed")
    assert QUESTION in page(people[1])


def test_it_is_not_offered_where_it_is_off():
    workshop = WorkshopFactory()
    person = seat(workshop, 3)[0]
    lead(workshop, "closed")
    assert QUESTION not in page(person)
    assert "follow_up.js" not in page(person)


def test_one_tap_without_a_script_makes_a_link_and_shows_how_to_keep_it(workshop, people):
    lead(workshop, "closed")
    browser = browser_of(people[0])
    address = f"/workshops/{workshop.slug}/"
    key = re.search(r'name="key" value="([^"]+)"', browser.get(address).content.decode())[1]
    answer = browser.post(f"{address}follow-up/", {"key": key})
    assert answer["Location"] == f"/follow-up/{key}/link/?keep"
    told = browser.get(answer["Location"]).content.decode()
    assert f"http://testserver/follow-up/{key}/" in told
    assert 'href="mailto:?subject=What%20became%20of%20my%20plan%3F&amp;body=' in told
    assert "mailto:?" in told and "mailto:?to" not in told
    assert f'href="/follow-up/{key}/reminder.ics"' in told
    assert f'data-keep-link="{workshop.slug}"' in told


def test_each_answer_brings_a_key_of_its_own_and_two_people_never_share_one(workshop, people):
    """Equal parts are rendered once for all; the key is not part of them."""
    lead(workshop, "closed")
    keys = {re.search(r'name="key" value="([^"]+)"', page(person))[1] for person in (*people, people[0])}
    assert len(keys) == 4
    assert all(re.fullmatch(r"[\w-]{24}", key) for key in keys)


def test_second_tap_on_the_same_page_makes_no_second_link(workshop, people):
    lead(workshop, "closed")
    key = new_key()
    first, second = tap(people[0], key=key), tap(people[0], key=key)
    assert first["Location"] == second["Location"]
    assert FollowUp.objects.count() == 1


def test_row_is_the_same_whoever_taps(workshop, people):
    """KEEP-4: apart from the key nothing differs, so nothing in it can be a player."""
    lead(workshop, "closed")
    for person in people:
        tap(person)
    told = {
        (str(row.workshop), row.until, row.outcome, *row.helped, *row.hindered)
        for row in FollowUp.objects.all()
    }
    assert len(told) == 1
    ids = {person.id_in_log for person in people} | {person.key for person in people}
    assert not ids & set(FollowUp.objects.values_list("key", flat=True))


@pytest.mark.parametrize("key", ["", "short", "fresh-key-goes-here", "x" * 25, "../../../../../../../../"])
def test_tap_without_a_proper_key_is_told_so(workshop, people, key):
    lead(workshop, "closed")
    answer = tap(people[0], key=key)
    assert answer.status_code == 422
    assert "Please tap it once more." in answer.content.decode()
    assert not FollowUp.objects.exists()


def test_when_all_links_are_taken_it_says_so_and_leads_back(workshop, people):
    lead(workshop, "closed")
    for person in people:
        tap(person)
    answer = tap(people[0])
    assert answer.status_code == 422
    assert "Every link of this workshop is taken." in answer.content.decode()
    assert f'href="/workshops/{workshop.slug}/"' in answer.content.decode()
    assert FollowUp.objects.count() == 3


def test_workshop_that_never_switched_it_on_refuses():
    workshop = WorkshopFactory()
    person = seat(workshop, 3)[0]
    lead(workshop, "closed")
    answer = tap(person)
    assert answer.status_code == 422
    assert "There is no follow-up here now." in answer.content.decode()
    assert not FollowUp.objects.exists()


def test_stranger_gets_no_link(workshop, people, client, django_user_model):
    """Nobody, a player of another workshop, and the facilitator, who is no player."""
    lead(workshop, "closed")
    other = seat(WorkshopFactory(doors__follow_up=True), 1)[0]
    leader = django_user_model.objects.create_user("leader")
    workshop.facilitators.add(leader)
    client.force_login(leader)
    address = f"/workshops/{workshop.slug}/follow-up/"
    for browser in (Client(), browser_of(other), client):
        assert browser.post(address, {"key": new_key()}).status_code == 404
    assert not FollowUp.objects.exists()


def test_player_who_was_taken_out_gets_no_link(workshop, people):
    """SEAT-7"""
    engine.submit(workshop, c.RemovePlayer(people[0].id_in_log))
    lead(workshop, "closed")
    assert tap(people[0]).status_code == 422


def test_address_loaded_again_leads_back_to_the_game(workshop, people):
    lead(workshop, "closed")
    answer = browser_of(people[0]).get(f"/workshops/{workshop.slug}/follow-up/")
    assert answer["Location"] == f"/workshops/{workshop.slug}/"


def test_device_that_several_share_keeps_nobodys_link():
    """SEAT-11"""
    workshop = WorkshopFactory(doors__follow_up=True)
    person = seat(workshop, 1)[0]
    others = ("second", "third")
    rows = [type(person)(workshop=workshop, id_in_log=other) for other in others]
    engine.submit(workshop, c.ShareDevice(person.id_in_log, 1, others), rows)
    lead(workshop, "closed")
    told = page(person)
    assert QUESTION in told
    assert "data-keeps-link" not in told
    assert tap(person)["Location"].endswith("/link/")


def test_questions_are_answered_without_any_cookie_and_can_be_changed(row):
    """KEEP-4: whoever has the link, on any device, with cookies refused."""
    browser = Client(enforce_csrf_checks=True)
    address = f"/follow-up/{row.key}/"
    first = browser.get(address)
    assert first.status_code == 200
    assert not first.cookies
    assert " checked" not in first.content.decode()
    answer = browser.post(address, ANSWER)
    assert answer["Location"] == f"{address}?kept"
    told = browser.get(answer["Location"]).content.decode()
    assert "Your answer is kept." in told
    assert told.count(" checked") == 4
    browser.post(address, {"outcome": "done"})
    row.refresh_from_db()
    assert (row.outcome, row.helped, row.hindered) == ("done", [], [])
    assert not browser.cookies


def test_page_has_no_field_for_words(row):
    told = Client().get(f"/follow-up/{row.key}/").content.decode()
    assert set(re.findall(r'<input type="(\w+)"', told)) == {
        "radio",
        "checkbox",
        "hidden",
    }  # hidden: where the language menu leads back
    assert "<textarea" not in told


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"outcome": ""}, "Choose one of the three: done, partly or not."),
        ({"outcome": "never"}, "Choose one of the three: done, partly or not."),
        ({"helped": ["<script>"]}, "Choose among what is offered."),
        ({"hindered": ["weather"]}, "Choose among what is offered."),
    ],
)
def test_mistake_is_told_and_what_was_ticked_stays(row, wrong, sentence):
    answer = Client().post(f"/follow-up/{row.key}/", {**ANSWER, **wrong})
    assert answer.status_code == 422
    told = answer.content.decode()
    assert sentence in told
    assert 'value="money" checked' in told or "hindered" in wrong
    assert "<script>" not in told
    row.refresh_from_db()
    assert row.outcome == ""


def test_second_tap_on_keep_changes_nothing(row):
    for _tap in "12":
        Client().post(f"/follow-up/{row.key}/", ANSWER)
    told = FollowUp.objects.get()
    assert (told.outcome, told.helped, told.hindered) == ("partly", ["time", "colleagues"], ["money"])


@pytest.mark.parametrize("path", ["", "link/", "reminder.ics"])
def test_link_that_is_over_says_so_calmly(row, path):
    """KEEP-4: after 90 days, and where there never was one."""
    FollowUp.objects.update(until=localdate() - timedelta(days=1))
    for key in (row.key, "x" * 24):
        answer = Client().get(f"/follow-up/{key}/{path}")
        assert answer.status_code == 404
        assert "This link is over" in answer.content.decode()
    assert Client().post(f"/follow-up/{row.key}/", ANSWER).status_code == 404
    row.refresh_from_db()
    assert row.outcome == ""


@pytest.mark.django_db(transaction=True)
def test_link_works_on_after_the_workshop_was_deleted(workshop, people):
    """KEEP-4"""
    lead(workshop, "closed")
    tap(people[0])
    row = FollowUp.objects.get()
    retention.delete(workshop)
    assert log.recall(workshop.uuid) is None
    assert Client().post(f"/follow-up/{row.key}/", ANSWER).status_code == 302
    told = Client().get(f"/follow-up/{row.key}/link/?keep").content.decode()
    assert "Back to the workshop" not in told
    assert "data-keep-link" not in told


def test_calendar_file_can_be_taken(row):
    answer = Client().get(f"/follow-up/{row.key}/reminder.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    folded = answer.content.decode().replace("\r\n ", "")
    assert f"http://testserver/follow-up/{row.key}/" in folded
    assert (localdate() + timedelta(days=35)).strftime("DTSTART;VALUE=DATE:%Y%m%d") in folded


@pytest.mark.parametrize("path", ["", "link/", "reminder.ics"])
def test_address_is_told_to_nobody(row, path):
    answer = Client().get(f"/follow-up/{row.key}/{path}")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"


def test_pages_hold_nothing_that_the_policy_would_refuse(row):
    for path in ("", "link/?keep"):
        told = Client().get(f"/follow-up/{row.key}/{path}").content.decode()
        for refused in (" style=", "<style", " onclick=", "javascript:"):
            assert refused not in told


def test_one_person_takes_one_link_along(workshop, people):
    """KEEP-4: that somebody has one is known for a day, never which; so nobody takes those of the others."""
    lead(workshop, "closed")
    assert tap(people[0]).status_code == 302
    told = tap(people[0])
    assert told.status_code == 422 and "You have taken your link along." in told.content.decode()
    assert FollowUp.objects.count() == 1

"""C·8 After: what the facilitator takes home, what became of plans, and the ways to copy and to delete (KEEP-3, KEEP-4)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils.formats import date_format
from django.utils.timezone import localdate

from game import follow_up
from game.decisions import COLUMNS
from game.models import FollowUp
from tests.factories import WorkshopFactory, at, browser_of, lead, seat

pytestmark = pytest.mark.django_db

PATHS = ("after/", "decisions.csv")


@pytest.fixture
def leader(django_user_model, client):
    user = django_user_model.objects.create_user("leader")
    client.force_login(user)
    return user


def closed(leader, **options):
    """A closed workshop in which a table decided one round, and its people."""
    workshop, people = at("reflect", people=3, **options)
    lead(workshop, "closed")
    workshop.refresh_from_db()
    workshop.facilitators.add(leader)
    return workshop, people


def page(client, workshop):
    answer = client.get(f"/facilitate/{workshop.slug}/after/")
    assert answer.status_code == 200
    return answer.content.decode()


def plans(client, workshop):
    """The part of the page about plans."""
    return page(client, workshop).partition('id="the-plans"')[2].partition("</section>")[0]


def answers(workshop, *outcomes, helped=()):
    for outcome in outcomes:
        row = FollowUp.objects.create(workshop=workshop.uuid, until=localdate() + timedelta(days=90))
        follow_up.answer(row, outcome, helped, [])


def test_page_has_the_file_the_copy_the_day_and_the_deletion(client, leader):
    workshop, _people = closed(leader)
    told = page(client, workshop)
    day = datetime.fromtimestamp(workshop.delete_at / 1000, UTC)
    assert f"Everything is deleted on {date_format(day, 'DATE_FORMAT')}." in told
    for path in ("decisions.csv", "decisions.csv?separator=semicolon", "copy/", "delete/"):
        assert f'"/facilitate/{workshop.slug}/{path}"' in told
    assert "What became of plans" not in told
    assert all(f"<code>{column}</code>" in told for column in COLUMNS)


def test_file_is_an_attachment_for_a_spreadsheet(client, leader):
    workshop, _people = closed(leader)
    answer = client.get(f"/facilitate/{workshop.slug}/decisions.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="co-creator-{workshop.slug}-decisions.csv"'
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.startswith(b"\xef\xbb\xbfscenario,scenario_version,table,")
    assert answer.content.count(b"\r\n") == 2
    again = client.get(f"/facilitate/{workshop.slug}/decisions.csv", {"separator": "<odd>"})
    assert again.content == answer.content
    semicolons = client.get(f"/facilitate/{workshop.slug}/decisions.csv", {"separator": "semicolon"})
    assert semicolons.content.startswith(b"\xef\xbb\xbfscenario;scenario_version;table;")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("phase", ["lobby", "playing", "plan"])
def test_before_the_close_it_says_so_calmly_and_leads_back(client, leader, path, phase):
    workshop = WorkshopFactory()
    workshop.facilitators.add(leader)
    seat(workshop, 3)
    lead(workshop, phase)
    answer = client.get(f"/facilitate/{workshop.slug}/{path}")
    assert answer.status_code == 409
    told = answer.content.decode()
    assert "This page opens when the workshop is closed." in told
    assert f'href="/facilitate/{workshop.slug}/"' in told
    assert "scenario_version" not in told


@pytest.mark.parametrize("path", PATHS)
def test_workshop_that_is_being_set_up_leads_to_its_form(client, leader, path):
    workshop = WorkshopFactory(doors=False)
    workshop.facilitators.add(leader)
    answer = client.get(f"/facilitate/{workshop.slug}/{path}")
    assert answer["Location"] == f"/facilitate/{workshop.slug}/set-up/"


@pytest.mark.parametrize("path", PATHS)
def test_stranger_is_refused(client, leader, django_user_model, path):
    """Nobody, another facilitator, and a player of this very workshop."""
    workshop, people = closed(leader)
    address = f"/facilitate/{workshop.slug}/{path}"
    assert client.post(address).status_code == 405
    for browser in (Client(), browser_of(people[0])):
        assert browser.get(address)["Location"] == f"/log-in/?next={address}"
    other = django_user_model.objects.create_user("other")
    WorkshopFactory().facilitators.add(other)
    client.force_login(other)
    assert client.get(address).status_code == 404


def test_workshop_in_which_nothing_was_decided_offers_no_file(client, leader):
    workshop = WorkshopFactory()
    workshop.facilitators.add(leader)
    seat(workshop, 3)
    lead(workshop, "closed")
    told = page(client, workshop)
    assert "No table decided anything" in told
    assert "decisions.csv" not in told
    assert client.get(f"/facilitate/{workshop.slug}/decisions.csv").content.count(b"\r\n") == 1


def test_desk_and_list_lead_there_once_it_is_closed(client, leader):
    workshop, _people = closed(leader)
    running = WorkshopFactory()
    running.facilitators.add(leader)
    link = f'href="/facilitate/{workshop.slug}/after/"'
    assert link in client.get(f"/facilitate/{workshop.slug}/").content.decode()
    listed = client.get("/facilitate/").content.decode()
    assert listed.count("/after/") == 1
    assert link in listed
    assert "/after/" not in client.get(f"/facilitate/{running.slug}/").content.decode()


def test_figures_wait_for_five_answers(client, leader):
    """KEEP-3"""
    workshop, _people = closed(leader, doors__follow_up=True)
    answers(workshop, *["done"] * 4)
    assert "Figures come once five people have answered." in page(client, workshop)
    assert "Done" not in page(client, workshop)


def test_small_cells_are_put_together(client, leader):
    """KEEP-3: five done, three partly, two not; and a tick of all ten says nothing of anybody."""
    workshop, _people = closed(leader, doors__follow_up=True)
    answers(workshop, *["done"] * 5, *["partly"] * 3, *["not"] * 2, helped=["time"])
    told = page(client, workshop)
    assert "10 people have answered." in told
    assert '<th scope="row">Done</th><td>5</td>' in told
    assert '<th scope="row">Partly done / Not done</th><td>5</td>' in told
    assert "What helped" not in told


def test_page_does_not_move_with_a_single_answer(client, leader):
    """KEEP-3: no two looks differ by fewer than five persons."""
    workshop, _people = closed(leader, doors__follow_up=True)
    answers(workshop, *["done"] * 5)
    before = plans(client, workshop)
    assert "5 people have answered." in before
    answers(workshop, *["not"] * 4)
    assert plans(client, workshop) == before
    answers(workshop, "not")
    assert "10 people have answered." in plans(client, workshop)
    assert '<th scope="row">Not done</th><td>5</td>' in plans(client, workshop)


def test_deletion_says_what_stays_where_there_is_a_follow_up(client, leader):
    """KEEP-4"""
    for follow, told in ((True, True), (False, False)):
        workshop, _people = closed(leader, doors__follow_up=follow)
        answer = client.get(f"/facilitate/{workshop.slug}/delete/").content.decode()
        assert ("stays until 90 days after the workshop" in answer) is told
        assert ("stays until 90 days after the workshop" in page(client, workshop)) is told


def test_page_costs_the_same_for_one_table_and_many(client, leader, django_assert_max_num_queries):
    for tables in (1, 3):
        workshop = WorkshopFactory(doors__tables=tables, doors__follow_up=True)
        workshop.facilitators.add(leader)
        seat(workshop, 3)
        lead(workshop, "closed")
        page(client, workshop)
        with django_assert_max_num_queries(7):
            page(client, workshop)

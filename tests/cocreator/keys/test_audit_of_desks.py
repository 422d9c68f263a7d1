"""The audit log of desks: given somebody who comes to lead or host, or no longer does, then a line says by whom and where."""

import pytest
from django.test import Client

from cocreator.keys.models import AuditLine
from game import leading, retention
from game.models import Invitation, TableHost, Workshop
from tests.factories import ScenarioFactory, WorkshopFactory, lead
from tests.game.views.test_workshops import DAY as FORM

pytestmark = pytest.mark.django_db
DEEDS = ("leaders-changed", "hosts-changed", "invited", "taken-back")


@pytest.fixture
def berit(django_user_model):
    return django_user_model.objects.create_user("berit")


@pytest.fixture
def bo(django_user_model):
    return django_user_model.objects.create_user("bo")


@pytest.fixture
def workshop(berit):
    made = WorkshopFactory(doors__tables=9, title="A very odd title")
    made.facilitators.add(berit)
    return made


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


def told(workshop):
    """Who did what with whom, of a workshop, in order; without what the test itself set up."""
    found = AuditLine.objects.filter(deed__in=DEEDS, kind="game.workshop", record=workshop.pk)
    lines = found.exclude(account=None).order_by("pk")
    return list(lines.values_list("account", "deed", "detail"))


def test_facilitator_who_is_named_at_the_desk(workshop, berit, bo):
    browser_of(berit).post(f"/facilitate/{workshop.slug}/colleagues/", {"colleagues": "bo"})
    assert told(workshop) == [(berit.pk, "leaders-changed", f"+{bo.pk}")]
    browser_of(berit).post(f"/facilitate/{workshop.slug}/colleagues/", {"colleagues": "bo"})
    assert len(told(workshop)) == 1, "who leads already is not named again"


def test_whoever_is_named_and_dropped_while_it_is_set_up(berit, bo):
    sent = {**FORM, "scenario": ScenarioFactory(is_shipped=True).pk}
    browser = browser_of(berit)
    browser.post("/facilitate/new/", {**sent, "colleagues": "bo"})
    made = Workshop.objects.get()
    browser.post(f"/facilitate/{made.slug}/set-up/", {**sent, "colleagues": ""})
    assert told(made) == [
        (berit.pk, "leaders-changed", f"+{berit.pk}"),
        (berit.pk, "leaders-changed", f"+{bo.pk}"),
        (berit.pk, "leaders-changed", f"-{bo.pk}"),
    ]


def test_link_to_lead_that_is_made_claimed_and_taken_back(workshop, berit, bo):
    desk = browser_of(berit)
    desk.post(f"/facilitate/{workshop.slug}/invite/")
    link = Invitation.objects.get()
    browser_of(bo).post(f"/lead/{link.key}/")
    assert workshop.facilitators.contains(bo)
    desk.post(f"/facilitate/{workshop.slug}/take-back/", {"invitation": link.pk})
    assert told(workshop) == [
        (berit.pk, "invited", ""),
        (bo.pk, "leaders-changed", f"+{bo.pk}"),
        (berit.pk, "leaders-changed", f"-{bo.pk}"),
        (berit.pk, "taken-back", ""),
    ]


def test_host_who_comes_gets_more_tables_and_goes(workshop, berit, bo):
    desk, helper = browser_of(berit), browser_of(bo)
    for tables in ("1-3", "5"):
        desk.post(f"/facilitate/{workshop.slug}/invite/", {"tables": tables})
        helper.post(f"/lead/{Invitation.objects.latest('pk').key}/")
    for link in Invitation.objects.order_by("-pk"):
        desk.post(f"/facilitate/{workshop.slug}/take-back/", {"invitation": link.pk})
    assert [line for line in told(workshop) if line[1] == "hosts-changed"] == [
        (bo.pk, "hosts-changed", f"+{bo.pk}: 1-3"),
        (bo.pk, "hosts-changed", f"+{bo.pk}: 1-3, 5"),
        (berit.pk, "hosts-changed", f"+{bo.pk}: 1-3"),
        (berit.pk, "hosts-changed", f"-{bo.pk}"),
    ]
    assert [line for line in told(workshop) if line[1] == "invited"] == [
        (berit.pk, "invited", "1-3"),
        (berit.pk, "invited", "5"),
    ]


def test_lines_tell_numbers_and_no_key_name_or_title(workshop, berit, bo):
    browser_of(berit).post(f"/facilitate/{workshop.slug}/invite/")
    link = Invitation.objects.get()
    browser_of(bo).post(f"/lead/{link.key}/")
    everything = " ".join(str(vars(line)) for line in AuditLine.objects.all())
    for word in (link.key, "berit", "odd title", workshop.slug, workshop.code, str(workshop.uuid)):
        assert word not in everything


def test_from_the_side_of_the_account_it_is_told_too(workshop, bo):
    found = AuditLine.objects.filter(deed="leaders-changed", record=workshop.pk)
    before = set(found.values_list("pk", flat=True))
    bo.workshops.add(workshop)
    bo.workshops.clear()
    lines = found.exclude(pk__in=before).order_by("pk")
    assert [line.detail for line in lines] == [f"+{bo.pk}", f"-{bo.pk}"]


def test_what_goes_with_the_workshop_or_the_account_has_no_line_of_its_own(workshop, berit, bo):
    """Else each deletion by date would write anew who led, and keep it for another year."""
    leading.claim(leading.invite(workshop, [1]), bo)
    leading.claim(leading.invite(workshop, []), bo)
    leading.invite(workshop, [2])
    lead(workshop, "closed")
    before = AuditLine.objects.count()
    retention.delete(workshop)
    assert not Workshop.objects.exists() and not TableHost.objects.exists()
    assert AuditLine.objects.count() == before
    other = WorkshopFactory()
    leading.claim(leading.invite(other, [1]), bo)
    before = AuditLine.objects.count()
    bo.delete()
    assert not TableHost.objects.exists() and AuditLine.objects.count() == before

"""Beacons: only with an agreement on record, gone on the day on which it is taken back, and none at release."""

from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from research.models import Organisation
from tests.factories import CaseFactory, OrganisationFactory, publish

pytestmark = pytest.mark.django_db


def beacons(client):
    return unescape(client.get("/library/beacons/").content.decode())


@pytest.fixture
def beacon(db):
    """An organisation made for a test, which has agreed, with a case."""
    made = OrganisationFactory(
        slug="odd-harbour",
        name="Odd Harbour",
        beacon_since="2026-05-01",
        beacon_agreed_by="The council of a town that is made up, by a letter that is made up",
        offers="A walk along the quay.",
        mailbox="quay@odd-harbour.example",
    )
    CaseFactory(title="The quay").organisations.add(made)
    publish()
    return made


def test_nobody_is_a_beacon_at_release_and_the_page_says_how_to_become_one(client, library):
    page = beacons(client)
    assert not Organisation.objects.filter(beacon_since__isnull=False).exists()
    assert "There are none yet: nobody has been asked." in page
    assert "36 organisations stand in the library without being beacons." in page
    assert "How to become one" in page


def test_beacon_is_shown_with_its_cases_and_never_with_who_agreed(client, beacon):
    for page in (
        beacons(client),
        unescape(client.get("/library/organisations/odd-harbour/").content.decode()),
    ):
        assert "A walk along the quay." in page
        assert "The quay" in page
        assert "by a letter that is made up" not in page
        assert "quay@odd-harbour.example" not in page


def test_mailbox_is_shown_by_consent_only(client, beacon):
    Organisation.objects.update(mailbox_agreed=True)
    assert 'href="mailto:quay@odd-harbour.example"' in beacons(client)
    assert "mailto:" in client.get("/library/organisations/odd-harbour/").content.decode()


def test_beacon_that_is_taken_back_is_gone_at_once_and_its_case_stays(client, beacon):
    Organisation.objects.update(beacon_withdrawn_on="2026-11-01", mailbox_agreed=True)
    assert "Odd Harbour" not in beacons(client)
    page = unescape(client.get("/library/organisations/odd-harbour/").content.decode())
    assert "No longer a beacon since" in page
    assert "A walk along the quay." not in page and "mailto:" not in page
    assert "The quay" in page


def test_beacon_that_is_not_published_is_not_shown(client):
    OrganisationFactory(
        name="Draft Town", beacon_since="2026-05-01", beacon_agreed_by="A mayor who is made up"
    )
    assert "Draft Town" not in beacons(client)


@pytest.mark.parametrize(
    "fields", [{"beacon_since": "2026-05-01"}, {"beacon_withdrawn_on": "2026-05-02"}], ids=["who", "never"]
)
def test_agreement_is_refused_without_who_agreed_and_an_end_without_a_beginning(fields):
    made = OrganisationFactory.build(slug="x", **fields)
    with pytest.raises(ValidationError):
        made.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save()


@pytest.mark.parametrize("how_many", [1, 3])
def test_beacons_cost_the_same_for_few_and_many(client, django_assert_num_queries, how_many):
    for _one in range(how_many):
        made = OrganisationFactory(beacon_since="2026-05-01", beacon_agreed_by="Somebody who is made up")
        CaseFactory().organisations.add(made)
    publish()
    with django_assert_num_queries(4):
        beacons(client)

"""The API tells only what is public, says what is not confirmed, and lets go at once of what is taken back (B5, R4, R5, R10)."""

import pytest
from django.db.models import QuerySet

from research.api import resources
from research.models import Case, Evidence, Organisation, PublishedVersion
from research.publishing.workflow import withdraw
from tests.cocreator.asking_api import ROOT, get, judge
from tests.factories import CaseFactory, OrganisationFactory, PracticeFactory, SourceFactory, publish

pytestmark = pytest.mark.django_db


def test_row_of_evidence_beyond_the_last_is_none(client):
    case = CaseFactory()
    Evidence.objects.create(case=case, source=SourceFactory(), level_id=1, statement="It changed.")
    publish()
    told = get(client, f"evidence/case/{case.slug}/1/1").json()
    assert told["says"]["statement"] == told["title"] == "It changed." and told["about"]["slug"] == case.slug
    for place in (0, 2):
        get(client, f"evidence/case/{case.slug}/1/{place}", 404)


def test_evidence_of_a_case_and_a_practice_is_told_once_and_found_by_both(client):
    case, practice, source = CaseFactory(), PracticeFactory(), SourceFactory()
    Evidence.objects.create(case=case, practice=practice, source=source, level_id=2, statement="Both.")
    Evidence.objects.create(practice=practice, source=SourceFactory())
    publish()
    assert get(client, "evidence").json()["total"] == 2
    for question in (
        f"case={case.slug}",
        f"source={source.slug}",
        "level=2",
        f"practice={practice.slug}&level=2",
    ):
        [row] = get(client, f"evidence?{question}").json()["items"]
        assert row["says"]["statement"] == "Both."
    assert get(client, f"evidence?practice={practice.slug}").json()["total"] == 2


def test_draft_is_nowhere_and_a_new_version_has_a_lasting_address(client):
    case = CaseFactory(title="Before")
    CaseFactory(title="Quite unpublished")
    publish(case)
    assert "Quite unpublished" not in get(client, "cases").content.decode()
    case.title = "After"
    case.save()
    assert get(client, f"cases/{case.slug}").json()["title"] == "Before"
    publish(case)
    newest, first = get(client, f"cases/{case.slug}"), get(client, f"cases/{case.slug}/v/1")
    assert (newest.json()["title"], first.json()["title"]) == ("After", "Before")
    assert first.json()["version"]["is_newest"] is False and "Last-Modified" not in first
    assert first.json()["address"].endswith(f"/api/1/cases/{case.slug}/v/1")


def test_caveats_say_what_is_not_confirmed_and_what_no_scholar_has_reviewed(client):
    case = CaseFactory(verified=False)
    Evidence.objects.create(case=case, source=SourceFactory(verified=False), level_id=1)
    publish()
    told = get(client, f"cases/{case.slug}").json()
    assert told["caveats"] == [
        "no scholar has reviewed it yet",
        "details to be confirmed",
        "it rests on sources whose details are to be confirmed",
    ]
    assert told["details_confirmed"] is False and told["checked"] == "editorial"
    assert get(client, "evidence").json()["items"][0]["caveats"][-1] == "details to be confirmed"
    QuerySet(PublishedVersion).filter(slug=case.slug).update(checked="scholar")  # as a second person would
    told = get(client, f"cases/{case.slug}").json()
    assert told["caveats"] == [
        "details to be confirmed",
        "it rests on sources whose details are to be confirmed",
    ]
    assert told["checked"] == "scholar"


def test_withdrawn_record_is_gone_with_what_it_was(client):
    case = CaseFactory(title="Once known")
    Evidence.objects.create(case=case, source=SourceFactory(), level_id=1)
    publish()
    kept = get(client, "cases")
    withdraw(case, None, "It was another town.")
    for address in (f"cases/{case.slug}", f"cases/{case.slug}/v/1", f"evidence/case/{case.slug}/1/1"):
        answer = get(client, address, 410, If_None_Match=kept["ETag"])
        judge(client, "Problem").validate(answer.json())
        was = answer.json()["was"]
        assert was["title"] == "Once known" and was["why"] == "It was another town."
        assert was["withdrawn_at"].endswith("Z") and "Once known" in was["citation"]
    assert get(client, "cases", If_None_Match=kept["ETag"]).json()["total"] == 0
    assert get(client, "evidence").json()["total"] == 0


@pytest.fixture
def beacon(db):
    made = OrganisationFactory(
        slug="odd-harbour",
        name="Odd Harbour",
        beacon_since="2026-05-01",
        beacon_agreed_by="A clerk who is made up",
        offers="A walk along the quay.",
        mailbox="quay@odd-harbour.example",
    )
    CaseFactory(title="The quay").organisations.add(made)
    publish()
    return made


def test_beacon_is_told_without_who_agreed_and_its_mailbox_by_consent_only(client, beacon):
    [told] = get(client, "beacons").json()["items"]
    assert (told["since"], told["mailbox"]) == ("2026-05-01", "")
    assert [one["title"] for one in told["cases"]] == ["The quay"]
    assert b"made up" not in get(client, "beacons").content
    assert b"beacon" not in get(client, "organisations/odd-harbour").content
    Organisation.objects.update(mailbox_agreed=True)
    assert get(client, "beacons/odd-harbour").json()["mailbox"] == "quay@odd-harbour.example"


def test_beacon_that_is_taken_back_is_gone_at_once_even_for_who_has_kept_it(client, beacon):
    kept, alone = get(client, "beacons"), get(client, "beacons/odd-harbour")
    assert "no-cache" in kept["Cache-Control"] and "Last-Modified" not in kept
    assert get(client, "beacons", 304, If_None_Match=kept["ETag"]).content == b""
    Organisation.objects.update(beacon_withdrawn_on="2026-11-01", mailbox_agreed=True)
    assert get(client, "beacons", If_None_Match=kept["ETag"]).json()["items"] == []
    gone = get(client, "beacons/odd-harbour", 410, If_None_Match=alone["ETag"])
    assert gone.json()["detail"] == "This organisation is no longer a beacon."
    assert b"quay" not in gone.content
    assert get(client, "cases").json()["total"] == 1


def test_what_has_not_changed_is_not_sent_again(client):
    case = CaseFactory()
    publish()
    for address in ("cases", f"cases/{case.slug}"):
        first = get(client, address)
        again = get(client, address, 304, If_None_Match=first["ETag"])
        assert again["ETag"] == first["ETag"] and again["Access-Control-Allow-Origin"] == "*"
        get(client, address, 304, If_Modified_Since=first["Last-Modified"])
        get(client, address, 200, If_Modified_Since="Mon, 01 Jan 2024 00:00:00 GMT")
    CaseFactory()
    publish()
    assert get(client, "cases", If_None_Match=get(client, f"cases/{case.slug}")["ETag"]).json()["total"] == 2


@pytest.mark.parametrize("how_many", [1, 3])
def test_lists_cost_the_same_for_few_and_many(client, django_assert_num_queries, how_many):
    for _one in range(how_many):
        made = OrganisationFactory(beacon_since="2026-05-01", beacon_agreed_by="Made up")
        CaseFactory().organisations.add(made)
        Evidence.objects.create(case=Case.objects.last(), source=SourceFactory(), level_id=1)
    publish()
    for name, queries in {"cases": 3, "sources": 3, "evidence": 2, "beacons": 3}.items():
        with django_assert_num_queries(queries):
            get(client, name)


def test_fault_of_ours_is_a_problem_to_programs_and_a_page_to_people(client, monkeypatch):
    def fall(*_args):
        raise RuntimeError("as a test wants it")

    monkeypatch.setattr(resources, "matching", fall)
    client.raise_request_exception = False
    answer = client.get(f"{ROOT}cases")
    assert answer.status_code == 500 and answer["Content-Type"] == "application/problem+json"
    assert b"as a test wants it" not in answer.content

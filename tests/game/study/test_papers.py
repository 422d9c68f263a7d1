"""A study begins when its papers are complete, and not before (KEEP-5)."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from game import opening
from game.models import InformationSheet, Workshop
from game.rules import Refused
from game.study import papers
from tests.factories import ScenarioFactory, state_of

pytestmark = pytest.mark.django_db


def draft(study):
    return Workshop.objects.create(scenario=ScenarioFactory(is_shipped=True), study=study)


@pytest.mark.parametrize(
    "name", ["protocol", "ethics", "controller", "contact", "legal_basis", "special_basis", "kept_until"]
)
def test_doors_stay_shut_while_a_paper_is_missing(study, name):
    setattr(study, name, None if name == "kept_until" else "")
    study.save()
    workshop = draft(study)
    with pytest.raises(Refused) as no:
        opening.open_doors(workshop)
    assert "Still missing: the " in no.value.message % no.value.values or name == "contact"
    workshop.refresh_from_db()
    assert workshop.phase == "draft" and len(papers.missing(study)) == 1


def test_doors_stay_shut_without_a_sheet_in_the_language_of_the_workshops(study):
    study.language = "da"
    study.save()
    with pytest.raises(Refused):
        opening.open_doors(draft(study))
    InformationSheet.objects.create(study=study, language="da", text="Vi undersøger.")
    assert opening.open_doors(draft(study)).state.settings.is_study


def test_doors_stay_shut_when_the_day_has_come(study):
    study.kept_until = localdate()
    study.save()
    with pytest.raises(Refused):
        opening.open_doors(draft(study))


def test_workshop_is_kept_until_the_day_of_the_study(study, workshop):
    days = (workshop.delete_at - state_of(workshop).at) / 86_400_000
    assert 198 < days < 201
    assert study.kept_until == localdate() + timedelta(days=200)


def test_training_knows_nothing_of_studies(study):
    assert not opening.open_doors(draft(None)).state.settings.is_study


def test_changed_sheet_is_another_version(study):
    sheet = study.sheets.get()
    sheet.save()
    assert sheet.version == 1
    sheet.text += " And one word more."
    sheet.save()
    assert study.sheets.get().version == 2


def test_person_reads_the_own_language_where_there_is_one(study):
    InformationSheet.objects.create(study=study, language="hr", text="Istražujemo.")
    assert papers.sheet_for(study, "hr").language == "hr"
    assert papers.sheet_for(study, "sl").language == "en"


def test_only_who_may_hold_workshops_is_offered_the_study(client, study, leader, researcher):
    client.force_login(leader)
    assert study.title in client.get("/facilitate/new/").content.decode()
    client.force_login(researcher)
    assert study.title not in client.get("/facilitate/new/").content.decode()


def test_study_is_chosen_at_the_set_up_and_comes_along_in_a_copy(client, study, leader):
    client.force_login(leader)
    scenario = ScenarioFactory(is_shipped=True)
    sent = {
        "scenario": scenario.pk, "format": "45", "tables": "2", "names": "", "seats": "5", "timers": "soft",
        "factor": "1", "retention": "30", "study": study.pk,
    }  # fmt: skip
    client.post("/facilitate/new/", sent)
    made = Workshop.objects.get()
    assert made.study == study
    client.post(f"/facilitate/{made.slug}/copy/")
    assert Workshop.objects.filter(study=study).count() == 2
    client.post(f"/facilitate/{made.slug}/set-up/", {**sent, "study": ""})
    made.refresh_from_db()
    assert made.study is None


def test_study_of_others_cannot_be_chosen(client, study, researcher):
    client.force_login(researcher)
    answer = client.post("/facilitate/new/", {"study": study.pk})
    assert answer.status_code == 422 and not Workshop.objects.exists()

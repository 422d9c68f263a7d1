"""Records on their way to another library: told word for word, brought in as drafts, and never over what is there."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from research.bundles.bringing_in import bring_in
from research.bundles.reading import read
from research.bundles.writing import bundle, written
from research.editions.codec import digest_of
from research.models import Case, Evidence, Organisation, Practice, PublishedVersion, Source
from research.wanted import Fault
from tests.factories import CaseFactory, OrganisationFactory, PracticeFactory, SourceFactory, publish

pytestmark = pytest.mark.django_db
RECORDS = (Case, Practice, Organisation, Source)


@pytest.fixture
def told(db):
    """A bundle of a case with its organisation, evidence and reading list, and of a practice; then all of it is gone."""
    case = CaseFactory(slug="quay", title="The quay")
    case.organisations.add(
        OrganisationFactory(
            slug="odd-harbour",
            beacon_since="2026-05-01",
            beacon_agreed_by="A clerk who is made up",
            mailbox="quay@odd-harbour.example",
            mailbox_agreed=True,
        )
    )
    case.sources.add(SourceFactory(slug="read-on"))
    practice = PracticeFactory(slug="walk", name="Walk")
    practice.levels.add(2)
    practice.cases.add(case)
    shown = SourceFactory(slug="shown")
    Evidence.objects.create(case=case, practice=practice, source=shown, level_id=2, statement="It changed.")
    Evidence.objects.create(practice=practice, source=SourceFactory(slug="other", verified=False))
    publish()
    told = bundle()
    Evidence.objects.all().delete()
    for model in (Practice, Case, Organisation, Source):
        model.objects.all().delete()
    PublishedVersion.objects.all()._raw_delete("default")
    return told


def packed(told):
    return written(told).encode()


def counts():
    return {model.__name__: model.objects.count() for model in (*RECORDS, Evidence, PublishedVersion)}


def test_bundle_lands_as_drafts_with_evidence_links_and_a_history_and_nothing_is_public(client, told):
    bring_in(read(packed(told)), "odd-library.json")
    assert counts() == {
        "Case": 1,
        "Practice": 1,
        "Organisation": 1,
        "Source": 3,
        "Evidence": 2,
        "PublishedVersion": 0,
    }
    case, practice = Case.objects.get(), Practice.objects.get()
    assert case.state == practice.state == "draft"
    assert [one.slug for one in case.organisations.all()] == ["odd-harbour"]
    assert [one.slug for one in case.sources.all()] == ["read-on"]
    assert [one.number for one in practice.levels.all()] == [2]
    assert {(row.case_id, row.practice_id, row.statement) for row in Evidence.objects.all()} == {
        (case.pk, practice.pk, "It changed."),
        (None, practice.pk, ""),
    }
    assert case.history.get(history_type="+").history_change_reason == "From odd-library.json: version 1"
    assert client.get("/library/cases/quay/").status_code == 404


def test_agreement_of_a_beacon_does_not_travel(told):
    text = written(told)
    for withheld in ("beacon", "made up", "quay@"):
        assert withheld not in text
    bring_in(read(packed(told)), "x")
    assert not Organisation.objects.get().is_beacon and not Organisation.objects.get().mailbox


def test_published_again_it_says_the_same_to_the_letter(told):
    bring_in(read(packed(told)), "x")
    publish()
    assert {row["sha256"] for row in bundle()["records"]} == {row["sha256"] for row in told["records"]}


def test_what_is_here_is_never_overwritten_and_the_second_time_nothing_happens(told):
    CaseFactory(slug="quay", title="Ours, edited here")
    SourceFactory(slug="shown", title="Ours too")
    report = bring_in(read(packed(told)), "x")
    assert report["case"] == {"here already, left alone": ["quay"]}
    assert Case.objects.get().title == "Ours, edited here" and not Case.objects.get().organisations.exists()
    assert Source.objects.get(slug="shown").title == "Ours too"
    before = counts()
    report = bring_in(read(packed(told)), "x")
    assert counts() == before and not any(fates.get("made, as a draft") for fates in report.values())


def test_records_that_are_asked_for_come_with_all_that_they_name(told):
    bring_in(read(packed(told)), "x")
    publish()
    asked = {row["says"]["slug"] for row in bundle(["case/quay"])["records"]}
    assert asked == {"shown", "other", "read-on", "odd-harbour", "quay", "walk"}
    assert [row["says"]["slug"] for row in bundle(["source/other"])["records"]] == ["other"]


def spoiled(told, change):
    whole = json.loads(json.dumps(told))
    change(whole)
    return json.dumps(whole).encode()


def rewritten(kind, **changes):
    """Changes what a record says, and its digest with it, as whoever means ill would."""

    def change(whole):
        row = next(row for row in whole["records"] if row["kind"] == kind)
        row["says"].update(changes)
        if "\ud800" not in changes.values():  # half a sign has no digest
            row["sha256"] = digest_of(row["says"])

    return change


def dropped(kind):
    return lambda whole: whole.update(records=[row for row in whole["records"] if row["kind"] != kind])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda whole: whole.update(format="something"), "The file is no bundle of the library."),
        (lambda whole: whole.update(version=2), "The bundle is in another form than 1"),
        (lambda whole: whole.update(version=True), "The bundle is in another form than 1"),
        (lambda whole: whole.update(records={}), "The bundle must hold a list"),
        (lambda whole: whole.update(records=[1]), "Record 1: its kind must be one of"),
        (lambda whole: whole["records"][0].update(kind="level"), "Record 1: its kind must be one of"),
        (lambda whole: whole["records"].append(whole["records"][0]), "is there twice"),
        (lambda whole: whole["records"][0]["says"].update(title="Another"), "It was changed on the way."),
        (rewritten("case", lat="north"), "lat is not as a case wants it"),
        (rewritten("case", secret=1), "secret is not as a case wants it"),
        (rewritten("case", title="x" * 20_001), "title is not as a case wants it"),
        (rewritten("case", title="a\0b"), "title is not as a case wants it"),
        (rewritten("case", title="\ud800"), "title is not as a case wants it"),
        (rewritten("case", start_year=10**30), "start_year is not as a case wants it"),
        (rewritten("case", title="x" * 2_000), "case/quay: title is wrong"),
        (rewritten("case", slug="../../etc"), "slug is wrong"),
        (rewritten("case", country="Denmark"), "country is wrong"),
        (rewritten("case", outcome="splendid"), "outcome is wrong"),
        (rewritten("source", url="javascript:alert(1)"), "url is wrong"),
        (rewritten("practice", evidence=[{"source": None}]), "evidence.1.source is not as a practice wants it"),
        (rewritten("practice", rungs={"2": []}), "rungs.2 is not as a practice wants it"),
        (dropped("source"), "which is neither in the bundle nor here"),
        (dropped("organisation"), "case/quay names organisation/odd-harbour, which is neither"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_sentence_and_nothing_is_half_written(told, change, sentence):
    before = counts()
    with pytest.raises(Fault) as refused:
        bring_in(read(spoiled(told, change)), "x")
    assert sentence in str(refused.value)
    assert counts() == before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"format": NaN}',
        b'{"version": ' + b"9" * 5_000 + b"}",
        b"records: &a [*a, *a]",
    ],
    ids=["empty", "no UTF-8", "deep", "no number", "long number", "YAML"],
)
def test_what_is_no_json_is_said(content):
    with pytest.raises(Fault, match="cannot be read as JSON"):
        read(content)


def test_file_that_is_too_large_is_not_even_parsed(monkeypatch):
    from research.bundles import reading

    monkeypatch.setattr(reading, "LARGEST", 10)
    with pytest.raises(Fault, match="larger than"):
        read(b"[" * 11)


def test_commands_tell_what_became_of_each_kind_and_write_over_nothing(told, tmp_path):
    path, out = tmp_path / "bundle.json", StringIO()
    path.write_bytes(packed(told))
    call_command("import_library", str(path), stdout=out)
    assert "case: 1 made, as a draft" in out.getvalue() and "evidence: 2 made, as a draft" in out.getvalue()
    publish()
    with pytest.raises(CommandError, match=r"is there already\. Nothing was written"):
        call_command("export_library", str(path))
    assert path.read_bytes() == packed(told)
    call_command("export_library", str(tmp_path / "new.json"), "case/quay", stdout=out)
    assert "new.json: " in out.getvalue()
    with pytest.raises(CommandError, match="case/nobody is not among the published records"):
        call_command("export_library", str(tmp_path / "x.json"), "case/nobody")
    assert not (tmp_path / "x.json").exists()
    path.write_text("{}")
    with pytest.raises(CommandError, match=r"Nothing was brought in\. The file is no bundle"):
        call_command("import_library", str(path))

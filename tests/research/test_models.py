"""What the tables refuse, and how lists and DOIs are kept."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.deletion import ProtectedError

from research.claims import claims
from research.countries import name_of
from research.models import Case, Evidence, Level, Organisation, Practice, Source
from research.models.fields import bare_doi
from tests.factories import CaseFactory, OrganisationFactory, PracticeFactory, SourceFactory

pytestmark = pytest.mark.django_db


def refused(make):
    """Whether the database itself refuses."""
    with pytest.raises(IntegrityError), transaction.atomic():
        make()
    return True


def test_level_is_not_deleted():
    """The four levels stay."""
    with pytest.raises(ProtectedError, match="The four levels stay: a level cannot be deleted"):
        Level.objects.get(number=1).delete()
    with pytest.raises(ProtectedError, match="The four levels stay"):
        Level.objects.filter(number__gt=1).delete()
    assert [str(level) for level in Level.objects.all()] == [
        "1 Strategic vision and mission",
        "2 Political and administrative leadership",
        "3 Platforms and arenas",
        "4 Roles and mentalities",
    ]


def test_there_is_no_fifth_level():
    assert refused(lambda: Level.objects.create(number=5, slug="five"))


def test_beacon_needs_who_agreed():
    """Nobody becomes a beacon without its agreement on record."""
    place = OrganisationFactory()
    assert place.beacon_since is None
    assert refused(lambda: Organisation.objects.filter(pk=place.pk).update(beacon_since="2026-05-01"))
    Organisation.objects.filter(pk=place.pk).update(beacon_since="2026-05-01", beacon_agreed_by="the council")


def test_case_has_an_outcome():
    for word in ("", "splendid"):
        assert refused(lambda word=word: CaseFactory(outcome=word))
    with pytest.raises(ValidationError, match="outcome"):
        CaseFactory.build(outcome="").full_clean()


def test_evidence_is_about_a_practice_or_a_case():
    source = SourceFactory()
    assert refused(lambda: Evidence.objects.create(source=source))
    Evidence.objects.create(source=source, case=CaseFactory(), practice=PracticeFactory())


def test_evidence_is_said_once():
    """Empty fields count as equal: a practice and a source meet once without a level and a statement."""
    source, practice = SourceFactory(), PracticeFactory()
    Evidence.objects.create(source=source, practice=practice)
    assert refused(lambda: Evidence.objects.create(source=source, practice=practice))
    with pytest.raises(ValidationError, match="shows the same already"):
        Evidence(source=source, practice=practice).full_clean()
    Evidence.objects.create(source=source, practice=practice, level_id=2)
    Evidence.objects.create(source=source, practice=practice, statement="It holds.")


def test_source_with_evidence_is_not_deleted():
    source = SourceFactory()
    row = Evidence.objects.create(source=source, case=CaseFactory())
    with pytest.raises(ProtectedError):
        source.delete()
    row.case.delete()
    source.delete()
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    "typed",
    ["10.1108/TG-1", " https://doi.org/10.1108/TG-1", "doi: 10.1108/tg-1", "http://dx.doi.org/10.1108/tg-1"],
)
def test_doi_is_kept_bare(typed):
    assert bare_doi(typed) == "10.1108/tg-1"
    source = SourceFactory(doi=typed)
    assert source.doi == "10.1108/tg-1"
    source.refresh_from_db()
    source.full_clean()
    assert source.doi_address == "https://doi.org/10.1108/tg-1"


def test_doi_is_kept_once():
    """However it was typed; a publication without one may stand beside others without."""
    SourceFactory.create_batch(2, doi="")
    SourceFactory(doi="10.1108/tg-1")
    twin = SourceFactory.build(slug="twin", doi="https://doi.org/10.1108/TG-1")
    with pytest.raises(ValidationError, match="This DOI is kept already, for:"):
        twin.full_clean()
    assert refused(twin.save)


def test_what_is_no_doi_is_refused():
    source = SourceFactory(doi="")
    assert source.doi_address == ""
    assert refused(lambda: Source.objects.filter(pk=source.pk).update(doi="somewhere"))
    with pytest.raises(ValidationError, match="A DOI looks like"):
        SourceFactory.build(doi="somewhere").full_clean()


def test_list_is_kept_and_searched_as_lines():
    source = SourceFactory(authors=["Eva Sørensen", "Jacob Torfing"])
    source.refresh_from_db()
    assert source.authors == ["Eva Sørensen", "Jacob Torfing"]
    assert Source.objects.filter(authors__icontains="sørensen").get() == source
    source.authors = " Eva Sørensen \n\n"
    source.full_clean()
    assert source.authors == ["Eva Sørensen"]


@pytest.mark.parametrize("country", ["Denmark", "dk", "D"])
def test_country_is_two_capital_letters(country):
    with pytest.raises(ValidationError, match="country"):
        CaseFactory.build(country=country).full_clean()


def test_country_has_a_name_or_shows_its_letters():
    assert (name_of("DK"), name_of("XX")) == ("Denmark", "XX")


def test_records_know_their_names_and_pages():
    source, case, practice, place = SourceFactory(), CaseFactory(), PracticeFactory(), OrganisationFactory()
    assert (str(case), str(practice), str(place)) == (case.title, practice.name, place.name)
    assert str(source) == source.citation == f"Ann Ek (2020): {source.title}"
    assert case.get_absolute_url() == f"/library/cases/{case.slug}/"
    row = Evidence.objects.create(source=source, practice=practice)
    assert str(row) == f"{source.slug}: {practice.name}"
    assert row.get_absolute_url() == practice.get_absolute_url()
    assert Level.objects.get(number=2).get_absolute_url() == "/library/levels/leadership/"


def test_rows_of_one_claim_stand_together():
    case, sources = CaseFactory(), [SourceFactory() for _source in range(3)]
    for order, (source, said) in enumerate(zip(sources, ("It grew.", "It shrank.", "It grew."), strict=True)):
        Evidence.objects.create(
            case=case, source=source, level_id=1, statement=said, strength="weak", order=order
        )
    found = claims(case.evidence.all())
    assert [(claim.statement, claim.strength) for claim in found] == [
        ("It grew.", "weak"),
        ("It shrank.", "weak"),
    ]
    assert [row.source for row in found[0].rows] == [sources[0], sources[2]]


def test_levels_of_a_case_are_those_of_its_evidence():
    case = CaseFactory()
    for number in (3, 1, 3):
        Evidence.objects.create(case=case, source=SourceFactory(), level_id=number)
    Evidence.objects.create(case=case, source=SourceFactory())
    assert [level.number for level in Case.objects.get().levels] == [1, 3]
    assert Practice.objects.count() == 0

"""The pages of the library: they cost the same for few and many, and nothing is claimed that is not known."""

import pytest

from research.models import Case, Evidence, Level, Organisation, Practice, Source
from tests.factories import CaseFactory, OrganisationFactory, PracticeFactory, SourceFactory, publish
from tests.research.looking import LISTS, told, words

pytestmark = pytest.mark.django_db

SHELVES = {
    "levels": Level,
    "practices": Practice,
    "cases": Case,
    "sources": Source,
    "organisations": Organisation,
}


def test_organisation_that_agreed_is_not_said_to_be_unasked(client):
    place = OrganisationFactory(beacon_since="2026-05-01", beacon_agreed_by="Ann Ek, mayor")
    publish()
    said = words(told(client, place))
    assert "Not a beacon yet" not in said
    assert "agreed on 1 May 2026 to inspire others" in said
    assert "Ann Ek" not in said


def test_empty_library_says_so_calmly(client):
    publish()
    assert "The shelves are still empty." in told(client, "/library/")
    for name in LISTS:
        assert "Nothing stands on this shelf yet." in told(client, f"/library/{name}/")
    for level in Level.objects.all():
        assert "none yet" in told(client, level)


def test_levels_have_no_list_of_their_own(client):
    assert client.get("/library/levels/").headers["Location"] == "/library/"
    assert client.post("/library/levels/").status_code == 405


@pytest.mark.parametrize("shelf", SHELVES)
def test_unknown_record_is_not_found(client, shelf):
    assert client.get(f"/library/{shelf}/nobody/").status_code == 404


@pytest.mark.parametrize("page", ["", *(f"{name}/" for name in LISTS), "levels/leadership/"])
def test_pages_are_only_read(client, page):
    publish()
    assert client.post(f"/library/{page}").status_code == 405
    assert client.head(f"/library/{page}").status_code == 200


def fill(how_many):
    """So many of everything, all tied to each other."""
    sources = [SourceFactory(verified=False) for _row in range(how_many)]
    places = [OrganisationFactory() for _row in range(how_many)]
    for number in range(how_many):
        case, practice = CaseFactory(), PracticeFactory()
        for link in (case.sources, case.outcome_sources):
            link.set(sources)
        case.organisations.set(places)
        practice.levels.set(Level.objects.all()[: how_many + 1])
        for order, source in enumerate(sources):
            Evidence.objects.create(source=source, practice=practice, order=order)
            Evidence.objects.create(
                source=source, case=case, level_id=number + 1, statement=f"Said {number}.", strength="weak"
            )
    for practice in Practice.objects.all():
        practice.cases.set(Case.objects.all())


@pytest.mark.parametrize(
    ("shelf", "queries"),
    [("", 2), ("practices", 4), ("cases", 5), ("sources", 4), ("organisations", 5)],
)
@pytest.mark.parametrize("how_many", [1, 3])
def test_lists_cost_the_same_for_few_and_many(client, django_assert_num_queries, how_many, shelf, queries):
    fill(how_many)
    publish()
    with django_assert_num_queries(queries):
        told(client, f"/library/{shelf}/" if shelf else "/library/")


@pytest.mark.parametrize(
    ("shelf", "queries"),
    [("levels", 4), ("practices", 2), ("cases", 4), ("sources", 4), ("organisations", 6)],
)
@pytest.mark.parametrize("how_many", [1, 3])
def test_records_cost_the_same_for_few_and_many(client, django_assert_num_queries, how_many, shelf, queries):
    fill(how_many)
    address = SHELVES[shelf].objects.first().get_absolute_url()
    publish()
    with django_assert_num_queries(queries):
        told(client, address)


def test_what_is_not_confirmed_is_marked_wherever_it_is_shown(client):
    """A source with unconfirmed details says so, in words."""
    fill(1)
    Case.objects.update(verified=False)
    publish()
    mark = "details to be confirmed"
    for address in ("/library/sources/", "/library/cases/", "/library/levels/vision-and-mission/"):
        assert mark in told(client, address)
    for model in (Practice, Case, Organisation):
        assert mark in told(client, model.objects.get())
    for model in (Source, Case):
        assert "Details to be confirmed:" in told(client, model.objects.get())
    Source.objects.update(verified=True)
    Case.objects.update(verified=True)
    publish()
    for model in (Practice, Case, Organisation, Source):
        assert mark not in told(client, model.objects.get()).lower()


def test_gap_in_a_source_is_named(client):
    source = SourceFactory(authors=[], year=None, container="", doi="", url="")
    publish()
    said = words(told(client, source))
    assert "Authors names not seen Year not seen Published in not seen Read abstract" in said
    assert "No claim in the library rests on it." in said


def test_place_in_the_source_is_shown_where_it_is_recorded(client):
    row = Evidence.objects.create(
        source=SourceFactory(), case=CaseFactory(), locator="p. 17", statement="So."
    )
    publish()
    for record in (row.case, row.source):
        said = words(told(client, record))
        assert "p. 17" in said
        assert "place in the source not recorded" not in said


def test_what_records_say_is_escaped_everywhere(client):
    """A title is a text, whatever it holds."""
    bad = "<script>alert('x')</script>&"
    fill(1)
    Source.objects.update(title=bad, authors=[bad], container=bad, note=bad, read=bad)
    Case.objects.update(
        title=bad, place=bad, problem=bad, lesson=bad, obstacles=bad, actors=[bad], outcome_basis=bad
    )
    Practice.objects.update(name=bad, how=bad, conditions=[bad], note=bad)
    Organisation.objects.update(name=bad, name_en=bad, note=bad)
    Evidence.objects.filter(practice=None).update(statement=bad, locator=bad)
    Level.objects.filter(number=1).update(
        name=bad, tensions=[{"between": [bad, bad], "source_ids": [], "note": bad}]
    )
    publish()
    records = [model.objects.first().get_absolute_url() for model in SHELVES.values()]
    for address in (
        "/library/",
        *(f"/library/{name}/" for name in LISTS),
        *records,
        f"/library/cases/?q={bad}",
    ):
        text = client.get(address).content.decode()
        assert "<script>" not in text, address
        assert "&lt;script&gt;" in text, address

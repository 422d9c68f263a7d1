"""What pages tell machines: only what is known, in a form that no title can break out of."""

import re

import pytest

from research.models import Evidence
from tests.factories import CaseFactory, OrganisationFactory, PracticeFactory, SourceFactory, publish
from tests.research.looking import data, raw, tags

pytestmark = pytest.mark.django_db

HOME = "http://testserver"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def page(client, record):
    """The page of a record as it is sent, once the record is published."""
    publish()
    return raw(client, record)


def test_what_a_report_is_based_on_is_its_evidence_and_not_its_reading_list(client):
    case, shown, read = CaseFactory(), SourceFactory(doi="10.1108/x-1", verified=False), SourceFactory()
    case.sources.set([read])
    for level in (1, 2):
        Evidence.objects.create(case=case, source=shown, level_id=level)
    [work] = data(page(client, case))["isBasedOn"]
    assert (work["name"], work["sameAs"]) == (shown.title, "https://doi.org/10.1108/x-1")
    assert work["subjectOf"]["url"] == HOME + shown.get_absolute_url()
    assert work["subjectOf"]["creativeWorkStatus"] == "details to be confirmed"


def test_what_is_not_known_is_not_told(client):
    case = data(page(client, CaseFactory()))
    assert "isBasedOn" not in case
    assert "creativeWorkStatus" not in case
    assert data(page(client, CaseFactory(verified=False)))["creativeWorkStatus"] == "details to be confirmed"
    text = page(client, PracticeFactory())
    assert {"about", "isBasedOn", "spatialCoverage"}.isdisjoint(data(text))
    assert "citation_keywords" not in dict(tags(text))
    assert "citation_author" not in dict(tags(text))
    assert "author" not in data(text)
    work = data(page(client, SourceFactory(authors=[], year=None)))["mainEntity"]
    assert set(work) == {"@type", "name"}
    place = data(page(client, OrganisationFactory()))
    assert set(place) == {"@context", "@type", "@id", "name", "mainEntityOfPage"}


def test_licence_of_a_source_page_is_not_that_of_the_work(client):
    source = SourceFactory(doi="10.1108/x-1", url="https://example.org/work")
    told = data(page(client, source))
    assert (told["@type"], told["license"]) == ("WebPage", LICENCE)
    assert told["mainEntity"] == {
        "@type": "CreativeWork",
        "name": source.title,
        "sameAs": "https://doi.org/10.1108/x-1",
        "author": ["Ann Ek"],
        "datePublished": "2020",
        "url": "https://example.org/work",
    }


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("municipality", "GovernmentOrganization"),
        ("agency", "GovernmentOrganization"),
        ("network", "Organization"),
        ("hospital", "Organization"),
    ],
)
def test_organisation_is_told_by_its_names(client, kind, type_):
    place = OrganisationFactory(kind=kind, name_en="The place")
    told = data(page(client, place))
    assert (told["@type"], told["name"], told["alternateName"]) == (type_, place.name, "The place")
    assert {"address", "location"}.isdisjoint(told)


def test_library_is_a_catalogue_of_its_data(client):
    told = data(page(client, "/library/"))
    assert (told["@type"], told["license"]) == ("DataCatalog", LICENCE)
    assert told["dataset"]["url"] == f"{HOME}/library/data/"
    assert told["dataset"]["distribution"][0]["contentUrl"] == f"{HOME}/library/data.zip"
    assert data(page(client, "/library/data/"))["@type"] == "Dataset"


@pytest.mark.parametrize(
    "bad", ["</script><script>alert(1)</script>", "<!--<script>", "]]>&amp;\u2028\u2029", "\"'\\"]
)
def test_no_title_breaks_out(client, bad):
    case, practice = CaseFactory(title=bad, problem=bad, place=bad), PracticeFactory(name=bad)
    source, place = SourceFactory(title=bad, authors=[bad]), OrganisationFactory(name=bad, name_en=bad)
    case.organisations.set([place])
    for about in ({"case": case}, {"practice": practice}):
        Evidence.objects.create(source=source, **about)
    for record in (case, practice, place):
        text = page(client, record)
        assert data(text)["name"] == bad
        assert not re.search(r"<(?!/script>)|&", text.partition('ld+json">')[2].partition("</script>")[0])
        own = text.count('<script src="/static/')
        assert text.count("<script") == text.count("</script>") == 1 + own
    assert data(page(client, source))["mainEntity"]["name"] == bad
    assert dict(tags(page(client, case)))["citation_title"] == bad


def test_map_of_the_site_follows_the_address_that_was_asked(client):
    text = client.get("/sitemap.xml", headers={"Host": "localhost"}, secure=True).content.decode()
    assert "<loc>https://localhost/library/</loc>" in text

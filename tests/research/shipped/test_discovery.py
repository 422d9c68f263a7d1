"""What the pages of the full library tell machines, and where all pages are."""

from datetime import datetime
from xml.etree import ElementTree as ET

import pytest

from research.models import Case, Level, Organisation, Practice, PublishedVersion, Source
from tests.research.looking import data, raw, tags

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

HOME = "http://testserver"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def published_on(record):
    """The day on which the newest version of a record came out."""
    return PublishedVersion.objects.get(slug=record.slug, is_current=True).published_at.date()


def test_case_is_a_report_about_its_place_levels_and_organisations(client):
    case = Case.objects.get(slug="gentofte-task-committees")
    told = data(raw(client, case))
    address = f"{HOME}/library/cases/gentofte-task-committees/v/1/"
    assert (told["@context"], told["@type"]) == ("https://schema.org", "Report")
    assert told["url"] == told["@id"] == address
    assert (told["name"], told["license"], told["inLanguage"]) == (case.title, LICENCE, "en")
    assert told["publisher"] == {"@type": "Organization", "name": "CO-CREATOR"}
    assert told["spatialCoverage"] == {
        "@type": "Place",
        "name": "Gentofte",
        "address": {"@type": "PostalAddress", "addressLocality": "Gentofte", "addressCountry": "DK"},
    }
    assert [one["name"] for one in told["about"]] == [
        case.policy_area,
        *(level.name for level in case.levels),
        *(place.name for place in case.organisations.all()),
    ]
    assert (told["version"], told["datePublished"]) == ("1", published_on(case).isoformat())
    assert {"author", "dateCreated"}.isdisjoint(told)


def test_practice_is_a_report_about_its_levels(client):
    practice = Practice.objects.get(slug="political-task-committees")
    told = data(raw(client, practice))
    assert (told["@type"], told["name"]) == ("Report", practice.name)
    assert [one["name"] for one in told["about"]] == [level.name for level in practice.levels.all()]
    assert len(told["isBasedOn"]) == 6


def test_reference_managers_find_a_report(client):
    case = Case.objects.get(slug="wigan-deal")
    told, day = dict(tags(raw(client, case))), published_on(case)
    address = f"{HOME}/library/cases/wigan-deal/v/1/"
    keywords = told.pop("citation_keywords")
    assert keywords.startswith(f"{case.policy_area}; ")
    assert told == {
        "citation_title": case.title,
        "citation_publication_date": f"{day:%Y/%m/%d}",
        "citation_technical_report_institution": "CO-CREATOR",
        "citation_technical_report_number": "wigan-deal v1",
        "citation_language": "en",
        "citation_public_url": address,
        "citation_pdf_url": f"{address}sheet.pdf",
        "citation_abstract": f"{case.problem} {case.what_was_done}",
        "DC.title": case.title,
        "DC.date": day.isoformat(),
        "DC.identifier": address,
        "DC.rights": LICENCE,
        "DC.language": "en",
        "DC.type": "Report",
    }
    told = dict(tags(raw(client, Practice.objects.first())))
    assert told["citation_technical_report_institution"] == "CO-CREATOR"
    for record in (Source.objects.first(), Organisation.objects.first(), Level.objects.first()):
        assert tags(raw(client, record)) == []


def test_map_of_the_site_names_every_page(client, django_assert_num_queries):
    with django_assert_num_queries(9):
        answer = client.get("/sitemap.xml")
    assert answer.headers["Content-Type"] == "application/xml"
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = [one.text for one in ET.fromstring(answer.content).iter(f"{space}loc")]
    assert len(found) == len(set(found))
    plain = [address for address in found if "?" not in address]
    assert len(plain) == 273 + 11 + 5  # the records, the lists, the pages of the house
    assert (
        len(found) - len(plain) == (11 + 5) * 5 + 4 + 28
    )  # five more languages; levels and practices in Danish
    assert all(address.startswith(f"{HOME}/") for address in found)
    assert {f"{HOME}/", f"{HOME}/library/", f"{HOME}/library/data/"} <= set(found)
    for model in (Level, Practice, Case, Source, Organisation):
        assert {HOME + row.get_absolute_url() for row in model.objects.all()} <= set(found)
    dated = [one.text for one in ET.fromstring(answer.content).iter(f"{space}lastmod")]
    assert len(dated) == 273 + 4 + 28
    assert {datetime.fromisoformat(one).date() for one in dated} == {published_on(Case.objects.first())}

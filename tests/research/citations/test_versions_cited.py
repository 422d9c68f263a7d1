"""A published version is cited by programs of others: its files, and the tags in the head of its page."""

import json
import re

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors

from research.citations.formats import FORMATS
from research.citing import reference_to
from research.models import PublishedVersion
from tests.factories import AdaptationFactory, CaseFactory, PracticeFactory, publish
from tests.research.citations.test_foreign_parsers import bibliography_of, plain
from tests.research.looking import raw, tags

pytestmark = pytest.mark.django_db

KINDS = pytest.mark.parametrize("kind", ["practice", "case", "adaptation"])
CURATORS = ["van Ærø, Bo 0000-0002-1825-0097", "Office of the Quay"]
#: The tags that the translator "Embedded Metadata" of Zotero turns into fields of a report, and into which. A tag that is
#: named here may be emitted; one that is not would be lost on the way into a reference manager.
ZOTERO = {
    "citation_title": "title",
    "citation_author": "author",
    "citation_publication_date": "date",
    "citation_technical_report_institution": "institution",
    "citation_technical_report_number": "reportNumber",
    "citation_language": "language",
    "citation_doi": "DOI",
    "citation_public_url": "url",
    "citation_pdf_url": "attachment",
    "citation_abstract": "abstractNote",
    "citation_keywords": "tags",
    "DC.title": "title",
    "DC.creator": "author",
    "DC.date": "date",
    "DC.identifier": "identifier",
    "DC.rights": "rights",
    "DC.language": "language",
    "DC.type": "itemType",
}
#: What somebody who cites a report needs.
NEEDED = {
    "title", "author", "date", "institution", "reportNumber", "language", "DOI", "url", "attachment", "abstractNote",
    "tags", "rights", "itemType",
}  # fmt: skip


@pytest.fixture
def versions(db):
    """A version of each kind that is cited, with a DOI and the signs that make trouble."""
    title = "Quays & benches: 100 % {open} – “yes”"  # noqa: RUF001
    practice = PracticeFactory(slug="talk", name=title, curators=CURATORS)
    practice.levels.set([2, 3])
    CaseFactory(slug="quay", title=title, curators=CURATORS)
    AdaptationFactory(slug="samsoe", government=title, practice=practice, curators=CURATORS)
    publish()
    found = PublishedVersion.objects.filter(kind__in=("practice", "case", "adaptation"))
    known = {one.kind: one for one in found}
    for one in known.values():  # as if a release had given it a DOI: the only field that no step writes yet
        PublishedVersion.objects.filter(pk=one.pk)._raw_delete("default")
        one.pk, one.doi, one._state.adding = None, "10.9999/library.1", True
        one.save()
    return known


def cited(client, version, ending):
    answer = client.get(f"{version.get_absolute_url()}cite.{ending}")
    assert answer.status_code == 200
    name = f'attachment; filename="{version.slug}-v{version.number}.{ending}"'
    assert answer.headers["Content-Disposition"] == name
    assert answer.headers["Content-Type"] == FORMATS[ending].content_type
    return answer.content.decode()


def address(version):
    return f"http://testserver{version.get_absolute_url()}"


@KINDS
@pytest.mark.parametrize("ending", FORMATS)
def test_we_read_it_again_as_it_was(client, versions, kind, ending):
    version = versions[kind]
    reference = reference_to(version, lambda path: f"http://testserver{path}")
    assert FORMATS[ending].read(cited(client, version, ending)).references == (reference,)


@KINDS
def test_bibtexparser_reads_it(client, versions, kind):
    version = versions[kind]
    text = cited(client, version, "bib")
    read = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert read.failed_blocks == []
    [entry] = read.entries
    fields = {name: plain(field.value) for name, field in entry.fields_dict.items()}
    assert (entry.entry_type, entry.key) == ("techreport", f"{version.slug}-v1")
    assert (fields["year"], fields["doi"]) == (f"{version.published_at:%Y}", "10.9999/library.1")
    assert fields["number"] == "version 1"
    assert fields["url"] == address(version)
    [entry] = bibtexparser.parse_string(text, append_middleware=[SeparateCoAuthors()]).entries
    assert len(entry.fields_dict["author"].value) == 2


@KINDS
def test_rispy_reads_it(client, versions, kind):
    version = versions[kind]
    [entry] = rispy.loads(cited(client, version, "ris"))
    assert (entry["type_of_reference"], entry["id"]) == ("RPRT", f"{version.slug}-v1")
    assert (entry["title"], entry["doi"]) == (version.title, "10.9999/library.1")
    assert [name.rstrip(",") for name in entry["authors"]] == ["van Ærø, Bo", "Office of the Quay"]
    assert entry["year"] == f"{version.published_at:%Y}"
    assert entry["urls"] == [address(version)]
    assert entry["publisher"] == "CO-CREATOR"


@KINDS
def test_citeproc_makes_a_line_of_it(client, versions, kind):
    version = versions[kind]
    items = json.loads(cited(client, version, "json"))
    [line] = bibliography_of(items)
    for word in ("van Ærø", "Office of the Quay", f"{version.published_at:%Y}", "Quays & benches"):
        assert word in line
    [item] = items
    assert item["type"] == "report"
    assert item["issued"]["date-parts"] == [
        [version.published_at.year, version.published_at.month, version.published_at.day]
    ]
    assert (item["number"], item["URL"], item["DOI"]) == ("version 1", address(version), "10.9999/library.1")
    assert version.digest in item["note"]


def test_library_stands_for_those_who_are_not_named(client):
    CaseFactory(slug="quay")
    publish()
    version = PublishedVersion.objects.get(kind="case")
    [item] = json.loads(cited(client, version, "json"))
    assert item["author"] == [{"literal": "CO-CREATOR library"}]
    assert "citation_author" not in dict(tags(raw(client, version)))
    assert "CO-CREATOR library." in raw(client, version)


def test_older_version_is_cited_as_it_was(client):
    case = CaseFactory(slug="quay", title="Before")
    publish()
    case.title = "After"
    case.save()
    publish()
    for number, title in ((1, "Before"), (2, "After")):
        [item] = json.loads(client.get(f"/library/cases/quay/v/{number}/cite.json").content)
        assert (item["id"], item["title"], item["number"]) == (f"quay-v{number}", title, f"version {number}")
        assert item["URL"] == f"http://testserver/library/cases/quay/v/{number}/"


@KINDS
def test_page_shows_the_citation_and_leads_to_the_files_of_its_version(client, versions, kind):
    version = versions[kind]
    text = raw(client, version.get_absolute_url())
    for ending in FORMATS:
        assert f'href="{version.get_absolute_url()}cite.{ending}"' in text
    assert re.search(r'id="citation">van Ærø, B., &amp; Office of the Quay\. \(\d{4}', text)


@pytest.mark.parametrize("page", ["cite.exe", "cite.", "cite.bib/", "cite.BIB", "record.xml", "record.json/"])
def test_other_files_of_a_version_are_not_found(client, page):
    CaseFactory(slug="quay")
    publish()
    assert client.get(f"/library/cases/quay/v/1/{page}").status_code == 404


def test_files_of_a_version_are_only_read(client):
    CaseFactory(slug="quay")
    publish()
    for page in ("cite.bib", "record.json"):
        assert client.post(f"/library/cases/quay/v/1/{page}").status_code == 405
        assert client.head(f"/library/cases/quay/v/1/{page}").status_code == 200


@pytest.mark.parametrize("kind", ["practice", "case"])
def test_tags_are_those_that_zotero_reads_and_all_that_it_needs(client, versions, kind):
    found = tags(raw(client, versions[kind]))
    assert {name for name, _content in found} <= set(ZOTERO)
    assert {ZOTERO[name] for name, _content in found} >= NEEDED - ({"tags"} if kind == "case" else set())
    assert all(content.strip() for _name, content in found)
    twice = {name for name, _content in found if [one for one, _ in found].count(name) > 1}
    assert twice == {"citation_author", "DC.creator"}


@pytest.mark.parametrize("kind", ["practice", "case"])
def test_tags_say_the_same_as_the_files(client, versions, kind):
    version = versions[kind]
    held = dict(tags(raw(client, version)))
    [item] = json.loads(cited(client, version, "json"))
    assert held["citation_title"] == held["DC.title"] == item["title"]
    assert held["citation_doi"] == item["DOI"]
    assert held["citation_public_url"] == held["DC.identifier"] == item["URL"]
    assert held["citation_abstract"] == item["abstract"]
    assert held["citation_technical_report_institution"] == item["publisher"]
    assert [int(part) for part in held["citation_publication_date"].split("/")] == item["issued"][
        "date-parts"
    ][0]
    assert client.head(held["citation_pdf_url"]).status_code == 200

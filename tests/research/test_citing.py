"""Sources are taken away from their pages: as text, and as files in three formats."""

import json
from html import unescape

import pytest

from research.citations.formats import FORMATS
from research.citations.reference import UNCONFIRMED, Reference
from research.citing import reference_of, source_of
from research.models import Source
from tests.factories import SourceFactory, publish

pytestmark = pytest.mark.django_db

TYPES = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json; charset=utf-8",
}


@pytest.mark.parametrize(("ending", "content_type"), TYPES.items())
def test_source_is_a_file(client, ending, content_type):
    source = SourceFactory(slug="ek-2020", authors=["Eva Sørensen"])
    publish()
    answer = client.get(f"/library/sources/ek-2020/cite.{ending}")
    assert answer.headers["Content-Type"] == content_type
    assert answer.headers["Content-Disposition"] == f'attachment; filename="ek-2020.{ending}"'
    assert FORMATS[ending].read(answer.content.decode()).references == (reference_of(source),)


def test_nothing_found_is_an_empty_file(client):
    assert client.get("/library/sources/cite.bib?q=zzz").content == b""
    assert json.loads(client.get("/library/sources/cite.json?q=zzz").content) == []


@pytest.mark.parametrize("how_many", [1, 4])
def test_files_cost_the_same_for_few_and_many(client, django_assert_num_queries, how_many):
    rows = [SourceFactory() for _row in range(how_many)]
    publish()
    with django_assert_num_queries(2):
        client.get("/library/sources/cite.bib")
    with django_assert_num_queries(1):
        client.get(f"/library/sources/{rows[0].slug}/cite.ris")


@pytest.mark.parametrize(
    "address",
    ["sources/cite.exe", "sources/nobody/cite.bib", "sources/ek-2020/cite.exe", "sources/ek-2020/cite.bib/"],
)
def test_other_files_are_not_found(client, address):
    SourceFactory(slug="ek-2020")
    publish()
    assert client.get(f"/library/{address}").status_code == 404


@pytest.mark.parametrize("address", ["/library/sources/cite.bib", "/library/sources/ek-2020/cite.bib"])
def test_files_are_only_read(client, address):
    SourceFactory(slug="ek-2020")
    publish()
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


def test_page_says_how_to_cite_and_leads_to_the_files(client):
    source = SourceFactory(
        slug="ek-2020", title="Towns", authors=["Nicolette van Gestel"], container="Journal 3(1), 2-9"
    )
    publish()
    text = unescape(client.get(source.get_absolute_url()).content.decode())
    assert "van Gestel, N. (2020). Towns. Journal, 3(1), 2–9." in text  # noqa: RUF001
    assert "van Gestel, Nicolette. 2020. “Towns.” Journal 3 (1): 2–9." in text  # noqa: RUF001
    for ending in TYPES:
        assert text.count(f'href="/library/sources/ek-2020/cite.{ending}"') == 2


def test_what_is_not_confirmed_says_so_in_text_and_files(client):
    source = SourceFactory(verified=False, note="Year inferred.")
    publish()
    assert f"[{UNCONFIRMED}]" in client.get(source.get_absolute_url()).content.decode()
    for ending in TYPES:
        text = client.get(f"{source.get_absolute_url()}cite.{ending}").content.decode()
        assert f"{UNCONFIRMED}; Year inferred." in text


def test_nothing_is_added_to_what_is_known(client):
    source = SourceFactory(slug="bare", type="web_page", authors=[], year=None, title="T", container="")
    publish()
    item = json.loads(client.get(f"{source.get_absolute_url()}cite.json").content)
    assert item == [{"id": "bare", "type": "webpage", "title": "T"}]


def test_editors_are_editors():
    reference = reference_of(
        SourceFactory.build(type="book", authors=["Eva Sørensen (ed.)", "Ann Ek (eds.)"])
    )
    assert reference.authors == ()
    assert [name.family for name in reference.editors] == ["Sørensen", "Ek"]


@pytest.mark.parametrize(
    ("container", "parts"),
    [
        ("Policy & Politics 49(2), 211-230", ("Policy & Politics", "49", "2", "211-230", "")),
        ("Systems 13(9), 806", ("Systems", "13", "9", "", "806")),
        ("Policy & Politics 49(2), from p. 189", ("Policy & Politics 49(2), from p. 189", "", "", "", "")),
        ("Cities (name inferred from the DOI)", ("Cities (name inferred from the DOI)", "", "", "", "")),
    ],
)
def test_volume_and_pages_are_taken_out_only_where_they_are_certain(container, parts):
    reference = reference_of(SourceFactory.build(container=container))
    names = ("container", "volume", "issue", "pages", "number")
    assert tuple(getattr(reference, name) for name in names) == parts


def test_every_type_of_source_has_its_word():
    for kind in Source.Type.values:
        assert reference_of(SourceFactory.build(type=kind)).type


@pytest.mark.parametrize(
    ("csl", "genre", "url", "ours"),
    [
        ("report", "Deliverable", "", "deliverable"),
        ("report", "white paper", "", "report"),
        ("webpage", "case page", "", "case_page"),
        ("document", "", "https://example.org", "web_page"),
        ("document", "", "", "report"),
        ("article-magazine", "", "", "news"),
        ("manuscript", "", "", "working_paper"),
    ],
)
def test_type_from_elsewhere_gets_our_nearest_word(csl, genre, url, ours):
    assert source_of(Reference("k", csl, "T", genre=genre, url=url), "k").type == ours

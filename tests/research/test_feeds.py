"""Feeds: well-formed Atom of what was published, narrowed to a level or a country, and nothing of drafts."""

from xml.etree import ElementTree as ET

import pytest

from research.models import Case, PublishedVersion
from research.publishing.workflow import withdraw
from tests.factories import CaseFactory, PracticeFactory, SourceFactory, publish

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client, address="/library/feed.atom"):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(answer.content)


def titles(root):
    return [entry.find(f"{ATOM}title").text for entry in root.findall(f"{ATOM}entry")]


def test_feed_tells_each_version_with_what_changed_and_where_it_is(client):
    case = CaseFactory(title="The <b>quay</b> & others")
    SourceFactory()
    publish()
    [entry] = feed(client).findall(f"{ATOM}entry")
    version = PublishedVersion.objects.get(kind="case")
    assert entry.find(f"{ATOM}title").text == "The <b>quay</b> & others, version 1"
    assert entry.find(f"{ATOM}id").text == f"urn:sha256:{version.digest}"
    assert entry.find(f"{ATOM}link").attrib["href"].endswith(f"/library/cases/{case.slug}/v/1/")
    assert entry.find(f"{ATOM}summary").text.startswith("As a test wants it. Too few meet.")
    assert entry.find(f"{ATOM}updated").text


def test_feed_is_narrowed_to_a_level_or_a_country(client):
    for number in (1, 2):
        PracticeFactory(name=f"On level {number}").levels.set([number])
    CaseFactory(title="In Norway", country="NO")
    publish()
    assert titles(feed(client, "/library/levels/2/feed.atom")) == ["On level 2, version 1"]
    assert titles(feed(client, "/library/countries/NO/feed.atom")) == ["In Norway, version 1"]
    assert "Norway" in feed(client, "/library/countries/NO/feed.atom").find(f"{ATOM}title").text


@pytest.mark.parametrize("asked", ["levels/5", "levels/12", "levels/x", "countries/XX", "countries/no"])
def test_feed_of_nothing_is_not_there(client, asked):
    assert client.get(f"/library/{asked}/feed.atom").status_code == 404


def test_feed_holds_no_draft_and_nothing_that_was_withdrawn(client):
    CaseFactory(title="Draft")
    assert titles(feed(client)) == []
    publish()
    withdraw(Case.objects.get(), None, "It was made up.")
    assert titles(feed(client)) == []


@pytest.mark.parametrize("how_many", [1, 3])
def test_feed_costs_the_same_for_few_and_many(client, django_assert_num_queries, how_many):
    CaseFactory.create_batch(how_many)
    publish()
    with django_assert_num_queries(1):
        assert len(titles(feed(client))) == how_many


def test_pages_of_the_library_name_the_feed(client):
    assert 'type="application/atom+xml"' in client.get("/library/").content.decode()

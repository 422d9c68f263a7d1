"""Long lists come in pages; whatever stands for the page in the address, a page is shown."""

import re

import pytest

from research.citations.formats import FORMATS
from research.models import Source
from research.publishing.workflow import withdraw
from research.views.lists import PAGE_LENGTH
from tests.factories import CaseFactory, OrganisationFactory, PracticeFactory, SourceFactory, publish
from tests.research.looking import names, told, words

pytestmark = pytest.mark.django_db

LISTS = {
    "practices": (PracticeFactory, "name"),
    "cases": (CaseFactory, "title"),
    "sources": (SourceFactory, "slug"),
    "organisations": (OrganisationFactory, "name"),
}
SHELVES = pytest.mark.parametrize("shelf", LISTS)


@pytest.fixture
def short(monkeypatch):
    """Pages of three, so that few records make many."""
    monkeypatch.setattr("research.views.lists.PAGE_LENGTH", 3)


def fill(shelf, how_many):
    make, title = LISTS[shelf]
    for number in range(how_many):
        make(**{title: f"zebra-{number}"})
    publish()


def page_of(client, address):
    return client.get(address).context["page"].number


def pages(text):
    """The pages to turn to, as they are called, with their addresses."""
    nav = text.partition('<nav class="pages"')[2].partition("</nav>")[0]
    return dict(reversed(pair) for pair in re.findall(r'<a rel="\w+" href="([^"]*)">([^<]*)</a>', nav))


def test_two_hundred_records_stand_on_a_page(client):
    assert PAGE_LENGTH == 200
    for number in range(201):
        SourceFactory(slug=f"s-{number:03}")
    publish()
    assert len(names(client, "/library/sources/")) == 200
    assert len(names(client, "/library/sources/?page=2")) == 1
    assert "201 records" in words(told(client, "/library/sources/"))
    withdraw(Source.objects.get(slug="s-000"), None, "Not needed.")
    assert 'class="pages"' not in told(client, "/library/sources/")


@SHELVES
def test_every_record_stands_on_one_of_the_pages(client, short, shelf):
    fill(shelf, 7)
    found = [names(client, f"/library/{shelf}/?page={page}") for page in (1, 2, 3)]
    assert [len(page) for page in found] == [3, 3, 1]
    assert len({name for page in found for name in page}) == 7
    assert found[0] == names(client, f"/library/{shelf}/")
    assert "7 records" in words(told(client, f"/library/{shelf}/?page=2"))
    assert "Page 2 of 3" in words(told(client, f"/library/{shelf}/?page=2"))


@SHELVES
def test_pages_are_turned_by_links_that_keep_what_is_looked_for(client, short, shelf):
    fill(shelf, 7)
    asked = "q=zebra" if shelf != "sources" else "type=article&q=zebra"
    kept = asked.replace("&", "&amp;")
    first = client.get(f"/library/{shelf}/?{asked}").content.decode()
    assert pages(first) == {"Next": f"?{kept}&amp;page=2"}
    middle = client.get(f"/library/{shelf}/?{asked}&page=2").content.decode()
    assert pages(middle) == {"Previous": f"?{kept}&amp;page=1", "Next": f"?{kept}&amp;page=3"}
    last = client.get(f"/library/{shelf}/?{asked}&page=3").content.decode()
    assert pages(last) == {"Previous": f"?{kept}&amp;page=2"}


@SHELVES
@pytest.mark.parametrize(
    ("asked", "page"),
    [
        ("page=", 1), ("page=0", 3), ("page=-1", 3), ("page=4", 3), ("page=9999999999999999999999", 3),
        ("page=two", 1), ("page=1.5", 1), ("page=%00", 1), ("page=2&page=3", 3), ("page=%ff", 1), ("page=<b>", 1),
        ("page=" + "9" * 5000, 1), ("pages=2", 1),
    ],
)  # fmt: skip
def test_nonsense_for_a_page_shows_a_page(client, short, shelf, asked, page):
    fill(shelf, 7)
    assert client.get(f"/library/{shelf}/?{asked}").status_code == 200
    assert page_of(client, f"/library/{shelf}/?{asked}") == page


@SHELVES
def test_narrowing_and_looking_begin_on_the_first_page_again(client, short, shelf):
    """Else a filter would lead to a page that its list does not have."""
    fill(shelf, 7)
    text = told(client, f"/library/{shelf}/?page=3&q=zebra")
    links = re.findall(r'href="(\?[^"]*)"', text.partition("<search>")[2].partition("</search>")[0])
    assert links and not [link for link in links if "page=" in link]
    assert 'name="page"' not in text


def test_file_of_a_list_holds_all_its_pages(client, short):
    fill("sources", 7)
    for form in FORMATS.values():
        text = client.get(f"/library/sources/cite.{form.ending}?page=2").content.decode()
        assert len(form.read(text).references) == 7
    text = told(client, "/library/sources/?page=2&q=zebra")
    assert re.findall(r'href="(/library/sources/cite\.[^"]*)"', text)


@pytest.mark.parametrize("page", [1, 3])
@pytest.mark.parametrize(
    ("shelf", "queries"), [("practices", 4), ("cases", 5), ("sources", 4), ("organisations", 5)]
)
def test_each_page_costs_the_same(client, short, django_assert_num_queries, shelf, queries, page):
    fill(shelf, 7)
    with django_assert_num_queries(queries):
        client.get(f"/library/{shelf}/?page={page}")

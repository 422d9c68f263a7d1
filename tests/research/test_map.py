"""The map of the library and the list that says the same; the small map on the page of an organisation."""

import re
from html import unescape

import pytest

from research.folding import alike
from research.mapping.locator import locator_of
from research.mapping.places import key_of, places_of
from research.models import Case, Organisation
from research.publishing.workflow import withdraw
from tests.factories import CaseFactory, OrganisationFactory, publish

pytestmark = pytest.mark.django_db

MAP = "/library/map/"


def told(client, address=MAP):
    publish()
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def points(text, scale="wide"):
    """The points of one layer: address and name of each."""
    layer = re.search(rf'<g class="{scale}".*?</g>', text, re.DOTALL).group()
    found = re.findall(r'<a href="([^"]*)"([^>]*)>\s*<title>(.*?)\s*</title>', layer, re.DOTALL)
    return [(address, name) for address, _more, name in found]


def rows(text):
    """The list, each row as its cells in words."""
    body = text.partition("<tbody")[2].partition("</tbody>")[0]
    cells = (re.findall(r"<t[hd] [^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in body.split("<tr")[1:])
    return [[" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in row] for row in cells]


def first(text):
    return [row[0] for row in rows(text)]


@pytest.fixture
def three(db):
    """A town with two organisations and a case, one in Asia with a case only, and one that nobody has placed."""
    ghent = [
        OrganisationFactory(slug=slug, name=name, place="Ghent", country="BE", lat=51.05, lon=3.72)
        for slug, name in (("city", "City of Ghent"), ("ateliers", "Ateliers"))
    ]
    case = CaseFactory(title="Crowd", place="Ghent", country="BE", lat=51.05, lon=3.72)
    case.organisations.set(ghent)
    CaseFactory(slug="far", title="Far", place="Taipei", country="TW", lat=25.03, lon=121.57)
    OrganisationFactory(slug="lost", name="Lost", place="Čakovec", country="HR")
    return ghent


def test_every_place_of_the_library_is_on_the_map_and_in_the_list(client, library):
    text = told(client)
    assert len(rows(text)) == 24
    assert set(first(text)) == set(Case.objects.values_list("place", flat=True))
    assert "24 places are in the library." in text
    assert "2 lie outside this map." in text
    for record in (*Organisation.objects.all(), *Case.objects.all()):
        assert record.get_absolute_url() in text.partition("<tbody")[2]
    for scale in ("wide", "narrow"):
        sizes = [re.match(r"(\d+) places, ", name) for _address, name in points(text, scale)]
        assert sum(int(size.group(1)) if size else 1 for size in sizes) == 22
    world = told(client, f"{MAP}?view=world")
    assert "lie outside" not in world and "Show Europe" in world
    assert any("Taipei, Taiwan, 1 case" in name for _address, name in points(world))


def test_point_says_name_and_count_and_leads_to_the_page_or_to_its_places(client, three):
    ghent, far = points(told(client)), points(told(client, f"{MAP}?view=world"))
    assert ghent == [(f"{MAP}?at=wide-ghent-be#list", "Ghent, Belgium, 1 case")]
    assert far[1] == ("/library/cases/far/", "Taipei, Taiwan, 1 case")
    withdraw(three[0], None, "It moved.")
    assert points(told(client)) == [("/library/organisations/ateliers/", "Ghent, Belgium, 1 case")]


def test_neighbours_are_one_point_with_all_their_names(client, three):
    OrganisationFactory(slug="antwerp", place="Antwerp", country="BE", lat=51.22, lon=4.4)
    ((address, name),) = points(told(client))
    assert name == "2 places, 1 case: Antwerp, Belgium; Ghent, Belgium"
    chosen = told(client, address)
    assert first(chosen) == ["Antwerp", "Ghent"]
    assert "2 places, chosen on the map." in chosen
    assert f'href="{MAP}#list">Show all places' in chosen
    assert chosen.count('class="chosen" aria-current="true"') == 2, "once in each layer"


def test_chosen_point_stays_chosen_when_it_stands_for_more(client, three):
    OrganisationFactory(slug="antwerp", place="Antwerp", country="BE", lat=51.22, lon=4.4)
    assert first(told(client, f"{MAP}?at=narrow-antwerp-be")) == ["Antwerp", "Ghent"]


@pytest.mark.parametrize("at", ["wide-nowhere-dk", "huge-ghent-be", "wide", "", "%00", "wide-"])
def test_unknown_point_counts_as_none(client, three, at):
    text = told(client, f"{MAP}?at={at}")
    assert len(rows(text)) == 3
    assert "chosen on the map" not in text


def test_record_without_a_position_is_in_the_list_and_says_so(client, three):
    text = told(client)
    assert ["Čakovec no place on the map", "Croatia", "Lost", "none on the shelves"] in rows(text)
    assert "1 has no place on the map." in text
    assert "1 lies outside this map." in text
    assert "Čakovec" not in text.partition("<svg role")[2].partition("</svg>")[0]


def test_map_with_nothing_that_has_a_position_is_still_a_list(client):
    OrganisationFactory()
    text = told(client)
    ((place, country, _organisation, cases),) = rows(text)
    assert (place, country, cases) == ("Place no place on the map", "Denmark", "none on the shelves")
    assert points(text) == []


def test_empty_library_says_so(client):
    text = told(client)
    assert "Nothing stands on this shelf yet." in text
    assert '<figure class="map' not in text


def test_records_of_one_place_stand_in_one_line(client):
    OrganisationFactory(slug="b", name="B", place="Århus", lat=None, lon=None)
    OrganisationFactory(slug="c", name="C", place="århus ", lat=56.16, lon=10.2)
    CaseFactory(title="A", place="Århus", lat=56.2, lon=10.3)
    OrganisationFactory(slug="d", name="D", place="Århus", country="NO")
    publish()
    (danish, norwegian) = places_of()
    assert [str(one) for one in (*danish.organisations, *danish.cases)] == ["B", "C", "A"]
    assert (danish.place.lat, danish.place.lon) == (56.16, 10.2), "of the first that has one"
    assert (danish.place.key, norwegian.place.key) == ("arhus-dk", "arhus-no")


def test_key_holds_letters_of_any_script():
    assert key_of(Organisation(place="Å", country="NO")) == "a-no"
    assert key_of(Organisation(place="Αθήνα", country="GR")) == "αθηνα-gr"
    assert (
        key_of(Organisation(place="Overdiepse polder, Waalwijk", country="NL"))
        == "overdiepse-polder-waalwijk-nl"
    )


NAMES = ("Zagreb", "Århus", "Ærø", "Đakovo", "Čakovec", "Asker", "Škofja Loka", "Split", "Øster", "Oslo", "Å")


def test_letters_with_marks_stand_with_their_plain_sisters():
    assert sorted(NAMES, key=alike) == [
        *(
            "Å",
            "Ærø",
            "Århus",
            "Asker",
            "Čakovec",
            "Đakovo",
            "Oslo",
            "Øster",
            "Škofja Loka",
            "Split",
            "Zagreb",
        ),
    ]


def test_list_is_sorted_by_what_stands_in_the_address(client):
    for number, (place, country, how_many) in enumerate(
        (("Čakovec", "HR", 1), ("Århus", "DK", 2), ("Zadar", "HR", 0), ("Bern", "CH", 1))
    ):
        OrganisationFactory(slug=f"o{number}", name=f"Name {9 - number}", place=place, country=country)
        CaseFactory.create_batch(how_many, place=place, country=country)
    CaseFactory(place="Xanten", country="DE")
    by_place = ["Århus", "Bern", "Čakovec", "Xanten", "Zadar"]
    for asked, expected in (
        ("", by_place),
        ("sort=place&order=desc", by_place[::-1]),
        ("sort=country", ["Čakovec", "Zadar", "Århus", "Xanten", "Bern"]),
        ("sort=country&order=desc", ["Bern", "Xanten", "Århus", "Čakovec", "Zadar"]),
        ("sort=organisation", ["Bern", "Zadar", "Århus", "Čakovec", "Xanten"]),
        ("sort=organisation&order=desc", ["Čakovec", "Århus", "Zadar", "Bern", "Xanten"]),
        ("sort=cases", ["Bern", "Čakovec", "Xanten", "Århus", "Zadar"]),
        ("sort=cases&order=desc", ["Århus", "Bern", "Čakovec", "Xanten", "Zadar"]),
        ("sort=splendour&order=sideways", by_place),
        ("sort=%00&order=%00", by_place),
    ):
        found = [name.removesuffix(" no place on the map") for name in first(told(client, f"{MAP}?{asked}"))]
        assert found == expected, asked


def test_heads_of_columns_lead_to_their_order_and_say_which_holds(client, three):
    text = told(client, f"{MAP}?view=world&sort=country&order=desc&at=wide-ghent-be")
    heads = re.findall(r'<th role="columnheader" scope="col"([^>]*)><a href="([^"]*)">(\w+)</a>', text)
    assert [(more.strip(), name) for more, _address, name in heads] == [
        ("", "Place"),
        ('aria-sort="descending"', "Country"),
        ("", "Organisation"),
        ("", "Cases"),
    ]
    kept = f"{MAP}?view=world&at=wide-ghent-be"
    assert heads[0][1] == f"{kept}&sort=place&order=asc#list"
    assert heads[1][1] == f"{kept}&sort=country&order=asc#list"
    assert 'aria-sort="ascending"><a href="/library/map/?sort=place&order=desc#list">Place' in told(client)


def test_map_and_list_are_narrowed_alike(client, three):
    text = told(client, f"{MAP}?country=BE&sort=cases")
    assert first(text) == ["Ghent"]
    assert "1 of 3 places in the library are shown." in text
    assert len(points(text)) == 1
    assert first(told(client, f"{MAP}?q=cakovec")) == ["Čakovec no place on the map"]
    assert '<input type="hidden" name="sort" value="cases">' in text
    assert 'href="?sort=cases&country=HR"' in text
    nothing = told(client, f"{MAP}?q=zzz")
    assert "Nothing here matches." in nothing and rows(nothing) == []
    assert first(told(client, f"{MAP}?country=ZZ")) == first(told(client))


def test_countries_to_choose_from_are_in_the_order_of_their_names(client, three):
    text = told(client)
    choices = re.findall(r'<a href="\?country=(\w\w)">', text)
    assert choices == ["BE", "HR", "TW"]


def test_world_is_shown_where_all_that_is_found_lies_elsewhere(client, three):
    assert "Map of the world." in told(client, f"{MAP}?country=TW")
    assert "Map of Europe." in told(client, f"{MAP}?country=TW&view=europe")
    assert "Map of Europe." in told(client, f"{MAP}?country=HR"), "it has no position at all"
    assert "Map of Europe." in told(client, f"{MAP}?view=moon")


def fill(how_many):
    for number in range(how_many):
        organisation = OrganisationFactory(place=f"Town {number}", lat=40 + 5 * number, lon=10)
        CaseFactory(place=f"Town {number}").organisations.add(organisation)


@pytest.mark.parametrize("how_many", [1, 3])
@pytest.mark.parametrize(
    ("asked", "queries"), [("", 2), ("?at=wide-town-0-dk", 2), ("?country=DK", 4), ("?q=town", 4)]
)
def test_map_costs_the_same_for_few_and_many(client, django_assert_num_queries, how_many, asked, queries):
    fill(how_many)
    publish()
    with django_assert_num_queries(queries):
        client.get(f"{MAP}{asked}")


def test_map_is_only_read(client):
    assert client.post(MAP).status_code == 405
    assert client.head(MAP).status_code == 200


def test_map_needs_nothing_that_the_policy_would_refuse(client, library):
    answer = client.get(MAP)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    for refused in (" style=", "<style", "<script", " onclick=", "<img", "<image", '<use href="http', "url("):
        assert refused not in answer.content.decode().replace('<script src="/static/', ""), refused


def test_what_records_say_is_escaped_on_the_map(client):
    bad = '"><script>alert(1)</script>'
    OrganisationFactory(name=bad, place=bad, lat=50, lon=10)
    OrganisationFactory(place=f"x{bad}", lat=50, lon=10)
    CaseFactory(title=bad, place=bad)
    publish()
    for address in (MAP, *(row.get_absolute_url() for row in Organisation.objects.all())):
        text = client.get(address).content.decode()
        assert "<script>alert" not in text
        assert "&lt;script&gt;" in text


def test_not_confirmed_case_is_marked_on_the_map_page(client):
    case = CaseFactory(verified=False)
    assert "details to be confirmed" in told(client)
    Case.objects.filter(pk=case.pk).update(verified=True)
    assert "details to be confirmed" not in told(client)


def test_list_of_organisations_leads_to_the_map(client):
    assert f'href="{MAP}"' in told(client, "/library/organisations/")


def test_organisation_shows_where_it_is_among_the_others(client, three):
    text = told(client, "/library/organisations/city/")
    assert 'aria-label="Ghent, Belgium, on a map of Europe"' in text
    assert text.count('class="here"') == 1 and 'class="dot"' not in text
    assert "3 places are in the library. 1 lies outside this map." in " ".join(text.split())
    OrganisationFactory(place="Bern", country="CH", lat=46.95, lon=7.45)
    assert told(client, "/library/organisations/city/").count('class="dot"') == 1


def test_locator_shows_the_world_for_what_lies_outside_europe(three):
    publish()
    locator = locator_of(Case.objects.get(slug="far"))
    assert locator.view.name == "world"
    assert (locator.label, locator.total, locator.outside, len(locator.dots)) == ("Taipei", 3, 0, 1)


def test_nothing_is_drawn_where_nobody_wrote_down_the_position(client, three):
    assert locator_of(Organisation.objects.get(slug="lost")) is None
    assert '<figure class="map' not in told(client, "/library/organisations/lost/")

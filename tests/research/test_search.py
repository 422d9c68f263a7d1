"""Looking through the whole library: letters alike, words that begin so, title hits first, and nothing breaks it."""

import re
from html import unescape

import pytest
from django.urls import reverse

from research.finding import matching
from research.folding import fold, spellings
from research.models import Source
from research.publishing.shelves import on_shelf
from research.publishing.workflow import withdraw
from tests.factories import CaseFactory, OrganisationFactory, PracticeFactory, SourceFactory, publish

pytestmark = pytest.mark.django_db


def told(client, words, **more):
    """The answer to a search, as a reader sees it."""
    answer = client.get(reverse("search"), {"q": words, **more})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def found(client, words):
    """The names of what is found once all is published, kind by kind."""
    publish()
    groups = client.get(reverse("search"), {"q": words}).context["groups"]
    return {group.kind: [row.heading for row in group.rows] for group in groups}


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("Aere", "Ære"),
        ("Groenland", "Grønland"),
        ("Gronland", "Grønland"),
        ("Grønland", "Groenland"),
        ("Cakovec", "Čakovec"),
        ("Dakovo", "Đakovo"),
        ("djakovo", "Đakovo"),
        ("kobenhavn", "København"),
        ("gradani", "građani"),
        ("obcina", "občina"),
        ("creees", "créées"),
        ("ARHUS", "Århus"),
        ("aarhus", "Århus"),
        ("koln", "Köln"),
        ("koeln", "Köln"),
        ("zurich", "Zürich"),
        ("zuerich", "Zürich"),
        ("malarna", "Mälarna"),
        ("strasse", "Straße"),
        ("zivot", "život"),
        ("sibenik", "Šibenik"),
        ("cuprija", "ćuprija"),
        ("etre", "être"),
        ("pres", "près"),
        ("facade", "façade"),
        ("façade", "facade"),
        ("fac\u0327ade", "façade"),
        ("CAFÉ", "cafe\u0301"),
    ],
)
def test_letters_alike_find_each_other(client, asked, kept):
    place = OrganisationFactory(name=f"The {kept} council")
    OrganisationFactory(name="Another place")
    assert found(client, asked) == {"organisations": [place.name]}
    assert [one.slug for one in matching(on_shelf("organisation"), asked)] == [place.slug]


def test_plain_letters_that_only_look_written_out_stay_apart():
    """Aere finds no area, value no valu."""
    assert spellings("Ære aere area value") == [("aere",), ("aere",), ("area",), ("value",)]
    assert spellings("Grønland") == [("gronland", "groenland")]


def test_words_of_one_letter_are_left_out():
    assert spellings("a I'm x-y 7 17 ø") == [("17",)]
    assert fold(["A city"], ["of a city"]) == "=city city of"


def test_every_word_must_be_there_and_its_beginning_is_enough(client):
    one = PracticeFactory(name="Mandate letter", problem="Councils wait.")
    PracticeFactory(name="Mandate", problem="Nobody writes.")
    assert found(client, "coun mand let") == {"practices": [one.name]}
    assert found(client, "andate") == {}
    assert found(client, "mandate letters") == {}


def test_title_hits_come_first(client):
    PracticeFactory(name="Aardvark", problem="Here a jury is named.")
    PracticeFactory(name="Zebra jury")
    assert found(client, "jury") == {"practices": ["Zebra jury", "Aardvark"]}
    text = client.get("/library/practices/?q=jury").content.decode()
    assert text.index("Zebra jury") < text.index("Aardvark")


def test_more_than_twenty_lead_to_the_list_of_all(client, django_user_model):
    for number in range(21):
        SourceFactory(title=f"Harbour & work {number}")
    publish()
    group = client.get(reverse("search"), {"q": "Harbour & work"}).context["groups"][0]
    assert (group.total, len(group.rows)) == (21, 20)
    assert group.address == "/library/sources/?q=Harbour+%26+work"
    assert "Show all 21" in told(client, "Harbour & work")
    assert "21 records" in unescape(client.get(group.address).content.decode())
    withdraw(Source.objects.first(), django_user_model.objects.create_superuser("head"), "Not needed.")
    assert "Show all" not in told(client, "Harbour & work")


def test_country_is_found_by_its_name(client):
    case = CaseFactory(country="SI", title="Square")
    assert found(client, "Slovenia") == {"cases": [case.title]}


@pytest.mark.parametrize("words", ["", " ", "a", "a b c", "\0", "-", "%", "_", "'"])
def test_where_nothing_is_asked_nothing_is_looked_for(client, django_assert_num_queries, words):
    with django_assert_num_queries(0):
        text = told(client, words)
    assert "Write a word of two letters or more." in text


def test_only_the_first_200_letters_count(client):
    place = OrganisationFactory(name="Ekby")
    assert found(client, "ek" + " " * 198 + "nothing") == {"organisations": [place.name]}
    assert 'maxlength="200"' in told(client, "x")


def test_question_must_be_a_question(client):
    assert client.post(reverse("search")).status_code == 405
    assert client.get(reverse("search")).status_code == 200
    assert client.get(f"{reverse('search')}?q=%ff%fe").status_code == 200


@pytest.mark.parametrize("how_many", [1, 25])
def test_search_costs_the_same_for_few_and_many(client, django_assert_num_queries, how_many):
    for _row in range(how_many):
        for factory in (CaseFactory, PracticeFactory, SourceFactory, OrganisationFactory):
            factory(slug=f"harbour-{factory.__name__.lower()}-{_row}")
    publish()
    with django_assert_num_queries(5):
        told(client, "harbour")


def test_way_in_has_the_box(client):
    text = client.get("/library/").content.decode()
    assert re.search(r'<form class="find" method="get" action="/library/search/">', text)


def test_saving_one_field_folds_too():
    place = OrganisationFactory(name="Old")
    place.name = "Nýr"
    place.save(update_fields=["name"])
    place.refresh_from_db()
    assert place.folded.startswith("=nyr nyr")

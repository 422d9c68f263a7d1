"""The pages of the full library: all are there, all links lead somewhere, and what is recorded stands on them."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client

from research.models import Case, Evidence, Level, Organisation, Practice, Source
from tests.research.looking import LISTS, Links, main, names, told, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


@pytest.fixture(scope="module")
def pages(shipped, django_db_blocker):
    """All pages of the full library, by address."""
    shelves = (Level, Practice, Case, Source, Organisation)
    lists = ["/library/", *(f"/library/{name}/" for name in LISTS)]
    with django_db_blocker.unblock():
        records = [row.get_absolute_url() for model in shelves for row in model.objects.all()]
        return {address: Client().get(address) for address in (*lists, *records)}


def test_every_page_is_there_and_every_link_leads_somewhere(client, pages):
    """273 records, four lists and the way in; filters are links too."""
    assert len(pages) == 273 + 5
    seen = {address: answer.status_code for address, answer in pages.items()}
    for address, answer in pages.items():
        for link in Links(answer.content.decode()).found:
            target = urljoin(address, link["href"])
            if urlsplit(target).netloc or target.startswith("#") or "#" in target:
                continue
            if target not in seen:
                seen[target] = client.get(target, follow=True).status_code
    assert set(seen.values()) == {200}, [a for a, code in seen.items() if code != 200]
    assert len(seen) > len(pages) + 40


def test_links_to_other_servers_tell_them_nothing(pages):
    outside = [
        link
        for answer in pages.values()
        for link in Links(answer.content.decode()).found
        if urlsplit(link["href"]).netloc
    ]
    assert len(outside) == 181 + 51
    assert all(link["rel"] == "noopener" for link in outside)
    assert all(link["href"].startswith(("https://", "http://")) for link in outside)


def test_pages_hold_nothing_that_the_policy_would_refuse(pages):
    for address, answer in pages.items():
        text = answer.content.decode()
        for refused in (" style=", "<style", " onclick=", "javascript:", "<img", "<iframe"):
            assert refused not in text, address
        data = text.count('<script type="application/ld+json">')
        assert text.count("<script") == text.count("<script src=") + data


def test_every_page_has_one_heading_and_its_own_title(pages):
    titles = [
        re.search("<title>(.*?)</title>", answer.content.decode()).group(1) for answer in pages.values()
    ]
    assert all(title.endswith("CO-CREATOR") for title in titles)
    assert all(answer.content.decode().count("<h1") == 1 for answer in pages.values())


def test_nobody_is_called_a_beacon(pages):
    """No organisation has been asked, and every page of one says so first. Only the shelf of the beacons has its name."""
    for address, answer in pages.items():
        text = re.sub(r'<nav class="shelves".*?</nav>', "", answer.content.decode(), flags=re.DOTALL)
        said = words(unescape(text))
        assert len(re.findall("(?i)beacon", said)) == said.count(
            "Not a beacon yet: nobody has been asked."
        ), address
        is_organisation = (
            address.startswith("/library/organisations/") and address != "/library/organisations/"
        )
        assert ("Not a beacon yet" in said) == is_organisation, address


def test_way_in_shows_levels_first_and_counts(client):
    said = words(main(told(client, "/library/")))
    for level in Level.objects.all():
        assert f"{level} {level.short}" in said
    assert said.index("4 Roles and mentalities") < said.index("The shelves")
    for counted in ("Practices 28", "Cases 24", "Sources 181", "Organisations 36"):
        assert counted in said


def test_shipped_sources_that_are_not_confirmed_are_marked(client):
    assert told(client, "/library/sources/").count('<span class="mark">details to be confirmed</span>') == 8


def test_practice_shows_one_claim_with_all_its_sources(client):
    practice = Practice.objects.get(slug="political-task-committees")
    text = told(client, practice.get_absolute_url())
    said = words(main(text))
    assert said.count("The practice as described above.") == 1
    assert said.count("place in the source not recorded") == practice.evidence.count() == 6
    for row in practice.evidence.all():
        assert row.source.citation in said
    assert "strong : studied and found helpful" in said
    for line in (*practice.conditions, *practice.risks, practice.problem, practice.how):
        assert line in said
    for other in (*practice.cases.all(), *practice.levels.all()):
        assert other.get_absolute_url() in text


def test_note_of_a_practice_is_shown(client):
    practice = Practice.objects.exclude(note="").get()
    assert practice.note in words(told(client, practice.get_absolute_url()))


def test_case_shows_what_did_not_go_well_and_whose_reading_the_outcome_is(client):
    for case in Case.objects.all():
        said = words(main(told(client, case.get_absolute_url())))
        for text in (case.obstacles, case.went_badly, case.went_well, case.lesson, case.problem):
            assert " ".join(text.split()) in said
        assert f"What came of it {case.get_outcome_display()} :" in said
        assert "Basis of this word: our reading of the outcomes text" in said


def test_case_shows_each_claim_once(client):
    case = Case.objects.get(slug="gentofte-task-committees")
    text = told(client, case.get_absolute_url())
    said = words(main(text))
    statements = set(case.evidence.values_list("statement", flat=True))
    assert len(statements) == 4 < case.evidence.count()
    assert all(said.count(statement) == 1 for statement in statements)
    assert "moderate several or independent descriptions" in said
    for other in (*case.practices.all(), *case.organisations.all(), *case.sources.all(), *case.levels):
        assert other.get_absolute_url() in text


def test_source_leads_back_to_all_that_rests_on_it(client):
    for source in Source.objects.filter(slug__in=("gentofte-2016", "cogov-wp4", "svelvik-roles")):
        text = told(client, source.get_absolute_url())
        rows = source.evidence.select_related("case", "practice")
        for other in (
            *source.reading_cases.all(),
            *source.outcome_cases.all(),
            *map(Evidence.get_absolute_url, rows),
        ):
            assert (other if isinstance(other, str) else other.get_absolute_url()) in text
        assert source.read in text
    assert text.count('href="/library/levels/') == rows.exclude(level=None).count()
    assert "Names the levels" in told(client, "/library/sources/cogov-wp4/")


def test_lists_are_filtered_by_what_stands_in_the_address(client):
    danish = names(client, "/library/cases/?country=DK")
    assert sorted(danish) == sorted(Case.objects.filter(country="DK").values_list("title", flat=True))
    assert (
        len(names(client, "/library/cases/?outcome=success"))
        == Case.objects.filter(outcome="success").count()
    )
    narrow = Case.objects.filter(country="NL", outcome="mixed", evidence__level=1)
    assert set(names(client, "/library/cases/?country=NL&level=1&outcome=mixed")) == {c.title for c in narrow}
    assert len(names(client, "/library/practices/?level=4")) == Practice.objects.filter(levels=4).count()
    assert len(names(client, "/library/sources/?type=thesis")) == 3
    assert len(names(client, "/library/organisations/?country=TW")) == 2


@pytest.mark.parametrize(
    ("address", "first"),
    [
        ("/library/practices/?q=mandate+letter", "Mandate letter for an arena"),
        ("/library/cases/?q=Sunflower", "vTaiwan"),
        (
            "/library/sources/?q=Sørensen+administrators",
            "Eva Sørensen & Tina Øllgaard Bentzen (2020): Public",
        ),
        ("/library/organisations/?q=hofor", "HOFOR"),
    ],
)
def test_words_are_looked_for(client, address, first):
    found = names(client, address)
    assert found[0].startswith(first)
    assert len(found) < 5


def test_looking_keeps_the_filter_and_filtering_keeps_the_words(client):
    text = told(client, "/library/cases/?country=DK&q=council")
    assert '<input type="hidden" name="country" value="DK">' in text
    assert 'value="council"' in text
    assert 'href="?country=DK&q=council&level=2"' in text
    assert 'href="?q=council"' in text
    assert re.search(r"\d of 24 records", text)


def test_nothing_found_says_so(client):
    text = told(client, "/library/sources/?q=zzz")
    assert "Nothing here matches." in text
    assert names(client, "/library/sources/?q=zzz") == []


@pytest.mark.parametrize(
    "asked", ["level=9", "level=x", "country=%00", "outcome=splendid", "q=%00", "q=%25_", "q=" + "a+" * 500]
)
def test_nonsense_in_the_address_does_no_harm(client, asked):
    assert client.get(f"/library/cases/?{asked}").status_code == 200

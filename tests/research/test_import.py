"""References are brought in on a page of the admin: looked at first, saved in one piece, by those who may."""

import re
from html import unescape
from unittest.mock import patch

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client

from research.models import Case, Practice, Source
from tests.factories import SourceFactory, publish

pytestmark = pytest.mark.django_db

PAGE = "/admin/research/source/import/"
LIST = "/admin/research/source/"
TWO = """@article{ek-2020, author = {Ek, Ann}, title = {Towns}, journal = {Journal}, year = 2020,
  doi = {https://doi.org/10.9999/ TOWNS}}

@book{berg, title = {Hills}, author = {{City of Test}}}
"""


@pytest.fixture
def office(client, django_user_model):
    """The admin as a curator sees it who may do everything."""
    client.force_login(django_user_model.objects.create_superuser("head"))
    return client


def words(answer):
    """What a page says, without its tags and line breaks."""
    return " ".join(re.sub(r"<[^>]*>", " ", unescape(answer.content.decode())).split())


def look(office, text):
    return office.post(PAGE, {"text": text})


def agree(office, answer):
    return office.post(PAGE, {"digest": answer.context["digest"]}, follow=True)


def upload(office, content):
    return office.post(PAGE, {"text": "", "file": SimpleUploadedFile("sources.bib", content)})


def test_list_leads_to_the_page(office):
    assert f'href="{PAGE}"' in office.get(LIST).content.decode()
    assert "Nothing is saved yet" in words(office.get(PAGE))


def test_what_would_be_made_is_shown_and_not_saved(office):
    answer = look(office, TWO)
    said = words(answer)
    assert "Read as BibTeX." in said
    assert "2 sources would be made" in said
    assert "10.9999/towns" in said
    assert 'value="Make 2 sources"' in answer.content.decode()
    assert Source.objects.count() == 0


def test_what_was_looked_at_is_made(office):
    answer = agree(office, look(office, TWO))
    assert "2 sources were made." in words(answer)
    towns, hills = Source.objects.get(slug="ek-2020"), Source.objects.get(slug="berg")
    assert (towns.type, towns.authors, towns.year, towns.container) == (
        "article",
        ["Ann Ek"],
        2020,
        "Journal",
    )
    assert (towns.doi, towns.verified, towns.read) == ("10.9999/towns", False, "not read here: imported")
    assert (hills.type, hills.authors, hills.year) == ("book", ["City of Test"], None)
    assert LogEntry.objects.filter(change_message="Imported.").count() == 2
    assert {towns.state, hills.state} == {"draft"}
    publish()
    assert office.get(towns.get_absolute_url()).status_code == 404, (
        "what a curator made is not published alone"
    )


@pytest.mark.parametrize("ending", ["bib", "ris", "json"])
def test_export_of_the_library_is_made_again_as_it_was(office, library, ending):
    """Of 181 sources every one keeps author, year, title and DOI."""
    text = office.get(f"/library/sources/cite.{ending}").content
    fields = ("slug", "type", "authors", "year", "title", "container", "doi", "url", "note")
    before = [[getattr(row, field) for field in fields] for row in Source.objects.all()]
    assert "There is nothing new to make." in words(upload(office, text))
    for model in (Case, Practice, Source):
        model.objects.all().delete()
    agree(office, upload(office, text))
    assert [[getattr(row, field) for field in fields] for row in Source.objects.all()] == before


def test_what_is_there_already_is_skipped(office):
    by_doi = SourceFactory(doi="10.9999/towns", title="Another title")
    by_title = SourceFactory(title="Hills!", year=None, doi="")
    said = words(look(office, TWO))
    assert "There is nothing new to make." in said
    assert f"Line 1: Towns – is in the library already: {by_doi.citation}" in said  # noqa: RUF001
    assert f"Line 4: Hills – is in the library already: {by_title.citation}" in said  # noqa: RUF001
    assert "Make" not in said.partition("Was not understood")[0].replace("to make", "")


def test_same_title_of_another_year_or_doi_is_new(office):
    SourceFactory(title="Towns", year=2019)
    SourceFactory(title="Towns", year=2020, doi="10.9999/other")
    assert "2 sources would be made" in words(look(office, TWO))


def test_what_stands_there_twice_is_made_once(office):
    answer = look(office, TWO + TWO)
    assert words(answer).count("stands here twice") == 2
    agree(office, answer)
    assert Source.objects.count() == 2


def test_slug_that_is_taken_gets_a_number(office):
    SourceFactory(slug="berg")
    agree(office, look(office, TWO))
    assert Source.objects.get(slug="berg-2").title == "Hills"


def test_slug_is_made_of_names_where_there_is_no_key(office):
    agree(
        office, look(office, "TY  - JOUR\nAU  - Sørensen, Eva\nPY  - 2021\nTI  - Åbne rådhuse i Ærø\nER  -")
    )
    assert Source.objects.get().slug == "sorensen-2021-abne-radhuse-i-aero"


def test_what_was_not_understood_is_said_with_its_line(office):
    text = (
        TWO + "\n@book{c, title = {<b>Bold</b> plans}, doi = {none}, year = {soon}}\n@book{d, title = {Open"
    )
    said = words(look(office, text))
    assert "3 sources would be made" in said
    assert "Line 6: The title <b>Bold</b> plans holds HTML; its tags were removed." in unescape(
        look(office, text).content.decode()
    )
    assert "Line 6: none is no DOI; it was left out." in said
    assert "Line 6: The date soon was not understood; it was left out." in said
    assert "Line 7: The record that begins here is not closed; it was left out." in said


def test_what_the_library_cannot_hold_is_not_made(office):
    answer = look(office, TWO + "@book{long, title = {" + "Long " * 100 + "}}")
    assert "Cannot be made" in words(answer)
    assert "Ensure this value has at most 400 characters" in words(answer)
    agree(office, answer)
    assert Source.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"text": ""}, "Paste references, or choose a file."),
        ({"text": " \n "}, "Paste references, or choose a file."),
        ({"text": "hello"}, "This is neither BibTeX nor RIS nor CSL-JSON."),
        ({"text": "a\0b"}, "Null characters are not allowed."),
    ],
)
def test_what_is_nothing_is_said_to_be(office, given, sentence):
    assert sentence in words(office.post(PAGE, given))


def test_paste_of_five_megabytes_is_refused_with_a_sentence(office):
    for extra in ({}, {"content_type": "application/x-www-form-urlencoded"}):
        given = {"text": "x" * 5_000_000}
        answer = office.post(PAGE, given if not extra else f"text={given['text']}", **extra)
        assert answer.status_code == 413
        assert "This is too long to be pasted." in words(answer)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "This file is no text in UTF-8."),
        (TWO.encode("utf-16"), "This file is no text in UTF-8."),
        (b"@" * 5_000_000, "This file is too long"),
        (b"@" * 3_000_000, "This is too long"),
        (b"", "The submitted file is empty."),
    ],
)
def test_file_that_cannot_be_read_is_refused_with_a_sentence(office, content, sentence):
    assert sentence in words(upload(office, content))


def test_file_is_read_and_not_together_with_a_paste(office):
    assert "2 sources would be made" in words(upload(office, b"\xef\xbb\xbf" + TWO.encode()))
    both = {"text": TWO, "file": SimpleUploadedFile("a.bib", TWO.encode())}
    assert "not both" in words(office.post(PAGE, both))


def test_only_what_was_looked_at_is_made(office):
    first = look(office, TWO)
    look(office, "@book{other, title = {Other}}")
    assert "What you looked at is not here any more." in words(agree(office, first))
    assert "What you looked at is not here any more." in words(office.post(PAGE, {"digest": "x"}))
    assert Source.objects.count() == 0


def test_agreeing_twice_makes_nothing_twice(office):
    answer = look(office, TWO)
    agree(office, answer)
    assert "What you looked at is not here any more." in words(agree(office, answer))
    assert Source.objects.count() == 2


def test_what_somebody_else_made_meanwhile_is_skipped(office):
    answer = look(office, TWO)
    SourceFactory(doi="10.9999/towns")
    assert "1 source was made." in words(agree(office, answer))


def test_nothing_is_half_saved(office):
    answer = look(office, TWO)
    save, calls = Source.save, []

    def second_fails(source, **how):
        calls.append(source)
        if len(calls) == 2:
            raise IntegrityError
        save(source, **how)

    with patch.object(Source, "save", second_fails):
        assert "Nothing was saved; please look again." in words(agree(office, answer))
    assert len(calls) == 2
    assert Source.objects.count() == 0


def test_page_is_closed_to_those_who_may_not_add(client, django_user_model):
    assert client.get(PAGE).status_code == 302
    client.force_login(django_user_model.objects.create_user("somebody"))
    assert client.get(PAGE).status_code == 302
    clerk = django_user_model.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_source"))
    client.force_login(clerk)
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"text": TWO}).status_code == 403
    assert "Import sources" not in client.get(LIST).content.decode()
    clerk.user_permissions.add(Permission.objects.get(codename="add_source"))
    assert client.get(PAGE).status_code == 200
    assert "Import sources" in client.get(LIST).content.decode()


def test_form_from_elsewhere_is_refused(django_user_model):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(django_user_model.objects.create_superuser("head"))
    assert strict.post(PAGE, {"text": TWO}).status_code == 403
    assert strict.post(PAGE, {"digest": "x"}).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', strict.get(PAGE).content.decode()).group(1)
    assert strict.post(PAGE, {"text": TWO, "csrfmiddlewaretoken": token}).status_code == 200


@pytest.mark.parametrize("text", ["", TWO, TWO + TWO + "@book{<script>, title={<script>x</script>}}\n@book{"])
def test_page_holds_nothing_that_the_policy_would_refuse(office, text):
    page = look(office, text).content.decode()
    for refused in (" style=", "<style", " onclick=", "javascript:", "<script>"):
        assert refused not in page
    assert page.count("<script") == page.count("<script src=") + page.count("<script id=")


@pytest.mark.parametrize("how_many", [1, 30])
def test_looking_costs_the_same_for_few_and_many(office, django_assert_max_num_queries, how_many):
    text = "".join(f"@book{{k{number}, title = {{Title {number}}}}}\n" for number in range(how_many))
    with django_assert_max_num_queries(8):
        assert look(office, text).status_code == 200

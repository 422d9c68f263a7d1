"""What visitors send: kept once, refused with a sentence, and whatever they typed is given back."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client

from research.models import Case, Practice, Submission
from research.release.files import files
from research.views import share
from tests.factories import PracticeFactory, publish

pytestmark = pytest.mark.django_db

CASE, ADAPTATION, THANKS = "/library/share/case/", "/library/share/adaptation/", "/library/share/thanks/"
MARKUP = "<b>Bold</b><script>alert(1)</script>"
ONE = {
    "title": "Lamps for Elm Street",
    "organisation": "City of Test",
    "place": "Testby",
    "country": "Denmark",
    "years": "since 2019",
    "problem": "It was dark.",
    "done": "Neighbours and staff chose the lamps together.",
    "who": "residents\nstreet office",
    "changed": "People walk there again.",
    "not_well": "The shops were asked too late.",
    "outcome": "mixed",
    "why": "The light is good, the bill is not.",
    "sources": "https://example.org/lamps\nminutes of 4 May 2019",
}
TAKEN_UP = {
    "government": "City of Test",
    "place": "Testby",
    "country": "Denmark",
    "known_from": "Another town",
    "changed": "We met in the evening.",
    "result": "dropped",
    "seen": "Nobody had time.",
    "since": "2021",
}
AGREED = {"agreed": "on", "sent_as": "0123456789abcdef"}


def send(client, page=CASE, **data):
    """Fill the form of a page in, changed by these fields, and send it."""
    filled = ONE if page == CASE else TAKEN_UP
    return post(client, page, {**filled, **AGREED, **data})


def post(client, page, data, **told):
    """Send fields as a browser does."""
    return client.post(page, urlencode(data), "application/x-www-form-urlencoded", **told)


def shown(answer):
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", unescape(answer.content.decode())).split())


def given_back(answer, data):
    """Which of these texts stand in the fields of the page; a line break after <textarea> is no part of the text."""
    html = unescape(answer.content.decode())
    return {
        name for name, text in data.items() if f'value="{text}"' in html or f">\n{text}</textarea>" in html
    }


def test_choice_leads_to_both_forms(client):
    told = client.get("/library/share/").content.decode()
    assert f'href="{CASE}"' in told
    assert f'href="{ADAPTATION}"' in told
    assert client.get(CASE).status_code == client.get(ADAPTATION).status_code == 200


def test_case_is_kept_and_is_no_record(client):
    answer = send(client)
    assert (answer.status_code, answer["Location"]) == (302, THANKS)
    assert "Thank you, it has arrived" in shown(client.get(THANKS))
    row = Submission.objects.get()
    assert (row.kind, row.origin, row.state, row.practice, row.agreed) == ("case", "page", "new", "", True)
    assert row.said == ONE
    assert not Case.objects.exists()


def test_nothing_of_the_sender_is_kept_but_what_was_written(client):
    post(client, CASE, {**ONE, **AGREED}, REMOTE_ADDR="203.0.113.77", headers={"User-Agent": "Odd/9.9"})
    row = Submission.objects.get()
    held = " ".join(str(getattr(row, field.name)) for field in Submission._meta.fields)
    assert "203.0.113" not in held
    assert "Odd" not in held
    assert {field.name for field in Submission._meta.fields} == {
        *("id", "kind", "practice", "said", "contact", "agreed", "origin", "sent_as", "received_at", "state"),
        *("note", "handled_by", "handled_at", "became"),
    }


def test_adaptation_is_about_the_practice_of_the_address(client):
    PracticeFactory(slug="open-tables", name="Open tables")
    publish()
    page = client.get(f"{ADAPTATION}?practice=open-tables").content.decode()
    assert '<option value="open-tables" selected>Open tables</option>' in page
    send(client, ADAPTATION, practice="open-tables")
    row = Submission.objects.get()
    assert (row.kind, row.practice, row.said) == ("adaptation", "open-tables", TAKEN_UP)
    assert not Practice.objects.exclude(slug="open-tables").exists()


@pytest.mark.parametrize("asked", ["unknown", "<script>", "x" * 500, ""])
def test_practice_that_is_none_is_not_chosen(client, asked):
    answer = client.get(ADAPTATION, {"practice": asked})
    assert answer.status_code == 200
    assert re.findall(r'value="([^"]*)" selected', answer.content.decode()) == [""] * (not asked)
    assert not asked or asked not in answer.content.decode().partition("</main>")[0]


def test_practice_need_not_be_named_but_must_be_there(client):
    assert send(client, ADAPTATION, practice="").status_code == 302
    answer = send(client, ADAPTATION, practice="gone", sent_as="00" * 8)
    assert answer.status_code == 422
    assert "This practice is not in the library any more" in shown(answer)
    assert given_back(answer, {"government": "City of Test"})


def test_empty_form_is_told_field_by_field_with_links(client):
    answer = post(client, CASE, {"sent_as": "0123456789abcdef"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: A case of your own" in html
    assert "It has not been sent yet" in shown(answer)
    targets = re.findall(r'<a href="#(id_\w+)">', html)
    needed = [name for name in ONE if name not in ("years", "who")]
    assert targets == [f"id_{name}" if name != "outcome" else "id_outcome_0" for name in needed] + [
        "id_agreed"
    ]
    assert all(f'id="{target}"' in html for target in targets)
    assert html.count('aria-invalid="true"') >= len(needed)


@pytest.mark.parametrize("missing", ["title", "sources", "outcome", "agreed"])
def test_mistake_loses_nothing_that_was_typed(client, missing):
    answer = send(client, **{missing: ""}) if missing != "agreed" else post(client, CASE, ONE)
    assert answer.status_code == 422
    assert not Submission.objects.exists()
    typed = {name: text for name, text in ONE.items() if name not in (missing, "outcome")}
    assert given_back(answer, typed) == set(typed)
    if missing != "outcome":
        assert 'value="mixed" ' in answer.content.decode()
        assert re.search(r'value="mixed"[^>]*checked', answer.content.decode())


def test_consent_is_required_by_form_and_database(client):
    from django.db import IntegrityError, transaction

    answer = post(client, CASE, {**ONE, "sent_as": "0123456789abcdef"})
    assert "Without your consent we may not keep it." in shown(answer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.create(kind="case", agreed=False)


def test_address_is_kept_only_where_its_owner_wants_an_answer(client):
    answer = send(client, contact="hall@example.org")
    assert answer.status_code == 422
    assert "Tick that we may write to you, or leave the address empty." in shown(answer)
    assert given_back(answer, {"contact": "hall@example.org"})
    assert "Write the address" in shown(send(client, may_write="on"))
    assert "An e-mail address looks like" in shown(send(client, may_write="on", contact="hall"))
    assert not Submission.objects.exists()
    send(client, may_write="on", contact="hall@example.org")
    assert Submission.objects.get().contact == "hall@example.org"


def test_words_are_counted_and_the_limit_is_said_before_and_after(client):
    assert "Up to 150 words." in shown(client.get(CASE))
    answer = send(client, problem="dark " * 151)
    html = answer.content.decode()
    assert '<a href="#id_problem">What was the problem? Write at most 150 words; these are 151.</a>' in html
    assert "dark " * 151 in answer.content.decode()
    assert send(client, problem="dark " * 150).status_code == 302


def test_endless_word_and_endless_line_are_told(client):
    assert "Write at most 4000 signs; these are 5000." in shown(send(client, done="x" * 5000))
    assert "Write at most 160 signs; these are 200." in shown(send(client, title="x" * 200))
    assert not Submission.objects.exists()


@pytest.mark.parametrize("megabytes", [1, 5])
def test_megabytes_are_answered_by_a_sentence_and_the_other_fields_are_still_there(client, megabytes):
    """The browser's own fields take far less; this is what a program or an old browser would send."""
    answer = send(client, problem="dark é" * (megabytes * 170_000))
    assert answer.status_code == 413
    assert "This was too long to be read as a whole." in shown(answer)
    others = {name: text for name, text in ONE.items() if name not in ("problem", "outcome")}
    assert given_back(answer, others) == set(others)
    assert len(answer.content) < 50_000
    assert "dark é" * 600 in unescape(answer.content.decode())
    assert not Submission.objects.exists()


def test_fields_of_the_page_hold_far_less_than_the_server_takes(client, settings):
    """Every sign may be sent as nine bytes (%E4%BD%A0); a page that is filled to the brim is still read."""
    html = client.get(CASE).content.decode()
    brim = [int(size) for size in re.findall(r'maxlength="(\d+)"', html)]
    assert len(brim) == 13
    assert sum(brim) * 6 < settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_too_many_fields_are_answered_by_the_page(client):
    answer = send(client, **{f"field{n}": "x" for n in range(1100)})
    assert answer.status_code == 413
    assert "too long to be read" in shown(answer)


def test_page_that_was_open_over_night_survives():
    """The cookie is gone or another one: the form comes back whole, with a token that works."""
    visitor = Client(enforce_csrf_checks=True)
    visitor.get(CASE)
    visitor.cookies["csrftoken"] = "x" * 32
    answer = send(visitor, csrfmiddlewaretoken="y" * 64)
    assert answer.status_code == 403
    assert "The page had been open for long" in shown(answer)
    typed = {name: text for name, text in ONE.items() if name != "outcome"}
    assert given_back(answer, typed) == set(typed)
    assert not Submission.objects.exists()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.content.decode())[1]
    assert send(visitor, csrfmiddlewaretoken=token).status_code == 302
    assert Submission.objects.count() == 1


def test_browser_without_cookies_is_told_and_loses_nothing():
    visitor = Client(enforce_csrf_checks=True)
    answer = send(visitor)
    assert answer.status_code == 403
    assert given_back(answer, {"title": ONE["title"], "done": ONE["done"]}) == {"title", "done"}


def test_page_of_another_site_sends_nothing():
    visitor = Client(enforce_csrf_checks=True)
    page = visitor.get(CASE).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    sent = {**ONE, **AGREED, "csrfmiddlewaretoken": token}
    answer = post(visitor, CASE, sent, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert not Submission.objects.exists()


def test_second_of_two_taps_sends_nothing(client):
    assert [send(client)["Location"] for _tap in range(3)] == [THANKS] * 3
    assert Submission.objects.count() == 1


def test_going_back_and_sending_something_else_is_asked_and_not_lost(client):
    send(client)
    answer = send(client, title="Benches for Elm Street")
    assert answer.status_code == 409
    assert "You have sent this page before" in shown(answer)
    assert given_back(answer, {"title": "Benches for Elm Street"})
    fresh = re.search(r'name="sent_as" value="(\w+)"', answer.content.decode())[1]
    assert fresh != AGREED["sent_as"]
    assert send(client, title="Benches for Elm Street", sent_as=fresh).status_code == 302
    assert Submission.objects.count() == 2


def test_each_page_has_a_name_of_its_own(client):
    names = {re.search(r'name="sent_as" value="(\w+)"', client.get(CASE).content.decode())[1] for _ in "12"}
    assert len(names) == 2


@pytest.mark.parametrize("name", ["", "<script>", "Z" * 12, "a" * 40])
def test_name_that_is_none_is_replaced(client, name):
    answer = send(client, sent_as=name)
    assert answer.status_code == 422
    assert "Please send it once more." in shown(answer)
    fresh = re.search(r'name="sent_as" value="([0-9a-f]+)"', answer.content.decode())[1]
    assert send(client, sent_as=fresh).status_code == 302


def test_field_that_only_machines_see_stops_machines_and_not_people(client):
    answer = send(client, homepage="https://buy.example")
    assert answer.status_code == 422
    assert "A field was filled in that people do not see." in shown(answer)
    assert "buy.example" not in answer.content.decode()
    assert given_back(answer, {"title": ONE["title"]})
    assert not Submission.objects.exists()


def test_markup_is_shown_as_text_and_kept_as_it_was(client):
    answer = send(client, title=MARKUP, done=MARKUP, outcome=MARKUP, agreed="")
    assert MARKUP not in answer.content.decode()
    assert answer.content.decode().count("&lt;b&gt;Bold&lt;/b&gt;") >= 2
    send(client, title=MARKUP)
    assert Submission.objects.get().said["title"] == MARKUP


def test_signs_that_no_database_takes_are_left_out(client):
    send(client, title="La\x00mps\u202e", done="One\r\n\r\n\r\n\x0btwo\x00")
    said = Submission.objects.get().said
    assert (said["title"], said["done"]) == ("La mps", "One\n\ntwo")


def test_limit_of_a_network_is_told_with_all_that_was_typed(client, monkeypatch):
    """Five an hour; the sixth waits, another network does not, and in the next hour it goes on."""
    monkeypatch.setattr("time.time", lambda: 1_700_000_000.0)  # 800 s after the hour
    for number in range(5):
        assert send(client, sent_as=f"{number:016x}").status_code == 302
    answer = send(client)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "2800"
    assert "please send it again in 47 minutes" in shown(answer)
    typed = {name: text for name, text in ONE.items() if name != "outcome"}
    assert given_back(answer, typed) == set(typed)
    assert Submission.objects.count() == 5
    assert post(client, CASE, {**ONE, **AGREED}, REMOTE_ADDR="198.51.100.7").status_code == 302
    monkeypatch.setattr("time.time", lambda: 1_700_002_800.0)
    assert send(client, sent_as="ff" * 8).status_code == 302


def test_second_tap_and_mistakes_do_not_count(client):
    for _try in range(6):
        send(client, title="")
        send(client)
    assert send(client, sent_as="ff" * 8).status_code == 302


def test_limit_of_all_networks_together(client, monkeypatch):
    monkeypatch.setattr(share, "LIMITS", (*share.LIMITS[:2], share.limit.Limit(2, 3600, is_for_all=True)))
    answers = [
        post(client, CASE, {**ONE, "agreed": "on", "sent_as": f"{n:016x}"}, REMOTE_ADDR=f"198.51.{n}.7")
        for n in range(3)
    ]
    assert [answer.status_code for answer in answers] == [302, 302, 429]


@pytest.mark.parametrize("page", [CASE, ADAPTATION])
def test_other_methods_are_refused(client, page):
    assert client.put(page).status_code == 405
    assert client.head(page).status_code == 200
    assert client.post(THANKS).status_code == client.post("/library/share/").status_code == 405


def test_submissions_are_in_no_open_data_and_on_no_page(client):
    send(client, title="Zebrafinch")
    assert Submission.objects.get().said["title"] == "Zebrafinch"
    for page in (
        "/library/",
        "/library/cases/",
        "/library/search/?q=zebrafinch",
        "/library/data/",
        "/sitemap.xml",
    ):
        assert "Lamps" not in client.get(page).content.decode()
    assert not any(b"Zebrafinch" in content for content in files().values())


def test_form_sets_the_one_cookie_that_it_checks(client):
    client.get(CASE)
    send(client)
    assert set(client.cookies) == {"csrftoken"}


@pytest.mark.parametrize("how_many", [1, 3])
def test_form_costs_one_query_however_many_practices_there_are(client, django_assert_num_queries, how_many):
    PracticeFactory.create_batch(how_many)
    publish()
    with django_assert_num_queries(1):
        html = client.get(ADAPTATION).content.decode()
    assert html.count("<option") == how_many + 1

"""The inbox: read by those who may, taken up or declined by those who may more, and edited by nobody."""

import re
from html import unescape

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from research.handling import draft_of
from research.models import Case, Source, Submission
from tests.factories import CaseFactory
from tests.research.test_share import MARKUP, ONE, TAKEN_UP

pytestmark = pytest.mark.django_db

LIST = "/admin/research/submission/"


@pytest.fixture
def curator(client, django_user_model):
    """The admin as somebody sees it who may handle submissions and edit cases, and not delete."""
    return grown(
        client, django_user_model, "view_submission", "change_submission", "view_case", "change_case"
    )


def grown(client, users, *rights):
    """A member of staff with these permissions, logged in."""
    user = users.objects.create_user(f"clerk{users.objects.count()}", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    return client


def case(**fields):
    return Submission.objects.create(**{"kind": "case", "said": ONE, "agreed": True, **fields})


def page(row):
    return f"{LIST}{row.pk}/change/"


def press(client, row, button, **data):
    """Press a button below a submission."""
    return client.post(page(row), {"note": "", button: "x", **data})


def shown(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", unescape(answer.content.decode())).split())


def test_inbox_shows_what_came_and_what_it_is_about(curator):
    case(practice="open-tables")
    told = shown(curator.get(LIST))
    assert "Lamps for Elm Street" in told
    assert "open-tables" in told
    assert "case of one's own" in told


def test_answers_are_a_list_in_the_order_of_the_questions_and_nothing_of_them_can_be_edited(curator):
    row = case()
    html = curator.get(page(row)).content.decode()
    places = [
        html.index(ONE[name]) for name in ("title", "organisation", "problem", "done", "not_well", "why")
    ]
    assert places == sorted(places)
    assert "What did not go well?" in shown(curator.get(page(row)))
    assert re.findall(r'<(?:input|textarea|select)[^>]* name="(\w+)"', html.partition("<h1>")[2]) == [
        *("csrfmiddlewaretoken", "note", "_take", "_decline", "_keep")
    ]


def test_what_was_chosen_is_shown_in_words(curator):
    row = Submission.objects.create(kind="adaptation", said=TAKEN_UP, agreed=True)
    assert "We dropped it again" in shown(curator.get(page(row)))


def test_markup_is_shown_as_text(curator):
    row = case(said={**ONE, "title": MARKUP, "done": MARKUP}, note=MARKUP)
    for address in (LIST, page(row)):
        html = curator.get(address).content.decode()
        assert MARKUP not in html
        assert "&lt;b&gt;Bold&lt;/b&gt;" in html


def test_case_is_taken_up_as_a_draft_that_claims_nothing_more_than_was_said(curator):
    row = case(said={**ONE, "outcome": "success"})
    answer = press(curator, row, "_take", note="Looks good.")
    draft = Case.objects.get()
    assert answer["Location"] == f"/admin/research/case/{draft.pk}/change/"
    row.refresh_from_db()
    assert (row.state, row.became, row.note) == ("taken", "case lamps-for-elm-street", "Looks good.")
    assert row.handled_by.username.startswith("clerk")
    assert row.handled_at is not None
    assert (draft.title, draft.place, draft.country, draft.start_year) == (ONE["title"], "Testby", "DK", 2019)
    assert draft.actors == ["residents", "street office"]
    assert (draft.verified, draft.outcome, draft.lesson, draft.policy_area) == (False, "mixed", "", "")
    assert draft.outcome_basis == "told by those who sent it in, not checked yet"
    assert not Source.objects.exists()
    assert not draft.evidence.exists()
    assert "case lamps-for-elm-street" in shown(curator.get(page(row)))


@pytest.mark.parametrize(
    ("said", "field", "drawn"),
    [
        ({"country": "denmark "}, "country", "DK"),
        ({"country": "dk"}, "country", "DK"),
        ({"country": "Atlantis"}, "country", ""),
        ({"years": "soon"}, "start_year", None),
        ({"years": "2019 to 2022"}, "start_year", 2019),
        ({"outcome": "failed"}, "outcome", "failed"),
        ({"outcome": "too_early"}, "outcome", "too_early"),
        ({"outcome": "?"}, "outcome", "mixed"),
        ({"title": "Ærø før jul"}, "slug", "aero-for-jul"),
        ({"title": "町"}, "slug", "case"),
        ({"who": ""}, "actors", []),
    ],
)
def test_draft_fills_in_what_can_be_told_and_guesses_nothing(said, field, drawn):
    draft = draft_of(case(said={**ONE, **said}))
    draft.refresh_from_db()
    assert getattr(draft, field) == drawn


def test_draft_of_a_title_that_is_there_already_gets_another_slug():
    CaseFactory(slug="lamps-for-elm-street")
    assert draft_of(case()).slug == "lamps-for-elm-street-2"
    assert draft_of(case()).slug == "lamps-for-elm-street-3"
    long = {**ONE, "title": "lamp " * 30}
    assert [len(draft_of(case(said=long)).slug) <= 60 for _twice in "12"] == [True, True]


@pytest.mark.parametrize("kind", ["lead", "adaptation"])
def test_lead_and_adaptation_are_taken_up_and_nothing_is_made_of_them(curator, kind):
    row = Submission.objects.create(kind=kind, said={"happened": "Much."}, agreed=True)
    assert press(curator, row, "_take")["Location"] == LIST
    row.refresh_from_db()
    assert (row.state, row.became) == ("taken", "")
    assert not Case.objects.exists()


def test_who_declines_says_why_and_loses_nothing(curator):
    row = case(contact="hall@example.org")
    answer = press(curator, row, "_decline", forgets="on")
    assert answer.status_code == 200
    assert "Say in a few words why it is declined." in shown(answer)
    row.refresh_from_db()
    assert (row.state, row.contact) == ("new", "hall@example.org")
    press(curator, row, "_decline", note="Is an advertisement.", forgets="on")
    row.refresh_from_db()
    assert (row.state, row.note, row.contact) == ("declined", "Is an advertisement.", "")
    assert not Case.objects.exists()


def test_address_stays_until_it_is_to_be_forgotten(curator):
    row = case(contact="hall@example.org")
    press(curator, row, "_keep", note="Ask them.")
    row.refresh_from_db()
    assert (row.state, row.contact, row.note) == ("new", "hall@example.org", "Ask them.")
    press(curator, row, "_keep", note="Asked.", forgets="on")
    row.refresh_from_db()
    assert (row.state, row.contact) == ("new", "")
    assert 'name="forgets"' not in curator.get(page(row)).content.decode()


def test_second_click_makes_no_second_draft(curator):
    row = case()
    press(curator, row, "_take")
    answer = press(curator, row, "_take", note="Twice.")
    assert "Nothing was changed: this has been handled meanwhile. It is: taken up." in shown(answer)
    assert "Twice." in answer.content.decode()
    assert "Nothing was changed" in shown(press(curator, row, "_decline", note="No."))
    assert Case.objects.count() == 1
    row.refresh_from_db()
    assert (row.state, row.note) == ("taken", "")


def test_declined_can_still_be_taken_up(curator):
    row = case(state="declined")
    press(curator, row, "_take")
    assert Case.objects.count() == 1


def test_history_holds_the_deed_and_none_of_the_words(curator):
    row = case(contact="hall@example.org")
    press(curator, row, "_take", note="Secret.")
    entry = LogEntry.objects.get()
    assert entry.change_message == "Taken up."
    assert entry.object_repr == f"case of one's own, {row.received_at:%Y-%m-%d}"


def test_who_may_only_look_sees_no_deed_and_does_none(client, django_user_model):
    row = case(contact="hall@example.org")
    reader = grown(client, django_user_model, "view_submission")
    html = reader.get(page(row)).content.decode()
    assert ONE["problem"] in html
    assert "_take" not in html
    assert press(reader, row, "_take").status_code == 403
    assert not Case.objects.exists()


@pytest.mark.parametrize("rights", [(), ("view_case", "change_case", "delete_case")])
def test_stranger_is_refused(client, django_user_model, rights):
    row = case()
    assert client.get(page(row)).status_code == 302
    for answer in (client.get(LIST), press(client, row, "_take")):
        assert answer.status_code == 302
    clerk = grown(client, django_user_model, *rights)
    for address in (LIST, page(row), f"{LIST}{row.pk}/delete/", f"{LIST}{row.pk}/history/"):
        assert clerk.get(address).status_code == 403, address
    assert press(clerk, row, "_take").status_code == 403
    assert "new submission" not in shown(clerk.get("/admin/"))
    assert not Case.objects.exists()


def test_nobody_adds_one_here(admin_client):
    assert admin_client.get(f"{LIST}add/").status_code == 403
    assert admin_client.post(f"{LIST}add/", {"note": "x"}).status_code == 403


def test_only_what_was_declined_can_be_deleted(admin_client):
    new, declined = case(), case(state="declined")
    assert admin_client.post(f"{LIST}{new.pk}/delete/", {"post": "yes"}).status_code == 403
    both = {"action": "delete_selected", "_selected_action": [new.pk, declined.pk], "post": "yes"}
    admin_client.post(LIST, both)
    assert Submission.objects.count() == 2
    assert "Delete for good" in shown(admin_client.get(page(declined)))
    assert "Delete for good" not in shown(admin_client.get(page(new)))
    admin_client.post(LIST, {**both, "_selected_action": [declined.pk]})
    assert list(Submission.objects.all()) == [new]
    assert "Lamps" not in " ".join(LogEntry.objects.values_list("object_repr", flat=True))


def test_first_page_of_the_admin_counts_what_is_new(admin_client):
    assert "new submission" not in shown(admin_client.get("/admin/"))
    case(), case(state="declined")
    assert "1 new submission " in shown(admin_client.get("/admin/"))
    case()
    assert "2 new submissions" in shown(admin_client.get("/admin/"))


@pytest.mark.parametrize("how_many", [1, 3])
def test_list_costs_the_same_for_few_and_many(admin_client, django_assert_num_queries, how_many):
    for _one in range(how_many):
        case()
    admin_client.get(LIST)
    with django_assert_num_queries(5):
        answer = admin_client.get(LIST)
    assert answer.context["cl"].result_count == how_many

"""The curators' desk: every record is found and edited there; levels and the ledger are fixed."""

import pytest
from django.apps import apps
from django.contrib import admin

from research.loading import load
from research.models import (
    Adaptation,
    Case,
    Evidence,
    Level,
    Loaded,
    Organisation,
    Practice,
    PublishedVersion,
    Source,
    Submission,
    Translation,
)

pytestmark = pytest.mark.django_db

RECORDS = (Case, Evidence, Level, Loaded, Organisation, Practice, PublishedVersion, Source, Translation)
#: What comes from outside has tests of its own.
OTHERS = (Adaptation, Submission)


def address(model, page=""):
    return f"/admin/research/{model.__name__.lower()}/{page}"


@pytest.fixture
def office(client, django_user_model):
    """The admin as somebody sees it who may do everything."""
    client.force_login(django_user_model.objects.create_superuser("head"))
    return client


def test_every_model_of_the_library_is_in_the_admin():
    """The rows of a history are read on the page of their record."""
    found = apps.get_app_config("research").get_models()
    models = {model for model in found if not model.__name__.startswith("Historical")}
    assert models == {*RECORDS, *OTHERS}
    assert all(admin.site.is_registered(model) for model in models)


@pytest.mark.parametrize("model", RECORDS)
def test_list_search_and_record_are_there(office, model):
    load()
    row = model.objects.first()
    pages = ["", "?q=co", f"{row.pk}/change/"]
    pages += [f"{row.pk}/history/"] if model not in (Loaded, PublishedVersion) else []
    for page in pages:
        assert office.get(address(model, page)).status_code == 200, page


@pytest.mark.parametrize("model", [Case, Evidence, Organisation, Practice, Source, Translation])
def test_form_for_a_new_record_is_there(office, model):
    assert office.get(address(model, "add/")).status_code == 200


@pytest.mark.parametrize("model", RECORDS)
def test_admin_is_closed_to_strangers(client, django_user_model, model):
    load()
    page = address(model, f"{model.objects.first().pk}/change/")
    assert client.get(page).status_code == 302
    client.force_login(django_user_model.objects.create_user("somebody"))
    assert client.get(page).status_code == 302
    client.force_login(django_user_model.objects.create_user("clerk", is_staff=True))
    assert client.get(page).status_code == 403


@pytest.mark.parametrize("model", [Level, Loaded])
def test_levels_and_ledger_are_neither_added_nor_deleted(office, model):
    load()
    row = model.objects.first()
    assert office.get(address(model, "add/")).status_code == 403
    assert office.post(address(model, f"{row.pk}/delete/"), {"post": "yes"}).status_code == 403
    wish = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    assert office.post(address(model), wish).status_code in (200, 302)
    assert model.objects.filter(pk=row.pk).exists()


def test_number_of_a_level_is_not_edited(office):
    told = office.get(address(Level, "1/change/")).content.decode()
    assert 'name="name"' in told
    assert 'name="number"' not in told


def test_case_is_saved_with_its_lists_as_lines(office):
    load()
    case = Case.objects.first()
    page = address(Case, f"{case.pk}/change/")
    form = office.get(page).context["adminform"].form
    fields = {name: value for name, value in form.initial.items() if value is not None}
    for name in ("organisations", "sources", "outcome_sources"):
        fields[name] = [row.pk for row in fields[name]]
    inlines = {
        f"{prefix}-{part}": 0
        for prefix in ("evidence", "Practice_cases")
        for part in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    answer = office.post(page, {**fields, **inlines, "actors": "council\n\n residents \n"})
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    case.refresh_from_db()
    assert case.actors == ["council", "residents"]


def test_case_and_source_show_each_other(office):
    load()
    row = Evidence.objects.exclude(case=None).select_related("case", "source").first()
    told = office.get(address(Case, f"{row.case_id}/change/")).content.decode()
    assert f'value="{row.source_id}" selected' in told
    told = office.get(address(Source, f"{row.source_id}/change/")).content.decode()
    assert f'value="{row.case_id}" selected' in told


@pytest.mark.parametrize(
    ("model", "queries"), [(Case, 7), (Evidence, 6), (Organisation, 6), (Practice, 6), (Source, 5)]
)
@pytest.mark.parametrize("how_many", [1, 3])
def test_lists_cost_the_same_for_few_and_many(office, django_assert_num_queries, model, queries, how_many):
    load()
    keep = model.objects.values_list("pk", flat=True)[:how_many]
    Evidence.objects.exclude(pk__in=keep if model is Evidence else []).delete()
    model.objects.exclude(pk__in=list(keep)).delete()
    office.get(address(model))
    with django_assert_num_queries(queries):
        answer = office.get(address(model))
    assert answer.context["cl"].result_count == how_many


@pytest.mark.parametrize(
    "address",
    [
        "1/history/None/",
        "1/history/-1/",
        "1/history/9999999999999999999999/",
        "x/history/1/",
        "x/history/",
        "99999999999999999999999/history/",
        "99999999999999999999999999/history/1/",
        "1/history/\u0661/",
    ],
)
def test_odd_address_of_an_older_state_leads_nowhere(office, address):
    assert office.get(f"/admin/research/level/{address}").status_code == 404


@pytest.mark.parametrize(
    ("model", "name"),
    [(Adaptation, "government"), (Case, "title"), (Organisation, "name"), (Practice, "name")],
)
def test_slug_of_a_new_record_follows_its_name(office, model, name):
    """Given a new record, its page says what the slug follows; that of one which is there stays as it is."""
    follows = office.get(address(model, "add/")).context["adminform"].prepopulated_fields
    assert [(field["field"].name, [f.name for f in field["dependencies"]]) for field in follows] == [
        ("slug", [name])
    ]
    if model is not Adaptation:  # none is shipped
        load()
        page = office.get(address(model, f"{model.objects.first().pk}/change/"))
        assert page.context["adminform"].prepopulated_fields == []

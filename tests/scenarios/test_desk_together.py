"""At the very same moment: two authors save, one copies twice, a workshop opens while its scenario is changed."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError

from game.models import Workshop
from game.opening import open_doors
from game.rules import Refused
from scenarios.desk import editing
from scenarios.desk.copying import CopyForm, copied
from scenarios.models import Scenario
from scenarios.paths import get
from scenarios.unclear import counts, note
from tests.factories import ScenarioFactory, state_of
from tests.game.together import together
from tests.scenarios.typed import posted

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ours(transactional_db):
    return copied(ScenarioFactory(is_shipped=True), "our-own", "Our own", [])


def test_two_who_save_different_chapters_at_once_both_keep_theirs(ours):
    works = [
        partial(editing.edit, ours.pk, key, "en", posted(ours, key, **{f"t.{key}.title": f"New {key}"}), "")
        for key in ("pen", "saving")
    ]
    answers = together(*works)
    assert all(answer.is_saved for answer in answers), answers
    ours.refresh_from_db()
    assert [ours.texts["en"][key]["title"] for key in ("pen", "saving")] == ["New pen", "New saving"]
    assert ours.history.count() == 3


def test_two_who_save_the_same_text_at_once_do_not_overwrite_each_other(ours):
    works = [
        partial(editing.edit, ours.pk, "pen", "en", posted(ours, "pen", **{"t.pen.title": title}), "")
        for title in ("One", "Two")
    ]
    answers = together(*works)
    (refused,) = [answer for answer in answers if not answer.is_saved]
    ours.refresh_from_db()
    assert dict(refused.stands) == {"t.pen.title": ours.texts["en"]["pen"]["title"]}
    assert {ours.texts["en"]["pen"]["title"], refused.form["t.pen.title"].value()} == {"One", "Two"}


def test_workshop_opens_on_what_is_there_before_or_after_a_change(ours):
    """What is played under a version is what that version says for good."""
    workshop = Workshop.objects.create(scenario=ours)
    change = partial(editing.edit, ours.pk, "pen", "en", posted(ours, "pen", **{"t.pen.title": "New"}), "")
    opened, changed = together(lambda: open_doors(Workshop.objects.get(pk=workshop.pk)), change)
    assert changed.is_saved
    ours.refresh_from_db()
    if isinstance(opened, Exception):
        assert isinstance(opened, Refused) and "this very moment" in str(opened)
        return
    script = state_of(workshop).script
    assert (script.version == ours.version) is (script.say("pen.title", "en") == "New")


def test_second_of_two_taps_on_copy_leads_to_the_one_copy(client, django_user_model, ours, monkeypatch):
    client.force_login(django_user_model.objects.create_superuser("head"))
    monkeypatch.setattr(CopyForm, "clean_slug", lambda form: form.cleaned_data["slug"])
    for _tap in range(2):
        answer = client.post(f"/admin/scenarios/scenario/{ours.pk}/copy/", {"title": "Twin", "slug": "twin"})
        assert (
            answer["Location"] == f"/admin/scenarios/scenario/{Scenario.objects.get(slug='twin').pk}/change/"
        )


def test_taps_at_once_are_all_counted(ours):
    taps = [partial(note, "our-own", 1, "pen.title", "en")] * 4
    assert together(*taps) == [None] * 4
    assert counts("our-own", 1) == {("en", "pen.title"): 4}


def test_page_carries_no_more_than_the_server_reads(ours):
    """As many seeds, standing seeds and incidents as can be added stay below the limit of fields."""
    from django.conf import settings

    from scenarios.desk.changing import MOST, add

    document = ours.document
    for where in ("dilemmas.pen.seeds", "dilemmas.pen.facts", "standing", "incidents", "news"):
        there, most = len(get(document, where) or ()), MOST[where.rpartition(".")[2]]
        for number in range(there, most):
            add(document, where, f"more{number}")
        with pytest.raises(ValidationError, match="as many as there may be"):
            add(document, where, "one_more")
    Scenario.objects.update(document=document)
    ours.refresh_from_db()
    for key in ("pen", "pen.seeds", "standing", "incidents", "news", "endings", "roles"):
        sent = posted(ours, key)
        assert (
            sum(len(values) for _name, values in sent.lists()) + 60 < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        ), key

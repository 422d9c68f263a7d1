"""A local scenario and the workshops on it: none opens while something is wrong, and none changes once it is open."""

import copy
import json

import pytest

from game.models import Workshop
from game.opening import open_doors
from game.rules import Refused
from research.loading import load
from scenarios.checking import verdict_of
from scenarios.desk import editing
from scenarios.desk.copying import copied, renamed, town_of
from scenarios.desk.saving import own_texts, store
from scenarios.models import Scenario
from tests.factories import ScenarioFactory, state_of
from tests.scenarios.typed import posted

pytestmark = pytest.mark.django_db

DAY = {"format": "45", "tables": "1", "seats": "4", "timers": "soft", "factor": "1", "retention": "14"}


@pytest.fixture
def ours():
    return copied(ScenarioFactory(is_shipped=True), "our-own", "Our own", [])


@pytest.fixture
def leader(django_user_model, client):
    user = django_user_model.objects.create_user("leader")
    client.force_login(user)
    return user


def told(answer):
    return answer.content.decode()


def spoil(row, unfinished=False):
    """A mistake of the author, saved at the desk."""
    document, texts = copy.deepcopy(row.document), own_texts(row)
    if unfinished:
        document["unfinished"] = True
    else:
        del texts["en"]["pen"]["A"]["story"]
    return store(row, document, texts, "")


def test_facilitator_chooses_among_those_that_can_be_opened(client, leader, ours):
    assert "Our own" in told(client.get("/facilitate/new/"))
    spoil(ours)
    assert "Our own" not in told(client.get("/facilitate/new/"))
    answer = client.post("/facilitate/new/", {**DAY, "scenario": ours.pk, "open": "1"})
    assert answer.status_code == 422
    assert "“Our own” cannot be opened yet: its author has to mend something first." in told(answer)
    assert not Workshop.objects.exists()


def test_scenario_that_was_spoiled_after_it_was_chosen_opens_no_doors(client, leader, ours):
    """Opening looks itself, whatever the row says of itself."""
    client.post("/facilitate/new/", {**DAY, "scenario": ours.pk})
    workshop = Workshop.objects.get()
    spoil(ours)
    Scenario.objects.filter(pk=ours.pk).update(is_ready=True)
    answer = client.post(f"/facilitate/{workshop.slug}/set-up/", {**DAY, "scenario": ours.pk, "open": "1"})
    assert answer.status_code == 422
    assert "Left for its author to mend: 1. The first: pen.A.story: This text is missing." in told(answer)
    workshop.refresh_from_db()
    assert workshop.phase == "draft"


def test_unfinished_scenario_opens_no_doors(ours):
    spoil(ours, unfinished=True)
    with pytest.raises(Refused, match="marks this scenario as unfinished"):
        open_doors(Workshop.objects.create(scenario=ours))
    assert list(Scenario.objects.ready()) == [Scenario.objects.get(slug="the-long-evenings")]


def test_open_workshop_keeps_what_it_opened_on_and_the_next_change_is_another_version(ours):
    workshop = Workshop.objects.create(scenario=ours)
    open_doors(workshop)
    ours.refresh_from_db()
    assert (ours.version, ours.played_version) == (1, 1)
    outcome = editing.edit(
        ours.pk, "pen", "en", posted(ours, "pen", **{"t.pen.talk": "Quite another question?"}), ""
    )
    assert outcome.is_saved
    ours.refresh_from_db()
    assert (ours.version, ours.document["version"]) == (2, 2)
    script = state_of(workshop).script
    assert script.version == 1
    assert script.say("pen.talk", "en") != ours.texts["en"]["pen"]["talk"] == "Quite another question?"
    editing.edit(ours.pk, "pen", "en", posted(ours, "pen", **{"t.pen.talk": "And another?"}), "")
    ours.refresh_from_db()
    assert ours.version == 2, "nobody has opened version 2"


def test_scenario_that_changed_while_the_doors_were_opening_is_not_opened(ours):
    workshop = Workshop.objects.create(scenario=ours)
    workshop.scenario.digest = "of what was read"
    with pytest.raises(Refused, match="changed this very moment"):
        open_doors(workshop)


def test_library_lists_no_local_scenario_with_problems(client, ours):
    load()
    Scenario.objects.exclude(pk=ours.pk).delete()
    address = "/library/practices/mandate-letter/played/"
    assert "Our own" in told(client.get(address))
    spoil(ours)
    assert "Our own" not in told(client.get(address))


def test_a_copy_bears_the_name_of_another_town_everywhere():
    """What an author would otherwise have to find in a dozen texts."""
    row = ScenarioFactory(is_shipped=True)
    assert town_of(row) == "Vesterlund"
    fresh = copied(row, "our-own", "Our own", [], "Østrenæs")
    text = json.dumps(fresh.texts, ensure_ascii=False)
    assert "Vesterlund" not in text
    assert text.count("Østrenæs") >= 13
    assert fresh.texts["en"]["people"]["media"] == "Østrenæs Weekly"
    assert not verdict_of(fresh).faults


def test_only_whole_words_are_renamed():
    assert renamed({"a": "Ny and Nybro and Ny's"}, "Ny", "Old") == {"a": "Old and Nybro and Old's"}


def test_without_another_name_the_town_keeps_its_own():
    row = ScenarioFactory(is_shipped=True)
    assert copied(row, "our-own", "Our own", []).texts["en"]["place"] == row.texts["en"]["place"]

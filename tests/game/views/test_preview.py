"""An author looks at any screen as any role; nothing is kept, and nobody else looks."""

import copy

import pytest
from django.contrib.auth.models import Group

from game import render
from game.models import LogLine, Player, Workshop
from game.preview import screens
from scenarios.models import Scenario
from scenarios.script import ROLES
from tests.factories import ScenarioFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client, django_user_model):
    user = django_user_model.objects.create_user("author", is_staff=True)
    user.groups.add(Group.objects.get(name="Authors"))
    client.force_login(user)
    return client


@pytest.fixture
def scenario():
    return ScenarioFactory(is_shipped=True)


def look(client, dilemma="pen", role="P1", screen="situation", query="", slug="the-long-evenings"):
    return client.get(f"/preview/{slug}/{dilemma}/{role}/{screen}/{query}")


def told(answer):
    return answer.content.decode()


def test_every_screen_of_every_dilemma_is_shown_to_every_role(author, scenario):
    english = scenario.texts["en"]
    for shape in scenario.document["dilemmas"]:
        for screen in screens(shape):
            for role in ROLES if screen in ("situation", "A") else ("M3",):
                answer = look(author, shape["id"], role, screen)
                assert answer.status_code == 200, (shape["id"], role, screen)
                own = english[shape["id"]]
                said = (
                    own["situation"]
                    if screen == "situation"
                    else own[screen]["story"]
                    if len(screen) == 1
                    else own["A"]["text"]
                )
                assert " ".join(said.split())[:30].replace("'", "&#x27;") in told(answer)


def test_preview_is_that_roles_own_view(author, scenario):
    assert "You hold the pen this round." in told(look(author, role="P1"))
    assert "You are one of them." in told(look(author, role="P3"))
    assert "Your vote is advice." in told(look(author, role="M2"))


def test_hidden_option_is_hidden_in_the_choice_and_shown_by_itself(author, scenario):
    assert "A small purse" not in told(look(author, screen="choice"))
    assert "Tables and lamps are bought" in told(look(author, screen="D"))


def test_gated_option_is_locked_in_the_choice_and_shown_by_itself(author, scenario):
    scenario.document = copy.deepcopy(scenario.document)
    radio = next(d for d in scenario.document["dilemmas"] if d["id"] == "radio")
    radio["options"]["C"]["needs"] = "trust>=9"
    scenario.save()
    assert "Needs Trust of at least 9." in told(look(author, "radio", screen="choice"))
    assert look(author, "radio", screen="C").status_code == 200


def test_variant_is_shown_when_asked_for(author, scenario):
    variant = " ".join(scenario.texts["en"]["pen"]["variant"].split())
    assert variant not in told(look(author))
    assert variant in told(look(author, query="?other=1"))


def test_language_is_chosen_and_what_is_missing_is_english(author, scenario):
    scenario.texts = {**scenario.texts, "da": {"pen": {"title": "Hvem har pennen?"}}}
    scenario.save()
    text = told(look(author, query="?language=da"))
    assert "Hvem har pennen?" in text and "Fourteen" in text
    assert "Who holds the pen?" in told(look(author, query="?language=tlh"))


def test_nothing_is_kept_and_nothing_can_be_pressed(author, scenario):
    text = told(look(author, screen="choice"))
    assert '<fieldset class="still" disabled>' in text
    assert "<script" not in text and "data-live" not in text
    assert not Workshop.objects.exists() and not Player.objects.exists() and not LogLine.objects.exists()
    assert not render._memory


def test_text_of_an_author_is_shown_as_text(author, scenario):
    scenario.texts = {"en": {**scenario.texts["en"], "pen": {"title": "<script>alert(1)</script>"}}}
    scenario.save()
    answer = look(author)
    assert answer.status_code == 200
    assert "<script>alert" not in told(answer)


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("level", 9, "dilemmas.pen.level: 9 is not between 1 and 4."),
        ("options", {}, "The key A is missing."),
        ("seeds", {}, "pen.A: unknown seed empty_chairs"),
        ("fallback", "D", "the fallback must be an open option, and not D"),
        ("variant", {"if": "maybe so?"}, "not a condition"),
    ],
)
def test_what_cannot_be_shown_yet_is_said(author, scenario, path, value, sentence):
    document = copy.deepcopy(scenario.document)
    next(d for d in document["dilemmas"] if d["id"] == "pen")[path] = value
    Scenario.objects.update(document=document)
    answer = look(author)
    assert answer.status_code == 422
    assert sentence in told(answer).replace("&#x27;", "'")
    assert look(author, "saving").status_code == 200, "one dilemma keeps no other from being looked at"


@pytest.mark.parametrize(
    ("dilemma", "role", "screen"),
    [
        ("nothing", "P1", "situation"),
        ("pen", "P9", "situation"),
        ("pen", "P1", "vote"),
        ("saving", "P1", "D"),
    ],
)
def test_what_there_is_not_is_not_found(author, scenario, dilemma, role, screen):
    assert look(author, dilemma, role, screen).status_code == 404
    assert look(author, slug="nowhere").status_code == 404


def test_strangers_are_refused(client, django_user_model, scenario):
    assert look(client).status_code == 302
    client.force_login(django_user_model.objects.create_user("leader"))
    assert look(client).status_code == 403
    assert "Fourteen" not in told(look(client))


def test_desk_links_to_each_role_in_one_click(author, scenario):
    page = told(author.get(f"/admin/scenarios/scenario/{scenario.pk}/chapter/pen/"))
    for role in ROLES:
        assert f'href="/preview/the-long-evenings/pen/{role}/situation/?language=en"' in page

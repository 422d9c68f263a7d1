"""Setting up: what can be chosen, what is told when it cannot be, and that nobody else comes near it."""

import pytest

from game.models import LogLine, Workshop
from game.rules import State
from tests.factories import ScenarioFactory, WorkshopFactory, lead, notice, seat, state_of

pytestmark = pytest.mark.django_db

DAY = {
    "title": "Council seminar",
    "format": "45",
    "tables": "3",
    "names": "Birch\n\nOak",
    "seats": "4",
    "assignment": "swap",
    "timers": "soft",
    "factor": "2",
    "retention": "14",
    "colleagues": "",
}


@pytest.fixture
def scenario():
    return ScenarioFactory(is_shipped=True)


@pytest.fixture
def leader(django_user_model, client):
    user = django_user_model.objects.create_user("leader")
    client.force_login(user)
    return user


def sent(scenario, **changes):
    """What the form sends."""
    return {**DAY, "scenario": scenario.pk, **changes}


def told(answer):
    return answer.content.decode()


def test_workshop_is_set_up_changed_and_opened(client, leader, scenario):
    answer = client.post("/facilitate/new/", sent(scenario))
    workshop = Workshop.objects.get()
    assert answer["Location"] == f"/facilitate/{workshop.slug}/ready/"
    assert (workshop.phase, workshop.title) == ("draft", "Council seminar")
    set_up = f"/facilitate/{workshop.slug}/set-up/"
    page = told(client.get(set_up))
    for kept in ('value="Council seminar"', "Birch\n\nOak", 'value="14"'):
        assert kept in page

    answer = client.post(set_up, sent(scenario, tables="5", bots="1", open="1"))
    assert answer["Location"] == f"/facilitate/{workshop.slug}/"
    workshop.refresh_from_db()
    state = state_of(workshop)
    assert (workshop.phase, workshop.doors_open) == ("lobby", True)
    assert (len(state.tables), len(state.plan)) == (5, 3)
    settings = state.settings
    assert settings.assignment == "swap"
    assert (settings.seats, settings.factor, settings.bots, settings.led_by_bot) == (4, 2, True, False)
    assert settings.retention == 14
    assert settings.follow_up is False
    assert workshop.table_names == {"1": "Birch", "3": "Oak"}
    assert LogLine.objects.get().by == leader.pk
    desk = told(client.get(answer["Location"]))
    assert "1 <bdi>Birch</bdi>" in desk
    assert "Table 2" in desk


def test_follow_up_is_off_until_it_is_ticked_and_a_copy_keeps_it(client, leader, scenario):
    """KEEP-4: the setting says what it does and what is stored."""
    blank = told(client.get("/facilitate/new/"))
    assert 'name="follow_up" value="1" aria-describedby' in blank
    assert "No name, no address and no words are stored." in blank
    client.post("/facilitate/new/", sent(scenario, follow_up="1", open="1"))
    workshop = Workshop.objects.get()
    assert state_of(workshop).settings.follow_up is True
    answer = client.post(f"/facilitate/{workshop.slug}/copy/")
    assert 'name="follow_up" value="1" checked' in told(client.get(answer["Location"]))


def test_opened_workshop_cannot_be_set_up_any_more(client, leader, scenario):
    client.post("/facilitate/new/", sent(scenario, open="1"))
    workshop = Workshop.objects.get()
    answer = client.post(f"/facilitate/{workshop.slug}/set-up/", sent(scenario, tables="9", open="1"))
    assert answer["Location"] == f"/facilitate/{workshop.slug}/"
    assert len(state_of(workshop).tables) == 3


def test_scenario_that_is_edited_later_changes_no_workshop(client, leader, scenario):
    """A script is frozen when the doors open, not before and not after."""
    client.post("/facilitate/new/", sent(scenario))
    workshop = Workshop.objects.get()
    scenario.texts = {"en": {**scenario.texts["en"], "title": "Edited before"}}
    scenario.save()
    client.post(f"/facilitate/{workshop.slug}/set-up/", sent(scenario, open="1"))
    scenario.texts = {"en": {**scenario.texts["en"], "title": "Edited after"}}
    scenario.save()
    assert state_of(workshop).script.say("title", "en") == "Edited before"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"tables": "0"}, "Tables: Ensure this value is greater than or equal to 1."),
        ({"tables": "101"}, "Tables: Ensure this value is less than or equal to 100."),
        ({"tables": "many"}, "Tables: Enter a whole number."),
        ({"seats": "2"}, "Seats at each table: Ensure this value is greater than or equal to 3."),
        ({"seats": "9"}, "Seats at each table: Ensure this value is less than or equal to 8."),
        ({"names": "A\nB\nC\nD"}, "You have named 4 tables, but there are 3."),
        ({"names": "x" * 41}, "is too long for a table: at most 40 signs."),
        ({"format": "181"}, "Format: Select a valid choice."),
        ({"factor": "3"}, "Time for everything: Select a valid choice."),
        ({"retention": "91"}, "Ensure this value is less than or equal to 90."),
        ({"colleagues": "nobody"}, "There is no account called nobody."),
        ({"scenario": "999"}, "Scenario: Select a valid choice."),
        ({"title": "x" * 81}, "Write at most 80 signs; these are 81."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_lost(client, leader, scenario, changes, sentence):
    answer = client.post("/facilitate/new/", {**sent(scenario), **changes})
    assert answer.status_code == 422
    assert sentence in told(answer)
    if "names" not in changes:
        assert "Birch" in told(answer)
    assert not Workshop.objects.exists()


def test_format_longer_than_the_scenario_is_refused(client, leader):
    scenario = ScenarioFactory(is_shipped=True)
    scenario.document = {**scenario.document, "max_rounds": 3}
    scenario.save()
    answer = client.post("/facilitate/new/", sent(scenario, format="90", open="1"))
    assert "This scenario is too short for that format." in told(answer)


def test_scenario_that_cannot_be_played_opens_no_doors(client, leader):
    """The sentence says why, and what was typed is kept in a draft."""
    scenario = ScenarioFactory(slug="broken", document={"slug": "broken", "dilemmas": [{}]})
    answer = client.post("/facilitate/new/", sent(scenario, open="1"))
    assert answer.status_code == 422
    assert "This scenario cannot be played as it stands" in told(answer)
    assert Workshop.objects.get().phase == "draft"


def test_hundred_tables_need_no_names(client, leader, scenario):
    client.post("/facilitate/new/", sent(scenario, tables="100", names="", open="1"))
    workshop = Workshop.objects.get()
    page = told(client.get(f"/facilitate/{workshop.slug}/"))
    assert page.count('<article class="tile ') == 100
    assert "100 tables" in page
    assert client.get(f"/projector/{workshop.slug}/").status_code == 200


def test_colleague_leads_too_and_others_do_not(client, leader, scenario, django_user_model):
    colleague = django_user_model.objects.create_user("berit")
    django_user_model.objects.create_user("other")
    client.post("/facilitate/new/", sent(scenario, colleagues="berit", open="1"))
    workshop = Workshop.objects.get()
    client.force_login(colleague)
    assert client.get(f"/facilitate/{workshop.slug}/").status_code == 200
    assert "Council seminar" in told(client.get("/facilitate/"))
    client.force_login(django_user_model.objects.get(username="other"))
    assert "Council seminar" not in told(client.get("/facilitate/"))
    for path in ("", "set-up/", "doors/", "signs/", "delete/", "screen/"):
        assert client.get(f"/facilitate/{workshop.slug}/{path}").status_code == 404
    assert client.post(f"/facilitate/{workshop.slug}/copy/").status_code == 404
    assert client.post(f"/facilitate/{workshop.slug}/delete/", {"sure": "1"}).status_code == 404
    assert Workshop.objects.count() == 1


def test_colleague_is_added_while_the_workshop_is_under_way(client, leader, django_user_model):
    workshop = WorkshopFactory()
    workshop.facilitators.add(leader)
    colleague = django_user_model.objects.create_user("berit")
    address = f"/facilitate/{workshop.slug}/colleagues/"
    wrong = client.post(address, {"colleagues": "berti"})
    assert notice(wrong) == "There is no account called berti."
    assert client.post(address, {"colleagues": " berit "})["Location"] == f"/facilitate/{workshop.slug}/"
    assert "Who leads: leader, berit" in told(client.get(f"/facilitate/{workshop.slug}/"))
    client.force_login(colleague)
    assert client.get(f"/facilitate/{workshop.slug}/").status_code == 200
    client.force_login(django_user_model.objects.create_user("other"))
    assert client.post(address, {"colleagues": "other"}).status_code == 404


@pytest.mark.parametrize(
    "path", ["", "new/", "minutes/", "0123456789/", "0123456789/doors/", "0123456789/signs/"]
)
def test_who_is_not_logged_in_is_asked_to(client, path):
    answer = client.get(f"/facilitate/{path}")
    assert answer["Location"] == f"/log-in/?next=/facilitate/{path}"


def test_log_in_tells_what_is_wrong_and_leads_on(client, django_user_model):
    django_user_model.objects.create_user("berit", password="a long word of mine")
    wrong = client.post("/log-in/?next=/facilitate/", {"username": "berit", "password": "x"})
    assert "User name and password do not fit each other." in told(wrong)
    assert 'value="berit"' in told(wrong)
    right = client.post(
        "/log-in/", {"username": "berit", "password": "a long word of mine", "next": "/facilitate/new/"}
    )
    assert right["Location"] == "/facilitate/new/"
    astray = client.post(
        "/log-in/",
        {"username": "berit", "password": "a long word of mine", "next": "https://elsewhere.example/"},
    )
    assert astray["Location"] == "/facilitate/"


def test_my_workshops_costs_the_same_for_few_and_many(client, leader, django_assert_num_queries):
    """Session, user, the role, the workshops that are led, and those with hosted tables."""
    assert "No workshops yet." in told(client.get("/facilitate/"))
    for wanted in (1, 3):
        while Workshop.objects.count() < wanted:
            WorkshopFactory().facilitators.add(leader)
        with django_assert_num_queries(6):
            assert told(client.get("/facilitate/")).count("Open the desk") == wanted


def test_desk_of_a_live_workshop_comes_first_and_is_the_largest_thing(client, leader):
    """Taking over is opening the desk: the live ones stand before the others, and nothing large stands before them."""
    over, live = WorkshopFactory(title="Over"), WorkshopFactory(title="Live")
    for workshop in (over, live, WorkshopFactory(title="Draft", doors=False)):
        workshop.facilitators.add(leader)
    lead(over, "closed")
    page = told(client.get("/facilitate/"))
    assert page.count("Open the desk") == page.count("btn big") == 1
    assert page.index(">Live<") < page.index("Open the desk") < page.index(">Draft<") < page.index(">Over<")
    assert page.index("Open the desk") < page.index("Set up a workshop")


@pytest.mark.parametrize("phase", ["draft", "closed"])
def test_workshop_is_deleted_after_two_confirmations(client, leader, phase):
    workshop = WorkshopFactory(doors=phase == "closed")
    workshop.facilitators.add(leader)
    if phase == "closed":
        seat(workshop, 3)
        lead(workshop, "closed")
    address = f"/facilitate/{workshop.slug}/delete/"
    assert "Everything goes" in told(client.get(address))
    unsure = client.post(address)
    assert (unsure.status_code, "Nothing was deleted." in told(unsure)) == (422, True)
    assert client.post(address, {"sure": "1"})["Location"] == "/facilitate/"
    assert not Workshop.objects.exists()
    assert not LogLine.objects.exists()


def test_workshop_under_way_is_not_deleted(client, leader):
    workshop = WorkshopFactory()
    workshop.facilitators.add(leader)
    answer = client.post(f"/facilitate/{workshop.slug}/delete/", {"sure": "1"})
    assert (answer.status_code, "Close it first." in told(answer)) == (422, True)
    assert Workshop.objects.exists()


def test_door_sheet_has_sign_code_and_address(client, leader):
    workshop = WorkshopFactory()
    workshop.facilitators.add(leader)
    page = told(client.get(f"/facilitate/{workshop.slug}/doors/"))
    assert f"{workshop.code[:3]} {workshop.code[3:]}" in page
    assert f"http://testserver/join/{workshop.code}/" in page
    assert "<svg" in page


@pytest.mark.parametrize(
    ("asked", "all_in_all"),
    [
        ({"format": "45"}, "45 minutes"),
        ({"format": "90"}, "86 minutes"),
        ({"format": "45", "factor": "2"}, "90 minutes"),
        ({"format": "x", "factor": "y"}, "45 minutes"),
        ({}, "45 minutes"),
    ],
)
def test_minutes_are_summed_up_while_one_chooses(client, leader, asked, all_in_all):
    assert f"{all_in_all} in all" in told(client.get("/facilitate/minutes/", asked))


def test_markup_in_titles_and_names_is_text(client, leader, scenario):
    client.post("/facilitate/new/", sent(scenario, title="<i>T</i>", names="<b>N</b>", open="1"))
    workshop = Workshop.objects.get()
    for path in ("/facilitate/", f"/facilitate/{workshop.slug}/", f"/projector/{workshop.slug}/"):
        page = told(client.get(path))
        assert "<i>T" not in page
        assert "<b>N</b>" not in page
    assert notice(client.get(f"/facilitate/{workshop.slug}/")) == ""
    assert isinstance(state_of(workshop), State)

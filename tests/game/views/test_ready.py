"""Getting ready: what is done is told by facts, and a rehearsal is led from there (F5, C·10)."""

import pytest

from game import led_rehearsal
from game.models import Workshop
from tests.factories import ScenarioFactory, WorkshopFactory, events, state_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scenario():
    return ScenarioFactory(is_shipped=True)


@pytest.fixture
def leader(django_user_model, client):
    user = django_user_model.objects.create_user("leader")
    client.force_login(user)
    return user


@pytest.fixture
def workshop(leader, scenario):
    """One that is being set up, for two tables."""
    found = WorkshopFactory(doors=False, scenario=scenario, chosen={"tables": 2, "seats": 3})
    found.facilitators.add(leader)
    return found


def told(answer):
    return " ".join(answer.content.decode().split())


def ready(workshop):
    return f"/facilitate/{workshop.slug}/ready/"


def rehearsal_of(workshop):
    return Workshop.objects.get(chosen__rehearsal_of=workshop.slug)


def step(page, name):
    """What stands in one of the four steps."""
    return page.split(f'id="step-{name}"')[1].split("</li> <li class=")[0]


def test_draft_is_set_up_and_nothing_else_is_done(client, workshop):
    page = told(client.get(ready(workshop)))
    assert "done" in step(page, "set-up") and "2 tables with 3 seats each" in page
    assert "still to do" in step(page, "rehearse") and "still to do" in step(page, "doors")
    assert f'href="/facilitate/{workshop.slug}/signs/"' in page and 'href="/venue/"' in page
    assert 'href="/scenarios/the-long-evenings/kit/"' in page


def test_it_is_reached_from_the_set_up_and_from_my_workshops(client, workshop):
    for page in ("/facilitate/", f"/facilitate/{workshop.slug}/set-up/"):
        assert f'href="{ready(workshop)}"' in told(client.get(page))


def test_rehearsal_begins_with_the_usual_speed_and_leads_to_its_desk(client, workshop):
    """C·10: from the list of workshops, with one tap."""
    answer = client.post(f"/facilitate/{workshop.slug}/rehearse/")
    rehearsal = rehearsal_of(workshop)
    assert answer["Location"] == f"/facilitate/{rehearsal.slug}/"
    assert state_of(rehearsal).settings.pace == 10
    desk = told(client.get(answer["Location"]))
    assert "End the rehearsal" in desk and "10 times as fast." in desk
    wall = told(client.get(f"/projector/{rehearsal.slug}/"))
    assert '<p class="rehearsal">Rehearsal</p>' in wall
    assert "A rehearsal is under way." in told(client.get(ready(workshop)))


def test_a_real_workshop_is_not_marked(client, workshop):
    client.post(f"/facilitate/{workshop.slug}/open/")
    for page in (f"/facilitate/{workshop.slug}/", f"/projector/{workshop.slug}/"):
        assert "ehearsal" not in told(client.get(page))


@pytest.mark.parametrize(
    ("speed", "pace"), [("1", 100), ("3", 33), ("10", 10), ("7", 10), ("x", 10), ("", 10)]
)
def test_speed_is_chosen_among_three(client, workshop, speed, pace):
    client.post(f"/facilitate/{workshop.slug}/rehearse/", {"speed": speed})
    assert state_of(rehearsal_of(workshop)).settings.pace == pace


def test_two_taps_make_one_rehearsal(client, workshop):
    places = {client.post(f"/facilitate/{workshop.slug}/rehearse/")["Location"] for _tap in range(2)}
    assert len(places) == 1
    assert Workshop.objects.count() == 2
    assert events(rehearsal_of(workshop)).count("WorkshopOpened") == 1


def test_settings_are_saved_before_they_are_rehearsed(client, workshop, scenario):
    """Nothing that was typed in the set-up is lost, and it is what is rehearsed."""
    form = {"scenario": scenario.pk, "format": "45", "tables": "3", "seats": "4", "timers": "soft"}
    form |= {"factor": "1", "retention": "30", "names": "Birch", "rehearse": "1"}
    answer = client.post(f"/facilitate/{workshop.slug}/set-up/", form)
    rehearsal = rehearsal_of(workshop)
    assert answer["Location"] == f"/facilitate/{rehearsal.slug}/"
    workshop.refresh_from_db()
    assert (workshop.phase, workshop.chosen["tables"]) == ("draft", 3)
    assert (len(state_of(rehearsal).tables), rehearsal.table_names) == (3, {"1": "Birch"})


def test_ticks_come_from_what_was_done_and_stay_when_the_rehearsal_is_gone(client, workshop):
    client.post(f"/facilitate/{workshop.slug}/rehearse/")
    rehearsal = rehearsal_of(workshop)
    for phase in ("lobby", "welcome", "briefing"):
        client.post(f"/facilitate/{rehearsal.slug}/next-phase/", {"leaving": phase})
    assert "still to do" in step(told(client.get(ready(workshop))), "rehearse")
    client.post(f"/facilitate/{rehearsal.slug}/open-round/", {"round": "1"})
    number = state_of(rehearsal).tables[1].step.number
    client.post(f"/facilitate/{rehearsal.slug}/close-step/", {"table": "1", "step": number})
    page = step(told(client.get(ready(workshop))), "rehearse")
    assert "done" in page and page.count("Tried:") == 2
    assert client.post(f"/facilitate/{rehearsal.slug}/end-rehearsal/")["Location"] == ready(workshop)
    assert list(Workshop.objects.all()) == [workshop]
    page = step(told(client.get(ready(workshop))), "rehearse")
    assert page.count("Tried:") == 2 and "under way" not in page


def test_what_was_tried_is_kept_when_the_settings_are_saved_again(client, workshop, scenario):
    workshop.chosen["tried"] = ["open-round"]
    workshop.save()
    form = {"scenario": scenario.pk, "format": "45", "tables": "3", "seats": "4", "timers": "soft"}
    form |= {"factor": "1", "retention": "30"}
    assert client.post(f"/facilitate/{workshop.slug}/set-up/", form)["Location"] == ready(workshop)
    assert "done" in step(told(client.get(ready(workshop))), "rehearse")


def test_second_tap_on_the_end_leads_on(client, workshop):
    client.post(f"/facilitate/{workshop.slug}/rehearse/")
    address = f"/facilitate/{rehearsal_of(workshop).slug}/end-rehearsal/"
    for _tap in range(2):
        assert client.post(address, {"of": workshop.slug})["Location"] == ready(workshop)
    assert client.post(address, {"of": "elsewhere"}).status_code == 404


def test_a_real_workshop_is_not_ended_that_way(client, workshop):
    client.post(f"/facilitate/{workshop.slug}/end-rehearsal/")
    assert Workshop.objects.filter(pk=workshop.pk).exists()


def test_doors_open_once_and_lead_to_the_desk(client, workshop):
    for _tap in range(2):
        answer = client.post(f"/facilitate/{workshop.slug}/open/")
        assert answer["Location"] == f"/facilitate/{workshop.slug}/"
    assert events(workshop) == ["WorkshopOpened"]
    page = told(client.get(ready(workshop)))
    assert "done" in step(page, "doors") and "the settings are fixed" in page


def test_a_scenario_that_cannot_be_played_says_so_and_leaves_no_rehearsal(client, workshop):
    workshop.scenario = ScenarioFactory(slug="broken", document={"slug": "broken", "dilemmas": [{}]})
    workshop.save()
    for verb in ("rehearse", "open"):
        answer = client.post(f"/facilitate/{workshop.slug}/{verb}/")
        assert answer.status_code == 422
        assert "This scenario cannot be played as it stands" in told(answer)
    assert list(Workshop.objects.all()) == [workshop]


def test_without_a_scenario_the_page_says_what_to_do(client, workshop):
    workshop.scenario = None
    workshop.save()
    page = told(client.get(ready(workshop)))
    assert "is not there any more. Choose another one." in page
    assert "still to do" in step(page, "set-up") and f'action="/facilitate/{workshop.slug}/open/"' not in page


def test_once_people_play_nothing_is_rehearsed(client, workshop):
    client.post(f"/facilitate/{workshop.slug}/open/")
    client.post(f"/facilitate/{workshop.slug}/next-phase-anyway/", {"leaving": "lobby"})
    answer = client.post(f"/facilitate/{workshop.slug}/rehearse/")
    assert (answer.status_code, Workshop.objects.count()) == (422, 1)
    assert "People play already" in told(answer)


def test_a_rehearsal_is_not_rehearsed_but_leads_to_its_workshop(client, workshop):
    client.post(f"/facilitate/{workshop.slug}/rehearse/")
    rehearsal = rehearsal_of(workshop)
    assert client.post(f"/facilitate/{rehearsal.slug}/rehearse/").status_code == 422
    assert Workshop.objects.count() == 2
    assert client.get(ready(rehearsal))["Location"] == ready(workshop)


def test_stranger_sees_begins_and_ends_nothing(client, workshop, django_user_model):
    client.post(f"/facilitate/{workshop.slug}/rehearse/")
    rehearsal = rehearsal_of(workshop)
    client.force_login(django_user_model.objects.create_user("other"))
    assert client.get(ready(workshop)).status_code == 404
    for one in (workshop, rehearsal):
        for verb in ("rehearse", "end-rehearsal", "open"):
            assert client.post(f"/facilitate/{one.slug}/{verb}/").status_code == 404
    client.logout()
    assert client.get(ready(workshop))["Location"] == f"/log-in/?next={ready(workshop)}"
    for verb in ("rehearse", "end-rehearsal", "open"):
        assert client.post(f"/facilitate/{workshop.slug}/{verb}/").status_code == 302
    assert Workshop.objects.count() == 2
    workshop.refresh_from_db()
    assert workshop.phase == "draft"


def test_nothing_is_begun_by_looking(client, workshop):
    for verb in ("rehearse", "end-rehearsal", "open"):
        assert client.get(f"/facilitate/{workshop.slug}/{verb}/").status_code == 405


def test_colleague_leads_the_rehearsal_too(client, workshop, django_user_model):
    colleague = django_user_model.objects.create_user("berit")
    workshop.facilitators.add(colleague)
    client.post(f"/facilitate/{workshop.slug}/rehearse/")
    rehearsal = rehearsal_of(workshop)
    client.force_login(colleague)
    assert client.get(f"/facilitate/{rehearsal.slug}/").status_code == 200
    assert client.post(f"/facilitate/{rehearsal.slug}/end-rehearsal/").status_code == 302
    assert led_rehearsal.of(workshop) is None


def test_page_costs_the_same_for_few_and_many_tables(client, workshop, django_assert_num_queries):
    for tables in (1, 30):
        workshop.chosen["tables"] = tables
        workshop.save()
        with django_assert_num_queries(8):
            client.get(ready(workshop))

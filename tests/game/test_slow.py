"""Slow play through set-up, clock and pages: dates on the wall, in a calendar, in words to send (SLOW-1)."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import icalendar
import pytest
from django.core.management import call_command
from django.test import Client

from game import clock, dates, engine
from game.models import Workshop
from game.rules import commands as c
from tests.factories import ScenarioFactory, browser_of, seat, state_of, step_of
from tests.game.views.test_workshops import DAY as FORM

pytestmark = pytest.mark.django_db

DAY = 24 * 60 * 60 * 1000
#: A Monday evening in October, before the clocks go back.
FIRST = "2026-10-19T18:00"
ZONE = "Europe/Copenhagen"
SLOW = {**dates.DEFAULTS, "first": FIRST, "zone": ZONE}


@pytest.fixture
def scenario():
    return ScenarioFactory(is_shipped=True)


@pytest.fixture
def leader(django_user_model, client):
    user = django_user_model.objects.create_user("leader")
    client.force_login(user)
    return user


@pytest.fixture
def september(machine_time):
    """The machine's clock stands on the first of September 2026."""
    machine_time.now = int(datetime(2026, 9, 1, tzinfo=UTC).timestamp()) * 1000
    return machine_time


def sent(scenario, **changes):
    slow = {"mode": "slow", "first": FIRST, "zone": ZONE, "finale": "", "choose_days": "3", "talk_days": "2"}
    slow |= {"vote_days": "1", "every_days": "7", "format": "75", "open": "1"}
    return {**FORM, "scenario": scenario.pk, **slow, **changes}


def opened(client, leader, scenario, people=5):
    client.post("/facilitate/new/", sent(scenario, tables="1", names="", seats="5", assignment="choose"))
    workshop = Workshop.objects.get()
    assert workshop.phase == "lobby"
    return workshop, seat(workshop, people)


def tick(time, at):
    """The system's timer comes by at a moment on the wall of the town."""
    time.until(dates.milliseconds(datetime.fromisoformat(at), dates.ZoneInfo(ZONE)))
    call_command("tick", stdout=StringIO())


def test_the_clock_on_the_wall_leads_through_a_change_of_clocks():
    """Round 1 opens in summer time, round 2 in winter time, both at 18:00."""
    rows, finale = dates.planned(SLOW, 3)
    opens = [dates.told(row[0], ZONE) for row in rows]
    assert [(when.day, when.hour) for when in opens] == [(19, 18), (26, 18), (2, 18)]
    assert rows[1][0] - rows[0][0] == 7 * DAY + 60 * 60 * 1000
    assert rows[2][0] - rows[1][0] == 7 * DAY
    assert dates.told(finale, ZONE).strftime("%d %H:%M") == "09 18:00"


def test_an_hour_that_is_skipped_in_spring_is_still_a_moment():
    at = dates.milliseconds(datetime(2027, 3, 28, 2, 30), dates.ZoneInfo(ZONE))
    assert dates.told(at, ZONE).strftime("%d %H:%M") == "28 03:30"


def test_another_zone_of_the_server_changes_nothing(settings, client, leader, scenario, september):
    """Dates are moments once the doors are open; the zone of the workshop is its own."""
    workshop, people = opened(client, leader, scenario)
    settings.TIME_ZONE = "America/New_York"
    page = browser_of(people[0]).get(f"/workshops/{workshop.slug}/").content.decode()
    assert "Monday 19 October, 18:00" in page


def test_a_whole_slow_game_by_the_timer_of_the_system(client, leader, scenario, september):
    """Four dates a round; who answers nothing abstains, and nobody waits for anybody."""
    workshop, people = opened(client, leader, scenario)
    tick(september, "2026-09-01T12:00")
    assert state_of(workshop).phase == "welcome"
    tick(september, "2026-10-18T18:00")
    assert state_of(workshop).phase == "briefing"
    for monday in ("2026-10-19", "2026-10-26", "2026-11-02"):
        opens = datetime.fromisoformat(monday)
        for days, step in ((0, "choice"), (3, "talk"), (5, "vote")):
            tick(september, (opens + timedelta(days=days)).strftime("%Y-%m-%dT18:00"))
            assert step_of(workshop).name == step, monday
        for person in people[:3]:
            engine.submit(workshop, c.CastVote(person.id_in_log, step_of(workshop).number, "A"))
        tick(september, (opens + timedelta(days=6)).strftime("%Y-%m-%dT18:00"))
        assert step_of(workshop).name == "consequence"
    tick(september, "2026-11-09T18:00")
    assert (step_of(workshop).name, state_of(workshop).phase) == ("done", "playing")
    assert [play.decision.option for play in state_of(workshop).tables[1].decided] == ["A", "A", "A"]


def test_a_timer_that_was_late_leaves_people_a_day(client, leader, scenario, september):
    """A server that slept past two dates opens the round, and its choices close a day later."""
    workshop, _people = opened(client, leader, scenario)
    tick(september, "2026-10-24T18:00")
    assert step_of(workshop).name == "choice"
    tick(september, "2026-10-25T17:00")
    assert step_of(workshop).name == "talk"


def test_the_calendar_holds_every_date_in_utc(client, leader, scenario, september):
    workshop, people = opened(client, leader, scenario)
    for browser, path in ((browser_of(people[0]), "workshops"), (client, "facilitate")):
        answer = browser.get(f"/{path}/{workshop.slug}/dates.ics")
        assert answer["Content-Type"].startswith("text/calendar")
        found = icalendar.Calendar.from_ical(answer.content)
        events = list(found.walk("VEVENT"))
        assert len(events) == 13
        assert len({str(event["uid"]) for event in events}) == 13
        begins = [event.decoded("dtstart") for event in events]
        assert begins[0] == datetime(2026, 10, 19, 16, tzinfo=UTC)
        assert begins[4] == datetime(2026, 10, 26, 17, tzinfo=UTC)
        assert str(events[0]["summary"]) == "Council seminar: round 1 opens"
        assert events[0]["summary"].params["LANGUAGE"] == "en" and events[0]["sequence"] == 0
        assert workshop.code.encode() not in answer.content and b"facilitate" not in answer.content
        assert b"\r\n" in answer.content


def test_words_to_send_name_the_day_and_the_way(client, leader, scenario, september):
    workshop, _people = opened(client, leader, scenario)
    page = client.get(f"/facilitate/{workshop.slug}/dates/").content.decode()
    assert page.count("<textarea") == 13
    assert "<h2>Monday 19 October, 18:00</h2>" in page
    assert "<h2>Monday 26 October, 18:00</h2>" in page
    assert "Choices of round 1 close on Thursday 22 October, 18:00." in page
    assert f"/workshops/{workshop.slug}/" in page
    assert workshop.code in page


def test_the_phone_says_until_when(client, leader, scenario, september):
    workshop, people = opened(client, leader, scenario)
    tick(september, "2026-10-19T18:00")
    page = browser_of(people[0]).get(f"/workshops/{workshop.slug}/").content.decode()
    assert "Until Thursday 22 October, 18:00" in page
    assert "Is this about saving?" in page and "First meeting, in the library" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"first": ""}, "Choose when the first round opens."),
        ({"first": "2026-08-01T18:00"}, "The first round would open in the past. Choose a later date."),
        ({"first": "soon"}, "Write the date and the time, such as 2027-03-01 18:00."),
        ({"every_days": "6"}, "A round takes that long by itself"),
        ({"first": "9999-12-30T00:00"}, "Choose a date within the next two years."),
        ({"finale": "9999-12-31T23:59"}, "Choose a date within the next two years."),
        ({"finale": "2026-11-03T18:00"}, "The debrief would begin before the last vote has closed."),
        ({"zone": "Mars/Olympus"}, "Mars/Olympus"),
        ({"choose_days": "0"}, "greater than or equal to 1"),
    ],
)
def test_dates_that_cannot_be_are_told_in_a_sentence(client, leader, scenario, september, changes, sentence):
    answer = client.post("/facilitate/new/", sent(scenario, **changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Workshop.objects.exists()
    for name, typed in changes.items():
        if name == "first" and typed:
            assert typed[:16] in answer.content.decode()


def test_doors_opened_after_the_first_date_are_refused(client, leader, scenario, september):
    """A workshop that was saved for later is not opened into the past."""
    client.post("/facilitate/new/", {name: text for name, text in sent(scenario).items() if name != "open"})
    workshop = Workshop.objects.get()
    september.until(dates.milliseconds(datetime.fromisoformat("2026-10-20T00:00"), dates.ZoneInfo(ZONE)))
    answer = client.post(f"/facilitate/{workshop.slug}/set-up/", sent(scenario))
    assert answer.status_code == 422
    assert "in the past" in answer.content.decode()


def test_a_workshop_without_dates_has_no_calendar(client, leader, scenario):
    client.post("/facilitate/new/", {**FORM, "scenario": scenario.pk, "open": "1"})
    workshop = Workshop.objects.get()
    assert client.get(f"/facilitate/{workshop.slug}/dates/").status_code == 404
    assert client.get(f"/facilitate/{workshop.slug}/dates.ics").status_code == 404
    assert "/dates/" not in client.get(f"/facilitate/{workshop.slug}/").content.decode()


def test_strangers_get_no_dates(client, leader, scenario, september, django_user_model):
    workshop, _people = opened(client, leader, scenario)
    stranger = Client()
    assert stranger.get(f"/workshops/{workshop.slug}/dates.ics").status_code == 404
    assert stranger.get(f"/facilitate/{workshop.slug}/dates/").status_code == 302
    stranger.force_login(django_user_model.objects.create_user("other"))
    assert stranger.get(f"/facilitate/{workshop.slug}/dates/").status_code == 404
    assert stranger.get(f"/facilitate/{workshop.slug}/dates.ics").status_code == 404


def test_the_clock_of_a_server_that_runs_does_the_same(client, leader, scenario, september):
    workshop, _people = opened(client, leader, scenario)
    september.until(dates.milliseconds(datetime.fromisoformat("2026-10-19T18:00"), dates.ZoneInfo(ZONE)))
    while clock.tick():
        pass
    assert step_of(workshop).name == "choice"


def test_the_desk_gives_a_table_a_day(client, leader, scenario, september):
    """TIME-3."""
    workshop, _people = opened(client, leader, scenario)
    tick(september, "2026-10-19T18:00")
    assert "Give it a day" in client.get(f"/facilitate/{workshop.slug}/").content.decode()
    step = step_of(workshop).number
    client.post(f"/facilitate/{workshop.slug}/extend/", {"table": "1", "step": step, "minutes": "1"})
    tick(september, "2026-10-23T17:59")
    assert step_of(workshop).name == "choice"
    tick(september, "2026-10-23T18:00")
    assert step_of(workshop).name == "talk"

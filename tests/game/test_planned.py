"""The day of a workshop and its calendar files: one entry that moves with the day, and no door in the facilitator's own."""

from datetime import UTC, date, datetime

import icalendar
import pytest

from game import calendars, copying, planned
from game.limits.guessing import seal_of
from game.models import Workshop
from tests.factories import ScenarioFactory, start
from tests.game.views.test_workshops import DAY as FORM

pytestmark = pytest.mark.django_db

AT, ZONE = "2026-10-26T18:00", "Europe/Copenhagen"


@pytest.fixture
def leader(django_user_model, client):
    user = django_user_model.objects.create_user("leader")
    client.force_login(user)
    return user


@pytest.fixture
def september(machine_time):
    """The machine's clock stands on the first of September 2026."""
    machine_time.now = int(datetime(2026, 9, 1, tzinfo=UTC).timestamp()) * 1000


@pytest.fixture
def workshop(client, leader, september):
    scenario = ScenarioFactory(is_shipped=True)
    client.post("/facilitate/new/", {**FORM, "scenario": scenario.pk, "title": "Council; seminar, \\one"})
    return Workshop.objects.get()


def say(client, workshop, at=AT, zone=ZONE):
    return client.post(f"/facilitate/{workshop.slug}/day/", {"at": at, "zone": zone})


def entry(client, workshop, name="to-lead"):
    answer = client.get(f"/facilitate/{workshop.slug}/{name}.ics")
    assert answer.status_code == 200 and answer["Content-Type"] == "text/calendar; charset=utf-8"
    [found] = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    return found, answer.content


def test_day_is_noted_shown_and_lasts_as_long_as_the_plan(client, workshop):
    page = client.get(f"/facilitate/{workshop.slug}/ready/").content.decode()
    assert "When does it take place?" in page and "to-lead.ics" not in page
    assert say(client, workshop)["Location"] == f"/facilitate/{workshop.slug}/ready/#step-day"
    page = client.get(f"/facilitate/{workshop.slug}/ready/").content.decode()
    assert "Monday 26 October, 18:00" in page and 'value="2026-10-26T18:00"' in page
    for name in ("to-lead", "to-take-part"):
        found, _content = entry(client, workshop, name)
        assert found.decoded("dtstart") == datetime(2026, 10, 26, 17, tzinfo=UTC)
        assert (found.decoded("dtend") - found.decoded("dtstart")).total_seconds() == 90 * 60
        assert (
            str(found["summary"]) == "Council; seminar, \\one" and found["summary"].params["LANGUAGE"] == "en"
        )
        assert found["sequence"] == 0 and found.decoded("dtstamp").utcoffset().total_seconds() == 0
        assert "organizer" not in found and "attendee" not in found


def test_only_those_who_take_part_get_the_door_and_nobody_gets_the_desk(client, workshop, leader):
    say(client, workshop)
    mine, content = entry(client, workshop)
    assert b"http" not in content and workshop.code.encode() not in content
    theirs, content = entry(client, workshop, "to-take-part")
    door = f"http://testserver/join/{workshop.code}/?seal={seal_of(workshop.code)}"
    assert str(theirs["url"]) == door and door in str(theirs["description"])
    assert b"facilitate" not in content and leader.username.encode() not in content
    assert mine["uid"] != theirs["uid"]


def test_day_that_changes_moves_the_entry_and_the_second_tap_does_not(client, workshop):
    say(client, workshop)
    before, _content = entry(client, workshop)
    say(client, workshop)
    assert entry(client, workshop)[0]["sequence"] == 0
    for number, at in enumerate(("2026-10-27T18:00", "", "2026-10-26T18:00"), 1):
        say(client, workshop, at)
        workshop.refresh_from_db()
        assert workshop.chosen["planned"]["sequence"] == number
    say(client, workshop, zone="Europe/Ljubljana")
    after, _content = entry(client, workshop)
    assert after["uid"] == before["uid"] and after["sequence"] == 4


def test_without_a_day_there_is_no_file(client, workshop):
    for at in (None, ""):
        if at is not None:
            say(client, workshop)
            say(client, workshop, at)
        for name in ("to-lead", "to-take-part"):
            assert client.get(f"/facilitate/{workshop.slug}/{name}.ics").status_code == 404


@pytest.mark.parametrize(
    ("at", "zone", "sentence"),
    [
        ("soon", ZONE, "Write the date and the time"),
        ("2026-08-01T18:00", ZONE, "This day is over."),
        ("2030-08-01T18:00", ZONE, "Choose a date within the next two years."),
        (AT, "Mars/Olympus", "Mars/Olympus"),
    ],
)
def test_what_is_no_day_is_said_and_what_was_typed_stays(client, workshop, at, zone, sentence):
    say(client, workshop)
    answer = say(client, workshop, at, zone)
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page
    assert f'value="{at[:16]}"' in page
    workshop.refresh_from_db()
    assert workshop.chosen["planned"] == {"at": "2026-10-26T18:00:00", "zone": ZONE, "sequence": 0}


def test_stranger_is_refused(client, workshop, django_user_model):
    say(client, workshop)
    client.force_login(django_user_model.objects.create_user("stranger"))
    for name in ("to-lead", "to-take-part"):
        assert client.get(f"/facilitate/{workshop.slug}/{name}.ics").status_code == 404
    assert say(client, workshop, "").status_code == 404
    client.logout()
    assert client.get(f"/facilitate/{workshop.slug}/to-lead.ics").status_code == 302
    workshop.refresh_from_db()
    assert workshop.chosen["planned"]["at"]


def test_day_outlives_the_settings_and_stays_behind_when_they_are_copied(client, workshop, leader):
    say(client, workshop)
    client.post(
        f"/facilitate/{workshop.slug}/set-up/", {**FORM, "scenario": workshop.scenario_id, "tables": "5"}
    )
    workshop.refresh_from_db()
    assert workshop.chosen["planned"]["at"] and workshop.chosen["tables"] == 5
    assert "planned" not in copying.copied(workshop, leader).chosen


def test_day_can_be_moved_when_the_doors_are_open(client, workshop):
    client.post(f"/facilitate/{workshop.slug}/open/")
    say(client, workshop)
    workshop.refresh_from_db()
    assert workshop.phase == "lobby" and planned.when(workshop).hour == 18
    start(workshop)
    assert entry(client, workshop)[0]["sequence"] == 0


def test_slow_play_has_dates_of_its_own(client, workshop):
    workshop.chosen["mode"] = "slow"
    workshop.save()
    assert say(client, workshop).status_code == 404
    assert 'id="step-day"' not in client.get(f"/facilitate/{workshop.slug}/ready/").content.decode()


def test_file_is_folded_escaped_and_in_the_language_of_who_asks(client, workshop):
    workshop.title = "Čakovec, " + "ø" * 70
    workshop.save()
    say(client, workshop)
    client.cookies["django_language"] = "da"
    found, content = entry(client, workshop, "to-take-part")
    lines = content.split(b"\r\n")
    assert lines[-1] == b"" and b"\n" not in b"".join(lines)
    assert all(len(line) <= 75 for line in lines)
    assert str(found["summary"]) == workshop.title and found["summary"].params["LANGUAGE"] == "da"
    unfolded = content.replace(b"\r\n ", b"").decode()
    assert f"SUMMARY;LANGUAGE=da:Čakovec\\, {'ø' * 70}\r\n" in unfolded
    for wanted in ("VERSION:2.0", "METHOD:PUBLISH", "SEQUENCE:0", "DTSTART:20261026T170000Z", "DTSTAMP:"):
        assert wanted in unfolded


def test_whole_day_keeps_nobody_busy():
    one = calendars.Entry("x", date(2026, 12, 31), date(2027, 1, 1), "A, b; c\nd", "en")
    content = calendars.file("test", [one], datetime(2026, 1, 1, tzinfo=UTC))
    assert b"TRANSP:TRANSPARENT" in content and b"DTSTART;VALUE=DATE:20261231" in content
    assert b"DTSTAMP:20260101T000000Z" in content and b"A\\, b\\; c\\nd" in content
    assert content == calendars.file("test", [one], datetime(2026, 1, 1, tzinfo=UTC))

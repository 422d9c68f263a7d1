"""KEEP-4: the follow-up of a plan in the database: what a row holds, how many there are, and when figures change."""

import json
import random
from datetime import date, timedelta
from itertools import combinations

import icalendar
import pytest
from django.utils.timezone import localdate

from game import follow_up
from game.models import FollowUp, LogLine, ReportText, Workshop, new_key
from game.rules import Refused, refused
from game.rules.figures.follow_up import follow_ups
from game.rules.hall.follow_up import OUTCOMES
from tests.factories import WorkshopFactory, lead, seat, state_of
from tests.game.rules.figures.test_follow_up import differences

pytestmark = pytest.mark.django_db


def workshop_of(people, phase="plan", follow=True, **options):
    """A workshop with so many people at one table, in a phase."""
    workshop = WorkshopFactory(doors__follow_up=follow, doors__seats=8, **options)
    seated = seat(workshop, people)
    lead(workshop, phase)
    return workshop, seated


def begin(workshop, player, key=None):
    state = state_of(workshop)
    return follow_up.begin(workshop, state, state.players[player.id_in_log], key or new_key())


def links(workshop, how_many):
    """So many rows of a workshop, made directly."""
    until = localdate() + timedelta(days=90)
    return [FollowUp.objects.create(workshop=workshop.uuid, until=until) for _link in range(how_many)]


def test_row_holds_a_random_key_the_workshop_and_a_day_and_nothing_of_a_person():
    """KEEP-4: neither the row nor the log says who took a link, nor when."""
    workshop, people = workshop_of(3)
    lines = LogLine.objects.count()
    row = begin(workshop, people[0])
    assert {field.name for field in FollowUp._meta.get_fields()} == {
        *("id", "key", "workshop", "until", "outcome", "helped", "hindered")
    }
    assert FollowUp.objects.values("workshop", "until", "outcome", "helped", "hindered").get() == {
        "workshop": workshop.uuid,
        "until": localdate() + timedelta(days=90),
        "outcome": "",
        "helped": [],
        "hindered": [],
    }
    assert len(row.key) == 24
    assert LogLine.objects.count() == lines


def test_day_counts_from_the_phase_and_not_from_the_tap(machine_time):
    """KEEP-4: who taps late has the same last day as everybody else, so the day tells nothing of the tap."""
    workshop, people = workshop_of(3, "closed")
    first = begin(workshop, people[0])
    machine_time.later(20 * 24 * 60 * 60 * 1000)
    assert begin(workshop, people[1]).until == first.until


def test_same_tap_twice_is_one_link():
    workshop, people = workshop_of(3)
    key = new_key()
    assert begin(workshop, people[0], key).pk == begin(workshop, people[0], key).pk
    assert FollowUp.objects.count() == 1


def test_workshop_has_no_more_links_than_people():
    """A loop cannot fill the table; bots are nobody."""
    workshop, people = workshop_of(3, doors__bots=True)
    assert len(state_of(workshop).players) > 3
    for person in people:
        begin(workshop, person)
    with pytest.raises(Refused) as no:
        begin(workshop, people[0])
    assert no.value.message == refused.NO_LINK_LEFT
    assert FollowUp.objects.count() == 3


def test_key_of_another_workshop_is_refused():
    other = links(WorkshopFactory(), 1)[0]
    workshop, people = workshop_of(3)
    with pytest.raises(Refused):
        begin(workshop, people[0], other.key)


@pytest.mark.parametrize(
    ("phase", "follow"), [("plan", False), ("closed", False), ("debrief", True), ("lobby", True)]
)
def test_nobody_takes_a_link_where_it_is_off_or_too_early(phase, follow):
    workshop, people = workshop_of(3, phase, follow)
    with pytest.raises(Refused) as no:
        begin(workshop, people[0])
    assert no.value.message == refused.NO_FOLLOW_UP
    assert not FollowUp.objects.exists()


def test_answer_replaces_the_one_before_and_nothing_goes_with_no_other():
    row = links(WorkshopFactory(), 1)[0]
    follow_up.answer(row, "done", ["time", "money", "nothing"], ["nothing"])
    follow_up.answer(row, "partly", ["nothing", "time"], ["nothing", "unheard of"])
    row.refresh_from_db()
    assert (row.outcome, row.helped, row.hindered) == ("partly", ["time"], ["nothing"])


def test_figures_are_counted_from_five_answers_on_and_then_from_five_more():
    """KEEP-3: two looks at the page differ by nobody or by five."""
    workshop = WorkshopFactory()
    rows = links(workshop, 11)
    told = []
    for row in rows:
        follow_up.answer(row, "done", ["time"], [])
        told.append(last.persons if (last := looked(workshop)) else 0)
    assert told == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]
    follow_up.answer(rows[0], "not", [], [])
    assert looked(workshop).outcome == {"done": 10, "partly": 0, "not": 0}


def looked(workshop):
    """What was counted last, if anything was."""
    return (follow_up.counted(workshop) or (None,))[-1]


@pytest.mark.parametrize("seed", range(6))
def test_no_two_looks_differ_by_fewer_than_five_answers(seed):
    """KEEP-3, in any order of answers and changes of mind."""
    any_order = random.Random(seed)
    workshop = Workshop.objects.create()
    rows = links(workshop, 17)
    seen = []
    for _tap in range(80):
        follow_up.answer(any_order.choice(rows), any_order.choice(OUTCOMES), [], [])
        told = follow_ups(follow_up.counted(workshop))
        if told is not None and (not seen or told != seen[-1]):
            seen.append(told)
    assert [told.persons for told in seen] == [5, 10, 15]
    for one, other in combinations(seen, 2):
        assert all(n >= 5 for n in differences(one, other)), (one, other)


def test_answers_to_another_workshop_and_links_without_answer_do_not_count():
    workshop, other = WorkshopFactory(), WorkshopFactory()
    rows = [*links(workshop, 4), *links(other, 4)]
    links(workshop, 5)
    for row in rows:
        follow_up.answer(row, "done", [], [])
    assert follow_up.counted(workshop) == follow_up.counted(other) == ()


def test_answer_after_the_deletion_of_the_workshop_is_kept_and_counted_nowhere():
    """KEEP-4"""
    workshop = WorkshopFactory()
    rows = links(workshop, 5)
    workshop.delete()
    for row in rows:
        follow_up.answer(row, "not", [], ["money"])
    assert FollowUp.objects.filter(outcome="not", hindered=["money"]).count() == 5
    assert not ReportText.objects.exists()


def test_figures_are_kept_as_counts_only():
    workshop = WorkshopFactory()
    for row in links(workshop, 5):
        follow_up.answer(row, "done", ["time"], ["money", "rules"])
    (text,) = json.loads(ReportText.objects.get().text)
    assert set(text) == {"persons", "outcome", "helped", "hindered"}
    assert (text["helped"]["time"], text["hindered"]["money"], text["hindered"]["partners"]) == (5, 5, 0)


def test_link_works_on_its_last_day_and_is_swept_on_the_next():
    row = links(WorkshopFactory(), 1)[0]
    for days, works in ((1, True), (0, True), (-1, False)):
        FollowUp.objects.update(until=localdate() + timedelta(days=days))
        assert (follow_up.found(row.key) is not None) is works
    assert follow_up.sweep() == 1
    assert not FollowUp.objects.exists()
    assert follow_up.found("x" * 24) is None


def test_calendar_has_one_whole_day_five_weeks_after_the_plan():
    row = FollowUp(key="k" * 24, until=localdate() + timedelta(days=90))
    file = icalendar.Calendar.from_ical(
        follow_up.calendar(row, "Plan?", "Words", "https://x.example/k/", "en")
    )
    (entry,) = file.walk("VEVENT")
    begins = entry.decoded("dtstart")
    assert type(begins) is date
    assert begins == localdate() + timedelta(days=35)
    assert entry.decoded("dtend") == begins + timedelta(days=1)
    assert entry.decoded("url") == "https://x.example/k/"


@pytest.mark.parametrize(("left", "ahead"), [(90, 35), (56, 1), (55, 7), (40, 7), (3, 3), (0, 0)])
def test_reminder_is_ahead_of_today_and_while_the_link_works(left, ahead):
    row = FollowUp(until=localdate() + timedelta(days=left))
    assert follow_up.reminder_day(row) == localdate() + timedelta(days=ahead)

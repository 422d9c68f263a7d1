"""A rehearsal that a person leads: real desk, real wall, bots in all seats, and nothing of it left (C·10, BOT-2)."""

from functools import partial
from types import SimpleNamespace

import pytest

from game import clock, engine, led_rehearsal, log, opening, retention
from game.models import Tally, Workshop
from game.rules import Refused, refused
from game.rules import commands as c
from game.rules.seating.temperaments import TEMPERAMENTS
from tests.factories import (
    PlayerFactory,
    ScenarioFactory,
    WorkshopFactory,
    browser_of,
    events,
    lead,
    start,
    state_of,
)
from tests.game.together import together

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = 60 * 60 * 1000


@pytest.fixture
def leader(django_user_model):
    return django_user_model.objects.create_user("leader")


def draft(leader, **chosen):
    """A workshop of the project's own scenario that is being set up."""
    workshop = WorkshopFactory(
        doors=False,
        scenario=ScenarioFactory(is_shipped=True),
        chosen={"tables": 2, "seats": 3, "format": "90", "rule": "two_thirds", **chosen},
    )
    workshop.facilitators.add(leader)
    return workshop


def tick_until(machine_time, rehearsal, holds, seconds=600):
    """Let time and the clock go on until something holds."""
    for _second in range(seconds):
        if holds(state_of(rehearsal)):
            return
        machine_time.later(1000)
        clock.tick(False)
        rehearsal.refresh_from_db()
    raise AssertionError(
        [(t.number, t.step and t.step.name, t.round) for t in state_of(rehearsal).tables.values()]
    )


def all_past(number):
    """Whether every table that is awake is through with a round."""

    def holds(state):
        awake = [table for table in state.tables.values() if table.asleep_at is None]
        return all(t.round > number or (t.step and t.step.name == "done") for t in awake)

    return holds


def test_it_has_the_same_settings_a_code_of_its_own_and_bots_everywhere(leader):
    workshop = draft(leader)
    rehearsal = led_rehearsal.begin(workshop, leader, 10)
    state = state_of(rehearsal)
    settings = state.settings
    assert (settings.format, settings.rule, settings.pace, settings.rehearsal) == (
        "90",
        "two_thirds",
        10,
        True,
    )
    assert not settings.led_by_bot
    assert (len(state.tables), len(state.plan), rehearsal.phase) == (2, 4, "lobby")
    assert all(len(table.taken()) == 3 for table in state.tables.values())
    assert {player.bot for player in state.players.values()} <= set(TEMPERAMENTS)
    assert rehearsal.code != workshop.code
    workshop.refresh_from_db()
    assert (workshop.phase, workshop.version) == ("draft", 0)


@pytest.mark.parametrize("tables", [1, 6, 30])
def test_bots_play_a_round_that_a_person_opens(leader, machine_time, tables):
    """It takes about a tenth of the time, through the clock, and opens no further round by itself."""
    rehearsal = led_rehearsal.begin(draft(leader, tables=tables, format="45"), leader, 10)
    for phase in ("lobby", "welcome", "briefing"):
        engine.submit(rehearsal, c.AdvancePhase(phase), by=leader.pk)
    engine.submit(rehearsal, c.OpenRound(1), by=leader.pk)
    began = state_of(rehearsal).at
    tick_until(machine_time, rehearsal, all_past(1))
    took = (state_of(rehearsal).at - began) / 1000
    assert 20 < took < 240
    machine_time.later(5 * 60 * 1000)
    clock.tick(False)
    state = state_of(rehearsal)
    assert (state.opened, state.phase) == (1, "playing")
    assert all(len(table.decided) == 1 for table in state.tables.values() if table.asleep_at is None)


def test_some_tables_take_longer_than_planned(leader, machine_time, monkeypatch):
    """So that a tile turns amber, and there is something to help. Which ones is drawn by lot: here the lot is always the same."""
    monkeypatch.setattr(opening, "secrets", SimpleNamespace(token_hex=lambda _length: "a lot"))
    rehearsal = led_rehearsal.begin(draft(leader, tables=30), leader, 10)
    start(rehearsal)
    engine.submit(rehearsal, c.OpenRound(1), by=leader.pk)
    planned = state_of(rehearsal).tables[1].step.planned
    machine_time.later(planned * 3 // 2)
    for _tick in range(10):
        clock.tick(False)
    steps = [table.step.name for table in state_of(rehearsal).tables.values()]
    assert 1 <= steps.count("situation") <= 15


def test_large_rehearsal_lets_workshops_of_people_go_first(leader, machine_time, monkeypatch):
    """TIME-2: it comes last in a tick, and does so many things in one."""
    rehearsal = led_rehearsal.begin(draft(leader, tables=30), leader, 10)
    start(rehearsal)
    engine.submit(rehearsal, c.OpenRound(1), by=leader.pk)
    real = WorkshopFactory()
    machine_time.later(60_000)
    order = []
    monkeypatch.setattr(clock, "_signs", lambda workshop, state: order.append(workshop.pk) or {})
    assert clock.tick() == clock.MOST_IN_REHEARSAL
    assert order == [real.pk, rehearsal.pk]


def test_person_joins_with_the_own_code_and_takes_a_bots_seat(leader, client):
    rehearsal = led_rehearsal.begin(draft(leader), leader, 10)
    client.post("/join/", {"code": rehearsal.code, "name": "Ada", "table": "1"})
    state = state_of(rehearsal)
    people = [player for player in state.players.values() if not player.bot]
    assert [(person.table, person.role) for person in people] == [(1, "P1")]
    assert len(state.tables[1].taken()) == 3
    page = client.get(f"/workshops/{rehearsal.slug}/").content.decode()
    assert "Nothing of it counts." in page


@pytest.mark.parametrize("assignment", ["own", "swap", "random", "facilitator"])
def test_roles_are_dealt_to_people_and_bots_take_the_rest(leader, assignment):
    """SEAT-2: each seat has one player, and each player one seat."""
    rehearsal = led_rehearsal.begin(draft(leader, assignment=assignment), leader, 10)
    for n in range(2):
        person = PlayerFactory(workshop=rehearsal, name=f"Ada {n}")
        engine.submit(rehearsal, c.TakeSeat(person.id_in_log, 1))
    lead(rehearsal, "briefing")
    state = state_of(rehearsal)
    for table in state.tables.values():
        held = {role: table.seats[role] for role in table.taken()}
        assert sorted(held) == ["M1", "M3", "P1"]
        assert all(state.players[player].role == role for role, player in held.items())
        seated = [p for p in state.players.values() if p.table == table.number and p.role and not p.removed]
        assert len(seated) == 3
    assert sum(not player.bot for player in state.players.values()) == 2


def test_phone_is_called_away_as_late_as_in_the_hall(leader, machine_time):
    """SEAT-5: devices are real, so what they have to do is not ten times as fast."""
    rehearsal = led_rehearsal.begin(draft(leader), leader, 10)
    person = PlayerFactory(workshop=rehearsal)
    engine.submit(rehearsal, c.TakeSeat(person.id_in_log, 1))
    start(rehearsal)
    engine.submit(rehearsal, c.OpenRound(1))
    browser_of(person).get(f"/workshops/{rehearsal.slug}/", headers={"X-Live": "1"})
    for seconds, away in ((50, False), (20, True)):
        machine_time.later(seconds * 1000)
        clock.tick()
        assert state_of(rehearsal).players[person.id_in_log].away is away


def test_dates_are_left_out(leader):
    """SLOW-1: slow play is rehearsed round by round."""
    rehearsal = led_rehearsal.begin(
        draft(leader, mode="slow", slow={"first": "2020-01-01T18:00"}), leader, 10
    )
    assert (state_of(rehearsal).settings.mode, state_of(rehearsal).settings.dates) == ("gate", ())


def test_nothing_of_it_is_pooled(leader):
    """KEEP-7: not even at the pace of the hall, and with people only."""
    for speed in (1, 10):
        rehearsal = led_rehearsal.begin(draft(leader), leader, speed)
        start(rehearsal)
        engine.submit(rehearsal, c.OpenRound(1))
        lead(rehearsal, "closed")
    assert not Tally.objects.exists()


@pytest.mark.parametrize("phase", ["lobby", "playing", "closed"])
def test_it_is_gone_by_the_next_day_whatever_its_phase(leader, machine_time, phase):
    """KEEP-4: twenty hours after its doors opened, and an hour at most until the next sweep."""
    workshop = draft(leader)
    rehearsal = led_rehearsal.begin(workshop, leader, 10)
    machine_time.later(3 * HOUR)
    lead(rehearsal, phase)
    machine_time.later(16 * HOUR)
    assert retention.sweep() == 0
    machine_time.later(1 * HOUR + 1000)
    assert retention.sweep() == 1
    assert list(Workshop.objects.all()) == [workshop]
    assert log.recall(rehearsal.uuid) is None


def test_another_rehearsal_of_the_same_workshop_replaces_the_one_that_was_played(leader):
    workshop = draft(leader)
    first = led_rehearsal.begin(workshop, leader, 10)
    lead(first, "welcome")
    second = led_rehearsal.begin(workshop, leader, 10)
    assert second.pk != first.pk
    assert led_rehearsal.of(workshop) == second
    assert not Workshop.objects.filter(pk=first.pk).exists()


@pytest.mark.parametrize("change", ["speed", "settings"])
def test_what_was_changed_is_rehearsed_as_it_is_now(leader, change):
    workshop = draft(leader)
    first = led_rehearsal.begin(workshop, leader, 10)
    if change == "settings":
        workshop.chosen["tables"] = 4
        workshop.save()
    second = led_rehearsal.begin(workshop, leader, 3 if change == "speed" else 10)
    assert second.pk != first.pk
    assert Workshop.objects.count() == 2


def test_five_taps_at_the_same_moment_make_one(leader):
    workshop = draft(leader)
    done = together(*[partial(led_rehearsal.begin, workshop, leader, 10)] * 5)
    assert {found.pk for found in done} == {led_rehearsal.of(workshop).pk}
    assert Workshop.objects.count() == 2
    assert events(led_rehearsal.of(workshop)).count("WorkshopOpened") == 1


def test_one_account_has_a_few_under_way(leader, django_user_model):
    """The oldest makes room; those of others stay."""
    other = django_user_model.objects.create_user("other")
    foreign = led_rehearsal.begin(draft(other), other, 10)
    mine = [
        led_rehearsal.begin(draft(leader), leader, 10) for _n in range(led_rehearsal.MOST_PER_ACCOUNT + 2)
    ]
    left = Workshop.objects.filter(chosen__has_key="rehearsal_of")
    assert set(left) == {foreign, *mine[2:]}


def test_it_cannot_begin_where_people_play(leader):
    workshop = WorkshopFactory()
    lead(workshop, "welcome")
    with pytest.raises(Refused) as told:
        led_rehearsal.begin(workshop, leader, 10)
    assert told.value.message == refused.NOT_NOW
    with pytest.raises(ValueError, match="speed"):
        led_rehearsal.begin(draft(leader), leader, 100)

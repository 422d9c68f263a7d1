"""Many people at once: no event is lost, none is doubled, and a step closes once."""

from functools import partial

import pytest

from game import clock, engine, log, rules
from game.models import LogLine
from game.rules import commands as c
from tests.factories import PlayerFactory, WorkshopFactory, events, reach, seat, start, state_of, wish
from tests.game.together import together

pytestmark = pytest.mark.django_db(transaction=True)

SECOND = 1_000
TWENTY = (8, 8, 4)


def hall(step):
    """Twenty people at three tables, all in the same step."""
    workshop = WorkshopFactory(doors__tables=3, doors__seats=8)
    people = [person for table, size in enumerate(TWENTY, 1) for person in seat(workshop, size, table)]
    start(workshop)
    engine.submit(workshop, c.OpenRound(1))
    for table in (1, 2, 3):
        reach(workshop, step, table)
    return workshop, people


def assert_gapless(workshop):
    versions = list(workshop.lines.order_by("version").values_list("version", flat=True))
    assert versions == list(range(1, len(versions) + 1))
    workshop.refresh_from_db()
    assert workshop.version == len(versions)


@pytest.mark.parametrize(
    ("step", "kind", "event"), [("choice", c.Choose, "ChoiceMade"), ("vote", c.CastVote, "VoteCast")]
)
def test_twenty_people_at_once_make_twenty_events(step, kind, event):
    workshop, people = hall(step)
    before = workshop.lines.count()
    works = [partial(engine.submit, workshop, wish(person, kind, option="A")) for person in people]
    assert not [done for done in together(*works) if isinstance(done, Exception)]
    assert events(workshop)[before:] == [event] * 20
    assert_gapless(workshop)
    remembered = log.recall(workshop.uuid)
    log.forget()
    assert log.current(workshop) == remembered


def test_twenty_people_at_once_with_nothing_remembered_make_twenty_events():
    workshop, people = hall("choice")
    works = [partial(engine.submit, workshop, wish(person, c.Choose, option="B")) for person in people]
    log.forget()
    assert not [done for done in together(*works) if isinstance(done, Exception)]
    assert events(workshop).count("ChoiceMade") == 20
    assert_gapless(workshop)


def test_twenty_people_joining_at_once_are_all_in():
    workshop = WorkshopFactory(doors__tables=3)
    works = [partial(PlayerFactory, workshop=workshop) for _person in range(20)]
    assert not [done for done in together(*works) if isinstance(done, Exception)]
    assert len(state_of(workshop).players) == workshop.players.count() == 20
    assert len(log.current(workshop).texts.names) == 20
    assert_gapless(workshop)


def test_one_seat_is_given_once():
    workshop = WorkshopFactory()
    people = [PlayerFactory(workshop=workshop) for _person in range(4)]
    works = [partial(engine.submit, workshop, c.TakeSeat(p.id_in_log, 1, "P1")) for p in people]
    refused = [done for done in together(*works) if isinstance(done, rules.Refused)]
    assert len(refused) == 3
    assert events(workshop).count("SeatTaken") == 1


def test_phase_left_twice_at_once_is_left_once():
    workshop = WorkshopFactory()
    seat(workshop, 3)
    done = together(*[partial(engine.submit, workshop, c.AdvancePhase("lobby"))] * 2)
    assert {answer.state.phase for answer in done} == {"welcome"}
    assert events(workshop).count("PhaseEntered") == 1
    assert_gapless(workshop)


def test_round_opened_twice_at_once_opens_once():
    workshop = WorkshopFactory()
    seat(workshop, 3)
    start(workshop)
    together(*[partial(engine.submit, workshop, c.OpenRound(1))] * 3)
    assert events(workshop).count("RoundOpened") == 1
    assert events(workshop).count("SituationSet") == 1


def test_last_two_answers_at_once_close_the_step_once(machine_time):
    workshop = WorkshopFactory()
    people = seat(workshop, 3)
    reach(workshop, "consequence")
    machine_time.later(21 * SECOND)
    engine.submit(workshop, wish(people[0], c.GoOn))
    before = workshop.lines.count()
    done = together(*[partial(engine.submit, workshop, wish(person, c.GoOn)) for person in people[1:]])
    assert not [answer for answer in done if isinstance(answer, Exception)]
    assert events(workshop)[before:] == ["WentOn", "WentOn", "StepClosed", "StepEntered"]
    assert_gapless(workshop)


def test_last_two_votes_at_once_and_two_clocks_close_the_vote_once(machine_time):
    workshop = WorkshopFactory()
    people = seat(workshop, 4)
    reach(workshop, "vote")
    for person in people[:2]:
        engine.submit(workshop, wish(person, c.CastVote, option="A"))
    together(
        *[partial(engine.submit, workshop, wish(person, c.CastVote, option="A")) for person in people[2:]]
    )
    machine_time.later(5 * SECOND)
    done = together(clock.tick, clock.tick)
    assert all(isinstance(answer, int) for answer in done)
    assert events(workshop).count("VoteCast") == 4
    assert events(workshop).count("DecisionMade") == 1
    assert state_of(workshop).tables[1].step.name == "consequence"
    assert_gapless(workshop)


def test_command_and_reading_at_once_agree():
    """Whoever folds while others write sees a whole version, never half of one."""
    workshop, people = hall("choice")
    log.forget()
    works = [partial(engine.submit, workshop, wish(p, c.Choose, option="A")) for p in people[:6]]
    reads = [partial(log.current, workshop) for _reader in range(6)]
    log.forget()
    for answer in together(*works, *reads)[6:]:
        made = LogLine.objects.filter(
            workshop=workshop, event="ChoiceMade", version__lte=answer.state.version
        ).count()
        assert sum(len(table.play.choices) for table in answer.state.tables.values()) == made


def test_wide_and_narrow_commands_at_once_keep_the_log_whole():
    workshop, people = hall("choice")
    works = [partial(engine.submit, workshop, wish(p, c.Choose, option="A")) for p in people[:8]]
    wide = [partial(engine.submit, workshop, command) for command in (c.Pause(), c.LockDoors(), c.Pause())]
    together(*works, *wide)
    assert events(workshop).count("Paused") == 1
    assert_gapless(workshop)
    assert state_of(workshop).tables[1].step.name == "choice"

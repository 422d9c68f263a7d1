"""KEEP-7: pooled figures are counted when a workshop closes, once, and nothing leads back from them."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, models, transaction

from game import engine, log, retention, rules, tally
from game.models import Tallied, Tally, Workshop
from game.rules import commands as c
from game.rules.tally import Cell
from tests.factories import DOCUMENT, WorkshopFactory, lead, reach, seat, state_of, texts
from tests.game.together import together

pytestmark = pytest.mark.django_db(transaction=True)

A_DAY = 24 * 60 * 60 * 1000
WITHOUT_GATES = {
    **DOCUMENT,
    "dilemmas": [
        {
            **DOCUMENT["dilemmas"][0],
            "options": {
                letter: {name: value for name, value in option.items() if name != "needs"}
                for letter, option in DOCUMENT["dilemmas"][0]["options"].items()
            },
        },
        DOCUMENT["dilemmas"][1],
    ],
}


def played(*votes, people=5, version=1, **options):
    """A workshop in which each table has decided its first round by these votes; it has not closed yet."""
    script = {"document": {**WITHOUT_GATES, "version": version}, "texts": {"en": texts("in English")}}
    workshop = WorkshopFactory(doors__tables=len(votes), script=script, **options)
    for table in range(1, len(votes) + 1):
        seat(workshop, people, table)
    for table, letter in enumerate(votes, 1):
        reach(workshop, "consequence", table, letter)
    lead(workshop, "plan")
    return workshop


def close(workshop):
    lead(workshop, "closed")
    return workshop


def sums():
    """What waits, by dilemma: workshops and tables for each option."""
    return {
        row.dilemma: (row.workshops, {option: count["tables"] for option, count in row.counts.items()})
        for row in Tally.objects.all()
    }


def test_closing_counts_and_nothing_else_does():
    workshop = played("A", "B")
    assert sums() == {}
    close(workshop)
    assert sums() == {"harbour": (1, {"A": 1, "B": 1, "C": 0})}
    row = Tally.objects.get()
    assert (row.scenario, row.version, row.counts["B"]) == (
        "two-banks", 1, {"tables": 1, "persons": 5, "largest": 5},
    )  # fmt: skip


def test_second_click_a_cold_fold_and_other_commands_count_nothing_again():
    workshop = close(played("A"))
    before = sums()
    assert engine.submit(workshop, c.AdvancePhase("plan")).state.phase == "closed"
    log.forget()
    assert log.current(workshop).state.phase == "closed"
    with pytest.raises(rules.Refused):
        engine.submit(workshop, c.AdvancePhase("closed"))
    with pytest.raises(rules.Refused):
        engine.submit(workshop, c.UnlockDoors())
    assert sums() == before


def test_two_clicks_at_once_count_once():
    workshop = played("A", "A")
    together(*[lambda: engine.submit(workshop, c.AdvancePhase("plan"))] * 4)
    assert sums() == {"harbour": (1, {"A": 2, "B": 0, "C": 0})}


def test_workshops_that_close_at_once_lose_nothing():
    workshops = [played("A"), played("B"), played("A")]
    together(*[lambda one=one: engine.submit(one, c.AdvancePhase("plan")) for one in workshops])
    assert sums() == {"harbour": (3, {"A": 2, "B": 1, "C": 0})}


def test_count_comes_and_goes_with_the_closing(monkeypatch):
    """One transaction: what cannot be counted is not closed, and what cannot be closed is not counted."""
    workshop = played("A")

    def broken(*_any):
        raise IntegrityError("the count broke")

    with monkeypatch.context() as patch:
        patch.setattr(tally, "count", broken)
        with pytest.raises(IntegrityError, match="the count broke"):
            engine.submit(workshop, c.AdvancePhase("plan"))
    log.forget()
    assert state_of(workshop).phase == "plan"
    with monkeypatch.context() as patch:
        patch.setattr(engine.live, "announce", broken)
        close(workshop)  # news that cannot be told undo nothing
    assert (state_of(workshop).phase, sums()["harbour"][0]) == ("closed", 1)


@pytest.mark.parametrize(
    "options", [{"is_demo": True}, {"doors__bots": True}, {"doors__led_by_bot": True}, {"doors__pace": 10}]
)
def test_people_only_are_counted(options):
    close(played("A", **options))
    assert sums() == {}


def test_demo_whose_desk_a_person_took_is_no_workshop_either():
    workshop = played("A", is_demo=True, doors__led_by_bot=True)
    engine.submit(workshop, c.TakeDesk())
    close(workshop)
    assert sums() == {}


def test_workshop_that_the_clock_closes_is_led_by_a_bot_and_not_counted(machine_time):
    workshop = played("A", doors__led_by_bot=True)
    for _hour in range(6):
        machine_time.later(3_600_000)
        call_command("tick")
    workshop.refresh_from_db()
    assert (workshop.phase, sums()) == ("closed", {})


@pytest.mark.parametrize("how", ["by hand", "by date"])
def test_deletion_takes_nothing_away_and_counts_nothing_again(machine_time, how):
    """KEEP-4, KEEP-7."""
    workshop = close(played("A", "C"))
    before = list(Tally.objects.values())
    if how == "by hand":
        retention.delete(Workshop.objects.get(pk=workshop.pk))
    else:
        machine_time.later(31 * A_DAY)
        assert retention.sweep() == 1
    assert not Workshop.objects.exists()
    assert list(Tally.objects.values()) == before


def test_workshop_that_is_deleted_before_it_opens_is_not_counted():
    retention.delete(WorkshopFactory(doors=False))
    assert sums() == {}


@pytest.mark.parametrize("model", [Tally, Tallied])
def test_rows_hold_no_way_back(model):
    """No link, no date, and no number of anything that was in a workshop."""
    fields = {field.name for field in model._meta.get_fields()}
    assert fields <= {
        *("id", "scenario", "version", "dilemma", "batch"),
        *("workshops", "counts", "options", "tables", "persons"),
    }
    assert not any(
        field.is_relation or isinstance(field, models.DateField) for field in model._meta.get_fields()
    )
    workshop = close(played("A"))
    kept = str(list(model.objects.values()))
    state = state_of(workshop)
    for secret in (str(workshop.uuid), workshop.slug, workshop.code, *state.players):
        assert secret not in kept


def test_batch_that_is_full_becomes_cells_and_its_sums_are_forgotten():
    for votes in ("AABA", "ABAB"):
        close(played(*votes))
    assert tally.shown(["two-banks"]) == {}
    close(played("B", "A"))
    assert tally.shown(["two-banks"]) == {
        ("two-banks", 1, "harbour"): (Cell("A", 6, 30), Cell("BC", 4, 20)),
    }
    row = Tally.objects.get()
    assert (row.batch, row.workshops, row.counts) == (1, 0, {})
    close(played("A"))
    assert sums() == {"harbour": (1, {"A": 1, "B": 0, "C": 0})}


def test_batch_of_nearly_one_mind_is_not_told():
    for votes in ("AAAA", "AAAA", "AB"):
        close(played(*votes))
    assert not Tallied.objects.exists()
    assert Tally.objects.get().batch == 1


def test_other_version_is_counted_apart():
    close(played("A"))
    close(played("A", version=2))
    assert set(Tally.objects.values_list("version", "workshops")) == {(1, 1), (2, 1)}


def test_database_refuses_a_cell_of_four():
    """KEEP-3."""
    cell = Tallied(scenario="x", version=1, dilemma="y", batch=0, options="A", tables=1, persons=4)
    with pytest.raises(IntegrityError), transaction.atomic():
        cell.save()


@pytest.mark.parametrize("how_many", [1, 3])
def test_closing_costs_the_same_for_few_and_many(django_assert_num_queries, how_many):
    """What every command costs, with its begin and commit, and three: rows made where there are none, locked, changed."""
    workshop = played(*"A" * how_many)
    log.current(workshop)
    with django_assert_num_queries(8):
        engine.submit(workshop, c.AdvancePhase("plan"))


def test_state_of_the_log_decides_and_not_the_row():
    """A row that says something else than the log changes nothing."""
    workshop = played("A")
    Workshop.objects.filter(pk=workshop.pk).update(phase="closed")
    engine.submit(workshop, c.AdvancePhase("plan"))
    assert state_of(workshop).phase == "closed"
    assert sums()["harbour"][0] == 1

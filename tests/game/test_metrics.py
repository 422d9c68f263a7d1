"""What a process counts of itself: each thing once, under few names, and nothing about anybody."""

import asyncio
import logging
import re
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from game import metrics, rules
from game.rules import commands as c
from game.rules import refused


def read(name, **labels):
    """What one metric says now."""
    return metrics.registry.get_sample_value(f"cocreator_{name}", labels) or 0.0


@pytest.fixture
def grown():
    """A function that answers by how much a metric has grown since it was last asked for in this test."""
    before = {}

    def by(name, **labels):
        key = (name, *labels.values())
        now = read(name, **labels)
        before[key], then = now, before.get(key, now)
        return now - then

    return by


@pytest.mark.parametrize("outcome", ["done", "nothing"])
def test_command_is_counted_by_kind_and_by_what_came_of_it(grown, outcome):
    grown("commands_total", kind="Pause", outcome=outcome)
    grown("command_seconds_count")
    with metrics.judging(c.Pause()) as judged:
        if outcome == "nothing":
            judged.nothing()
    assert grown("commands_total", kind="Pause", outcome=outcome) == 1
    assert grown("command_seconds_count") == 1


@pytest.mark.parametrize(
    ("sentence", "name"), [(refused.TOO_FEW_TO_SHOW, "too_few_to_show"), ("Ingrid is away.", "other")]
)
def test_refusal_is_counted_by_its_name_and_never_by_its_words(grown, sentence, name):
    grown("commands_total", kind="Pause", outcome="refused")
    grown("refusals_total", refusal=name)
    with pytest.raises(rules.Refused), metrics.judging(c.Pause()):
        raise rules.Refused(sentence, who="Ingrid")
    assert grown("commands_total", kind="Pause", outcome="refused") == 1
    assert grown("refusals_total", refusal=name) == 1
    assert b"Ingrid" not in metrics.told()


def test_every_refusal_has_a_name_of_its_own():
    named = [name for name, value in vars(refused).items() if name.isupper() and isinstance(value, str)]
    assert sorted(metrics.REFUSALS.values()) == sorted(name.lower() for name in named)


def test_command_that_breaks_is_counted_as_failed(grown):
    grown("commands_total", kind="Pause", outcome="failed")
    with pytest.raises(OSError, match="the disk"), metrics.judging(c.Pause()):
        raise OSError("the disk is full")
    assert grown("commands_total", kind="Pause", outcome="failed") == 1


def test_answer_tells_its_class_and_how_long_it_waited(grown):
    names = (
        ("answers_total", {"status": "4xx"}),
        ("http_wait_seconds_sum", {}),
        ("answer_seconds_bucket", {"le": "0.1"}),
    )
    for name, labels in names:
        grown(name, **labels)
    metrics.answered(404, waited=0.5, took=0.06)
    assert [grown(name, **labels) for name, labels in names] == pytest.approx([1, 0.5, 1])


def test_frames_are_counted_with_their_bytes(grown):
    grown("frames_total"), grown("frame_bytes_total")
    for length in (300, 3_000):
        metrics.pushed(length)
    assert (grown("frames_total"), grown("frame_bytes_total")) == (2, 3_300)


def test_what_is_asked_for_is_as_it_is_when_it_is_read():
    asked = metrics.Asked("cocreator_asked_in_a_test", "Only here.", "what")
    counts = {"states": 2}
    asked.ask(lambda: counts)
    asked.ask(lambda: {"parts": 7})
    try:
        assert (read("asked_in_a_test", what="states"), read("asked_in_a_test", what="parts")) == (2, 7)
        counts["states"] = 5
        assert read("asked_in_a_test", what="states") == 5
    finally:
        metrics.registry.unregister(asked)


def test_errors_of_the_log_are_counted_by_room_and_warnings_are_not(grown):
    grown("errors_total", logger="game"), grown("errors_total", logger="other")
    logging.getLogger("game.somewhere.deep").warning("not counted")
    logging.getLogger("game.somewhere.deep").error("counted")
    logging.getLogger("a-package/with/a-secret").error("counted, but not by its name")
    assert (grown("errors_total", logger="game"), grown("errors_total", logger="other")) == (1, 1)
    assert b"a-secret" not in metrics.told()


def test_tasks_of_the_servers_loop_are_counted():
    async def scene():
        metrics.remember_loop(asyncio.get_running_loop())
        sleeping = [asyncio.ensure_future(asyncio.sleep(60)) for _ in range(3)]
        found = read("asyncio_tasks")
        for task in sleeping:
            task.cancel()
        return found

    assert asyncio.run(scene()) == 4


def test_text_is_what_prometheus_reads():
    families = {family.name: family for family in text_string_to_metric_families(metrics.told().decode())}
    assert {"process_resident_memory_bytes", "process_open_fds", "cocreator_threads"} <= set(families)
    assert families["cocreator_fan_out_seconds"].type == "histogram"


def test_every_metric_is_told_in_the_guide():
    """Under the name that an operator types: a counter with its ending, a timing as the name of its family."""
    guide = (Path(__file__).resolve().parents[2] / "docs" / "operations.md").read_text()
    families = text_string_to_metric_families(metrics.told().decode())
    ours = {
        family.name + ("_total" if family.type == "counter" else "")
        for family in families
        if family.name.startswith("cocreator_")
    }
    assert ours == set(re.findall(r"`(cocreator_\w+)`", guide))

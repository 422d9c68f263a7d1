"""What this process counts and times of itself, for whoever runs the site. No person, workshop or address is in it.

Whoever has something to tell does so in one line: `metrics.fan_out.observe(seconds)`. What can be counted whenever it is
asked for, such as open sockets, is not counted up and down but asked for: `metrics.open_sockets.ask(counts)`.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily

from game.rules import Refused, refused

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
#: The loggers whose errors are told apart; all others are counted together.
LOGGERS = ("asyncio", "cocreator", "daphne", "django", "game", "research", "scenarios")
#: What each refusal is called here: its sentence may hold names, and is changed by whoever words it better.
REFUSALS = {
    sentence: name.lower()
    for name, sentence in vars(refused).items()
    if name.isupper() and isinstance(sentence, str)
}

disable_created_metrics()  # type: ignore[no-untyped-call]
registry = CollectorRegistry()
ProcessCollector(registry=registry)


class Asked:
    """A metric that is asked for whenever it is read; each source answers a number for some values of its one label."""

    def __init__(self, name: str, told: str, label: str) -> None:
        self.name, self.told, self.label = name, told, label
        self.sources: list[Callable[[], Mapping[str, float]]] = []
        registry.register(self)

    def ask(self, source: Callable[[], Mapping[str, float]]) -> None:
        """Ask this source too, from any thread; it must be quick, and have few values."""
        self.sources.append(source)

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """What all sources answer now."""
        family = GaugeMetricFamily(self.name, self.told, labels=[self.label])
        for source in self.sources:
            for value, number in source().items():
                family.add_metric([value], number)
        yield family


def _timed(name: str, told: str) -> Histogram:
    return Histogram(f"cocreator_{name}_seconds", told, buckets=SECONDS, registry=registry)


def _counted(name: str, told: str, *labels: str) -> Counter:
    return Counter(f"cocreator_{name}", told, labels, registry=registry)


#: From the commit, or the news of one elsewhere, until the last page of a player here was handed its frame.
fan_out = _timed("fan_out", "From a commit until the last open page of a player was handed its frame.")
#: How long work waits: pages for one of the threads of the bridge, news for the one thread of the hub.
http_wait = _timed("http_wait", "How long a request waits for a thread.")
hub_wait = _timed("hub_wait", "How long a fold and its rendering wait for the thread of the hub.")
answer_time = _timed("answer", "How long a request is worked on, once it has a thread.")
command_time = _timed("command", "How long a command takes, with lock and commit.")
_answers = _counted("answers", "Answers to requests, by the class of their status.", "status")
_commands = _counted("commands", "Commands, by their kind and what came of them.", "kind", "outcome")
_refusals = _counted("refusals", "Refused commands, by the name of the refusal.", "refusal")
_frames = _counted("frames", "Frames that were handed to open pages.")
_frame_bytes = _counted("frame_bytes", "Bytes of the frames that were handed to open pages.")
_errors = _counted("errors", "Lines of the log that tell of an error.", "logger")
open_sockets = Asked("cocreator_open_sockets", "Open pages, by the kind of their viewer.", "viewer")
remembered = Asked("cocreator_remembered", "What this process remembers: folded states, parts.", "what")
_tasks = Gauge("cocreator_asyncio_tasks", "Tasks of the event loop.", registry=registry)
_threads = Gauge("cocreator_threads", "Threads of this process.", registry=registry)
_threads.set_function(threading.active_count)
_loop: asyncio.AbstractEventLoop | None = None
_classes = {number: _answers.labels(f"{number}xx") for number in range(1, 6)}


@dataclass
class Judged:
    """What came of a command: done, nothing, refused or failed."""

    outcome: str = "done"

    def nothing(self) -> None:
        """It changed nothing."""
        self.outcome = "nothing"


@contextmanager
def judging(command: object) -> Iterator[Judged]:
    """Count and time a command: done, unless it is said to be nothing or an exception leaves the block."""
    came_of_it, begun = Judged(), time.perf_counter()
    try:
        yield came_of_it
    except Refused as refusal:
        came_of_it.outcome = "refused"
        _refusals.labels(REFUSALS.get(refusal.message, "other")).inc()
        raise
    except BaseException:
        came_of_it.outcome = "failed"
        raise
    finally:
        _commands.labels(type(command).__name__, came_of_it.outcome).inc()
        command_time.observe(time.perf_counter() - begun)


def pushed(length: int) -> None:
    """A frame of so many bytes was handed to an open page."""
    _frames.inc()
    _frame_bytes.inc(length)


def answered(status: int, waited: float, took: float) -> None:
    """A request was answered: its status, and the seconds that it waited for a thread and was worked on."""
    _classes[status // 100].inc()
    http_wait.observe(waited)
    answer_time.observe(took)


def remember_loop(loop: asyncio.AbstractEventLoop) -> None:
    """The server's own loop, whose tasks are counted when somebody reads."""
    global _loop  # noqa: PLW0603 (one loop per process, learned when the server starts)
    if _loop is not loop:
        _loop = loop
        _tasks.set_function(lambda: len(asyncio.all_tasks(loop)))


def told() -> bytes:
    """Everything as text, in the format that Prometheus reads."""
    return generate_latest(registry)


class CountErrors(logging.Handler):
    """Counts lines of the log from ERROR on by the room they come from, and writes nothing."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)

    def emit(self, record: logging.LogRecord) -> None:
        """Count one line."""
        room = record.name.partition(".")[0]
        _errors.labels(room if room in LOGGERS else "other").inc()

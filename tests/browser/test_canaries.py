"""No byte reaches a phone before its time: neighbours' choices and votes, names with them, and what comes later."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
import yaml

from tests.browser.line import Wire
from tests.browser.people import Person, all_at, play
from tests.browser.server import ROOT, Line

pytestmark = pytest.mark.browser

TEXTS = ROOT / "scenarios/content/the-long-evenings/text/en.yaml"
SHORTEST = 12
MANY = 10
NEVER = 2**62
NAMES = {"P1": "Zephyrine", "P3": "Quillon", "M1": "Ottoline"}
OPTIONS = {"P1": "C", "P3": "B", "M1": "C"}
CHIPS = {"P1": "trust", "P3": "efficient", "M1": "lasting"}
WORDS = {"P1": "marzipan lighthouse", "P3": "velvet harpsichord", "M1": "copper nightingale"}


def opened(log: list[Line], name: str) -> int:
    """When a step or phase opened, in milliseconds."""
    return next(line.at for line in log if name in (line.data.get("name"), line.data.get("phase")))


def needles(*texts: str) -> Iterator[str]:
    """Runs of plain letters of a text, long enough to be nobody else's, which no escaping can hide."""
    for text in texts:
        runs = re.findall(r"[A-Za-z ,.]+", " ".join(text.split()))
        yield from (run.strip() for run in runs if len(run.strip()) >= SHORTEST)


def secrets(log: list[Line], seat: str) -> Iterator[tuple[str, int]]:
    """What a seat may not be told before a moment."""
    text = yaml.safe_load(TEXTS.read_text())["pen"]
    decided = next(line.data["option"] for line in log if line.event == "DecisionMade")
    consequence, debrief = opened(log, "consequence"), opened(log, "debrief")
    found = next((line.at for line in log if line.event == "OptionOpened"), NEVER)
    sprouted = {line.data["seed"]: line.at for line in log if line.event == "SeedSprouted"}
    for other in NAMES.keys() - {seat}:
        yield WORDS[other], opened(log, "reveal")
    for letter in "ABCD":
        moment = consequence if letter == decided else NEVER
        for needle in needles(text[letter]["story"], *text[letter]["reactions"].values()):
            yield needle, moment
        for needle in needles(*text[letter]["note"].values()):
            yield needle, debrief if letter != "D" or found < NEVER else NEVER
    for needle in needles(text["D"]["title"], text["D"]["text"]):
        yield needle, found
    for needle in needles(text["variant"]):
        yield needle, NEVER
    yield from (
        (
            needle,
            min(
                sprouted.get(other, NEVER)
                for other, told in text["seeds"].items()
                if needle in " ".join(told.split())
            ),
        )
        for seed in text["seeds"]
        for needle in needles(text["seeds"][seed])
    )
    yield from facts(log, seat, text["facts"])
    for part, step in (("situation", "situation"), ("talk", "reveal"), ("reflect", "reflect")):
        for needle in needles(text[part]):
            yield needle, opened(log, step)
    for letter in "ABC":
        for needle in needles(text[letter]["text"]):
            yield needle, opened(log, "choice")
    yield "Votes that decided", NEVER


def facts(log: list[Line], seat: str, told: dict[str, dict[str, str]]) -> Iterator[tuple[str, int]]:
    """FACT-2, FACT-3: a fact is its holder's until it is on the table; who told it, and what it costs to say, stays there."""
    for fact, texts in told.items():
        mine = [line.at for line in log if line.event == "FactDealt" and line.data["fact"] == fact]
        holds = [line.data["role"] for line in log if line.event == "FactDealt" and line.data["fact"] == fact]
        dealt = min((at for at, role in zip(mine, holds, strict=True) if role == seat), default=NEVER)
        shared = [line.at for line in log if line.event == "FactShared" and line.data["fact"] == fact]
        for needle in needles(texts["text"]):
            yield needle, min([dealt, *shared])
        for needle in needles(texts["from"], texts["if_said"]):
            yield needle, dealt


def ticked(sent: str) -> set[str]:
    """Options that came with a tick."""
    plain = html.unescape(sent.replace('\\"', '"'))
    return set(re.findall(r'name="option" value="(\w?)"[^>]* checked', plain))


def test_no_byte_comes_before_its_time(serve, sit):
    server = serve(pace=0.15)
    wires = {seat: Wire(server.port) for seat in NAMES}
    people = {seat: sit_down(sit, server, seat, wires[seat]) for seat in NAMES}
    play(people.values(), all_at(people.values(), "closed"), seconds=180)
    for person in people.values():
        person.page.context.close()
    for wire in wires.values():
        wire.close()
    log = server.log()
    for seat, wire in wires.items():
        early = [(needle, moment) for needle, moment in secrets(log, seat) if needle in wire.until(moment)]
        assert not early, seat
        no_name_after_the_lobby(log, seat, wire)
        only_own_ticks(log, people[seat], wire)
        told = {needle for needle, _moment in secrets(log, seat) if needle in wire.until(NEVER)}
        assert len(told) > MANY, "the recorder would not have heard anything"


def sit_down(sit, server, seat: str, wire: Wire) -> Person:
    """Somebody on a recorded line, without a socket for one of them."""
    option = OPTIONS[seat]
    answers = {"choice": option, "vote": option, "words": WORDS[seat], "chip": CHIPS[seat]}
    return sit(server, NAMES[seat], seat, address=wire.address, socket=seat != "P3", **answers)


def no_name_after_the_lobby(log: list[Line], seat: str, wire: Wire) -> None:
    """Once roles are dealt, nobody is called by name any more."""
    lobby = wire.until(opened(log, "situation"))
    for other in NAMES.keys() - {seat}:
        assert NAMES[other] not in wire.until(NEVER)[len(lobby) :], (seat, other)


def only_own_ticks(log: list[Line], person: Person, wire: Wire) -> None:
    """No option comes ticked but by the person's own answer."""
    for step, after in (("choice", "reveal"), ("vote", "consequence")):
        before, during = wire.until(opened(log, step)), wire.until(opened(log, after))
        assert ticked(during[len(before) :]) <= {person.answers[step]}, (person.seat, step)

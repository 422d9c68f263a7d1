"""The judge of the recorder, on payloads made by hand: what leaks is caught, and what is theirs passes."""

from __future__ import annotations

import gzip
import json

import pytest

from scenarios.files import read, slugs
from scenarios.script import flat, parse
from tests.browser.canary import marks, script
from tests.browser.history import History, Viewer
from tests.browser.line import Connection
from tests.browser.recorder import Payload
from tests.browser.recorder import read as read_wire
from tests.browser.server import Line
from tests.browser.who_may_see import Judge, rule_of

#: A game in a few lines, by version: two tables, of which the first has decided its first round.
LOG = (
    ("WorkshopOpened", {"plan": ["saving", "pen", "radio", "baker"], "tables": 2, "rounds": 4}),
    ("SeatTaken", {"player": "ann", "table": 1, "role": "P1"}),
    ("SeatTaken", {"player": "bob", "table": 1, "role": "M4"}),
    ("SeatTaken", {"player": "cat", "table": 2, "role": "P1"}),
    ("PhaseEntered", {"phase": "playing"}),
    ("StepEntered", {"table": 1, "name": "gate", "number": 1, "round": 1}),
    ("RoundOpened", {"round": 1}),
    ("SituationSet", {"table": 1, "dilemma": "saving", "options": ["A", "B", "C"]}),
    ("FactDealt", {"table": 1, "fact": "draft", "role": "M4"}),
    ("StepEntered", {"table": 1, "name": "choice", "number": 3, "round": 1}),
    ("StepClosed", {"table": 1, "name": "choice"}),
    ("FactShared", {"table": 1, "player": "bob", "fact": "draft"}),
    ("DecisionMade", {"table": 1, "option": "B"}),
    ("AimRevealed", {"table": 1, "player": "bob"}),
    ("NoteShared", {"table": 1, "player": "ann", "note": "ann.q1"}),
)
ANN, BOB, CAT = (
    Viewer("Ann", "player", 1, "ann"),
    Viewer("Bob", "player", 1, "bob"),
    Viewer("Cat", "player", 2, "cat"),
)
WALL, DESK, STRANGER = Viewer("wall", "wall"), Viewer("desk", "desk"), Viewer("stranger", "stranger")
TYPED = {
    "Zq9001x": "typed.reason.Ann.1",
    "Zq9002x": "typed.reflection.Ann.1",
    "Zq9003x": "typed.answer.Ann.q1",
    "Zq9004x": "typed.name.Ann",
    "ann": "typed.id.Ann",
}


@pytest.fixture
def judge() -> Judge:
    lines = [Line(version, event, data) for version, (event, data) in enumerate(LOG, 1)]
    secrets = {mark: key for key, mark in marks().items()} | TYPED
    history = History(lines, [ANN, BOB, CAT, WALL, DESK, STRANGER])
    return Judge(history, secrets, tuple(d.id for d in script().dilemmas))


@pytest.mark.parametrize(
    ("key", "viewer", "since"),
    [
        ("saving.title", ANN, 6),
        ("saving.situation", ANN, 8),
        ("saving.situation", CAT, None),
        ("saving.title", WALL, 7),
        ("saving.title", STRANGER, None),
        ("pen.title", ANN, None),
        ("saving.facts.draft.text", BOB, 9),
        ("saving.facts.draft.text", ANN, 12),
        ("saving.facts.draft.if_said", ANN, None),
        ("saving.facts.draft.text", CAT, None),
        ("saving.facts.draft.text", WALL, None),
        ("saving.facts.draft.text", DESK, None),
        ("saving.A.title", ANN, 10),
        ("saving.B.title", DESK, 13),
        ("saving.A.title", DESK, None),
        ("saving.B.story", ANN, 13),
        ("saving.A.story", ANN, None),
        ("saving.B.story", CAT, None),
        ("saving.seeds.comes_back", ANN, None),
        ("saving.B.note.claim", ANN, None),
        ("roles.P1.aim", ANN, 2),
        ("roles.M4.aim", ANN, 14),
        ("roles.M4.aim", CAT, None),
        ("roles.M4.aim", WALL, None),
        ("roles.M4.aim", DESK, None),
        ("endings.yyy.bright", ANN, None),
        ("incidents.thanks.text", ANN, None),
        ("typed.reason.Ann.1", ANN, 0),
        ("typed.reason.Ann.1", BOB, 11),
        ("typed.reason.Ann.1", CAT, None),
        ("typed.reason.Ann.1", DESK, None),
        ("typed.reason.Ann.1", WALL, None),
        ("typed.reflection.Ann.1", BOB, None),
        ("typed.reflection.Ann.1", DESK, None),
        ("typed.answer.Ann.q1", BOB, 15),
        ("typed.answer.Ann.q1", DESK, 15),
        ("typed.answer.Ann.q1", CAT, None),
        ("typed.answer.Ann.q1", WALL, None),
        ("typed.name.Ann", WALL, None),
        ("typed.id.Ann", BOB, None),
    ],
)
def test_a_secret_is_caught_until_it_is_its_reader_s(judge, key, viewer, since):
    needle = next(needle for needle, known in judge.secrets.items() if known == key)

    def leaks(version):
        return judge.leaks([Payload(viewer.name, 0, version, "/somewhere/", f"<p>Well.{needle}</p>")])

    last = len(LOG)
    if since is None:
        assert leaks(last) and "never" in leaks(last)[0]
    else:
        assert leaks(last) == []
        if since:
            assert leaks(since - 1) and not leaks(since)


def test_a_name_is_read_where_seats_are_chosen_and_nowhere_else(judge):
    assert judge.leaks([Payload("Bob", 0, 4, "/somewhere/", "Zq9004x")]) == []
    assert judge.leaks([Payload("Bob", 0, 5, "/somewhere/", "Zq9004x")])
    assert judge.leaks([Payload("wall", 0, 2, "/somewhere/", "Zq9004x")])


def test_the_road_not_taken_may_tell_what_a_page_of_the_game_may_not(judge):
    """END-10, and only after the term."""
    text = marks()["saving.seeds.comes_back"]
    assert judge.leaks([Payload("Ann", 0, len(LOG), "/workshops/x/road/1/B/", text)])
    judge.history.events["ResultsReached"].append((16, {"table": 1, "ending": "yyy", "tone": "bright"}))
    judge._since.clear()
    assert judge.leaks([Payload("Ann", 0, 16, "/workshops/x/road/1/B/", text)]) == []
    assert judge.leaks([Payload("Ann", 0, 16, "/workshops/x/", text)])
    assert judge.leaks([Payload("Cat", 0, 16, "/workshops/x/road/1/B/", text)])


def test_the_report_tells_what_lay_open_anywhere_once_all_is_closed(judge):
    """What people typed stays at their table, and with who leads."""
    fact, worry = marks()["saving.facts.draft.text"], "Zq9001x"
    address = "/workshops/x/report/"
    assert judge.leaks([Payload("Cat", 0, len(LOG), address, fact)])
    judge.history.events["PhaseEntered"].append((16, {"table": 0, "phase": "closed"}))
    judge._since.clear()
    assert judge.leaks([Payload("Cat", 0, 16, address, fact)]) == []
    assert judge.leaks([Payload("Cat", 0, 16, "/workshops/x/", fact)])
    assert judge.leaks([Payload("Cat", 0, 16, address, worry)])
    assert judge.leaks([Payload("desk", 0, 16, address, worry)]) == []
    assert judge.leaks([Payload("desk", 0, 16, address, marks()["roles.P1.aim"])])
    assert judge.leaks([Payload("stranger", 0, 16, "/", fact)])


@pytest.mark.parametrize("slug", slugs())
def test_every_text_of_every_scenario_has_a_rule(slug):
    """Whoever adds a kind of text says who may see it."""
    found = read(slug)
    dilemmas = tuple(d.id for d in parse(found["document"], found["texts"]).dilemmas)
    unknown = [key for key in flat(found["texts"]["en"]) if rule_of(key, dilemmas) is None]
    assert unknown == []


def test_a_text_without_a_rule_is_a_fault(judge):
    judge.secrets = {**judge.secrets, "Zq9999x": "saving.whisper"}
    with pytest.raises(KeyError, match=r"saving\.whisper"):
        judge.leaks([Payload("Ann", 0, 5, "/somewhere/", "Zq9999x")])


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


def framed(told: dict) -> bytes:
    body = json.dumps(told).encode()
    size = bytes([len(body)]) if len(body) < 126 else b"\x7e" + len(body).to_bytes(2, "big")
    return b"\x81" + size + body


def test_the_recorder_reads_answers_packed_or_in_pieces_and_frames():
    """A secret is found wherever it stands: in a body that is packed, in a header, in a long frame."""
    asked = (
        b"GET /a/ HTTP/1.1\r\nHost: x\r\n\r\n"
        b"POST /b/ HTTP/1.1\r\nContent-Length: 7\r\n\r\nwords=1"
        b"GET /c/ HTTP/1.1\r\n\r\n"
        b"GET /socket/ HTTP/1.1\r\nUpgrade: websocket\r\n\r\n"
    )
    pieces = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nthir\r\n1\r\nd\r\n0\r\n\r\n"
    stream = (
        answer(gzip.compress(b"first &amp; packed"), "Content-Encoding: gzip", "X-Version: 7")
        + answer(b"", "Location: /second/", status="302 Found")
        + pieces
        + b"HTTP/1.1 101 Switching Protocols\r\n\r\n"
        + b"\x89\x00"
        + framed({"version": 8, "html": "<b>fourth</b>"})
        + framed({"version": 9, "html": "fifth " * 40})
    )
    chunks = [stream[n : n + 11] for n in range(0, len(stream), 11)]
    kept = Connection(bytearray(asked), list(enumerate(chunks)))
    found = list(read_wire(kept))
    assert [address for _at, _version, address, _text in found] == [
        *("/a/", "/b/", "/c/", "/socket/", "socket /socket/", "socket /socket/")
    ]
    assert [version for _at, version, _address, _text in found] == [7, 0, 0, 0, 8, 9]
    for words, (_at, _version, _address, text) in zip(
        ("first & packed", "/second/", "third", "", "<b>fourth</b>", "fifth fifth"), found, strict=True
    ):
        assert words in text
    assert [at for at, *_rest in found] == sorted(at for at, *_rest in found)
    assert found[-1][0] == len(chunks) - 1


def test_an_answer_that_was_cut_off_ends_the_record_and_breaks_nothing():
    kept = Connection(
        bytearray(b"GET /a/ HTTP/1.1\r\n\r\nGET /b/ HTTP/1.1\r\n\r\n"),
        [(1, answer(b"whole") + b"HTTP/1.1 2")],
    )
    assert [address for _at, _version, address, _text in read_wire(kept)] == ["/a/"]

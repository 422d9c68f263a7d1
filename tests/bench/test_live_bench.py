"""The load benchmark counts right: what is lost is noticed, what is over its budget is told, and so is who measured."""

import asyncio
import os
import re
from dataclasses import replace

import pytest

from bench.live import __main__ as command
from bench.live import advancing, crowding
from bench.live.hall import fill
from bench.live.load import MOST_SOCKETS, Crowd, Share
from bench.live.page import HEARD, Page
from bench.live.server import cores, on_core
from bench.live.telling import Line, outcome, percentile, tell
from tests.bench.rows import lost

PLAYERS = 6


class Wire:
    """The other end of a page's line."""

    def __init__(self):
        self.said = []
        self.is_cut = False

    def write(self, data):
        self.said.append(data)

    def abort(self):
        self.is_cut = True


@pytest.fixture
def page():
    heard, gone = [], []
    page = Page("/", 1, "", lambda page: heard.append(page.moment), gone.append)
    page.transport = Wire()
    page.heard_moments, page.gone_pages = heard, gone
    return page


def frame(text, kind=1):
    body = text.encode()
    size = bytes([len(body)]) if len(body) < 126 else b"\x7e" + len(body).to_bytes(2)
    return bytes([0x80 | kind]) + size + body


def screen(moment, words=""):
    return rf'{{"html": "<div data-part=\"task\" data-hash=\"a1\" data-moment=\"{moment}\" class=\"part\">{words}"}}'


LET_IN = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"


@pytest.mark.parametrize("piece", [1, 7, 10_000])
def test_page_answers_each_frame_once_however_it_is_cut(page, piece):
    came = (
        LET_IN
        + frame(screen("3 choice"))
        + frame("ha", 9)
        + frame('{"html": ""}')
        + frame(screen("4 reveal", "x" * 500))
    )
    for start in range(0, len(came), piece):
        page.data_received(came[start : start + piece])
    assert page.heard_moments == ["3 choice", "3 choice", "4 reveal"]
    assert page.frames == 3
    assert page.transport.said.count(HEARD) == 3
    assert b"\x8a\x82\0\0\0\0ha" in page.transport.said


def test_page_that_is_refused_or_closed_cuts_the_line(page):
    page.data_received(b"HTTP/1.1 403 Forbidden\r\n\r\n")
    assert page.transport.is_cut and not page.is_open
    page.connection_lost(None)
    page.connection_lost(None)
    assert page.gone_pages == [page]


def test_line_tells_its_verdict():
    line = Line("it", 5, "ms", budget=10)
    assert line.verdict == "pass"
    assert replace(line, figure=11).verdict == "over"
    assert replace(line, at_least=True).verdict == "over"
    assert replace(line, at_least=True, figure=11).verdict == "pass"
    assert replace(line, share=0.81).verdict == "invalid"
    assert replace(line, share=0.81, lost=1).verdict == "lost"
    assert replace(line, whole=False).verdict == "part"
    assert replace(line, whole=False, figure=11).verdict == "over"
    assert replace(line, budget=None).verdict == ""
    assert replace(line, applies=False).verdict == replace(line, applies=False, figure=11).verdict == "part"


def test_exit_code_is_that_of_the_worst_line():
    fine, over, unsure = Line("a", 1, "s", 2), Line("b", 3, "s", 2), Line("c", 1, "s", 2, share=0.9)
    assert outcome([fine]) == 0
    assert outcome([fine, unsure]) == 2
    assert outcome([fine, unsure, over]) == 1
    assert outcome([replace(fine, lost=1)]) == 1
    assert outcome([Line("d", 1, "s", lost=1)]) == 1


def test_table_tells_how_busy_who_measured_was():
    (_head, row) = tell([Line("it", 1234.5, "posts/s", 327, at_least=True, share=0.9, told="so")])
    assert re.split(r"  +", row) == ["it", "1,234 posts/s", ">= 327", "90%", "0", "invalid so"]
    assert Share(busy=9, passed=10).used == 0.9
    assert Share().used == 0


def test_percentile_is_one_of_the_values():
    assert percentile([1, 2, 3, 4, 5]) == 5
    assert percentile(list(range(1, 101))) == 95
    assert percentile([4, 1, 3], 50) == 3


def test_miscounted_counts_missing_votes_and_votes_kept_twice():
    guests = tuple(crowding.Guest(name, 1, "", "") for name in ("a", "b", "c"))
    assert crowding.miscounted(["a", "b", "c"], guests) == 0
    assert crowding.miscounted(["a", "b"], guests) == 1
    assert crowding.miscounted(["a", "b", "b"], guests) == 2


def test_votes_are_all_in_the_log_and_second_taps_are_not(bench, house):
    _code, (row, _cpu) = bench("--votes", str(PLAYERS), "--rounds", "2")
    assert lost(row) == 0
    assert f"{2 * PLAYERS} of {2 * PLAYERS} in the log, 0 refused" in row


def test_vote_that_is_lost_is_noticed(bench, monkeypatch):
    """Somebody is told that all is well, and the log knows nothing of it."""
    real = crowding.post

    async def forgets(port, path, cookie, sent, **more):
        return 200 if ("page", "person4") in sent else await real(port, path, cookie, sent, **more)

    monkeypatch.setattr(crowding, "post", forgets)
    code, (row, _cpu) = bench("--votes", str(PLAYERS), "--peer", "0.001", "--rounds", "1")
    assert (code, lost(row)) == (1, 1)
    assert " lost " in row


def test_vote_that_is_refused_is_noticed(bench, monkeypatch):
    monkeypatch.setattr(crowding, "fill", with_a_stranger)
    code, (row, _cpu) = bench("--votes", str(PLAYERS), "--peer", "0.001", "--rounds", "1")
    assert code == 1
    assert f"{PLAYERS - 1} of {PLAYERS} in the log, 2 refused" in row


def with_a_stranger(*words, **named):
    """A hall in which one guest has a cookie that the server does not know."""
    rooms = fill(*words, **named)
    (first, *others) = rooms[0].guests
    return [replace(rooms[0], guests=(replace(first, cookie=first.cookie[:-3] + "xyz"), *others)), *rooms[1:]]


def test_page_that_is_not_let_in_is_noticed(bench, monkeypatch):
    monkeypatch.setattr(crowding, "fill", with_a_stranger)
    code, (row, _memory, *_in_lobby) = bench("--connect", str(PLAYERS), "--rounds", "1")
    assert code == 1
    assert lost(row) > 0


def test_line_over_its_budget_exits_with_1(bench, monkeypatch):
    monkeypatch.setattr(crowding, "MOST_CONNECT_SECONDS", 0.0)
    code, (row, _memory, *_in_lobby) = bench("--connect", str(PLAYERS), "--rounds", "1")
    assert code == 1
    assert lost(row) == 0
    assert " over " in row


def test_everybody_has_a_new_screen_after_each_move(bench, house):
    before = rounds_opened(house)
    _code, rows = bench("--players", str(PLAYERS), "--rounds", "2")
    assert [row.partition(",")[0] for row in rows] == [
        "phase opens",
        "round opens",
        "step closed at all tables",
    ]
    assert [lost(row) for row in rows] == [0, 0, 0]
    assert [int(re.search(r"(\d+) times", row)[1]) for row in rows][:2] == [3, 2]
    assert all("raw median" in row for row in rows)
    assert rounds_opened(house) == before + 2


def test_screen_that_never_comes_is_noticed(bench, monkeypatch):
    monkeypatch.setattr(advancing, "fill", with_a_stranger)
    code, rows = bench("--players", str(PLAYERS), "--rounds", "1")
    assert code == 1
    assert lost(rows[0]) > 0


def test_deed_of_the_desk_that_is_refused_is_noticed(bench, monkeypatch):
    monkeypatch.setattr("bench.live.load.NEWS_SECONDS", 1)
    monkeypatch.setattr(
        advancing, "fill", lambda *words: [replace(room, desk="sessionid=nobody") for room in fill(*words)]
    )
    code, (row,) = bench("--players", str(PLAYERS), "--rounds", "1")
    assert (code, lost(row)) == (1, PLAYERS + 1)


def test_all_rooms_advance(bench, house):
    _code, (row,) = bench("--workshops", f"2x{PLAYERS}", "--rounds", "4")
    assert lost(row) == 0
    assert "4 times" in row and "pages open" not in row


def test_figure_of_a_part_of_the_pages_says_so(bench, monkeypatch):
    monkeypatch.setattr(advancing, "most_open", lambda: 10)
    monkeypatch.setattr(advancing, "MOST_MS_WORKSHOPS", 1e9)
    code, (row,) = bench("--workshops", f"2x{PLAYERS}", "--rounds", "1")
    assert code == 0
    assert " part " in row and f"8 of {2 * PLAYERS} pages open" in row


def rounds_opened(house):
    if not house.rows("SELECT 1 FROM sqlite_master WHERE name = 'game_logline'"):
        return 0  # nobody has played in it yet
    ((number,),) = house.rows("SELECT COUNT(*) FROM game_logline WHERE event = 'RoundOpened'")
    return number


@pytest.mark.parametrize(
    "words", [["--connect", str(MOST_SOCKETS + 1)], ["--votes", "501"], ["--workshops", "101x30"]]
)
def test_more_than_the_machine_should_bear_is_refused(words, capsys):
    with pytest.raises(SystemExit) as refusal:
        command.main(words)
    assert refusal.value.code == 2
    assert words[0] in capsys.readouterr().err


async def open_too_many():
    await Crowd(1).open([("/", "")] * (MOST_SOCKETS + 1), is_answered=False)


def test_crowd_opens_no_more_sockets_than_it_may():
    with pytest.raises(ValueError, match="No more than 5000"):
        asyncio.run(open_too_many())


def test_child_that_does_not_start_says_why_and_is_gone(house, monkeypatch):
    monkeypatch.setitem(house.environment, "PRODUCTION", "perhaps")
    server = house.server(cores()[0])
    with pytest.raises(RuntimeError, match="PRODUCTION"), server:
        pass
    assert server.process.returncode is not None


def test_who_measures_is_on_a_core_only_for_a_while():
    before = os.sched_getaffinity(0)
    with on_core({min(before)}):
        assert os.sched_getaffinity(0) == {min(before)}
    assert os.sched_getaffinity(0) == before


def test_who_is_measured_has_the_other_core_whichever_who_measures_is_on():
    before = cores()
    with on_core(before[1]):
        assert cores() == before

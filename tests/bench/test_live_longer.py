"""The longer measurements count right too: shared screens, long logs, many steps, a soak, what grows, other servers."""

import asyncio
import os
import re
from dataclasses import replace

import pytest

from bench.live import __main__ as command
from bench.live import asking, folding, growth, processes, shared, steady
from bench.live.desk import Step
from bench.live.hall import fill
from bench.live.load import most_open
from bench.live.slope import growth as slope_of
from bench.live.slope import quarters
from bench.live.soak import playing
from bench.live.soak.record import NAMES, Record, Sample, read
from bench.live.soak.verdict import judged
from bench.live.telling import Line, Table, markdown, tell_table
from tests.bench.rows import lost

PLAYERS = 6


def test_all_walls_have_the_new_wall_and_hear_the_beat(bench, house):
    _code, (wall, beat) = bench("--walls", "4", "--rounds", "1")
    assert (lost(wall), lost(beat)) == (0, 0)
    assert "1 times" in wall and "1 times" in beat
    sizes = [int(re.search(r"([\d,]+) bytes each", row)[1].replace(",", "")) for row in (wall, beat)]
    assert sizes[0] > 1_000
    assert sizes[1] < 300
    ((turns,),) = house.rows(
        "SELECT COUNT(*) FROM game_logline WHERE event IN ('DoorsLocked', 'DoorsUnlocked')"
    )
    assert turns == 1


def test_wall_that_does_not_change_is_noticed(bench, monkeypatch):
    monkeypatch.setattr("bench.live.load.NEWS_SECONDS", 1)
    monkeypatch.setattr(shared, "TURNS", (("unlock-doors", []), ("unlock-doors", [])))
    code, (wall, *_beat) = bench("--walls", "2", "--rounds", "1")
    assert (code, lost(wall)) == (1, 2)


def test_fold_tells_how_many_lines_it_read(bench, house):
    _code, (cold, warm) = bench("--fold", "300", "--rounds", "1")
    assert "300 lines of 2 tables of bots in 1 processes" in cold
    assert "nothing new, 50 times" in warm
    ((lines,),) = house.rows(
        "SELECT MAX(game_logline.version) FROM game_logline JOIN game_workshop ON game_workshop.id = workshop_id"
        " WHERE game_workshop.version = 300"
    )
    assert lines == 300


def test_fold_of_fewer_lines_than_there_are_is_noticed(house, monkeypatch):
    real = folding.told_by

    def forgets_one(house, words, most):
        found = real(house, words, most)
        return {**found, "version": found["version"] - 1} if words[0] == "fold" else found

    monkeypatch.setattr(folding, "told_by", forgets_one)
    with pytest.raises(RuntimeError, match="Folded 99 of 100"):
        asyncio.run(folding.folds(house, 100, 1))


def test_each_workshop_takes_a_step_at_its_own_time(bench):
    _code, (screens, memory) = bench("--workshops", f"2x{PLAYERS}", "--every", "1", "--for", "3")
    assert lost(screens) == 0
    assert "6 steps" in screens
    assert "last three quarters" in memory


def test_screen_that_never_comes_in_a_steady_run_is_noticed(bench, monkeypatch):
    monkeypatch.setattr("bench.live.load.NEWS_SECONDS", 1)
    monkeypatch.setattr(
        steady, "fill", lambda *words: [replace(room, desk="sessionid=nobody") for room in fill(*words)]
    )
    code, (screens, *_memory) = bench("--workshops", f"1x{PLAYERS}", "--every", "2", "--for", "2")
    assert (code, lost(screens)) == (1, PLAYERS + 1)


def sample(second, **figures):
    return Sample(**{**dict.fromkeys(NAMES, 100.0), "second": second, "lost": 0.0, **figures})


def noted(path, samples):
    record = Record(path)
    for one in samples:
        record.note(one)
    return path


def test_soak_plays_ends_and_deletes_workshops_and_notes_it_as_it_goes(bench, house, monkeypatch, tmp_path):
    monkeypatch.setattr(playing, "PACE", 0.3)
    monkeypatch.setattr(playing, "DESK_PACES", 0.2)
    monkeypatch.setattr(playing, "WANTED_CORE", 10.0)
    path = tmp_path / "soak.md"
    words = ("--soak", "0.4", "--soak-workshops", "2", "--soak-players", "10", "--sample-every", "2")
    _code, rows = bench(*words, "--out", str(path))
    samples = read(path)
    assert len(samples) >= 5
    last = samples[-1]
    assert last.lost == 0
    assert last.posts > 50 and last.screens > 50
    assert last.ended >= 2
    assert last.threads > 1 and last.files > 1
    ((closed,),) = house.rows("SELECT COUNT(*) FROM game_workshop WHERE phase = 'closed'")
    assert closed >= 2
    assert any(row.startswith("soak: memory") for row in rows)
    assert "A soak of 0 minutes" in path.read_text()
    before = path.read_text()
    _code, again = bench("--verdict", str(path))
    assert [row.partition("<=")[0] for row in again] == [
        row.partition("<=")[0] for row in rows if row[0] != "|"
    ]
    assert path.read_text() == before


def test_answer_that_is_refused_in_a_soak_is_noticed(bench, monkeypatch, tmp_path):
    monkeypatch.setattr(playing, "PACE", 0.3)
    real = playing.fill

    def without_a_desk(*words, **named):
        return [replace(room, desk="sessionid=nobody") for room in real(*words, **named)]

    monkeypatch.setattr(playing, "fill", without_a_desk)
    words = ("--soak", "0.1", "--soak-workshops", "1", "--soak-players", "2", "--sample-every", "2")
    code, rows = bench(*words, "--out", str(tmp_path / "soak.md"))
    assert code == 1
    assert lost(next(row for row in rows if row.startswith("soak: posts"))) > 0


def test_verdict_tells_what_grows_from_what_is_flat(tmp_path):
    samples = [sample(300.0 * n, memory=100 + 2.0 * n, threads=7 + n % 2) for n in range(13)]
    found = judged(noted(tmp_path / "soak.md", samples))
    verdicts = {line.what: line.verdict for line in found if isinstance(line, Line)}
    assert verdicts["soak: memory"] == "over"
    assert verdicts["soak: threads"] == verdicts["soak: database"] == "pass"
    (table,) = [one for one in found if isinstance(one, Table)]
    assert next(row for row in table.rows if row[0] == "memory")[-1] == "growing"
    assert next(row for row in table.rows if row[0] == "threads")[-1] == "flat"


def test_verdict_of_a_short_soak_is_part(tmp_path):
    found = judged(noted(tmp_path / "soak.md", [sample(60.0 * n) for n in range(5)]))
    assert {line.verdict for line in found if isinstance(line, Line)} == {"part", ""}


def test_samples_of_a_soak_that_was_cut_off_can_be_read(tmp_path):
    path = noted(tmp_path / "soak.md", [sample(0.0), sample(30.0), sample(60.0)])
    path.write_text(path.read_text()[:-20])
    assert [one.second for one in read(path)] == [0.0, 30.0]
    path.write_text("")
    with pytest.raises(ValueError, match="0 samples"):
        read(path)


def test_growth_is_the_rise_of_the_line_over_the_last_three_quarters():
    assert slope_of([(0, 50), (25, 100), (50, 100), (75, 100), (100, 100)]) == 0
    assert slope_of([(0, 0), (40, 90), (70, 100), (100, 110)]) == pytest.approx(0.2)
    assert slope_of([(0, 5), (1, 9)]) == 0
    assert quarters([(0, 1), (10, 3), (30, 5), (80, 7), (100, 9)]) == [2, 5, None, 8]


def test_desk_of_a_soak_opens_rounds_closes_steps_and_comes_to_an_end():
    gate, vote, done = Step(2, 9, "gate"), Step(1, 5, "vote"), Step(5, 40, "done")
    assert playing.next_move({1: gate, 2: vote}) == ("open-round", [("round", "2")])
    assert playing.next_move({1: vote, 2: done}) == (
        "many",
        [("do", "close-step"), ("filter", "all"), ("moment", "1.5")],
    )
    assert playing.next_move({1: done}) is None


def test_what_grows_is_a_row_for_each_size(house):
    sizes = [growth.Size("3", 3), growth.Size("5 and a long log", 5, lines=200)]
    (table,) = asyncio.run(growth.grows(house, "players", sizes))
    assert [row[0] for row in table.rows] == ["3", "5 and a long log"]
    assert all(len(row) == len(table.head) for row in table.rows)
    ((lines,),) = house.rows("SELECT MAX(version) FROM game_workshop WHERE phase = 'playing'")
    assert lines >= 200


def test_out_holds_the_table_as_markdown(bench, tmp_path):
    path = tmp_path / "all.md"
    bench("--fold", "100", "--rounds", "1", "--out", str(path))
    (head, ruled, cold, _warm) = path.read_text().splitlines()
    assert head == "| what | measured | budget | load | lost |  | beside it |"
    assert ruled == "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    assert cold.startswith("| fold of 100 log lines, cold | ")


def test_table_of_figures_is_as_wide_as_it_needs_to_be():
    table = Table("Costs", ("players", "ms"), (("50", "1.5"), ("100", "12.5")))
    assert tell_table(table) == ["", "Costs", "players    ms", "50        1.5", "100      12.5"]
    assert markdown([], [table]).splitlines()[-1] == "| 100 | 12.5 |"


def test_everything_asks_for_all_that_has_a_budget_and_needs_nothing(monkeypatch):
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    assert len(asking.scenarios(asking.arguments([], ""))) == 8
    assert len(asking.scenarios(asking.arguments(["--players"], ""))) == 1
    assert len(asking.scenarios(asking.arguments(["--growth"], ""))) == 4


def test_processes_without_what_they_share_are_refused(monkeypatch, capsys):
    monkeypatch.delenv("REDIS_URL", raising=False)
    with pytest.raises(SystemExit) as refusal:
        command.main(["--processes", "2"])
    assert refusal.value.code == 2
    assert "REDIS_URL" in capsys.readouterr().err


def test_server_that_is_not_installed_is_refused(monkeypatch, capsys):
    monkeypatch.setattr(asking, "find_spec", lambda _name: None)
    with pytest.raises(SystemExit) as refusal:
        command.main(["--server", "uvicorn"])
    assert refusal.value.code == 2
    assert "uvicorn is not installed" in capsys.readouterr().err


def test_fewer_sockets_are_opened_where_the_system_allows_fewer_files(monkeypatch):
    monkeypatch.setattr("resource.getrlimit", lambda _what: (1_024, 1_024))
    assert most_open() == 824


@pytest.mark.postgres
@pytest.mark.redis
@pytest.mark.skipif(not os.environ.get("DATABASE_URL"), reason="needs DATABASE_URL")
@pytest.mark.skipif(not os.environ.get("REDIS_URL"), reason="needs REDIS_URL")
def test_votes_at_two_processes_are_all_in_the_log(house):
    (line,) = asyncio.run(processes.votes(house, 10, 2, 1))
    assert line.lost == 0
    assert "10 people in 1 workshops" in line.told
    assert line.verdict in ("part", "over")
    votes = house.rows(
        "SELECT workshop_id, COUNT(*) FROM game_logline WHERE event = 'VoteCast' GROUP BY workshop_id"
    )
    assert [number for _workshop, number in votes] == [10, 10]

"""What falls short of SIM-1 to 4 is named, on paper and at the command line."""

from collections import Counter

import pytest
import yaml
from django.core.management import CommandError, call_command

from game.simulating.figures import Figures, counted, seeds
from game.simulating.games import all_games, schedule
from game.simulating.targets import ENDINGS, Row, told
from game.simulating.telling import shortfalls, tell
from scenarios import files
from scenarios.aims import aims_of
from scenarios.conditions import condition
from scenarios.problems.aims import AIMS
from scenarios.script import ROLES
from tests.game.simulating.towns import PERFECT, document, town


def balanced(rounds=4):
    """Figures that fall short of nothing: all three in a quarter of the games, the rest evenly; everything in the middle."""
    script = town()
    found = Figures(rounds, Counter(random=700, attentive=700, always_open=100, always_control=100))
    for mind, all_three in (("random", 140), ("attentive", 210)):
        rest = 700 - all_three
        found.endings.update({(mind, "yyy"): all_three, **{(mind, e): rest // 7 for e in ENDINGS[1:]}})
    for name in script.plan(rounds):
        for letter in script.dilemma(name).options:
            found.offered[name, letter], found.taken[name, letter] = 100, 30
    for place in seeds(script, rounds):
        found.planted[place], found.sprouted[place] = 100, 40
    found.overdrawn = 300
    found.met.update({(role, place): 700 for role in ROLES for place in (0, 1)})
    return found


def short(figures):
    return list(shortfalls(town(), {figures.rounds: figures}))


def test_figures_in_the_middle_fall_short_of_nothing():
    """SIM-1 to 4."""
    assert short(balanced()) == []
    lines = list(tell(town(), {3: balanced(3), 4: balanced(4)}, "key"))
    assert lines[0] == "The Town (town, version 3), draw key key"
    assert lines[-1] == "Nothing falls short."
    assert not any("!" in line for line in lines)
    assert sum("ferry.A" in line for line in lines) == 1


@pytest.mark.parametrize(
    ("spoil", "told_as"),
    [
        (lambda f: f.endings.update({("random", "nny"): -80, ("attentive", "nny"): -65, ("random", "yyn"): 145}),
         ["SIM-1, 4 rounds: ending ○○●: 0.4 %, wanted 3.0 % to 45.0 %"]),
        (lambda f: f.endings.update({("random", "nyn"): 560}),
         ["SIM-1, 4 rounds: ending ○●○: 50.7 %, wanted 3.0 % to 45.0 %"]),
        (lambda f: f.endings.update({("random", "yyy"): 80, ("attentive", "yyy"): 100}),
         ["SIM-1, 4 rounds: ending ●●●: 37.9 %, wanted 15.0 % to 35.0 %"]),
        (lambda f: f.endings.update({("random", "yyy"): 30}),
         ["SIM-2, 4 rounds: attentive compared with random: 1.24 x, wanted at least 1.30 x"]),
        (lambda f: f.endings.update({("always_open", "yyy"): 3}),
         ["SIM-2, 4 rounds: always open: 3.0 %, wanted at most 2.0 %"]),
        (lambda f: f.taken.update({("bridge", "A"): 60}),
         ["SIM-3, 4 rounds: option bridge.A A toll for all: 90.0 %, wanted 10.0 % to 70.0 %"]),
        (lambda f: f.taken.update({("clock", "B"): -21}),
         ["SIM-3, 4 rounds: option clock.B: 9.0 %, wanted 10.0 % to 70.0 %"]),
        (lambda f: f.taken.update({("ferry", "B"): -10}),
         ["SIM-3, 4 rounds: option ferry.B: 20.0 %, wanted 25.0 % to 70.0 %"]),
        (lambda f: f.sprouted.update({("harbour", "quick"): 60}),
         ["SIM-4, 4 rounds: seed harbour.quick (gain): 100.0 %, wanted sometimes, not always"]),
        (lambda f: f.sprouted.update({("harbour", "quick"): -40}),
         ["SIM-4, 4 rounds: seed harbour.quick (gain): 0.0 %, wanted sometimes, not always"]),
        (lambda f: f.sprouted.update({("harbour", "slow"): 30, ("ferry", "late"): 30}),
         ["SIM-4, 4 rounds: all harmful seeds: 70.0 %, wanted 25.0 % to 65.0 %"]),
        (lambda f: f.planted.update({("ferry", "late"): -100}) or f.sprouted.update({("ferry", "late"): -40}),
         ["SIM-4, 4 rounds: seed ferry.late (harm): never, wanted sometimes, not always"]),
        (lambda f: f.sprouted.update({("", "frost"): 60}),
         ["SIM-4, 4 rounds: seed frost (standing harm): 100.0 %, wanted sometimes, not always"]),
        (lambda f: setattr(f, "overdrawn", 50),
         ["SIM-4, 4 rounds: tables that overdraw at least once: 3.6 %, wanted 5.0 % to 40.0 %"]),
        (lambda f: f.met.update({("M4", 1): 700}),
         ["SIM-4, 4 rounds: aim of M4 C2>=5 and not legal_breach: 100.0 %, wanted 10.0 % to 90.0 %"]),
    ],
)  # fmt: skip
def test_what_falls_short_is_named(spoil, told_as):
    """SIM-1 to 4: rule, rounds, name, figure, and what was wanted; and marked in the table."""
    figures = balanced()
    spoil(figures)
    assert short(figures) == told_as
    lines = list(tell(town(), {4: figures}, "key"))
    assert sum(" !" in line for line in lines) == 1
    assert lines[-2:] == ["What falls short:", f"  {told_as[0]}"]


def test_one_sided_tables_may_more_with_three_rounds():
    """SIM-2: 5 % with three rounds, 2 % with more."""
    figures = balanced(3)
    figures.endings["always_open", "yyy"] = 5
    assert short(figures) == []
    figures.endings["always_control", "yyy"] = 6
    assert short(figures) == ["SIM-2, 3 rounds: always control: 6.0 %, wanted at most 5.0 %"]


def test_the_ends_of_a_range_are_inside():
    """SIM-1 to 4: at least and at most."""
    assert not Row("SIM-1", "ending", "yyn", 0.03, 0.03, 0.45).falls_short
    assert not Row("SIM-1", "ending", "yyn", 0.45, 0.03, 0.45).falls_short
    assert Row("SIM-1", "ending", "yyn", 0.0299, 0.03, 0.45).falls_short
    assert not Row("SIM-3", "option", "bridge.A", None, 0.1, 0.7).falls_short


def test_conditions_are_told_as_they_are_written():
    """COND-1."""
    for text in (
        "A2>=5",
        "att.frontline>=0 and overdraft<=1",
        "C2>=5 and not legal_breach",
        "visible_win",
        "budget<=0",
    ):
        assert told(condition(text)) == text


def test_usual_aims_are_the_ones_that_authors_are_checked_against():
    """SOLO-3: one table of aims."""
    assert {role: tuple(map(condition, aim)) for role, aim in AIMS.items()} == aims_of({})


def test_a_spoiled_script_is_reported_by_name():
    """SIM-3: an option that is better in everything leaves the others no chance."""
    script = town(**PERFECT)
    found = counted(script, all_games(script, schedule(script, 120, "key")))
    lines = list(shortfalls(script, found))
    for rounds in (3, 4):
        mine = [line for line in lines if line.startswith(f"SIM-3, {rounds} rounds: option bridge.")]
        assert [line.split(":")[1] for line in mine] == [
            " option bridge.A A toll for all", " option bridge.B", " option bridge.C"
        ]  # fmt: skip


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A folder of content with the spoiled town."""
    folder = tmp_path / "town"
    (folder / "text").mkdir(parents=True)
    (folder / "scenario.yaml").write_text(yaml.safe_dump(document(**PERFECT)))
    (folder / "text" / "en.yaml").write_text("title: The Town\n")
    monkeypatch.setattr(files, "CONTENT", tmp_path)


def test_the_command_fails_and_says_why(shelf, capsys):
    """SIM-3: the table on stdout, progress on stderr, an exit code of 1."""
    with pytest.raises(CommandError, match="figures fall short") as stopped:
        call_command("simulate", "town", games=120, seed="key")
    said = capsys.readouterr()
    assert stopped.value.returncode == 1
    assert "SIM-3, 3 rounds: option bridge.A: " in said.out
    assert said.err.splitlines()[-1].startswith("town: 144 of 144 games")
    with pytest.raises(CommandError):
        call_command("simulate", "--all", games=120, seed="key")
    assert capsys.readouterr().out == said.out


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (["village"], "There is no scenario village. There are: town."),
        ([], "Name one scenario, or say --all."),
        (["town", "--games", "3"], "Simulate at least 4 games, a few for each number of rounds."),
    ],
)
def test_the_command_says_what_it_cannot_do(shelf, asked, answer):
    """SIM-1."""
    with pytest.raises(CommandError) as stopped:
        call_command("simulate", *asked)
    assert str(stopped.value) == answer

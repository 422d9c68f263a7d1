"""Hosts: what they may ask for, and what their desk shows (section "The facilitator's verbs")."""

import dataclasses
import inspect

import pytest

from game.log import Texts
from game.rules import Refused, refused
from game.rules import commands as c
from game.rules.hall.hosts import must_be_allowed
from game.rules.screens import Viewer, screen_for, sees
from tests.game.rules import given

OWN, OTHER = 2, 1
ALLOWED = {
    "CloseForTable": lambda table: c.CloseForTable(table, 1),
    "Extend": lambda table: c.Extend(table, 1, 1),
    "StepBack": lambda table: c.StepBack(table, 1, "choice"),
    "Nudge": lambda table: c.Nudge(table, 1),
    "PutOnPaper": c.PutOnPaper,
    "TakeOffPaper": c.TakeOffPaper,
    "EnterPaper": lambda table: c.EnterPaper(table, 1),
    "Say": lambda table: c.Say("say.1", table),
    "WithdrawMessage": lambda table: c.WithdrawMessage(f"say.to{table}"),
}
#: Every kind of command that there is, made with whatever fits its fields.
BLANKS = {"int": OWN, "str": "x", "bool": True, "PlayerId": "x"}
KINDS = [
    kind
    for _name, kind in inspect.getmembers(c, inspect.isclass)
    if issubclass(kind, c.Command) and kind is not c.Command
]


@pytest.fixture
def game():
    """Three tables in vote, with words said to each."""
    made = given.playing(5, 4, 3)
    for table in (1, 2, 3):
        made.reach("vote", table=table)
        made.when(c.Say(f"say.to{table}", table))
    made.when(c.Say("say.all"))
    made.when(c.Say("say.person", player="P1.2"))
    return made


def no(game, command, tables=(OWN,)):
    with pytest.raises(Refused) as refusal:
        must_be_allowed(game.state, command, tables)
    return refusal.value.message


@pytest.mark.parametrize("name", ALLOWED)
def test_a_host_may_close_extend_go_back_enter_paper_and_write_at_the_own_tables_only(game, name):
    make = ALLOWED[name]
    must_be_allowed(game.state, make(OWN), (OWN, 3))
    assert no(game, make(OTHER), (OWN, 3)) == refused.NOT_YOUR_TABLE
    assert no(game, make(OTHER), ()) == refused.NOT_YOUR_TABLE


@pytest.mark.parametrize(
    "command",
    [
        c.Say("say.2"),
        c.Say("say.2", player="P1.2"),
        c.Say("say.2", OWN, "P1.2"),
        c.WithdrawMessage("say.all"),
        c.WithdrawMessage("say.person"),
    ],
)
def test_a_host_speaks_to_whole_tables_and_never_to_the_room_or_to_one_person(game, command):
    assert no(game, command) == refused.NOT_FOR_HOSTS


def test_words_that_are_withdrawn_already_are_no_matter(game):
    must_be_allowed(game.state, c.WithdrawMessage("say.gone"), (OWN,))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_nothing_else_is_for_hosts(game, kind):
    """Whatever command there is or will be: a host has none of it unless it is named above."""
    if kind.__name__ in ALLOWED:
        return
    needed = [f for f in dataclasses.fields(kind) if f.default is f.default_factory is dataclasses.MISSING]
    command = kind(**{field.name: BLANKS.get(str(field.type), ()) for field in needed})
    assert no(game, command) == refused.NOT_FOR_HOSTS


def test_the_matrix_of_commands_knows_all_that_a_host_may():
    assert set(ALLOWED) <= {kind.__name__ for kind in KINDS}


def host_of(game, *tables):
    names = {player: f"Name-{player}" for player in game.state.players}
    notes = {f"say.to{n}": f"words to {n}" for n in (1, 2, 3)} | {
        "say.all": "words to all",
        "say.person": "words to one",
    }
    texts = Texts(names=names, tables={1: "Birch", 2: "Elm", 3: "Oak"}, notes=notes)
    return screen_for(Viewer("host", "7", tables), game.state, texts, game.now)


def test_a_host_sees_the_own_tables_and_nothing_of_the_others(game):
    screen = host_of(game, 2)
    assert [part.slot for part in screen.parts] == ["bar", "head", "said", "tile-2", "table-2"]
    told = repr(screen)
    assert "Name-P1.2" in told and "Elm" in told and "words to 2" in told
    for foreign in ("'Name-P1'", "Name-P1.3", "Birch", "Oak", "words to 1", "words to 3", "words to one"):
        assert foreign not in told


def test_the_head_counts_own_tables_and_people_only(game):
    head = host_of(game, 2, 3).part("head").data
    assert (head.tables, head.people) == (2, 7)


@pytest.mark.parametrize("changed", [1, 3])
def test_what_happens_elsewhere_changes_nothing_on_the_screen_of_a_host(game, changed):
    before = host_of(game, 2)
    player = "P1" if changed == 1 else f"P1.{changed}"
    game.does(player, c.CastVote, option="A")
    game.close(changed)
    assert host_of(game, 2) == before
    game.does("P1.2", c.CastVote, option="A")
    assert host_of(game, 2) != before


def test_a_host_of_no_table_or_of_one_that_is_not_there_sees_none(game):
    for tables in ((), (9,)):
        assert [part.slot for part in host_of(game, *tables).parts] == ["bar", "head", "said"]


@pytest.mark.parametrize(("touched", "told"), [({1}, False), ({1, 2}, True), (None, True)])
def test_a_host_is_told_when_an_own_table_or_the_room_changes(game, touched, told):
    assert sees(Viewer("host", "7", (2,)), game.state, touched) is told


def test_a_host_reads_when_nobody_leads(game):
    """TIME-4."""
    assert not host_of(game, 2).part("bar").data.deserted
    game.when(c.NoteDeskAway())
    assert host_of(game, 2).part("bar").data.deserted

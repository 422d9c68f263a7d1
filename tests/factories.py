"""Scenarios, workshops, players and records for tests. All that is played goes through the engine, as in a real workshop."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import factory
from django.http import HttpResponse
from django.test import Client
from factory.django import DjangoModelFactory

from game import access, engine, log
from game.models import Player, Workshop
from game.rules import Settings, State
from game.rules import commands as c
from game.rules.play import Step
from game.rules.state import FILLING_ORDER
from research.models import Adaptation, Case, Organisation, Practice, Source
from research.publishing.framing import MODELS, rows_of
from research.publishing.loaded import publish_loaded
from scenarios.files import read
from scenarios.models import Scenario

#: The slots of a player's page, in the order in which its parts come.
PLAYER_SLOTS = [
    *("frame", "message", "task", "deed", "status", "gauges", "role", "story", "path", "mine", "behind"),
    "nav",
]
SHIPPED = "the-long-evenings"

HARBOUR = {
    "id": "harbour", "stage": 1, "from": 3, "level": 3, "decides": "all", "fallback": "A",
    "options": {
        "A": {"cost": {"time": 1, "budget": 1}, "poles": {"C2": 2, "C1": -1}, "att": {"citizens": -1}, "marks": ["delegated"], "seeds": ["late"]},
        "B": {"cost": {"time": 2}, "poles": {"A1": 1, "B1": -1}, "inv": {"media": 1}},
        "C": {"cost": {"budget": 2}, "poles": {"B1": 2}, "needs": "trust>=9"},
        "D": {"opens_if": ["secret"], "cost": {"time": 0}, "poles": {"D1": 2}},
    },
    "seeds": {"late": {"kind": "harm", "tag": "money", "after": 1, "effects": {"D2": -1}}},
}  # fmt: skip
BRIDGE = {
    "id": "bridge", "stage": 2, "from": 3, "level": 1, "decides": "P", "fallback": "B",
    "variant": {"if": "delegated"},
    "options": {
        "A": {"cost": {"time": 1}, "poles": {"A1": 2, "A2": -1}, "att": {"ngos": 1}},
        "B": {"cost": {"time": 2}, "poles": {"A2": 2}, "trust": 1,
              "alt": {"if": "delegated", "cost": {"budget": 3}, "poles": {"A1": -2}}},
    },
}  # fmt: skip
DOCUMENT = {
    "slug": "two-banks",
    "version": 1,
    "start": {"trust": 5},
    "people": {},
    "dilemmas": [HARBOUR, BRIDGE],
}


def texts(word: str) -> dict[str, Any]:
    """Texts of the small script in an invented language: every sentence is its key and a word."""
    own = ("title", "situation", "variant", "talk", "reflect", *"ABCD")
    dilemmas = {
        name: {key: f"{name} {key} {word}" for key in own if key not in "ABCD"}
        for name in ("harbour", "bridge")
    }
    for name, tree in dilemmas.items():
        for letter in "ABCD":
            tree[letter] = {key: f"{name} {letter} {key} {word}" for key in ("title", "text", "alt", "story")}
    roles = {
        role: {key: f"{role} {key} {word}" for key in ("title", "purpose", "brief")} for role in FILLING_ORDER
    }
    return {"title": f"Two banks {word}", "roles": roles, **dilemmas}


@cache
def shipped(slug: str = SHIPPED) -> dict[str, Any]:
    """A scenario of the project as it stands in its files."""
    return read(slug)


class ScenarioFactory(DjangoModelFactory):
    """A small scenario of two rounds; with `is_shipped`, one of the project's own."""

    class Meta:
        model = Scenario
        django_get_or_create = ("slug",)

    class Params:
        is_shipped = factory.Trait(
            slug=SHIPPED,
            document=factory.LazyFunction(lambda: shipped()["document"]),
            texts=factory.LazyFunction(lambda: shipped()["texts"]),
            digest=factory.LazyFunction(lambda: shipped()["digest"]),
        )

    slug = "two-banks"
    document = factory.LazyFunction(lambda: DOCUMENT)
    texts = factory.LazyFunction(lambda: {"en": texts("in English")})


class WorkshopFactory(DjangoModelFactory):
    """A workshop whose doors are open. `doors__tables=2` and the like set it up; `doors=False` leaves them shut."""

    class Meta:
        model = Workshop
        skip_postgeneration_save = True

    class Params:
        is_shipped = factory.Trait(
            script=factory.LazyFunction(lambda: ScenarioFactory(is_shipped=True).frozen())
        )

    title = factory.Sequence(lambda n: f"Workshop {n}")
    script = factory.LazyFunction(lambda: {"document": DOCUMENT, "texts": {"en": texts("in English")}})
    table_names = factory.LazyFunction(lambda: {"1": "Birch", "2": "Elm"})

    @factory.post_generation
    def doors(self: Any, create: bool, opened: bool | None, **options: Any) -> None:
        """Open the doors, and know what the row says then."""
        if opened is not False:
            tables, rounds = options.pop("tables", 1), options.pop("rounds", 3)
            engine.submit(self, c.OpenDoors("digest", "draw key", tables, rounds, Settings(**options)))
            self.refresh_from_db(fields=("phase", "doors_open", "version"))


class PlayerFactory(DjangoModelFactory):
    """A person who has joined a workshop."""

    class Meta:
        model = Player

    workshop = factory.SubFactory(WorkshopFactory)
    id_in_log = factory.Sequence(lambda n: f"person{n}")
    name = factory.Sequence(lambda n: f"Person {n}")

    @classmethod
    def _create(cls, model_class: type[Player], *args: Any, **fields: Any) -> Player:
        row = model_class(*args, **fields)
        engine.submit(row.workshop, c.Join(row.id_in_log), [row])
        return row


class SourceFactory(DjangoModelFactory):
    """A source whose details are confirmed."""

    class Meta:
        model = Source

    slug = factory.Sequence(lambda n: f"source-{n}")
    type = "article"
    authors = factory.LazyFunction(lambda: ["Ann Ek"])
    year = 2020
    title = factory.Sequence(lambda n: f"Work {n}")
    container = "Journal"
    read = "abstract"
    verified = True


class OrganisationFactory(DjangoModelFactory):
    """A municipality that nobody has asked to be a beacon."""

    class Meta:
        model = Organisation

    slug = factory.Sequence(lambda n: f"place-{n}")
    name = factory.Sequence(lambda n: f"Place {n}")
    kind = "municipality"
    place = "Place"
    country = "DK"


class CaseFactory(DjangoModelFactory):
    """A case without evidence, links or reading list."""

    class Meta:
        model = Case

    slug = factory.Sequence(lambda n: f"case-{n}")
    title = factory.Sequence(lambda n: f"Case {n}")
    place = "Place"
    country = "DK"
    policy_area = "care"
    actors = factory.LazyFunction(lambda: ["residents"])
    problem = "Too few meet."
    what_was_done = "They met."
    obstacles = "Some could not come."
    outcome = "mixed"
    outcome_basis = "our reading of the outcomes text"
    lesson = "Meet early."
    verified = True


class PracticeFactory(DjangoModelFactory):
    """A practice without levels, cases or evidence."""

    class Meta:
        model = Practice

    slug = factory.Sequence(lambda n: f"practice-{n}")
    name = factory.Sequence(lambda n: f"Practice {n}")
    problem = "Too few meet."
    how = "Let them meet."
    conditions = factory.LazyFunction(lambda: ["A room"])
    risks = factory.LazyFunction(lambda: ["Noise"])
    strength = "weak"


class AdaptationFactory(DjangoModelFactory):
    """A practice as a municipality took it up, with no case or source that tells of it."""

    class Meta:
        model = Adaptation

    slug = factory.Sequence(lambda n: f"adaptation-{n}")
    practice = factory.SubFactory(PracticeFactory)
    government = factory.Sequence(lambda n: f"Town {n}")
    place = "Place"
    country = "DK"
    changed = "They met outdoors."
    result = "kept"
    result_told = "More came, and some froze."
    told_by = "the town itself"


def publish(*records: Any) -> None:
    """Let the public read these records, or all that there are, as the loader does."""
    everything = [row for kind in MODELS for row in rows_of(kind)]
    publish_loaded(list(records) or everything, "As a test wants it.")


def state_of(workshop: Workshop) -> State:
    """The workshop as it stands now."""
    return log.current(workshop).state


def step_of(workshop: Workshop, table: int = 1) -> Step:
    """The step that a table is in."""
    step = state_of(workshop).tables[table].step
    assert step is not None
    return step


def events(workshop: Workshop) -> list[str]:
    """The names of all that has happened, in order."""
    return list(workshop.lines.order_by("version").values_list("event", flat=True))


def seat(workshop: Workshop, how_many: int, table: int = 1) -> list[Player]:
    """So many people more, seated at a table in the filling order."""
    people = [PlayerFactory(workshop=workshop) for _person in range(how_many)]
    for person in people:
        engine.submit(workshop, c.TakeSeat(person.id_in_log, table))
    return people


def wish(player: Player, kind: Any, **fields: Any) -> Any:
    """A command of a player, meant for the step that the player's table is in."""
    state = state_of(player.workshop)
    table = state.tables.get(state.players[player.id_in_log].table)
    number = table.step.number if table is not None and table.step is not None else 0
    return kind(player=player.id_in_log, step=number, **fields)


def do(player: Player, kind: Any, rows: Iterable[Any] = (), **fields: Any) -> log.Current:
    """Let a player do something at the step of the player's table."""
    return engine.submit(player.workshop, wish(player, kind, **fields), rows)


def start(workshop: Workshop) -> None:
    """Leave lobby, welcome and briefing: the tables are at the gate of the first round."""
    lead(workshop, "playing")


def lead(workshop: Workshop, phase: str) -> None:
    """Lead the workshop on to a phase, whatever it would rather wait for."""
    while (now := state_of(workshop).phase) != phase:
        engine.submit(workshop, c.AdvancePhase(now, confirmed=True))


def reach(workshop: Workshop, name: str, table: int = 1, votes: str = "A") -> None:
    """Bring a table to a step of its present round; in between, the seats vote these letters and steps are closed."""
    if state_of(workshop).phase == "lobby":
        start(workshop)
    for _step in range(20):
        step = step_of(workshop, table)
        if step.name == name:
            return
        if step.name == "gate":
            engine.submit(workshop, c.OpenRound(state_of(workshop).tables[table].round))
            continue
        if step.name == "vote":
            vote(workshop, votes, table)
        engine.submit(workshop, c.CloseForTable(table, step.number))
    raise AssertionError(f"{name} was not reached")


def vote(workshop: Workshop, letters: str, table: int = 1) -> None:
    """The seats of a table vote these letters in turn, in the order of their codes."""
    state = state_of(workshop)
    players = [state.tables[table].seats[role] or "" for role in state.tables[table].taken()]
    number = step_of(workshop, table).number
    for place, player in enumerate(players):
        letter = letters[place % len(letters)]
        engine.submit(workshop, c.CastVote(player, number, letter, "page", 1))


def at(name: str, people: int = 3, votes: str = "A", **options: Any) -> tuple[Workshop, list[Player]]:
    """A workshop with one table of so many people, in a step of its first round."""
    workshop = WorkshopFactory(**options)
    seated = seat(workshop, people)
    reach(workshop, name, votes=votes)
    return workshop, seated


def browser_of(player: Player, **options: Any) -> Client:
    """A browser that holds a player's cookie."""
    browser = Client(**options)
    answer = access.let_in(HttpResponse(), player.workshop, player.id_in_log)
    browser.cookies.update(answer.cookies)
    return browser


def notice(answer: HttpResponse) -> str:
    """The sentence that a page or the answer to a deed says, if any."""
    found = re.search(r'<div class="slip lamp notice"><p>([^<]*)</p>', answer.content.decode())
    return html.unescape(found[1]) if found else ""

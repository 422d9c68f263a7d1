"""A site as the first migrations knew it, with a row in every table that mattered then."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from game.backup import making, prints, rows, shape
from game.rules import State, replay
from game.rules.codec import decode
from scenarios.script import parse
from tests.factories import DOCUMENT, shipped, texts

FIRST = [
    *(("admin", "0003_logentry_add_action_flag_choices"), ("auth", "0012_alter_user_first_name_max_length")),
    *(("contenttypes", "0002_remove_content_type_name"), ("sessions", "0001_initial")),
    *(("game", "0001_first"), ("research", "0001_first"), ("scenarios", "0001_first")),
]
LOGS = Path(__file__).parents[1] / "game/rules/logs"
WORDS = "Because my own street floods every spring."


def recorded() -> dict[str, Any]:
    """The log of three rounds with people, as the first release wrote it."""
    lines = (LOGS / "1-whole-workshops.jsonl").read_text(encoding="utf-8").splitlines()
    return next(told for told in map(json.loads, lines) if told["name"] == "with_people")


def make() -> None:
    """Migrate an empty database to the first migrations, and fill it by the models of that time."""
    executor = MigrationExecutor(connection)
    executor.migrate(FIRST)
    models = executor.loader.project_state(FIRST).apps.get_model
    user = models("auth", "User").objects.create(username="ana", password="!", is_staff=True)
    _library(models)
    scenario = models("scenarios", "Scenario")
    ours = shipped()
    scenario.objects.create(
        slug=ours["document"]["slug"], document=ours["document"], texts=ours["texts"], digest=ours["digest"]
    )
    scenario.objects.create(slug="two-banks", document=DOCUMENT, texts={"en": texts("x")}, digest="")
    told = recorded()
    workshop = models("game", "Workshop").objects.create(
        slug="0f1e2d3c4b",
        code="ABC234",
        title="The first evening",
        script=told["script"],
        table_names={"1": "Birch"},
        phase=told["came_to"]["phase"],
        version=told["came_to"]["version"],
    )
    workshop.facilitators.add(user)
    line = models("game", "LogLine").objects
    line.bulk_create(
        line.model(workshop=workshop, version=number, event=event, data=data, at=at)
        for number, (at, event, data) in enumerate(told["lines"], 1)
    )
    models("game", "Player").objects.create(workshop=workshop, id_in_log="P1", name="Zoë", key="a-key")
    models("game", "Note").objects.create(workshop=workshop, player="P1", id_in_log="P1.3", text=WORDS)


def _library(models: Any) -> None:
    source = models("research", "Source").objects.create(
        slug="torfing-2016",
        type="book",
        authors=["Jacob Torfing"],
        year=2016,
        title="Čollaborative",
        read="all",
    )
    place = {"place": "Gentofte", "country": "DK"}
    town = models("research", "Organisation").objects.create(
        slug="gentofte", name="Gentofte Kommune", kind="municipality", **place
    )
    case = models("research", "Case").objects.create(
        slug="task-committees",
        title="Task committees",
        policy_area="governance",
        actors=["mayor", "citizens"],
        problem="p",
        what_was_done="w",
        obstacles="o",
        outcome="success",
        outcome_basis="b",
        lesson="l",
        **place,
    )
    case.organisations.add(town)
    case.sources.add(source)
    practice = models("research", "Practice").objects.create(
        slug="citizens-in-committees",
        name="Citizens",
        problem="p",
        how="h",
        conditions=["c"],
        risks=["r"],
        strength="weak",
    )
    practice.cases.add(case)
    practice.levels.add(models("research", "Level").objects.get(number=2))
    models("research", "Evidence").objects.create(
        statement="It works.", strength="weak", source=source, case=case, practice=practice
    )


def backed_up(path: Path) -> Path:
    """A backup of such a site, as a release of that time would have made it."""
    known, told = shape.loader(), recorded()
    state = replay(
        State(parse(**told["script"])), [(at, decode(event, data)) for at, event, data in told["lines"]]
    )
    uuid = str(rows.all_of(_workshop(known)).get().uuid)
    line = {"uuid": uuid, "state": "of other rules", "outcome": prints._print(prints.outcome(state))}
    with ZipFile(path, "w") as archive:
        parts = {
            rows.part_of(model): making._write(archive, rows.part_of(model), rows.written(model))
            for model in rows.tables(known, FIRST)
        }
        parts[shape.PRINTS] = making._write(archive, shape.PRINTS, [json.dumps(line).encode() + b"\n"])
        manifest = shape.Manifest(
            "0.0.1",
            datetime.now(UTC).isoformat(),
            connection.vendor,
            shape.applied(known),
            "other rules",
            parts,
        )
        archive.writestr(shape.MANIFEST, manifest.encode())
    return path


def _workshop(known: Any) -> Any:
    return known.project_state(FIRST).apps.get_model("game", "Workshop")

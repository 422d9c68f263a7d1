"""The rows of one workshop of a study: of its tables, and of those people who have agreed (KEEP-5)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from game import log
from game.models import Answer, Consent, LogLine, Workshop
from game.rules.screens.plenary import manner
from game.rules.state import State, Table, family
from game.study import events

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]
POLES = ("A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2")
RESOURCES = ("time", "budget", "trust", "legitimacy")
RUNOFF, NOT_YET, ABSTAINED = "runoff", "not_yet", "abstained"


@dataclass(slots=True)
class Said:
    """What one person said in one round at one table."""

    dilemma: str = ""
    choice: str | None = None
    confidence: int | None = None
    reason: str | None = None
    vote: str | None = None
    runoff: str | None = None


def rows_of(workshop: Workshop) -> Rows:
    """By table, all rows of a closed workshop. Those of people are of people who have said yes and take nothing back."""
    state = log.folded(workshop).state
    consents = list(Consent.objects.filter(player__workshop=workshop).select_related("player"))
    names = {consent.player.id_in_log: consent.pseudonym for consent in consents}
    lines = list(LogLine.objects.filter(workshop=workshop).order_by("version"))
    found = {**of_tables(state, lines, name_of(workshop)), "workshops": [_workshop(workshop, state, lines)]}
    found["persons"] = [_person(state, consent, workshop) for consent in consents]
    found["choices"] = [] if state.settings.anonymous else list(_choices(lines, names))
    answers = Answer.objects.filter(workshop=workshop, player__in=names).exclude(name="often")
    told = answers.values_list("player", "name", "value")
    found["answers"] = [(names[player], item, value) for player, item, value in told]
    return {
        name: sorted(rows, key=repr) if name in ("persons", "answers", "choices") else rows
        for name, rows in found.items()
    }


def name_of(workshop: Workshop) -> str:
    """What a workshop is called in exports: always the same, and no address."""
    return sha256(workshop.uuid.bytes).hexdigest()[:10]


def digest_of(workshop: Workshop) -> str:
    """Which frozen script was played: a key of scripts.json."""
    return sha256(json.dumps(workshop.script, sort_keys=True).encode()).hexdigest()[:16]


def script_of(workshop: Workshop, language: str) -> dict[str, dict[str, Any]]:
    """What was played, by its key in scripts.json, with its words in English and in the language of the study."""
    script = workshop.script
    texts = {name: told for name, told in script["texts"].items() if name in ("en", language)}
    return {digest_of(workshop): {"document": script["document"], "texts": texts}}


def of_tables(state: State, lines: Iterable[LogLine], name: str) -> Rows:
    """What the tables did and came to, in no person's name; `lines` are those of the log."""
    told = ((line.event, events.given(line.event, line.data)) for line in lines)
    kept = [(event, data) for event, data in told if data is not None]
    tables = [state.tables[number] for number in sorted(state.tables) if state.tables[number].decided]
    return {
        "tables": [final(name, table) for table in tables],
        "stakeholders": [
            (name, table.number, slot, stake.attitude, stake.involvement)
            for table in tables
            for slot, stake in sorted(table.people.items())
        ],
        "decisions": [
            (
                name,
                table.number,
                play.round,
                play.dilemma,
                play.decision.option,
                manner(play.decision),
                play.decision.decided_by,
            )
            for table in tables
            for play in table.decided
            if play.decision is not None
        ],
        "events": [(name, number, event, data) for number, (event, data) in enumerate(kept, 1)],
    }


def final(name: str, table: Table) -> Row:
    """How a term ended at a table, as a row of tables.csv."""
    results = table.results
    sums = (
        (
            results.solution,
            results.carry_through,
            results.lasting,
            results.ending or None,
            results.tone or None,
        )
        if results is not None
        else (None,) * 5
    )
    tracks = (*(table.resources[key] for key in RESOURCES), *(table.poles[pole] for pole in POLES))
    return (name, table.number, len(table.decided), *tracks, *sums)


def _workshop(workshop: Workshop, state: State, lines: list[LogLine]) -> Row:
    settings, script = state.settings, state.script
    ended = datetime.fromtimestamp(lines[-1].at / 1000, UTC)
    return (
        name_of(workshop),
        script.slug,
        str(script.version),
        digest_of(workshop),
        settings.format,
        state.rounds,
        len(state.tables),
        settings.rule,
        settings.voting,
        sum(bool(player.bot and player.role) for player in state.players.values()),
        f"{ended:%Y-%m}",
    )


def _person(state: State, consent: Consent, workshop: Workshop) -> Row:
    player = state.players[consent.player.id_in_log]
    often = Answer.objects.filter(workshop=workshop, player=player.id, name="often").first()
    return (
        consent.pseudonym,
        name_of(workshop),
        player.table or None,
        family(player.role) if player.role else None,
        player.calling or None,
        often.value if often else None,
        f"{consent.language} v{consent.sheet_version}",
    )


def _choices(lines: Iterable[LogLine], names: dict[str, str]) -> Iterator[Row]:
    """One row for each person who has agreed and each round; what was answered last counts."""
    now: dict[int, tuple[int, str]] = {}
    dilemmas: dict[tuple[int, int], str] = {}
    found: dict[tuple[str, int, int], Said] = {}
    for line in lines:
        data, table = line.data, line.data.get("table", 0)
        if line.event == "StepEntered":
            now[table] = (data.get("round", 0), data.get("name", ""))
        elif line.event == "SituationSet":
            dilemmas[table, now.get(table, (0, ""))[0]] = data.get("dilemma", "")
        elif line.event in ("ChoiceMade", "VoteCast") and data.get("player") in names:
            number, step = now.get(table, (0, ""))
            said = found.setdefault((names[data["player"]], table, number), Said())
            said.dilemma = dilemmas.get((table, number), "")
            _note(said, line.event, step, data)
    for (person, table, number), said in found.items():
        yield (
            person,
            table,
            number,
            said.dilemma,
            said.choice,
            said.confidence,
            said.reason,
            said.vote,
            said.runoff,
        )


def _note(said: Said, event: str, step: str, data: dict[str, Any]) -> None:
    option = data.get("option", "")
    if event == "ChoiceMade":
        said.choice = option or NOT_YET
        said.confidence, said.reason = data.get("confidence") or None, data.get("reason") or None
    elif step == RUNOFF:
        said.runoff = option or ABSTAINED
    else:
        said.vote = option or ABSTAINED

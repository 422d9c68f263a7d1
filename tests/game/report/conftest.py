"""A whole evening of bots, played once, with its log as raw lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from game import log
from game.log import Texts
from game.models import Answer, LogLine, Workshop
from game.rehearsal import database_in_memory, rehearse
from game.rules.state import State

SLUG, FORMAT, TABLES, SEATS, KEY = "the-long-evenings", "120", 4, 6, "council"


@dataclass(frozen=True)
class Evening:
    """State and texts of a closed workshop, its log as (event, data), its answers as rows, its scenario as a document."""

    state: State
    texts: Texts
    lines: list[tuple[str, dict[str, Any]]]
    answers: list[tuple[str, str, int]]
    document: dict[str, Any]


@pytest.fixture(scope="session")
def evening(django_db_blocker) -> Evening:
    """Four tables of six bots, five rounds. Seven people besides have said how sure they are; one item has too few."""
    with django_db_blocker.unblock(), database_in_memory():
        state, _script = rehearse(SLUG, FORMAT, TABLES, SEATS, KEY, lambda _state: None)
        workshop = Workshop.objects.get()
        players = list(state.players)[:7]
        for place, player in enumerate(players):
            for item in range(1, 6 if place < 4 else 5):
                for moment, value in (("before", place), ("back", place + 1), ("now", min(10, place + item))):
                    Answer.objects.create(
                        workshop=workshop, player=player, name=f"{moment}-{item}", value=value
                    )
        lines = list(LogLine.objects.order_by("version").values_list("event", "data"))
        answers = list(Answer.objects.values_list("player", "name", "value"))
        return Evening(state, log.read_texts(workshop), lines, answers, workshop.script["document"])

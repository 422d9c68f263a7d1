"""A site with something in every corner, and what it holds as plain data."""

from __future__ import annotations

import random
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User

from game.models import (
    Answer,
    DeskNote,
    FollowUp,
    Invitation,
    LogLine,
    Note,
    Player,
    SaveLink,
    Workshop,
    new_key,
)
from game.rules import commands as c
from game.rules import summary
from game.rules.codec import encode
from tests.factories import CaseFactory, PracticeFactory, ScenarioFactory, publish
from tests.game.rules import anything, given
from tests.game.rules.given import Game

#: The workshops of these tests are played in January 1970, and restored then.
THEN = 60 * 60 * 1000


def played(seed: int) -> tuple[Game, dict[str, Any]]:
    """A workshop in which this and that was done, in a random order that is the same for the same seed; and its script."""
    dice = random.Random(seed)
    lively = bool(dice.getrandbits(1))
    document = given.lively_document() if lively else given.scripted_document()
    settings = given.FULL if lively else {"bots": bool(dice.getrandbits(1))}
    voting = dice.choice(["confidential", "anonymous"])
    script = given.lively() if lively else given.scripted()
    begin = dice.choice([given.playing, given.playing, given.lobby, given.debrief])
    sizes = [dice.randint(1, 5) for _table in range(dice.randint(1, 2))]
    game = begin(*sizes, script=script, voting=voting, key=str(seed), **settings)
    wishes = [
        (dice.choice(anything.KINDS), dice.randrange(1000), dice.randrange(1000), dice.randrange(1000))
        for _wish in range(25)
    ]
    anything.play_out(game, wishes)
    if not seed % 5:
        person = next(p.id for p in game.state.players.values() if not p.bot and not p.erased)
        anything.attempt(game, c.Erase(person))
    return game, {"document": document, "texts": given.TEXTS}


def put(game: Game, script: dict[str, Any], **fields: Any) -> Workshop:
    """The workshop in the database, with a row for each player."""
    told = {name: value for name, value in summary(game.state).items() if name != "delete_at"}
    workshop = Workshop.objects.create(script=script, title="Čačak & the Río 🌊", **told, **fields)
    lines = []
    for number, (at, event) in enumerate(game.lines, 1):
        name, data = encode(event)
        lines.append(LogLine(workshop=workshop, version=number, event=name, data=data, at=at))
    LogLine.objects.bulk_create(lines)
    people = [p for p in game.state.players.values() if not p.bot]
    Player.objects.bulk_create(
        Player(workshop=workshop, id_in_log=p.id, name=f"Zoë {p.id}") for p in people if len(p.id) <= 16
    )
    return workshop


def hundred() -> list[Workshop]:
    """A hundred random workshops."""
    return [put(*played(seed)) for seed in range(100)]


def furnished() -> Workshop:
    """One workshop, and a row in most tables beside it: an account, a desk's notes, the library, a scenario, a solo game."""
    workshop = put(*played(1), scenario=ScenarioFactory(is_shipped=True))
    user = User.objects.create_user("ana", password="a long word to log in by")
    workshop.facilitators.add(user)
    Note.objects.create(
        workshop=workshop, player="P1", id_in_log="P1.q1", text='"quoted"\n\u2028 and \\ back'
    )
    Answer.objects.create(workshop=workshop, player="P1", name="before-1", value=7)
    DeskNote.objects.create(workshop=workshop, account=user, table=1, text="quiet")
    Invitation.objects.create(workshop=workshop, tables=[1, 2])
    FollowUp.objects.create(key=new_key(), workshop=workshop.uuid, until="2970-02-01", helped=["time"])
    link = SaveLink.objects.create(endings={"the-long-evenings": ["yyn bright"]}, used_on="2970-01-01")
    put(*played(2), save_link=link)
    practice = PracticeFactory()
    case = CaseFactory()
    practice.cases.add(case)
    publish(practice, case)
    return workshop


def everything() -> dict[str, list[Any]]:
    """All rows of all tables but those of sessions, as the database holds them now."""
    models = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label != "sessions.Session"
    ]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}

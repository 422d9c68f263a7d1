"""The two permitted rewrites of a log: of a vote that was anonymous, and of somebody who wants to be forgotten."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from game import ledger
from game.models import Answer, LogLine, Note, Player, Workshop, new_player_id
from game.rules.codec import KEPT, blanked, without
from game.rules.tally import FEWEST_PERSONS

ANSWERS = ("ChoiceMade", "VoteCast")


def blank(workshop: Workshop, table: int) -> None:
    """Rewrite the lines in which the seats of a table answered, so that nobody can tell any more who chose what (VOTE-10).

    Of choices that were closed more than once only the last closing keeps its pattern and reasons: what lies between two
    would tell who had answered again. Words of a reason that was changed go, and those that stay are saved anew in an
    order that tells nothing.
    """
    mine = LogLine.objects.filter(workshop=workshop, data__table=table)
    lines = list(mine.filter(event__in=KEPT))
    notes = {line.data["note"] for line in lines if line.data.get("note")}
    for line in lines:
        line.data = blanked(line.event, line.data)
    closed = list(mine.filter(event="StepClosed", data__name="choice").order_by("version"))
    told = (
        {note for _option, _chips, ids in closed[-1].data.get("reasons", ()) for note in ids}
        if closed
        else set()
    )
    ends = mine.filter(event="AnswersBlanked").order_by("-version").values_list("version", flat=True)
    begins = ends[1] if len(ends) > 1 else 0
    again = [line for line in closed[:-1] if line.version > begins]
    for line in again:
        line.data = {key: value for key, value in line.data.items() if key not in ("pattern", "reasons")}
    LogLine.objects.bulk_update([*lines, *again], ["data"])
    rows = Note.objects.filter(workshop=workshop, id_in_log__in=notes)
    kept = sorted(rows.filter(id_in_log__in=told), key=lambda note: note.id_in_log)
    rows.delete()
    Note.objects.bulk_create(
        [Note(workshop=workshop, id_in_log=note.id_in_log, text=note.text) for note in kept]
    )


def forget(workshop: Workshop, player: str, notes: tuple[str, ...]) -> None:
    """Blank what a person answered, give the id in every line another that leads to nobody, and delete name and words (KEEP-6).

    `notes` are words under other names. What the tables decided stands in lines of its own, so the log still replays to it.
    Of a round in which fewer than five answered, the ways from choice to vote go as well, and the reasons if there was nobody else.
    """
    ledger.note(ledger.person(workshop.uuid, player))
    nobody, words = new_player_id(), set(notes)
    lines = list(LogLine.objects.filter(workshop=workshop).order_by("version"))
    rounds = _rounds(lines)
    answered = _who_answered(lines, rounds)
    changed = []
    for line, place in zip(lines, rounds, strict=True):
        if line.data.get("player") == player and line.data.get("note"):
            words.add(line.data["note"])
        data = without(line.event, line.data, player, nobody)
        people = answered.get(place, set())
        if line.event == "StepClosed" and player in people and len(people) < FEWEST_PERSONS:
            gone = ("flows", "reasons") if len(people) == 1 else ("flows",)
            data = {key: value for key, value in data.items() if key not in gone}
        if data != line.data:
            line.data = data
            changed.append(line)
    LogLine.objects.bulk_update(changed, ["data"], batch_size=500)
    own = Q(player=player) | Q(id_in_log__in=words) | Q(id_in_log__startswith=f"{player}.")
    Note.objects.filter(own, workshop=workshop).delete()
    Answer.objects.filter(workshop=workshop, player=player).delete()
    Player.objects.filter(workshop=workshop, id_in_log=player).delete()


def rounds_of(workshop: Workshop, player: str) -> tuple[tuple[int, int], ...]:
    """The (table, round) in which somebody chose or voted."""
    told = LogLine.objects.filter(workshop=workshop, event__in=("StepEntered", *ANSWERS))
    lines = list(told.order_by("version"))
    answered = _who_answered(lines, _rounds(lines))
    return tuple(place for place, people in answered.items() if player in people)


def _rounds(lines: Iterable[LogLine]) -> list[tuple[int, int]]:
    """At which (table, round) each line happened."""
    now: dict[int, int] = {}
    found = []
    for line in lines:
        table = line.data.get("table", 0)
        if line.event == "StepEntered":
            now[table] = line.data.get("round", 0)
        found.append((table, now.get(table, 0)))
    return found


def _who_answered(
    lines: Iterable[LogLine], rounds: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], set[str]]:
    found: dict[tuple[int, int], set[str]] = {}
    for line, place in zip(lines, rounds, strict=True):
        if line.event in ANSWERS:
            found.setdefault(place, set()).add(line.data.get("player", ""))
    return found

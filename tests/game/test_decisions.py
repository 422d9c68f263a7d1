"""The decisions as a file for a spreadsheet: its columns, its letters, and that no cell is taken for a formula."""

import csv
import io
from pathlib import Path

import pytest

from game import decisions, log
from game.models import Answer, LogLine, Note, Player
from tests.factories import WorkshopFactory, at, lead, reach, seat, start

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]


def closed(votes="AAB", **options):
    """A closed workshop in which one table has decided one round."""
    workshop, people = at("reflect", people=3, votes=votes, **options)
    lead(workshop, "closed")
    return workshop, people


def file_of(workshop, language="en", separator="comma"):
    log.forget()
    current = log.current(workshop)
    return decisions.as_csv(current.state, current.texts, language, separator)


def rows_of(told, delimiter=","):
    assert told.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(told[1:]), delimiter=delimiter))


def test_file_has_one_line_for_each_decided_round():
    workshop, _people = closed()
    (row,) = rows_of(file_of(workshop))
    assert list(row) == list(decisions.COLUMNS)
    assert (row["scenario"], row["table"], row["table_name"], row["round"]) == (
        "two-banks",
        "1",
        "Birch",
        "1",
    )
    assert (row["dilemma"], row["dilemma_title"]) == ("harbour", "harbour title in English")
    assert (row["option"], row["option_title"]) == ("A", "harbour A title in English")
    assert (row["decided_by"], row["manner"]) == ("all", "majority")


def test_same_log_makes_the_same_file():
    workshop, _people = closed()
    assert file_of(workshop) == file_of(workshop)


def test_every_column_is_told_in_the_documents_and_no_other():
    told = (ROOT / "docs/after.md").read_text(encoding="utf-8")
    listed = [line.split("`")[1] for line in told.splitlines() if line.startswith("| `")]
    assert [name for cell in listed for name in cell.split(", ")] == list(decisions.COLUMNS)


def test_semicolons_where_they_are_wanted():
    workshop, _people = closed()
    told = file_of(workshop, separator="semicolon")
    assert rows_of(told, ";") == rows_of(file_of(workshop))
    assert told.splitlines()[0].count(";") == len(decisions.COLUMNS) - 1


def test_name_of_a_table_is_harmless_in_the_file():
    workshop, _people = closed(table_names={"1": '=HYPERLINK("http://x";"y")'})
    (row,) = rows_of(file_of(workshop))
    assert row["table_name"] == '\'=HYPERLINK("http://x";"y")'


def test_no_person_can_be_read_from_the_file():
    """KEEP-2, KEEP-3: no name, id, key, note, answer, moment or account, whatever people have left."""
    workshop, people = closed()
    people[0].name = "Quintessa"
    people[0].save()
    Note.objects.create(workshop=workshop, player=people[0].id_in_log, id_in_log="n", text="zanzibarine")
    told = file_of(workshop)
    moments = {str(at) for at in LogLine.objects.values_list("at", flat=True)}
    keys = {person.key for person in people}
    for secret in ("Quintessa", "zanzibarine", "P1", "M1", "M3", "overruled", *moments, *keys):
        assert secret not in told
    assert not any(person.id_in_log in told for person in people)


def test_erasing_and_renaming_people_changes_nothing():
    """KEEP-3: two files never differ by one person, because nothing in them is a person's."""
    workshop, people = closed()
    before = file_of(workshop)
    Note.objects.create(workshop=workshop, player=people[0].id_in_log, id_in_log="n", text="words")
    Answer.objects.create(workshop=workshop, player=people[0].id_in_log, name="now-1", value=3)
    Player.objects.filter(pk=people[1].pk).update(name="Somebody else")
    assert file_of(workshop) == before
    Note.objects.all().delete()
    Answer.objects.all().delete()
    Player.objects.filter(pk=people[2].pk).delete()
    assert file_of(workshop) == before


def test_file_is_the_same_whether_the_server_knows_the_votes_or_not():
    """VOTE-10, KEEP-3: an anonymous workshop has no votes any more, and its file is that of a confidential one."""
    files = [file_of(closed(doors__voting=promise)[0]) for promise in ("confidential", "anonymous")]
    assert files[0] == files[1]


def test_who_voted_what_changes_nothing_as_long_as_the_manner_is_the_same():
    """KEEP-3: two to one for A is one row, whoever the one was."""
    assert len({file_of(closed(votes=votes)[0]) for votes in ("AAB", "ABA", "BAA")}) == 1


def test_tables_come_in_the_order_of_their_numbers():
    workshop = WorkshopFactory(doors__tables=2)
    seat(workshop, 3, 2)
    seat(workshop, 3, 1)
    start(workshop)
    for table in (2, 1):
        reach(workshop, "reflect", table)
    lead(workshop, "closed")
    assert [row["table"] for row in rows_of(file_of(workshop))] == ["1", "2"]

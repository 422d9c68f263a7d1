"""What a study gives away: rows of those who have said yes, tables that can be computed anew, to the persons named (X4, X6)."""

import csv
import io
import json
import zipfile

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from cocreator.keys.models import AuditLine
from game import engine, ledger, log, retention
from game.backup import forgetting
from game.models import AnonymousRows, Answer, Consent, LogLine, Player, Workshop
from game.rules import commands as c
from game.study import consent, replaying
from game.study.anonymising import without_names
from game.study.files import exported
from game.study.rows import rows_of
from game.study.tables import TABLES
from tests.factories import do, lead, reach, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def played(workshop, people):
    """One round in which all five chose and voted; the first two have said yes, and one has answered about oneself."""
    reach(workshop, "choice")
    for person, option in zip(people, "ABABA", strict=True):
        do(person, c.Choose, option=option, confidence=2, reason="fair")
    reach(workshop, "consequence", votes="A")
    for person in people[:2]:
        consent.give(workshop, person.id_in_log, workshop.study.sheets.get())
        Answer.objects.create(workshop=workshop, player=person.id_in_log, name="back-1", value=3)
    Answer.objects.create(workshop=workshop, player=people[4].id_in_log, name="back-1", value=9)
    lead(workshop, "closed")
    workshop.refresh_from_db()
    return workshop


def close_with_choices(workshop, people):
    """One round in which these have chosen, and the close."""
    for table in (1, 2):
        reach(workshop, "choice", table=table)
    for person in people:
        do(person, c.Choose, option="A", confidence=2, reason="fair")
    lead(workshop, "closed")
    workshop.refresh_from_db()


def unpacked(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(files, name):
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode())))


def test_rows_are_of_those_who_have_said_yes_and_of_nobody_else(played, people):
    files = unpacked(exported(played.study))
    names = set(Consent.objects.values_list("pseudonym", flat=True))
    assert {row["person"] for row in rows(files, "persons")} == names
    assert {row["person"] for row in rows(files, "choices")} == names
    assert [row["value"] for row in rows(files, "answers")] == ["3", "3"]
    first = Consent.objects.get(player=people[0])
    told = next(row for row in rows(files, "choices") if row["person"] == first.pseudonym)
    assert (told["choice"], told["vote"], told["confidence"], told["reason"]) == ("A", "A", "2", "fair")
    whole = b"".join(files.values()).decode()
    for person in people:
        assert person.id_in_log not in whole and person.name not in whole and person.key not in whole
    assert played.slug not in whole and str(played.uuid) not in whole and first.code not in whole


def test_yes_that_was_taken_back_is_honoured_row_by_row(played, people):
    gone = Consent.objects.get(player=people[0]).pseudonym
    consent.take_back(played, people[0].id_in_log)
    files = unpacked(exported(played.study))
    assert gone not in b"".join(files.values()).decode()
    assert len(rows(files, "persons")) == 1


def test_end_of_every_table_is_computed_anew(played, tmp_path, capsys):
    content = exported(played.study)
    found = replaying.compare(content)
    assert (found.workshops, found.tables, found.differing) == (1, 1, ())
    file = tmp_path / "rows.zip"
    file.write_bytes(content)
    call_command("replay_study", str(file))
    assert "1 tables of 1 workshops" in capsys.readouterr().out


def test_table_that_comes_out_otherwise_is_named(played):
    files = unpacked(exported(played.study))
    told = rows(files, "tables")[0]
    wrong = {**files, "tables.csv": files["tables.csv"].replace(f",{told['time']},".encode(), b",13,", 1)}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in wrong.items():
            archive.writestr(name, content)
    assert replaying.compare(held.getvalue()).differing == ((told["workshop"], "1"),)


@pytest.mark.parametrize("content", [b"", b"no zip", None])
def test_what_is_no_export_is_refused_with_a_sentence(content, tmp_path):
    if content is None:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr("tables.csv", "a,b")
        content = held.getvalue()
    file = tmp_path / "rows.zip"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=r"no zip file|no export"):
        call_command("replay_study", str(file))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("replay_study", str(tmp_path / "nowhere.zip"))


def test_every_column_and_code_stands_in_the_codebook(played):
    files = unpacked(exported(played.study))
    book = {(row["table"], row["column"]): row for row in rows(files, "codebook")}
    package = json.loads(files["datapackage.json"])
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    for table in TABLES:
        told = rows(files, table.name)
        described = next(one for one in package["resources"] if one["name"] == table.name)
        assert [field["name"] for field in described["schema"]["fields"]] == [
            one.name for one in table.columns
        ]
        assert described["bytes"] == len(files[f"{table.name}.csv"])
        for column in table.columns:
            assert (table.name, column.name) in book
            values = {row[column.name] for row in told}
            codes = {value for value, _meaning in column.codes}
            assert not codes or values - {""} <= codes, (table.name, column.name, values)
            assert "" not in values or not column.is_required, (table.name, column.name)
        assert len(json.loads(files[f"{table.name}.json"])) == len(told)


def test_same_rows_make_the_same_bytes(played):
    assert exported(played.study) == exported(played.study)


def test_votes_that_were_promised_to_be_forgotten_are_missing(study, leader):
    from game import opening
    from tests.factories import ScenarioFactory

    made = Workshop.objects.create(
        scenario=ScenarioFactory(is_shipped=True), study=study, chosen={"tables": 1, "voting": "anonymous"}
    )
    opening.open_doors(made)
    people = seat(made, 5)
    consent.give(made, people[0].id_in_log, study.sheets.get())
    reach(made, "consequence", votes="A")
    lead(made, "closed")
    files = unpacked(exported(study))
    assert len(rows(files, "persons")) == 1 and rows(files, "choices") == []


@pytest.mark.parametrize("who", ["nobody", "leader", "stranger"])
def test_rows_reach_the_persons_named_in_the_study_only(played, django_user_model, who):
    browser = Client()
    if who != "nobody":
        browser.force_login(django_user_model.objects.get_or_create(username=who)[0])
    answer = browser.get(f"/studies/{played.study.slug}/rows.zip")
    assert answer.status_code == {"nobody": 302, "leader": 404, "stranger": 404}[who]


def test_named_person_fetches_them(played, researcher):
    browser = Client()
    browser.force_login(researcher)
    page = browser.get(f"/studies/{played.study.slug}/").content.decode()
    assert "Fetch the rows" in page and str(played.title) in page
    answer = browser.get(f"/studies/{played.study.slug}/rows.zip")
    assert answer["Content-Type"] == "application/zip" and "no-store" in answer["Cache-Control"]
    assert replaying.compare(answer.content).differing == ()
    line = AuditLine.objects.get(deed="exported")
    assert (line.account, line.kind, line.record) == (researcher.pk, "game.study", str(played.study.pk))


def test_who_leads_a_workshop_gets_no_rows_even_when_named(played, leader):
    played.study.people.add(leader)
    browser = Client()
    browser.force_login(leader)
    assert browser.get(f"/studies/{played.study.slug}/rows.zip").status_code == 403
    assert "Fetch the rows" not in browser.get(f"/studies/{played.study.slug}/").content.decode()


def test_page_of_a_study_tells_nobody_how_many_have_agreed(played, researcher):
    browser = Client()
    browser.force_login(researcher)

    def page():
        return browser.get(f"/studies/{played.study.slug}/").content

    before = page()
    Consent.objects.all().delete()
    assert page() == before


def test_on_its_day_rows_lose_their_names_and_all_else_goes(played, people, machine_time):
    for person in people[2:]:
        consent.give(played, person.id_in_log, played.study.sheets.get())
    names = set(Consent.objects.values_list("pseudonym", flat=True))
    study = played.study
    machine_time.until(played.delete_at + 1)
    retention.sweep()
    assert not Workshop.objects.exists() and not Player.objects.exists() and not Consent.objects.exists()
    files = unpacked(exported(study))
    told = rows(files, "persons")
    assert len(told) == 5 and not names & {row["person"] for row in told}
    assert {row["calling"] for row in told} == {""} and len(rows(files, "choices")) == 5
    assert replaying.compare(exported(study)).differing == ()
    retention.sweep()
    assert AnonymousRows.objects.count() == 1


def test_fewer_than_five_leave_no_row_of_a_person(played, machine_time):
    study = played.study
    machine_time.until(played.delete_at + 1)
    retention.sweep()
    files = unpacked(exported(study))
    assert rows(files, "persons") == rows(files, "choices") == rows(files, "answers") == []
    assert len(rows(files, "tables")) == 1


def test_person_who_would_be_alone_in_a_group_leaves_no_row(workshop, people, machine_time):
    """KEEP-5: five have agreed at the first table, and one at the second."""
    alone = seat(workshop, 2, table=2)[0]
    for person in (*people, alone):
        consent.give(workshop, person.id_in_log, workshop.study.sheets.get())
        Answer.objects.create(workshop=workshop, player=person.id_in_log, name="back-1", value=3)
    close_with_choices(workshop, [*people, alone])
    told = without_names(rows_of(workshop))
    assert [row[2] for row in told["persons"]] == [1] * 5
    assert (
        {row[0] for row in told["choices"]}
        == {row[0] for row in told["answers"]}
        == {row[0] for row in told["persons"]}
    )
    assert {row[1] for row in told["choices"]} == {1} and len(told["choices"]) == len(told["answers"]) == 5


def test_small_tables_go_together_where_they_are_five(workshop, people):
    others = seat(workshop, 3, table=2)
    agreed = [*people[:2], *others]
    for person in agreed:
        consent.give(workshop, person.id_in_log, workshop.study.sheets.get())
    close_with_choices(workshop, agreed)
    told = without_names(rows_of(workshop))
    assert [row[2] for row in told["persons"]] == [0] * 5 and {row[1] for row in told["choices"]} == {0}
    assert len(told["choices"]) == 5


def test_all_rows_of_a_person_are_of_one_group():
    """Somebody who has moved would be known by rows of two tables."""
    rows = {
        "persons": [(f"p{n}", "w", 1, "P", "elected", 2, "en v1") for n in range(5)],
        "choices": [*((f"p{n}", 1, 2, "harbour", "A") for n in range(5)), ("p0", 2, 1, "harbour", "B")],
        "answers": [],
        "tables": [("w", 1), ("w", 2)],
    }
    told = without_names(rows)
    assert [row[1] for row in told["choices"]] == [1] * 6 and told["tables"] == rows["tables"]


def test_study_whose_log_cannot_be_read_goes_on_its_day_without_rows(played, machine_time, caplog):
    LogLine.objects.filter(workshop=played, event="ChoiceMade").update(event="Unheard")
    log.forget()
    machine_time.until(played.delete_at + 1)
    assert retention.sweep() == 1
    assert not Workshop.objects.exists() and not AnonymousRows.objects.exists()
    assert "no rows of workshop" in caplog.text


def test_workshop_that_never_closed_leaves_nothing(workshop, people, machine_time):
    machine_time.until(workshop.delete_at + 1)
    retention.sweep()
    assert not Workshop.objects.exists() and not AnonymousRows.objects.exists()


def test_admin_tells_who_is_named_and_never_who_agreed(played, admin_client):
    page = admin_client.get(f"/admin/game/study/{played.study.pk}/change/").content.decode()
    assert "RUC 12" in page and Consent.objects.first().code not in page
    assert admin_client.get("/admin/game/consent/").status_code == 404


def test_deed_of_a_phone_with_words_is_refused_and_nothing_is_kept(workshop, people):
    from game.models import Note
    from tests.factories import browser_of, notice, step_of

    reach(workshop, "choice")
    answer = browser_of(people[0]).post(
        f"/workshops/{workshop.slug}/choose/",
        {"step": step_of(workshop).number, "option": "A", "words": "Because.", "page": "p", "tap": "1"},
    )
    assert "nothing is written down" in notice(answer) and not Note.objects.exists()
    page = browser_of(people[0]).get(f"/workshops/{workshop.slug}/").content.decode()
    assert "<textarea" not in page
    engine.submit(workshop, c.Pause())


def test_deleting_by_hand_leaves_what_is_anonymous_too(played, leader, people):
    for person in people[2:]:
        consent.give(played, person.id_in_log, played.study.sheets.get())
    browser = Client()
    browser.force_login(leader)
    browser.post(f"/facilitate/{played.slug}/delete/", {"sure": "1"})
    assert not Workshop.objects.exists()
    assert len(AnonymousRows.objects.get().tables["persons"]) == 5


def test_yes_that_was_taken_back_does_not_come_back_with_an_older_backup(played, people):
    """Given a backup that holds the yes, when it is restored, then the ledger takes it back again."""
    first = Consent.objects.get(player=people[0])
    consent.take_back(played, people[0].id_in_log)
    first.save(force_insert=True)  # as the older backup has it
    marks = ledger.read(settings.LEDGER)
    settings.LEDGER.unlink()  # a new machine begins with an empty one
    assert forgetting.apply(marks) == 1
    assert Consent.objects.count() == 1
    assert ledger.read(settings.LEDGER) == marks, "it is noted here too, for the next restore"


def test_day_of_a_study_stays_once_people_were_told_of_it(played, admin_client):
    page = admin_client.get(f"/admin/game/study/{played.study.pk}/change/").content.decode()
    assert 'name="kept_until"' not in page and 'name="protocol"' in page

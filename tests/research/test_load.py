"""Loading: what the files say and nothing else, once, and never against a curator."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from research import files
from research.loading import Fate, load
from research.models import Case, Evidence, Level, Loaded, Organisation, Practice, Source, Translation
from research.reading import Fault

pytestmark = pytest.mark.django_db

SHELVES = {
    "levels": (Level, 4),
    "cases": (Case, 24),
    "practices": (Practice, 28),
    "sources": (Source, 181),
    "organisations": (Organisation, 36),
}


def run():
    """What load_research prints."""
    out = StringIO()
    call_command("load_research", stdout=out)
    return out.getvalue()


def fates(report, kind):
    """How many rows of a kind met which fate."""
    return {fate: len(names) for fate, names in report[kind].items() if names}


def everything():
    """All rows of all tables of the library, as they are kept."""
    models = (Level, Organisation, Source, Case, Practice, Evidence, Translation, Loaded)
    joints = (
        *(Case.organisations.through, Case.sources.through, Case.outcome_sources.through),
        *(Practice.levels.through, Practice.cases.through),
    )
    return [list(model.objects.order_by("pk").values()) for model in (*models, *joints)]


@pytest.mark.parametrize(("name", "shelf"), SHELVES.items())
def test_every_record_of_the_files_is_loaded_and_no_other(library, name, shelf):
    model, count = shelf
    slugs = {row.get("slug") or row["id"] for row in files.rows(name)}
    assert set(model.objects.values_list("slug", flat=True)) == slugs
    assert len(slugs) == count


def test_evidence_is_exactly_what_the_files_state(library):
    """One row for each source of a level change, one for each source of a practice: 109 and 103."""
    stated = Counter(
        (source, case["slug"], None, change["level"], change["change"], change["strength"])
        for case in files.rows("cases")
        for change in case["level_changes"]
        for source in change["source_ids"]
    )
    assert stated.total() == 109
    stated += Counter(
        (source, None, practice["slug"], None, "", "")
        for practice in files.rows("practices")
        for source in practice["source_ids"]
    )
    assert stated.total() == 212
    columns = ("source__slug", "case__slug", "practice__slug", "level", "statement", "strength")
    assert Counter(Evidence.objects.values_list(*columns)) == stated


def test_nothing_that_was_not_recorded_is_filled_in(library):
    assert set(Evidence.objects.values_list("locator", flat=True)) == {""}
    assert not Organisation.objects.exclude(beacon_since=None).exists()
    assert set(Organisation.objects.values_list("beacon_agreed_by", flat=True)) == {""}


def test_reading_lists_and_links_are_those_of_the_files(library):
    for row in files.rows("cases"):
        case = Case.objects.get(slug=row["slug"])
        assert {s.slug for s in case.sources.all()} == set(row["source_ids"])
        assert {s.slug for s in case.outcome_sources.all()} == set(row["outcomes"]["source_ids"])
        assert {o.slug for o in case.organisations.all()} == set(row["organisations"])
        assert case.actors == row["actors"]
        assert (case.organisation, case.lesson) == (row["organisation"], row["transferable_lesson"])
        assert (case.outcome, case.outcome_basis) == (row["outcome"], row["outcome_basis"])
        assert case.went_badly == row["outcomes"]["negative"]
    for row in files.rows("practices"):
        practice = Practice.objects.get(slug=row["slug"])
        assert {level.number for level in practice.levels.all()} == set(row["levels"])
        assert {case.slug for case in practice.cases.all()} == set(row["cases"])
        assert (practice.conditions, practice.strength) == (row["conditions"], row["evidence"])
    for row in files.rows("sources"):
        source = Source.objects.get(slug=row["id"])
        assert (source.authors, source.year, source.url) == (row["authors"], row["year"], row["url"])
        assert source.doi == (row["doi"] or "").lower()


def test_levels_are_those_of_the_files():
    """The first migration made them, so that they are there before anything is loaded."""
    for row in files.rows("levels"):
        level = Level.objects.get(number=row["id"])
        assert (level.slug, level.name, level.short) == (row["slug"], row["name"], row["short"])
        assert (level.definition, level.what_changes) == (row["definition"], row["what_changes"])
        assert (level.signs, level.tensions) == (row["signs_of_maturity"], row["tensions"])
        assert level.source == "cogov-wp4"


def test_leads_become_nothing(library):
    leads = {"guldborgsund", "roskilde", "copenhagen-gang-prevention", "helsinki-omastadi", "tilburg-west"}
    for model in (Case, Organisation, Practice):
        assert not model.objects.filter(slug__in=leads).exists()
    assert not Loaded.objects.filter(slug__in=leads).exists()


def test_loading_twice_changes_nothing(library):
    before = everything()
    again = load()
    assert everything() == before
    assert all(set(told) == {Fate.UNCHANGED} for told in again.values())


def test_command_says_what_stands_in_the_library():
    told = run()
    assert "source: 181 created" in told
    assert told.endswith(
        "In the library: 4 levels, 28 practices, 24 cases, 181 sources, 36 organisations, 212 rows of evidence, "
        "32 translations.\n"
    )
    assert "evidence: 212 unchanged" in run()


def test_loading_takes_few_questions_however_many_records_there_are():
    with CaptureQueriesContext(connection) as asked:
        load()
    assert len(asked) < 120


def test_edited_record_is_left_alone_and_reported(library, edit):
    Case.objects.filter(slug="vtaiwan").update(problem="What a curator knows better.")
    edit("cases", lambda rows: rows[-1].update(problem="What the file says now."))
    told = run()
    assert Case.objects.get(slug="vtaiwan").problem == "What a curator knows better."
    assert "case: 23 unchanged; 1 edited here, left alone (vtaiwan)" in told


@pytest.mark.parametrize("link", ["sources", "organisations", "outcome_sources"])
def test_edited_link_is_an_edit_too(library, edit, link):
    case = Case.objects.get(slug="vtaiwan")
    getattr(case, link).remove(getattr(case, link).first())
    kept = set(getattr(case, link).all())
    edit("cases", lambda rows: rows[-1].update(title="Another title"))
    assert load()["case"][Fate.EDITED] == ["vtaiwan"]
    case.refresh_from_db()
    assert set(getattr(case, link).all()) == kept
    assert case.title == "vTaiwan"


def test_agreement_to_be_a_beacon_is_never_overwritten(library, edit):
    asked = Organisation.objects.filter(slug="hofor")
    asked.update(beacon_since="2026-05-01", beacon_agreed_by="the board")
    edit("organisations", lambda rows: [row.update(note="Another note.") for row in rows])
    assert load()["organisation"][Fate.EDITED] == ["hofor"]
    assert asked.get().beacon_agreed_by == "the board"


@pytest.mark.parametrize(
    "change", [{"statement": "Said more carefully."}, {"locator": "p. 7"}, {"strength": "moderate"}]
)
def test_edited_evidence_is_left_alone(library, edit, change):
    row = Evidence.objects.get(case__slug="vtaiwan", level=4)
    Evidence.objects.filter(pk=row.pk).update(**change)
    edit("cases", lambda rows: rows[-1]["level_changes"][-1].update(change="Said anew."))
    assert load()["evidence"][Fate.EDITED] == ["vtaiwan/4/tang-uber-2016"]
    assert Evidence.objects.filter(pk=row.pk, **change).exclude(statement="Said anew.").exists()


def test_renamed_record_is_still_the_one_that_others_name(library, edit):
    Source.objects.filter(slug="tang-uber-2016").update(slug="tang-2016")
    edit("cases", lambda rows: rows[-1].update(title="Another title"))
    report = load()
    assert report["source"][Fate.EDITED] == ["tang-uber-2016"]
    assert not Source.objects.filter(slug="tang-uber-2016").exists()
    case = Case.objects.get(slug="vtaiwan")
    assert case.title == "Another title"
    assert case.sources.filter(slug="tang-2016").exists()


def test_deleted_record_is_never_brought_back(library):
    Practice.objects.get(slug="mandate-letter").delete()
    told = run()
    assert not Practice.objects.filter(slug="mandate-letter").exists()
    assert "practice: 27 unchanged; 1 deleted here, left out (mandate-letter)" in told
    assert Evidence.objects.count() == 212 - 4
    assert "evidence: 208 unchanged; 4 deleted here, left out" in run()


def test_deleted_evidence_is_never_brought_back(library):
    Evidence.objects.filter(case__slug="vtaiwan", level=4).delete()
    assert load()["evidence"][Fate.DELETED] == ["vtaiwan/4/tang-uber-2016"]
    assert not Evidence.objects.filter(case__slug="vtaiwan", level=4).exists()


def test_link_to_a_deleted_record_is_left_out_and_its_holder_follows_the_file(library, edit):
    Organisation.objects.get(slug="g0v").delete()
    assert fates(load(), "case") == {Fate.UNCHANGED: 24}
    edit("cases", lambda rows: rows[-1].update(title="Another title"))
    assert load()["case"][Fate.UPDATED] == ["vtaiwan"]
    case = Case.objects.get(slug="vtaiwan")
    assert (case.title, case.organisations.count()) == ("Another title", 1)


def test_unedited_record_follows_its_file(library, edit):
    number = Case.objects.get(slug="vtaiwan").pk
    edit(
        "cases",
        lambda rows: rows[-1].update(title="Another title", organisations=["g0v"], actors=["citizens"]),
    )
    assert load()["case"][Fate.UPDATED] == ["vtaiwan"]
    case = Case.objects.get(slug="vtaiwan")
    assert (case.pk, case.title, case.actors) == (number, "Another title", ["citizens"])
    assert [one.slug for one in case.organisations.all()] == ["g0v"]
    assert fates(load(), "case") == {Fate.UNCHANGED: 24}


def test_unedited_evidence_follows_its_file(library, edit):
    edit("cases", lambda rows: rows[-1]["level_changes"][-1].update(change="Said anew.", strength="moderate"))
    load()
    row = Evidence.objects.get(case__slug="vtaiwan", level=4)
    assert (row.statement, row.strength) == ("Said anew.", "moderate")
    assert Evidence.objects.count() == 212


def test_evidence_that_the_file_no_longer_states_is_withdrawn_unless_edited(library, edit):
    Evidence.objects.filter(case__slug="vtaiwan", level=4).update(locator="p. 7")
    edit("cases", lambda rows: rows[-1].update(level_changes=rows[-1]["level_changes"][:1]))
    report = load()["evidence"]
    assert sorted(report[Fate.WITHDRAWN]) == ["vtaiwan/3/demtech-vtaiwan", "vtaiwan/3/dod-vtaiwan"]
    assert report[Fate.EDITED] == ["vtaiwan/4/tang-uber-2016"]
    assert Evidence.objects.count() == 210


def test_record_that_left_the_files_is_kept_and_reported(library, edit):
    for name in ("practices", "translations/da"):
        edit(name, lambda rows: rows.pop())
    report = load()
    gone = report["practice"][Fate.KEPT]
    assert report["translation"][Fate.KEPT] == [f"da/practice/{gone[0]}"]
    assert len(gone) == 1
    assert Practice.objects.filter(slug=gone[0]).exists()


def test_new_record_of_a_changed_file_is_added(library, edit):
    edit("practices", lambda rows: rows.append({**rows[0], "slug": "fresh", "name": "Fresh"}))
    report = load()
    assert report["practice"][Fate.CREATED] == ["fresh"]
    assert Practice.objects.get(slug="fresh").evidence.count() == 6


def test_record_made_here_is_not_taken_over():
    mine = Source.objects.create(slug="cogov-wp4", type="book", title="My own", read="all of it")
    report = load()
    assert report["source"][Fate.MADE] == ["cogov-wp4"]
    mine.refresh_from_db()
    assert mine.title == "My own"
    assert not Loaded.objects.filter(kind="source", slug="cogov-wp4").exists()


def test_evidence_made_here_stands_beside_what_is_loaded(library, edit):
    row = Evidence.objects.get(case__slug="vtaiwan", level=4)
    mine = Evidence.objects.create(source=row.source, case=row.case, level=row.level, statement="Said anew.")
    edit("cases", lambda rows: rows[-1]["level_changes"][-1].update(change="Said anew."))
    assert load()["evidence"][Fate.EDITED] == ["vtaiwan/4/tang-uber-2016"]
    assert Evidence.objects.filter(pk__in=(row.pk, mine.pk)).count() == 2


FAULTS = [
    ("cases", {"outcome": None}, "cases.yaml, vtaiwan: outcome is wrong (This field cannot be null)."),
    ("cases", {"outcome": "splendid"}, "cases.yaml, vtaiwan: outcome is wrong (Value 'splendid' is not"),
    ("cases", {"title": ...}, "cases.yaml, vtaiwan: title is missing."),
    ("cases", {"source_ids": ["nobody"]}, "cases.yaml, vtaiwan: source_ids names the unknown source nobody."),
    (
        "cases",
        {"organisations": ["x"]},
        "cases.yaml, vtaiwan: organisations names the unknown organisation x.",
    ),
    ("cases", {"actors": "all"}, "cases.yaml, vtaiwan: actors must be a list of texts."),
    ("cases", {"outcomes": []}, "cases.yaml, vtaiwan: outcomes must be a record."),
    ("cases", {"outcomes": {"positive": "x"}}, "cases.yaml, vtaiwan: outcomes, negative is missing."),
    ("cases", {"level_changes": "x"}, "cases.yaml, vtaiwan: level_changes must be a list of records."),
    (
        "cases",
        {"level_changes": [{"level": 5}]},
        "vtaiwan: level_changes 1, level names the unknown level 5.",
    ),
    (
        "cases",
        {"level_changes": [{"level": 1, "change": "", "strength": "weak", "source_ids": ["tang-uber-2016"]}]},
        "cases.yaml, vtaiwan: level_changes 1, change must be a text.",
    ),
    ("cases", {"slug": "rijeka-citizens-council"}, "case rijeka-citizens-council is there twice."),
    ("practices", {"cases": ["vtaiwan", "x"]}, ": cases names the unknown case x."),
    ("practices", {"cases": ["vtaiwan", "vtaiwan"]}, ": cases names the case vtaiwan twice."),
    ("practices", {"levels": 3}, ": levels must be a list."),
    ("practices", {"evidence": "huge"}, ": evidence is wrong (Value 'huge' is not a valid choice)."),
    ("organisations", {"country": "Taiwan"}, ": country is wrong ("),
    ("organisations", {"beacon": "yes"}, ": beacon must be empty: an organisation becomes a beacon by its"),
    ("sources", {"doi": "see publisher"}, ": doi is wrong (A DOI looks like 10.1177/0952)."),
    ("sources", {"id": ...}, "sources.yaml, record 181: id is missing."),
    ("sources", {"verified": None}, ": verified is wrong ("),
    ("sources", {"url": "javascript:alert(1)"}, ": url is wrong (Enter a valid URL)."),
]


@pytest.mark.parametrize(("name", "change", "sentence"), FAULTS)
def test_fault_is_one_sentence_and_nothing_is_loaded(edit, name, change, sentence):
    def spoil(rows):
        rows[-1] = {k: v for k, v in {**rows[-1], **change}.items() if v is not ...}

    edit(name, spoil)
    with pytest.raises(CommandError) as fault:
        run()
    told = str(fault.value)
    assert told.startswith("Nothing was loaded. ")
    assert sentence in told
    assert "\n" not in told
    assert not Source.objects.exists() and not Loaded.objects.exists()


@pytest.mark.parametrize("text", ["cases: [", "leads: []", "cases: 7", "7"])
def test_file_that_is_no_list_is_a_fault(content, text):
    (content / "cases.yaml").write_text(text)
    with pytest.raises(Fault, match=r"cases\.yaml"):
        load()


def test_failure_halfway_leaves_nothing_behind(monkeypatch):
    from research import loading

    monkeypatch.setattr(loading, "digest_of", lambda content: None if "how" in content else "x")
    with pytest.raises(Exception, match=r"(?i)null"):
        load()
    assert not Source.objects.exists() and not Case.objects.exists()


def test_levels_that_are_not_there_are_a_fault():
    Level.objects.all()._raw_delete("default")
    with pytest.raises(Fault, match="migrate"):
        load()

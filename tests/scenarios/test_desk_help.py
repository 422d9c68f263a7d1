"""What the desk tells an author: every problem with its form and a suggestion, what was, and what was unclear."""

import copy
import re

import pytest
from django.contrib.auth.models import Group

from scenarios.checking import verdict
from scenarios.desk.chapters import chapters_of
from scenarios.desk.copying import copied
from scenarios.desk.past import past_of
from scenarios.desk.pointing import pointed
from scenarios.desk.rule_words import rule
from scenarios.desk.saving import own_texts, store
from scenarios.files import read
from scenarios.models import Scenario, Unclear
from scenarios.paths import put
from scenarios.unclear import counts, note, total
from tests.factories import ScenarioFactory
from tests.scenarios.typed import typed

SHIPPED = read("the-long-evenings")


def found(path, value, where="document"):
    """What is pointed at after one change of the shipped scenario."""
    document, texts = copy.deepcopy(SHIPPED["document"]), copy.deepcopy(SHIPPED["texts"])
    put(document if where == "document" else texts["en"], path, value)
    return pointed(verdict("the-long-evenings", document, texts).problems, document, texts)


# --- check ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "value", "chapter", "field", "suggestion"),
    [
        ("dilemmas.pen.options.A.poles.A1", 2, "pen.A", "s.dilemmas.pen.options.A.poles.A1", "Raise poles by 2 less."),
        ("dilemmas.pen.level", 2, "pen", "s.dilemmas.pen.level", ""),
        ("dilemmas.pen.options.A.rests_on.practices", ["mandate-leter"], "pen.A", "s.dilemmas.pen.options.A.rests_on.practices", "Did you mean mandate-letter"),
        ("dilemmas.pen.options.A.rests_on.support", "inferred", "pen.A", "s.dilemmas.pen.options.A.rests_on.sources", "Take the sources out"),
        ("dilemmas.pen.variant.if", "C1=3", "pen", "s.dilemmas.pen.variant.if", ""),
        ("dilemmas.pen.seeds.unlawful.guarded_by", [], "pen.seeds", "s.dilemmas.pen.seeds.unlawful.kind", "Tick at least one safeguard"),
        ("dilemmas.pen.options.B.seeds", ["unlawful"], "pen.seeds", "s.dilemmas.pen.seeds.neighbours_cook.kind", "Tick it at one option"),
        ("dilemmas.pen.options.B.cost.time", 0, "pen.A", "s.dilemmas.pen.options.A.cost.time", "make it 3 to 5"),
        ("dilemmas.saving.facts", [], "saving", "", ""),
        ("people.citizens.att", 3, "people", "s.people.citizens.att", ""),
        ("start.trust", 9, "around", "s.start.trust", ""),
        ("max_rounds", 8, "around", "s.max_rounds", ""),
        ("news", [{"id": "bells"}], "news", "s.news.bells.if", "Write a condition"),
        ("roles.P1.aim", ["a"], "roles", "s.roles.P1.aim", ""),
    ],
)  # fmt: skip
def test_problem_of_the_structure_leads_to_its_form(path, value, chapter, field, suggestion):
    mine = [one for one in found(path, value) if one.chapter == chapter]
    assert mine, [(one.chapter, one.field, one.problem) for one in found(path, value)]
    assert field in {one.field for one in mine} or not field
    assert any(suggestion in one.suggestion for one in mine)


@pytest.mark.parametrize(
    ("key", "value", "chapter", "suggestion"),
    [
        ("pen.A.story", "word " * 70, "pen.A", "Take out 10 words."),
        ("pen.situation", "", "pen", ""),
        ("story.law", "It is *law*.", "story", "Take the sign out."),
        ("endings.yyy.bright", "word " * 91, "endings", "Take out 1 words."),
        ("pen.A.note.claim", "word " * 80, "pen.A", "Take out"),
        ("pen.left", "Nobody asks.", "", ""),
    ],
)
def test_problem_of_a_text_leads_to_its_form(key, value, chapter, suggestion):
    mine = [one for one in found(key, value, "texts") if one.language == "en"]
    assert any(one.chapter == chapter and suggestion in one.suggestion for one in mine), mine


def test_every_field_that_is_pointed_at_is_on_its_page():
    """A problem in each of many places, and each link lands on a field that is there."""
    from scenarios.desk.forms import ChapterForm

    document, texts = copy.deepcopy(SHIPPED["document"]), copy.deepcopy(SHIPPED["texts"])
    for dilemma in document["dilemmas"]:
        for option in dilemma["options"].values():
            option["poles"] = {"A1": 1}
            option["rests_on"]["practices"] = ["nothing"]
        for seed in dilemma["seeds"].values():
            seed["effects"] = {}
    texts["en"]["roles"] = {}
    texts["en"]["endings"] = {}
    chapters = {chapter.key: chapter for chapter in chapters_of(document, texts["en"])}
    many = pointed(verdict("the-long-evenings", document, texts).problems, document, texts)
    assert len(many) > 60
    for one in many:
        form = ChapterForm(document, texts, chapters[one.chapter], "en")
        assert one.field in form.fields, one
        assert one.rule or not re.fullmatch(r"[A-Z]+-\d+", one.problem.code), one


def test_rule_is_told_in_its_own_words():
    assert rule("OPT-1").startswith("Three visible options, at most one hidden.")
    assert rule("TEXT") == rule("") == ""


@pytest.fixture
def author(client, django_user_model):
    user = django_user_model.objects.create_user("author", is_staff=True)
    user.groups.add(Group.objects.get(name="Authors"))
    client.force_login(user)
    return client


@pytest.fixture
def ours(db):
    return copied(ScenarioFactory(is_shipped=True), "our-own", "Our own", [])


def page(row, name="change/"):
    return f"/admin/scenarios/scenario/{row.pk}/{name}"


def told(answer):
    return answer.content.decode()


def test_check_page_has_a_link_and_a_suggestion_for_each_problem(author, ours):
    document = copy.deepcopy(ours.document)
    put(document, "dilemmas.pen.options.A.poles.A1", 2)
    store(ours, document, own_texts(ours), "")
    text = told(author.get(page(ours, "check/")))
    assert "It cannot be opened: 1 problem." in text
    assert "Poles must give 5 and take 2; these give 7 and take 2." in text
    assert "Raise poles by 2 less." in text
    (link, *_more) = re.findall(r'href="([^"#]*chapter/pen\.A/[^"#]*)#id_([^"]*)"', text)
    assert f'id="id_{link[1]}"' in told(author.get(link[0]))
    assert "What OPT-1 says" in text
    assert "1 problem</b>" in told(author.get(page(ours)))
    assert "What Check says about this page" in told(author.get(page(ours, "chapter/pen.A/")))
    assert "What Check says" not in told(author.get(page(ours, "chapter/pen.B/")))


def test_ready_scenario_says_so_and_leads_on(author, ours, django_user_model):
    text = told(author.get(page(ours)))
    assert "No problems. A workshop can be opened on it." in text
    assert 'href="/facilitate/new/?scenario=' not in text, "only who leads workshops is sent there"
    assert "Who sets one up has the role of a facilitator" in text
    django_user_model.objects.get(username="author").groups.add(Group.objects.get(name="Facilitators"))
    assert 'href="/facilitate/new/?scenario=' in told(author.get(page(ours)))


def test_language_that_has_no_shared_texts_yet_can_be_completed():
    """An author writes all that is the scenario's own; what all scenarios share is then said in English."""
    texts = {
        **SHIPPED["texts"],
        "hr": {key: tree for key, tree in SHIPPED["texts"]["en"].items() if key != "common"},
    }
    assert verdict("the-long-evenings", SHIPPED["document"], texts).is_ready
    del texts["hr"]["title"]
    assert [str(one) for one in verdict("the-long-evenings", SHIPPED["document"], texts).faults] == [
        "the-long-evenings/text/hr.yaml:0 title TEXT This text is missing."
    ]


@pytest.mark.django_db
def test_what_was_made_here_before_is_local(author):
    """By the migration: rows without files can be worked on, those with files stay as they are."""
    from importlib import import_module

    from django.apps import apps

    ScenarioFactory(is_shipped=True)
    older = Scenario.objects.create(slug="our-own", document=SHIPPED["document"], texts=own_texts(ScenarioFactory(is_shipped=True)))  # fmt: skip
    import_module("scenarios.migrations.0004_authors").mark_local(apps, None)
    assert {row.slug: row.is_local for row in Scenario.objects.all()} == {
        "our-own": True,
        "the-long-evenings": False,
    }
    older.history.all().delete()
    answer = author.post(
        page(older, "chapter/pen/"), typed(author.get(page(older, "chapter/pen/")), **{"t.pen.title": "New"})
    )
    assert answer.status_code == 302
    older.refresh_from_db()
    assert older.texts["en"]["pen"]["title"] == "New" and older.is_ready


# --- history --------------------------------------------------------------------------------------


def test_history_tells_what_changed_word_by_word_and_brings_it_back(author, ours):
    address = page(ours, "chapter/pen/")
    sent = typed(author.get(address), **{"t.pen.talk": "What would each of you have to explain, and to nobody?", "s.dilemmas.pen.stage": "7", "why": "Tried it."})  # fmt: skip
    author.post(address, sent)
    text = told(author.get(page(ours, "history/")))
    assert "Tried it." in text and "author" in text
    assert "<dt>pen.talk (en)</dt>" in text and "<del>whom?</del>" in text and "<ins>nobody?</ins>" in text
    assert "<dt>dilemmas.pen.stage</dt>" in text
    assert "2 changes" in text
    ours.refresh_from_db()
    (newest, first) = past_of(ours, 0, 20)
    assert (newest.who, newest.is_newest, first.why) == ("author", True, "copied from the-long-evenings 1")
    author.post(page(ours, "restore/"), {"line": str(first.number)})
    ours.refresh_from_db()
    assert ours.texts["en"]["pen"]["talk"].endswith("and to whom?")
    assert past_of(ours, 0, 20)[0].why.startswith("brought back: the state of ")
    assert ours.history.count() == 3


@pytest.mark.parametrize("line", ["", "0", "x", "9" * 30, "-1"])
def test_line_that_is_none_brings_nothing_back(author, ours, line):
    author.post(page(ours, "restore/"), {"line": line})
    assert ours.history.count() == 1
    assert author.get(page(ours, "restore/")).status_code == 302


def test_line_of_another_scenario_is_not_brought_back(author, ours):
    other = copied(ours, "other", "Other", [])
    line = other.history.first().history_id
    author.post(page(ours, "restore/"), {"line": str(line)})
    ours.refresh_from_db()
    assert ours.texts["en"]["title"] == "Our own"


@pytest.mark.parametrize("many", [1, 3])
def test_history_costs_the_same_for_few_and_many(author, ours, django_assert_num_queries, many):
    """Session, user, rights twice, the row, the count, the lines."""
    for number in range(many):
        texts = own_texts(ours)
        texts["en"]["theme"] = f"Theme {number}"
        store(ours, ours.document, texts, "")
    author.get(page(ours, "history/"))
    with django_assert_num_queries(7):
        assert author.get(page(ours, "history/")).status_code == 200


def test_history_has_pages(author, ours):
    for number in range(25):
        texts = own_texts(ours)
        texts["en"]["theme"] = f"Theme {number}"
        store(ours, ours.document, texts, "")
    assert "?from=20" in told(author.get(page(ours, "history/")))
    assert "copied from" in told(author.get(page(ours, "history/?from=20")))
    assert author.get(page(ours, "history/?from=x")).status_code == 200


# --- unclear (ROOM-6) -----------------------------------------------------------------------------


def test_unclear_text_is_counted_by_version_key_and_language(ours):
    for _tap in range(3):
        note("our-own", 1, "pen.situation", "en")
    note("our-own", 1, "pen.situation", "da")
    note("our-own", 2, "pen.A.story", "en")
    assert counts("our-own", 1) == {("en", "pen.situation"): 3, ("da", "pen.situation"): 1}
    assert total("our-own") == 5
    assert {field.name for field in Unclear._meta.get_fields()} == {
        "id",
        "slug",
        "version",
        "key",
        "language",
        "count",
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("key", "language"),
    [
        ("", "en"),
        ("x" * 200, "en"),
        ("a..b", "en"),
        ("a\0", "en"),
        ("<b>", "en"),
        ("a", ""),
        ("a", "english"),
        ("a", "e\0"),
    ],
)
def test_what_cannot_be_a_text_is_not_counted(key, language):
    note("our-own", 1, key, language)
    assert not Unclear.objects.exists()


def test_author_reads_the_count_beside_the_text(author, ours):
    note("our-own", 1, "pen.situation", "en")
    note("our-own", 1, "pen.situation", "en")
    note("our-own", 7, "pen.talk", "en")
    assert "Unclear to 2 players." in told(author.get(page(ours, "chapter/pen/")))
    text = told(author.get(page(ours)))
    assert "Players called texts of this version unclear 2 times." in text
    assert "unclear 2 times</span>" in text
    listed = told(author.get("/admin/scenarios/unclear/"))
    assert "pen.situation" in listed and "pen.talk" in listed


@pytest.mark.django_db
def test_nobody_changes_a_count(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("head"))
    note("our-own", 1, "pen.situation", "en")
    row = Unclear.objects.get()
    for name in ("add/", f"{row.pk}/delete/"):
        assert client.post(f"/admin/scenarios/unclear/{name}", {"post": "yes"}).status_code == 403
    assert client.post(f"/admin/scenarios/unclear/{row.pk}/change/", {"count": "9"}).status_code == 403
    assert Scenario.objects.count() == 0

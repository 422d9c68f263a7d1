"""Scenarios in the admin: whether their basis is newer, and the matrix of what the library lacks."""

import re

import pytest
from django.contrib.auth.models import Permission

from research.loading import load
from research.models import Case, Evidence, Level, Practice
from scenarios.admin import listing as desk
from scenarios.models import Link, Scenario
from tests.factories import CaseFactory, PracticeFactory, ScenarioFactory, SourceFactory, shipped

pytestmark = pytest.mark.django_db

LIST = "/admin/scenarios/scenario/"
MATRIX = f"{LIST}matrix/"
NEEDED = ("scenario", "level", "practice", "case", "evidence")


@pytest.fixture
def office(client, django_user_model):
    """The admin as somebody sees it who may do everything."""
    client.force_login(django_user_model.objects.create_superuser("head"))
    return client


def row_of(text, title):
    """The cells of a matrix row, as (address, words, whether it is a hole)."""
    (row,) = re.findall(
        rf'<tr>\s*<th scope="row"><a [^>]*>{re.escape(title)}</a></th>(.*?)</tr>', text, re.DOTALL
    )
    return [
        (address.replace("&amp;", "&"), word, "hole" in kind)
        for kind, address, word in re.findall(r'<td([^>]*)><a href="([^"]*)">([^<]*)<', row)
    ]


# --- the basis ------------------------------------------------------------------------------------


def test_list_says_whether_the_basis_is_newer(office, monkeypatch):
    load()
    ScenarioFactory(is_shipped=True)
    assert "up to date" in office.get(LIST).content.decode()
    Link.objects.filter(slug="plain-deal").update(version="of last year")
    text = office.get(LIST).content.decode()
    assert "its basis has a newer version: 3 options" in text
    Scenario.objects.get().save()
    assert "up to date" in office.get(LIST).content.decode()


def test_versions_are_asked_of_one_function(office, monkeypatch):
    load()
    ScenarioFactory(is_shipped=True)
    monkeypatch.setattr(desk, "current_versions", lambda: {("case", "wigan-deal"): "published 2"})
    assert "its basis has a newer version: 4 options" in office.get(LIST).content.decode()


@pytest.mark.parametrize("how_many", [1, 3])
def test_list_costs_the_same_for_few_and_many(office, django_assert_num_queries, how_many):
    """Session, user, two counts, the list, its links and the versions of today."""
    for number in range(how_many):
        ScenarioFactory(slug=f"town-{number}", document=shipped()["document"])
    office.get(LIST)
    with django_assert_num_queries(7):
        assert office.get(LIST).content.decode().count('class="field-basis"') == how_many


@pytest.mark.parametrize(
    ("asked", "found"),
    [("practice:plain-deal", 1), ("case:plain-deal", 0), ("nonsense", 0), ("%00:%00", 0), (":", 1), ("", 1)],
)
def test_list_is_narrowed_to_what_rests_on_a_record(office, asked, found):
    ScenarioFactory(is_shipped=True)
    answer = office.get(f"{LIST}?rests_on={asked}")
    assert answer.status_code == 200
    assert answer.content.decode().count('class="field-basis"') == found


# --- the matrix -----------------------------------------------------------------------------------


def test_matrix_counts_what_there_is_and_links_to_it(office):
    load()
    ScenarioFactory(is_shipped=True)
    text = office.get(MATRIX).content.decode()
    practice = Practice.objects.get(slug="plain-deal")
    level = practice.levels.first()
    block = text.partition(f"<span>{level}</span>")[2].partition("</tbody>")[0]
    told = row_of(block, practice.name)
    assert [word for _address, word, _hole in told] == [
        str(n) if n else "none" for n in (practice.evidence.count(), practice.cases.count(), 1)
    ]
    for address, word, _hole in told:
        answer = office.get(address)
        assert answer.status_code == 200, address
        assert len(answer.context["cl"].result_list) == (0 if word == "none" else int(word)), address


def test_practice_stands_under_each_of_its_levels(office):
    load()
    text = office.get(MATRIX).content.decode()
    practice = next(p for p in Practice.objects.all() if p.levels.count() > 1)
    assert text.count(f">{practice.name}</a></th>") == practice.levels.count()


def test_case_has_a_word_of_strength_on_each_level(office):
    """The firmest, with how many rows there are; the cell leads to exactly these."""
    load()
    text = office.get(MATRIX).content.decode()
    case = Case.objects.get(slug="wigan-deal")
    for level, (address, word, hole) in zip(Level.objects.all(), row_of(text, case.title), strict=False):
        rows = Evidence.objects.filter(case=case, level=level)
        order = [str(value) for value in Evidence.Strength if rows.filter(strength=value).exists()]
        assert word == (f"{order[0]}, {rows.count()}" if rows else "none")
        assert hole is not rows.exists()
        assert len(office.get(address).context["cl"].result_list) == rows.count()


def test_hole_is_a_word_and_a_shape(office):
    load()
    PracticeFactory(slug="bare", name="Bare").levels.set([1])
    PracticeFactory(slug="nowhere", name="Nowhere")
    CaseFactory(title="Empty")
    text = office.get(MATRIX).content.decode()
    assert [(word, hole) for _a, word, hole in row_of(text, "Bare")] == [("none", True)] * 3
    assert "<span>No level</span>" in text
    assert row_of(text.partition("<span>No level</span>")[2], "Nowhere")
    assert [(word, hole) for _a, word, hole in row_of(text, "Empty")] == [("none", True)] * 6


def test_empty_library_is_told(office):
    text = office.get(MATRIX).content.decode()
    assert "There are no cases yet." in text


@pytest.mark.parametrize("how_many", [1, 3])
def test_matrix_costs_the_same_for_few_and_many(office, django_assert_num_queries, how_many):
    """Session and user; levels, evidence, links of practices and cases, scenarios; practices, their levels, cases."""
    load()
    Evidence.objects.all().delete()
    Practice.objects.all().delete()
    Case.objects.all().delete()
    for number in range(how_many):
        practice, case = PracticeFactory(), CaseFactory()
        practice.levels.set(Level.objects.all()[: number + 1])
        practice.cases.set(Case.objects.all())
        Evidence.objects.create(source=SourceFactory(), practice=practice, case=case, level_id=1)
        ScenarioFactory(slug=f"town-{number}", document=shipped()["document"])
    office.get(MATRIX)
    with django_assert_num_queries(9):
        text = office.get(MATRIX).content.decode()
    assert text.count('<th scope="row">') == how_many + sum(range(1, how_many + 1))


def test_matrix_is_closed_to_strangers(client, django_user_model):
    assert client.get(MATRIX).status_code == 302
    client.force_login(django_user_model.objects.create_user("somebody"))
    assert client.get(MATRIX).status_code == 302


@pytest.mark.parametrize("lacking", [None, *NEEDED])
def test_matrix_needs_sight_of_scenarios_and_research(client, django_user_model, lacking):
    clerk = django_user_model.objects.create_user("clerk", is_staff=True)
    names = [f"view_{model}" for model in NEEDED if model != lacking]
    clerk.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(clerk)
    assert client.get(MATRIX).status_code == (403 if lacking else 200)
    if lacking != "scenario":
        assert ("What is missing" in client.get(LIST).content.decode()) is (lacking is None)


def test_matrix_is_only_read(office):
    assert office.post(MATRIX).status_code == 405


def test_matrix_has_no_style_of_its_own_and_scrolls_by_keyboard(office):
    load()
    text = office.get(MATRIX).content.decode()
    content = text.partition('id="content-main"')[2]
    assert "style=" not in content
    assert "<script" not in content.partition("</main>")[0]
    assert len(re.findall(r'class="matrix" role="region" aria-labelledby="\w+" tabindex="0"', content)) == 2
    assert 'css/matrix.css"' in text

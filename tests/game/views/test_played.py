"""Where a practice or a case is played, and how tables chose: LINK-5, within KEEP-3 and KEEP-7."""

import copy

import pytest
from django.urls import NoReverseMatch, clear_url_caches, reverse, set_urlconf
from django.utils import timezone

from game.models import Tallied, Tally
from research.models import PublishedVersion
from scenarios.models import Scenario
from tests.factories import CaseFactory, PracticeFactory, ScenarioFactory, publish, shipped

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
PEN = "Who holds the pen?"
TITLES = shipped()["texts"]["en"]["pen"]
VERSION = shipped()["version"]
SENTENCE = "from 10 tables in 3 workshops on"


def told(client, kind="practices", slug="handover-bridge", **headers):
    answer = client.get(f"/library/{kind}/{slug}/played/", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def bridge():
    """A practice on which option C of the pen rests, in the shipped scenario."""
    ScenarioFactory(is_shipped=True)
    return public(PracticeFactory(slug="handover-bridge", name="Handover bridge"))


def public(record):
    """The record, published."""
    publish(record)
    return record


def tallied(*cells, dilemma="pen", version=VERSION, scenario="the-long-evenings", batch=0):
    for options, tables in cells:
        Tallied.objects.create(
            scenario=scenario,
            version=version,
            dilemma=dilemma,
            batch=batch,
            options=options,
            tables=tables,
            persons=5 * tables,
        )


def test_fragment_lists_scenario_version_dilemma_and_option(client, bridge):
    text = told(client, **HTMX)
    assert "The Long Evenings" in text
    assert f"version {VERSION}" in text
    assert TITLES["title"] in text
    assert f"C: {TITLES['C']['title']}" in text
    assert "Partly documented" in text
    assert f"A: {TITLES['A']['title']}" not in text
    assert "<html" not in text


def test_whole_page_stands_by_itself(client, bridge):
    """Without JavaScript the link opens it."""
    text = told(client)
    assert "<!doctype html>" in text
    assert "<h1>Where it is played</h1>" in text
    assert f'<a href="{bridge.get_absolute_url()}">Handover bridge</a>' in text
    assert TITLES["title"] in text


def test_fragment_and_page_are_kept_apart_by_caches(client, bridge):
    assert "HX-Request" in client.get(reverse("practice_played", args=[bridge.slug])).headers["Vary"]


def test_case_has_one_too(client):
    ScenarioFactory(is_shipped=True)
    public(CaseFactory(slug="gentofte-task-committees"))
    assert f"C: {TITLES['C']['title']}" in told(client, "cases", "gentofte-task-committees")


@pytest.mark.parametrize("kind", ["practices", "cases"])
def test_unknown_record_is_not_found(client, kind):
    assert client.get(f"/library/{kind}/nothing/played/").status_code == 404
    assert client.post(f"/library/{kind}/nothing/played/").status_code == 405


def test_record_that_was_never_published_has_no_page(client):
    ScenarioFactory(is_shipped=True)
    PracticeFactory(slug="handover-bridge")
    assert client.get("/library/practices/handover-bridge/played/").status_code == 404


def test_record_that_was_withdrawn_is_gone(client, bridge):
    """Its page says when and why."""
    PublishedVersion.objects.update(withdrawn_at=timezone.now(), withdrawn_why="It was wrong.")
    answer = client.get("/library/practices/handover-bridge/played/")
    assert answer.status_code == 410
    assert "It was wrong." in answer.content.decode()


def test_record_on_which_nothing_rests_says_so(client):
    public(PracticeFactory(slug="alone"))
    text = told(client, slug="alone")
    assert "No scenario rests on it yet." in text
    assert SENTENCE not in text


def test_until_it_is_public_only_the_sentence_is_told(client, bridge):
    """KEEP-7: what waits is nowhere."""
    Tally.objects.create(
        scenario="the-long-evenings",
        version=VERSION,
        dilemma="pen",
        workshops=2,
        counts={"A": {"tables": 7777, "persons": 8888, "largest": 9999}},
    )
    text = told(client)
    assert SENTENCE in text
    assert "<table" not in text
    assert not any(figure in text for figure in ("7777", "8888", "9999"))


def test_how_tables_chose_is_told_in_words_and_figures(client, bridge):
    tallied(("A", 4), ("B", 5), ("CD", 3))
    text = told(client, **HTMX)
    assert "No road was taken by more than half of the tables." in text
    for figure in ("4 of 12", "5 of 12", "3 of 12"):
        assert text.count(figure) == 1
    assert f"A: {TITLES['A']['title']}" in text
    tallied(("A", 1), ("B", 18), ("CD", 1), batch=1)
    text = told(client, **HTMX)
    assert "More than half of the tables took the same road." in text
    assert "23 of 32" in text


def test_options_that_stand_together_are_not_told_as_one_road(client, bridge):
    """Whether more than half took one and the same, nobody knows."""
    tallied(("A", 4), ("BCD", 8))
    text = told(client, **HTMX)
    assert "The tables took different roads." in text
    assert "more than half" not in text.lower()
    assert "8 of 12" in text


def test_figures_of_other_versions_dilemmas_and_scenarios_are_not_these(client, bridge):
    tallied(("A", 6), ("BC", 4), version=VERSION + 1)
    tallied(("A", 6), ("BC", 4), dilemma="saving")
    tallied(("A", 6), ("BC", 4), scenario="another")
    assert "<table" not in told(client)


def test_hidden_option_story_facts_and_seeds_are_not_spoilt(client):
    """Titles only, and of the hidden option not even that."""
    ScenarioFactory(is_shipped=True)
    public(PracticeFactory(slug="seed-money-bounded-autonomy"))
    tallied(("A", 4), ("B", 5), ("CD", 3))
    text = told(client, slug="seed-money-bounded-autonomy")
    assert "Hidden: a way that a table has to find" in text
    assert TITLES["D"]["title"] not in text
    for key in ("text", "story"):
        for letter in "ABCD":
            assert TITLES[letter][key].split(".")[0] not in text


def test_unfinished_scenario_is_not_told(client, bridge):
    row = Scenario.objects.get()
    row.document = {**row.document, "unfinished": True}
    row.save()
    assert "No scenario rests on it yet." in told(client)


@pytest.mark.parametrize("how_many", [1, 3])
def test_page_costs_the_same_for_few_and_many(client, django_assert_num_queries, how_many):
    """The record, its links, their scenarios, the figures."""
    public(PracticeFactory(slug="handover-bridge"))
    for number in range(how_many):
        ScenarioFactory(
            slug=f"town-{number}",
            document={**shipped()["document"], "slug": f"town-{number}"},
            texts=shipped()["texts"],
        )
        tallied(("A", 6), ("BC", 4), scenario=f"town-{number}")
    with django_assert_num_queries(4):
        text = told(client)
    assert text.count("6 of 10") == how_many


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d["dilemmas"].append("nonsense"),
        lambda d: d["dilemmas"][1]["options"].update(E="nonsense"),
        lambda d: d["dilemmas"][1]["options"]["C"]["rests_on"].update(support="proven"),
        lambda d: d.update(version="one"),
    ],
)
def test_misshapen_scenario_breaks_no_page(client, bridge, spoil):
    """What somebody typed into the admin."""
    row = Scenario.objects.get()
    row.document = copy.deepcopy(row.document)
    spoil(row.document)
    row.texts = {"en": "nonsense"}
    row.save()
    assert "pen" in told(client)


def test_titles_are_escaped(client, bridge):
    row = Scenario.objects.get()
    row.texts = {"en": {"title": "<script>", "pen": {"title": "<script>", "C": {"title": "<script>"}}}}
    row.save()
    assert "<script>" not in told(client, **HTMX)


@pytest.mark.parametrize(("kind", "make"), [("practices", PracticeFactory), ("cases", CaseFactory)])
def test_record_loads_it_and_has_a_link_to_it(client, kind, make):
    public(make(slug="one"))
    text = client.get(f"/library/{kind}/one/").content.decode()
    assert f'hx-get="/library/{kind}/one/played/"' in text
    assert f'<a href="/library/{kind}/one/played/">' in text
    assert text.count("htmx-2.0.11.min.js") == 1


def test_library_works_without_the_game(client, settings, tmp_path, monkeypatch):
    """LINK-5: it knows only the name of an address, and does without it."""
    (tmp_path / "library_alone.py").write_text(
        "from django.http import HttpResponse\n"
        "from django.urls import include, path\n"
        "names = ('home', 'join', 'scenarios', 'workshops', 'accessibility', 'privacy', 'set_language')\n"
        "urlpatterns = [path(n, lambda request: HttpResponse(), name=n) for n in names]\n"
        "urlpatterns += [path('library/', include('research.urls'))]\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    settings.ROOT_URLCONF = "library_alone"
    clear_url_caches()
    set_urlconf(None)
    public(PracticeFactory(slug="one"))
    with pytest.raises(NoReverseMatch):
        reverse("practice_played", args=["one"])
    text = client.get("/library/practices/one/").content.decode()
    assert "Where it is played" not in text
    assert "htmx" not in text.partition("</head>")[2]

"""A printed card on a phone: read by anybody, and for who sits at a table on paper the way to its recording (PAPER-7)."""

import html
import re

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from game import access, engine
from game.models import Player
from game.rules import commands as c
from scenarios.models import Scenario
from tests.factories import (
    SHIPPED,
    ScenarioFactory,
    WorkshopFactory,
    browser_of,
    events,
    lead,
    notice,
    reach,
    seat,
    state_of,
    step_of,
)

pytestmark = pytest.mark.django_db

FIRST, SECOND = "pen", "frame"


def address(dilemma=FIRST, slug=SHIPPED):
    return f"/card/{slug}/{dilemma}/"


@pytest.fixture
def workshop():
    """Two tables of the shipped scenario: the first on phones, the second on paper."""
    made = WorkshopFactory(is_shipped=True, doors__tables=2, doors__seats=5, doors__edition=2)
    seat(made, 3)
    engine.submit(made, c.PutOnPaper(2, persons=4))
    return made


def plan(workshop):
    return state_of(workshop).plan


def comes(workshop, dilemma="", browser=None, **typed):
    """What the form on the card answers."""
    sent = {"code": workshop.code, "table": "2", "name": "Ann", **typed}
    return (browser or Client()).post(address(dilemma or plan(workshop)[0]), sent)


def recorder(workshop):
    """A browser that has come to record for table 2."""
    browser = Client()
    answer = comes(workshop, browser=browser)
    assert (answer.status_code, answer["Location"]) == (302, f"/workshops/{workshop.slug}/")
    return browser


def player_of(browser):
    return access.read_cookie(browser.cookies[access.CARDS].value)[1]


def enters(browser, workshop, htmx=True, step=0, **typed):
    """A deed of the recording screen."""
    sent = {"step": step or step_of(workshop, 2).number, **typed}
    headers = {"HX-Request": "true"} if htmx else {}
    return browser.post(f"/workshops/{workshop.slug}/enter-paper/", sent, headers=headers)


# --- the card, to read


def test_card_tells_what_is_printed_and_nothing_else(client):
    """PAPER-7, OPT-1: no hidden option, no fact, no seed, no variant, no story."""
    row = ScenarioFactory(is_shipped=True)
    script = row.script()
    for dilemma in script.dilemmas:
        page = html.unescape(client.get(address(dilemma.id)).content.decode())
        say = lambda *key, d=dilemma.id: script.say(".".join((d, *key)), "en")  # noqa: E731
        assert say("title") in page and say("situation") in page
        for letter, option in dilemma.options.items():
            assert (say(letter, "title") in page) == (not option.opens_if), (dilemma.id, letter)
            assert (say(letter, "text") in page) == (not option.opens_if)
            assert say(letter, "story") not in page
            assert not option.alt or say(letter, "alt") not in page
        assert not any(say("facts", fact.id, "text") in page for fact in dilemma.facts)
        assert not dilemma.variant or say("variant") not in page


def test_card_is_told_in_ones_own_language(client, settings):
    """LANG: as far as the scenario is translated; else it says so."""
    settings.LANGUAGES = [("en", "English"), ("da", "Dansk")]
    texts = {"en": ScenarioFactory().texts["en"], "da": {"harbour": {"title": "Havnen", "situation": "Her."}}}
    ScenarioFactory(slug="havn", texts=texts)
    page = client.get(address("harbour", "havn"), headers={"Accept-Language": "da"}).content.decode()
    assert "Havnen" in page and 'lang="en">Havnen' not in page
    page = client.get(address("bridge", "havn"), headers={"Accept-Language": "da"}).content.decode()
    assert '<span lang="en">bridge title in English</span>' in page
    with translation.override("da"):
        sentence = gettext("This card has not been translated into your language yet. It is told in English.")
    assert html.escape(sentence) in page


@pytest.mark.parametrize("path", ["/card/nowhere/pen/", f"/card/{SHIPPED}/nothing/", "/card/draft/harbour/"])
@pytest.mark.parametrize("way", ["get", "post"])
def test_what_is_not_public_is_not_there(client, path, way):
    """PAPER-7: an unknown scenario, an unknown dilemma, and a scenario that cannot be opened."""
    ScenarioFactory(is_shipped=True)
    ScenarioFactory(slug="draft", is_local=True, is_ready=False)
    assert getattr(client, way)(path).status_code == 404


def test_stranger_is_given_no_cookie_but_that_of_the_form(client):
    """KEEP-1."""
    ScenarioFactory(is_shipped=True)
    answer = client.get(address())
    assert set(answer.cookies) <= {"csrftoken"} and "no-store" in answer["Cache-Control"]


# --- the door


def test_who_types_code_and_table_records_for_it(workshop):
    """PAPER-7: in the lobby or in play, with a name and without a seat."""
    browser = recorder(workshop)
    player = state_of(workshop).players[player_of(browser)]
    assert (player.table, player.role, player.records) == (2, None, True)
    assert Player.objects.get(id_in_log=player.id).name == "Ann"
    lead(workshop, "playing")
    later = recorder(workshop)
    assert state_of(workshop).players[player_of(later)].records


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"code": ""}, "Type the code on the wall."),
        ({"code": "ZZZ ZZZ"}, "No open workshop has the code"),
        ({"table": ""}, "Type the number that stands on your table."),
        ({"table": "two"}, "Type the number that stands on your table."),
        ({"table": "9"}, "There is no such table."),
        ({"table": "1"}, "This table does not play on paper."),
        ({"name": ""}, "Tell us what your table shall call you."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(workshop, typed, says):
    """PAPER-7: nobody joins, and what was right stands there still."""
    before = events(workshop)
    answer = comes(workshop, **typed)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422 and says in page and "Something to mend" in page
    for name, value in {"table": "2", "name": "Ann", **typed}.items():
        assert f'id="{name}" name="{name}" value="{value}"' in page
    assert events(workshop) == before and not Player.objects.filter(name="Ann").exists()


def test_closed_doors_and_an_ended_term_are_told(workshop):
    """SEAT-4, PAPER-7."""
    engine.submit(workshop, c.LockDoors())
    assert "The doors are closed." in comes(workshop).content.decode()
    engine.submit(workshop, c.UnlockDoors())
    first = plan(workshop)[0]
    lead(workshop, "results")
    assert "The term is over." in comes(workshop, first).content.decode()
    assert not Player.objects.filter(name="Ann").exists()


def test_code_of_another_scenario_is_told(workshop):
    """PAPER-7: the box on the table belongs to another game."""
    ScenarioFactory()
    answer = Client().post(
        address("harbour", "two-banks"), {"code": workshop.code, "table": "2", "name": "A"}
    )
    title = ScenarioFactory(is_shipped=True).script().say("title", "en")
    assert f"plays another scenario: {title}." in html.unescape(answer.content.decode())


def test_who_is_in_the_workshop_already_stays_who_they_are(workshop):
    """PAPER-7: nobody is there twice, and a seat is not given up unawares."""
    browser, before = recorder(workshop), Player.objects.count()
    assert comes(workshop, browser=browser).status_code == 302
    assert Player.objects.count() == before
    sits = Player.objects.filter(workshop=workshop).first()
    answer = comes(workshop, browser=browser_of(sits))
    assert "You have a seat at another table." in answer.content.decode()
    assert state_of(workshop).players[sits.id_in_log].table == 1


# --- and back to it


def test_card_of_the_moment_opens_the_recording_screen(workshop):
    """PAPER-7: for who records and for who sits there."""
    browser = recorder(workshop)
    assert browser.get(address(plan(workshop)[0])).status_code == 200
    reach(workshop, "situation", table=2)
    answer = browser.get(address(plan(workshop)[0]))
    assert (answer.status_code, answer["Location"]) == (302, f"/workshops/{workshop.slug}/")
    page = browser.get(answer["Location"]).content.decode()
    assert 'data-screen="paper"' in page and 'name="decide-A"' in page


def test_card_leads_to_the_recording_whatever_became_of_the_scenario(workshop):
    """LINK-3, PAPER-7: somebody edits it while it is played."""
    browser = recorder(workshop)
    reach(workshop, "situation", table=2)
    Scenario.objects.update(is_ready=False, is_local=True)
    assert browser.get(address(plan(workshop)[0])).status_code == 302
    assert browser.head(address(plan(workshop)[0])).status_code == 302
    assert browser.get(address(plan(workshop)[1])).status_code == 404


def test_another_card_is_read_and_tells_where_the_table_is(workshop):
    """PAPER-7: so that nobody enters a decision for the wrong card."""
    browser = recorder(workshop)
    reach(workshop, "situation", table=2)
    page = browser.get(address(plan(workshop)[1])).content.decode()
    assert "Table 2 is at another card now" in page and f'href="/workshops/{workshop.slug}/"' in page
    assert 'name="code"' not in page


@pytest.mark.parametrize("case", ["phones", "removed", "closed", "over"])
def test_card_is_only_read_where_nothing_can_be_recorded(workshop, case):
    """PAPER-7: a table on phones, who was taken out, a closed table, a term that is over."""
    browser = recorder(workshop)
    if case == "phones":
        browser = browser_of(Player.objects.filter(workshop=workshop).first())
    lead(workshop, "playing")
    if case == "removed":
        engine.submit(workshop, c.RemovePlayer(player_of(browser)))
    if case == "closed":
        engine.submit(workshop, c.CloseTable(2))
    first = plan(workshop)[0]
    if case == "over":
        lead(workshop, "results")
    answer = browser.get(address(first))
    assert answer.status_code == 200 and 'name="code"' in answer.content.decode()


# --- recording


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"decide-A": "9"}, "At most"),
        ({"decide-A": "two"}, "two is none"),
        ({"option": "Z"}, "not open"),
        ({}, "Enter the votes"),
    ],
)
def test_entry_that_cannot_be_is_refused_and_what_was_typed_stays(workshop, typed, says):
    """SEAT-12: the same part again is not replaced; without JavaScript it is told."""
    browser = recorder(workshop)
    reach(workshop, "situation", table=2)
    before = events(workshop)
    mark = re.compile(r'data-part="task" data-hash="(\w+)"')
    shown = mark.search(browser.get(f"/workshops/{workshop.slug}/").content.decode())[1]
    answer = enters(browser, workshop, **typed)
    assert says in notice(answer)
    assert mark.search(answer.content.decode())[1] == shown
    answer = enters(browser, workshop, htmx=False, **typed)
    assert says in notice(answer)
    for value in typed.values():
        assert value in notice(answer)
    assert events(workshop) == before


def test_form_is_not_loaded_anew_while_figures_are_typed(workshop):
    """ACC, PAPER-7: without JavaScript too, also where the seat had answered before its table was put on paper."""
    reach(workshop, "situation")
    sits = Player.objects.filter(workshop=workshop).first()
    engine.submit(workshop, c.MarkRead(sits.id_in_log, step_of(workshop, 1).number))
    engine.submit(workshop, c.PutOnPaper(1))
    page = browser_of(sits).get(f"/workshops/{workshop.slug}/").content.decode()
    assert 'data-screen="paper"' in page and 'http-equiv="refresh"' not in page


def test_who_only_reads_what_followed_is_shown_what_comes_next(workshop):
    """ACC, PAPER-7: without JavaScript the page looks again by itself."""
    browser = recorder(workshop)
    reach(workshop, "situation", table=2)
    address = f"/workshops/{workshop.slug}/"
    assert 'http-equiv="refresh"' not in browser.get(address).content.decode()
    enters(browser, workshop, option="A")
    page = browser.get(address).content.decode()
    assert 'data-screen="consequence"' in page and 'http-equiv="refresh"' in page


def test_second_tap_adds_nothing(workshop):
    """STEP-1."""
    browser = recorder(workshop)
    reach(workshop, "situation", table=2)
    step = step_of(workshop, 2).number
    assert notice(enters(browser, workshop, option="A")) == ""
    before = events(workshop)
    assert "moved on" in notice(enters(browser, workshop, step=step, option="A"))
    assert events(workshop) == before


def test_seat_at_another_table_enters_nothing(workshop):
    """PAPER-7: whatever it sends, it is about its own table, which plays on phones."""
    reach(workshop, "situation")
    browser, before = browser_of(Player.objects.filter(workshop=workshop).first()), events(workshop)
    answer = enters(browser, workshop, step=step_of(workshop, 1).number, table="2", option="A")
    assert "does not play on paper" in notice(answer)
    assert events(workshop) == before


def test_whole_workshop_with_a_table_on_phones_and_one_on_paper(workshop, client, django_user_model):
    """PAPER-7, SEAT-12, FMT-4: 45 minutes, three rounds, and board, wall and report tell both tables alike."""
    leader = django_user_model.objects.create_user("leader")
    workshop.facilitators.add(leader)
    client.force_login(leader)
    browser = recorder(workshop)
    lead(workshop, "playing")
    ways = (
        {"decide-A": "2", "choice-A": "2", "choice-B": "1"},
        {"option": "B", "unanimity": "on"},
        {"decide-B": "2"},
    )
    for number, typed in enumerate(ways, 1):
        engine.submit(workshop, c.OpenRound(number))
        assert browser.get(address(plan(workshop)[number - 1])).status_code == 302
        answer = enters(browser, workshop, **typed)
        assert (notice(answer), step_of(workshop, 2).name) == ("", "consequence")
        assert 'data-screen="consequence"' in browser.get(f"/workshops/{workshop.slug}/").content.decode()
        engine.submit(workshop, c.CloseForTable(2, step_of(workshop, 2).number))
        reach(workshop, "consequence")
        board = client.get(f"/facilitate/{workshop.slug}/").content.decode()
        tile = board[board.index('id="slot-tile-2"') : board.index('id="slot-tile-2"') + 2500]
        assert "on paper" in tile
        reach(workshop, "done")
        if number < len(ways):
            for table in (1, 2):
                engine.submit(workshop, c.TimeIsUp(table, step_of(workshop, table).number))
    assert all(len(table.decided) == 3 for table in state_of(workshop).tables.values())
    lead(workshop, "results")
    assert "front_page" in browser.get(f"/workshops/{workshop.slug}/").content.decode()
    wall = client.get(f"/projector/{workshop.slug}/").content.decode()
    assert "Birch" in wall and "Elm" in wall
    lead(workshop, "closed")
    report = html.unescape(client.get(f"/facilitate/{workshop.slug}/report/").content.decode())
    assert report.count("On paper, and entered by hand") == 3
    assert "On paper: " in report and "Elm" in report
    named = [line.data["player"] for line in workshop.lines.filter(event="PaperRecorded")]
    assert named == [player_of(browser)] * 3
    assert browser.get(f"/workshops/{workshop.slug}/").status_code == 200

"""The report's pages and papers: for whom, from when on, and what its facilitators do to it."""

import json
import re
from itertools import pairwise

import pytest
from django.test import Client

from game import engine
from game.models import DeskNote, ReportText
from game.report.words import seen
from game.rules import commands as c
from game.views import report as view
from research.sheet.keeping import Busy
from tests.factories import (
    PlayerFactory,
    WorkshopFactory,
    browser_of,
    lead,
    reach,
    seat,
    state_of,
)
from tests.pdf_reader import faults, reader, text_of

pytestmark = pytest.mark.django_db(transaction=True)

WHY = "Because of the bus."
DESK = ("report/", "report.pdf")


@pytest.fixture
def workshop():
    """Two tables; at the first somebody says why; both decide one round."""
    found = WorkshopFactory(is_shipped=True, doors__tables=2, title="An evening <i>")
    for number in (1, 2):
        seat(found, 3, table=number)
    reach(found, "choice")
    sent = {"step": state_of(found).tables[1].step.number, "option": "A", "reason": "fair", "words": WHY}
    for person in found.players.filter(id_in_log__in=state_of(found).tables[1].seats.values()):
        post = {**sent, "page": "page", "tap": "1"}
        assert browser_of(person).post(f"/workshops/{found.slug}/choose/", post).status_code == 302
    for number in (1, 2):
        reach(found, "done", table=number)
    return found


@pytest.fixture
def leader(workshop, django_user_model):
    user = django_user_model.objects.create_user("leader")
    workshop.facilitators.add(user)
    return user


@pytest.fixture
def desk(leader):
    browser = Client()
    browser.force_login(leader)
    return browser


def people_at(workshop, table):
    return list(
        workshop.players.filter(id_in_log__in=filter(None, state_of(workshop).tables[table].seats.values()))
    )


def shown(answer):
    return answer.content.decode()


def save(desk, workshop, place, text, saw="", **more):
    sent = {"place": place, "text": text, "seen": seen(saw), **more}
    return desk.post(f"/facilitate/{workshop.slug}/report/edit", sent)


def leave(desk, workshop, name, **more):
    return desk.post(f"/facilitate/{workshop.slug}/report/edit", {"without": name, **more})


def test_nobody_else_reaches_the_facilitators_edition(workshop, django_user_model, leader):
    """D4: whoever is not logged in is sent to log in; whoever leads another workshop, or plays in this one, finds nothing."""
    lead(workshop, "closed")
    other = django_user_model.objects.create_user("other")
    WorkshopFactory().facilitators.add(other)
    elsewhere = Client()
    elsewhere.force_login(other)
    player = browser_of(people_at(workshop, 1)[0])
    for path in (*DESK, "report/edit"):
        address = f"/facilitate/{workshop.slug}/{path}"
        ask = "post" if path == "report/edit" else "get"
        for browser in (Client(), player):
            answer = getattr(browser, ask)(address)
            assert answer.status_code == 302 and answer["Location"].startswith("/log-in/")
        assert getattr(elsewhere, ask)(address).status_code == 404
    assert not ReportText.objects.exists()


def test_nobody_else_reaches_the_participants_edition(workshop, desk):
    """Neither a stranger, nor a player of another workshop, nor who leads this one without having played."""
    lead(workshop, "closed")
    stranger = browser_of(PlayerFactory(workshop=WorkshopFactory()))
    for path in ("report/", "report.pdf"):
        for browser in (Client(), stranger, desk):
            assert browser.get(f"/workshops/{workshop.slug}/{path}").status_code == 404


@pytest.mark.parametrize("phase", ["lobby", "playing"])
def test_while_play_goes_on_a_sentence_says_when_it_is_ready(phase, django_user_model):
    found = WorkshopFactory(doors__tables=1)
    person = seat(found, 3)[0]
    user = django_user_model.objects.create_user("leader")
    found.facilitators.add(user)
    lead(found, phase)
    desk = Client()
    desk.force_login(user)
    answer = desk.get(f"/facilitate/{found.slug}/report/")
    assert answer.status_code == 200 and "The report is ready when the term is over." in shown(answer)
    assert desk.get(f"/facilitate/{found.slug}/report.pdf")["Location"] == f"/facilitate/{found.slug}/report/"
    assert (
        desk.post(f"/facilitate/{found.slug}/report/edit", {"place": "closing", "text": "x"}).status_code
        == 302
    )
    assert not ReportText.objects.exists()
    answer = browser_of(person).get(f"/workshops/{found.slug}/report/")
    assert answer.status_code == 200 and "The report is ready when the workshop is closed." in shown(answer)


def test_before_the_doors_open_there_is_only_the_set_up(django_user_model):
    found = WorkshopFactory(doors=False)
    user = django_user_model.objects.create_user("leader")
    found.facilitators.add(user)
    desk = Client()
    desk.force_login(user)
    assert desk.get(f"/facilitate/{found.slug}/report/")["Location"] == f"/facilitate/{found.slug}/set-up/"
    assert desk.get(f"/facilitate/{found.slug}/report.pdf").status_code == 302


@pytest.mark.parametrize("phase", ["results", "debrief", "plan"])
def test_players_wait_for_the_close_who_leads_does_not(workshop, desk, phase):
    """PHASE-1: from the results on at the desk, from closed on for those who played."""
    lead(workshop, phase)
    assert "What was weighed" in shown(desk.get(f"/facilitate/{workshop.slug}/report/"))
    player = browser_of(people_at(workshop, 1)[0])
    assert "ready when the workshop is closed" in shown(player.get(f"/workshops/{workshop.slug}/report/"))
    assert (
        player.get(f"/workshops/{workshop.slug}/report.pdf")["Location"]
        == f"/workshops/{workshop.slug}/report/"
    )


def test_a_page_has_one_title_and_every_table_a_caption(workshop, desk):
    """D1: one h1, headings without a gap, captions, heads of rows and columns, ids once."""
    lead(workshop, "closed")
    player = browser_of(people_at(workshop, 2)[0])
    for answer in (
        desk.get(f"/facilitate/{workshop.slug}/report/"),
        player.get(f"/workshops/{workshop.slug}/report/"),
    ):
        page = shown(answer)
        levels = [int(n) for n in re.findall(r"<h(\d)", page)]
        assert levels.count(1) == 1 and max(b - a for a, b in pairwise(levels)) <= 1
        assert page.count("<table>") == page.count("<caption>") > 5
        assert page.count("<thead>") == page.count("<table>")
        assert '<th scope="row">' in page and '<th scope="col">' in page
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        assert " style=" not in page and "<script" not in page.partition("<main")[2]
        assert "An evening &lt;i&gt;" in page and "An evening <i>" not in page


def test_a_player_reads_the_own_table_first_and_only_its_words(workshop, desk):
    """D4, KEEP-1: without names; what was written at a table is read there and at the desk."""
    lead(workshop, "closed")
    names = [person.name for number in (1, 2) for person in people_at(workshop, number)]
    own, other = (
        shown(browser_of(people_at(workshop, number)[0]).get(f"/workshops/{workshop.slug}/report/"))
        for number in (1, 2)
    )
    at_the_desk = shown(desk.get(f"/facilitate/{workshop.slug}/report/"))
    assert WHY in own and WHY in at_the_desk and WHY not in other
    assert not any(name in page for name in names for page in (own, other, at_the_desk))
    assert re.findall(r"<h5>(Table \d)", own)[:2] == ["Table 1", "Table 2"]
    assert re.findall(r"<h5>(Table \d)", other)[:2] == ["Table 2", "Table 1"]
    assert "Participants&#x27; edition" in own and "Facilitators&#x27; edition" in at_the_desk
    assert "<form" not in own.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("table", [1, 2])
def test_paper_says_what_the_page_says(workshop, desk, table):
    """D1, D4: tagged PDF for both editions, with the words that this edition may read."""
    lead(workshop, "closed")
    player = browser_of(people_at(workshop, table)[0])
    for browser, way, reads in ((desk, "facilitate", True), (player, "workshops", table == 1)):
        answer = browser.get(f"/{way}/{workshop.slug}/report.pdf")
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert "private" in answer["Cache-Control"]
        pdf = reader(answer.content)
        assert faults(pdf) == []
        assert (WHY in text_of(pdf)) == reads
        again = browser.get(f"/{way}/{workshop.slug}/report.pdf", headers={"if-none-match": answer["ETag"]})
        assert again.status_code == 304


def test_a_table_is_told_the_same_once(workshop, templates):
    """When a workshop closes, everybody asks: for the people of a table the report is rendered once."""
    lead(workshop, "closed")
    first, second = people_at(workshop, 1)[:2]
    one = shown(browser_of(first).get(f"/workshops/{workshop.slug}/report/"))
    assert templates.count("game/report/body.html") == 1
    two = shown(browser_of(second).get(f"/workshops/{workshop.slug}/report/"))
    assert templates.count("game/report/body.html") == 1
    assert one.partition("<article")[2] == two.partition("<article")[2] != ""
    browser_of(people_at(workshop, 2)[0]).get(f"/workshops/{workshop.slug}/report/")
    assert templates.count("game/report/body.html") == 2


def test_a_crowd_is_asked_to_come_again(workshop, desk, monkeypatch):
    lead(workshop, "closed")

    def busy(_sheet, seconds):
        assert seconds <= 600, "what is kept must not outlive the workshop by long (KEEP-4)"
        raise Busy

    monkeypatch.setattr(view, "made", busy)
    answer = desk.get(f"/facilitate/{workshop.slug}/report.pdf")
    assert answer.status_code == 503 and answer["Retry-After"]
    assert "Please try again in a few seconds." in shown(answer)


def test_what_the_desk_writes_stands_in_every_edition(workshop, desk):
    """D4: introduction, a comment to a round, closing words; plain text, on page and paper."""
    lead(workshop, "closed")
    answer = save(desk, workshop, "introduction", "Hello <b>all</b>.\nIt rained.")
    assert answer["Location"] == f"/facilitate/{workshop.slug}/report/#write-introduction"
    save(desk, workshop, "round-1", "A *quiet* round. #panic()")
    save(desk, workshop, "closing", "Thank you.")
    player = browser_of(people_at(workshop, 2)[0])
    page = shown(player.get(f"/workshops/{workshop.slug}/report/"))
    assert "Hello &lt;b&gt;all&lt;/b&gt;." in page and "A *quiet* round. #panic()" in page
    text = text_of(reader(player.get(f"/workshops/{workshop.slug}/report.pdf").content))
    assert all(
        words in text
        for words in ("Hello <b>all</b>.", "It rained.", "A *quiet* round. #panic()", "Thank you.")
    )


def test_text_that_is_too_long_comes_back_whole(workshop, desk):
    lead(workshop, "closed")
    long = "word " * 1000
    answer = save(desk, workshop, "round-1", long)
    page = shown(answer)
    assert answer.status_code == 422 and not ReportText.objects.exists()
    assert "Write at most 4000 signs; these are 4999." in page and long in page
    assert 'aria-invalid="true"' in page


def test_two_who_write_at_once_lose_nothing(workshop, desk):
    """The second is shown a sentence and both texts; saved again, the words go over what was seen."""
    lead(workshop, "closed")
    save(desk, workshop, "closing", "The first one's words.")
    answer = save(desk, workshop, "closing", "The second one's words.")
    page = shown(answer)
    assert answer.status_code == 409
    assert "Somebody else has written here meanwhile." in page
    assert "The first one&#x27;s words." in page and "The second one&#x27;s words." in page
    assert ReportText.objects.get().text == "The first one's words."
    token = re.search(r'value="closing"><input type="hidden" name="seen" value="(\w+)"', page)[1]
    sent = {"place": "closing", "text": "Both.", "seen": token}
    assert desk.post(f"/facilitate/{workshop.slug}/report/edit", sent).status_code == 302
    assert ReportText.objects.get().text == "Both."


def test_words_at_a_place_that_is_none_are_not_saved(workshop, desk):
    lead(workshop, "closed")
    for place in ("round-9", "without:shift", "", "x" * 300):
        assert save(desk, workshop, place, "Words.").status_code == 404
    for name in ("methods", "", "round-1"):
        assert leave(desk, workshop, name).status_code == 404
    assert desk.get(f"/facilitate/{workshop.slug}/report/edit").status_code == 405
    assert not ReportText.objects.exists()


def test_a_section_is_left_out_of_every_edition_and_put_back(workshop, desk):
    lead(workshop, "closed")
    player = browser_of(people_at(workshop, 1)[0])
    address = f"/workshops/{workshop.slug}/report/"
    for _tap in range(2):
        assert leave(desk, workshop, "words").status_code == 302
    assert WHY not in shown(player.get(address))
    assert "Put it back" in shown(desk.get(f"/facilitate/{workshop.slug}/report/"))
    leave(desk, workshop, "words", back="1")
    assert WHY in shown(player.get(address))


def test_a_plan_that_was_shown_can_be_left_out(workshop, desk):
    """KEEP-1, SharePlan: it stands without a name, and goes when the desk says so."""
    lead(workshop, "plan")
    person = people_at(workshop, 1)[0]
    sent = {"when": "on Monday", "i_will": "ask the clerk", "share": "1"}
    browser_of(person).post(f"/workshops/{workshop.slug}/plan/", sent)
    lead(workshop, "closed")
    page = shown(desk.get(f"/facilitate/{workshop.slug}/report/"))
    assert "ask the clerk" in page and person.id_in_log not in page
    sign = re.search(r'id="leave-([0-9a-f]{10})"', page)[1]
    leave(desk, workshop, sign)
    assert "ask the clerk" in shown(desk.get(f"/facilitate/{workshop.slug}/report/"))
    address = f"/workshops/{workshop.slug}/report/"
    assert "ask the clerk" not in shown(browser_of(person).get(address))
    assert "ask the clerk" not in text_of(reader(desk.get(f"/facilitate/{workshop.slug}/report.pdf").content))


def test_notes_of_the_desk_are_for_their_writer_only(workshop, desk, leader, django_user_model):
    """A private note is on its writer's page, and on nobody else's, and on no paper."""
    lead(workshop, "closed")
    colleague = django_user_model.objects.create_user("colleague")
    workshop.facilitators.add(colleague)
    DeskNote.objects.create(workshop=workshop, account=leader, table=2, text="They were tired.")
    other = Client()
    other.force_login(colleague)
    assert "They were tired." in shown(desk.get(f"/facilitate/{workshop.slug}/report/"))
    assert "They were tired." not in shown(other.get(f"/facilitate/{workshop.slug}/report/"))
    assert "They were tired." not in text_of(
        reader(desk.get(f"/facilitate/{workshop.slug}/report.pdf").content)
    )


def test_desk_list_and_player_are_led_to_the_report(workshop, desk):
    """From the results on at the desk and in the list, from closed on for players."""
    person = people_at(workshop, 1)[0]
    way, own = f'href="/facilitate/{workshop.slug}/report/"', f'href="/workshops/{workshop.slug}/report/"'

    def pages():
        return (
            shown(desk.get(f"/facilitate/{workshop.slug}/")),
            shown(desk.get("/facilitate/")),
            shown(browser_of(person).get(f"/workshops/{workshop.slug}/")),
        )

    before = pages()
    assert not any(way in page or own in page for page in before)
    lead(workshop, "results")
    at_desk, in_list, of_player = pages()
    assert way in at_desk and way in in_list and own not in of_player
    lead(workshop, "closed")
    at_desk, in_list, of_player = pages()
    assert way in at_desk and way in in_list and own in of_player


def test_where_votes_are_anonymous_there_is_a_report_too(django_user_model):
    """VOTE-10: what seats chose and voted is forgotten; decisions, manners and reasons are there."""
    found = WorkshopFactory(doors__tables=2, doors__voting="anonymous")
    for number in (1, 2):
        seat(found, 3, table=number)
    reach(found, "done", table=1)
    reach(found, "done", table=2)
    lead(found, "closed")
    user = django_user_model.objects.create_user("leader")
    found.facilitators.add(user)
    desk = Client()
    desk.force_login(user)
    page = shown(desk.get(f"/facilitate/{found.slug}/report/"))
    assert "agreed" in page and "Too few chose and voted" in page


def test_a_workshop_in_which_nothing_was_decided_has_a_report(django_user_model):
    found = WorkshopFactory()
    seat(found, 3)
    lead(found, "closed")
    user = django_user_model.objects.create_user("leader")
    found.facilitators.add(user)
    desk = Client()
    desk.force_login(user)
    answer = desk.get(f"/facilitate/{found.slug}/report/")
    assert answer.status_code == 200 and "Nobody has decided anything" in shown(answer)
    assert faults(reader(desk.get(f"/facilitate/{found.slug}/report.pdf").content)) == []


def test_a_removed_player_reads_no_words_of_a_table(workshop):
    """SEAT-7: the device keeps its cookie; the edition is the one of somebody without a table."""
    person = people_at(workshop, 1)[0]
    engine.submit(workshop, c.RemovePlayer(person.id_in_log))
    lead(workshop, "closed")
    page = shown(browser_of(person).get(f"/workshops/{workshop.slug}/report/"))
    assert WHY not in page and json.dumps(WHY) not in page


def test_who_came_to_the_door_at_the_end_reads_no_tables_words(workshop):
    """KEEP-1: words are read at the own table, and whoever never had a seat there has none."""
    lead(workshop, "plan")
    late = PlayerFactory(workshop=workshop)
    engine.submit(workshop, c.Join(late.id_in_log))
    engine.submit(workshop, c.TakeSeat(late.id_in_log, 1, ""))
    assert not state_of(workshop).players[late.id_in_log].role
    lead(workshop, "closed")
    told = browser_of(late).get(f"/workshops/{workshop.slug}/report/")
    assert told.status_code == 200 and WHY not in shown(told)

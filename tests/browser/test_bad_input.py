"""What people, browsers and intruders send by mistake or on purpose: a clear sentence, and nothing is lost."""

import pytest
from websockets.exceptions import ConnectionClosedError, InvalidStatus
from websockets.sync.client import connect

from tests.browser.people import all_at, play
from tests.browser.plain import (
    Leader,
    at,
    by_people,
    knock,
    personal_link,
    press,
    sent,
    sit_down,
    step_of,
    tick,
    until_logged,
)
from tests.browser.server import Server
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

NUL_AND_BIDI = "In\x00gr\u202eid\u2066"
MARKUP = "<b>Bo</b><script>alert(1)</script>"
GONE = "The table has moved on. This is where it is now."
WORDS = "The lamps were my idea"
LOST = r"net::ERR_FAILED|htmx:(afterRequest|sendError)"
REFUSED = r"status of 4\d\d|Response Status Error Code 4\d\d"
NO_BOTS = (
    "from game.management.commands.demo import demo_workshop, prepare; prepare(); demo_workshop(bots=False)"
)


def seated(server, name="Ingrid", role="P1"):
    """A visitor who sits at the table."""
    visitor = Visitor(server)
    visitor.join(name)
    assert visitor.sit(role).status == 200
    return visitor


def play_on(visitor, leader, step):
    """Bring a table of one visitor and bots into a step, by the facilitator's verbs where bots would take time."""
    order = ("situation", "choice", "reveal", "talk", "vote")
    for verb in ("next-phase", "next-phase", "next-phase", "open-round"):
        leader.do(verb)
    for _step in range(order.index(step)):
        leader.do("close-step")
    visitor.get(visitor.server.play_url)
    return visitor


@pytest.fixture
def slow(serve):
    """A demo whose bots and clock do nothing while a test looks, led by a person."""
    server = serve(pace=10)
    leader = Leader(server)
    leader.do("take-desk")
    return server, leader


def test_door_refuses_with_a_sentence_and_keeps_what_was_typed(slow):
    server, leader = slow
    visitor = Visitor(server)
    door = visitor.get("/join/").form("/join/")
    wrong = visitor.send(door, code="k7m 4py", name="Ingrid")
    assert wrong.status == 422
    assert "No open workshop has the code K7M 4PY." in wrong.text
    assert 'value="Ingrid"' in wrong.body

    nameless = visitor.send(door, code=server.code, name="\x00\u202e ")
    assert (nameless.status, "Tell us what your table shall call you." in nameless.text) == (422, True)

    endless = visitor.send(door, code=server.code, name="x" * 10_000)
    assert endless.status == 422
    assert "Write at most 40 signs; these are 10000." in endless.text

    huge = visitor.send(door, code=server.code, name="x" * 300_000)
    assert (huge.status, "That was too much" in huge.text) == (400, True)

    assert server.log("PlayerJoined") == []
    seated(server)
    leader.close()
    dead = visitor.send(door, code=server.code, name="Ingrid")
    assert dead.status == 422
    assert f"No open workshop has the code {server.code[:3]} {server.code[3:]}." in dead.text


def test_names_are_shown_as_text_without_tricks(slow):
    server, _leader = slow
    seated(server, MARKUP, "P1")
    shown = seated(server, NUL_AND_BIDI, "P3")
    assert MARKUP not in shown.page.body
    assert "&lt;b&gt;Bo&lt;/b&gt;&lt;script&gt;" in shown.page.body
    other = Visitor(server).join("Asta")
    assert "In gr id" in other.text


def test_browser_that_refuses_cookies_is_told_so(slow):
    server, _leader = slow
    refused = Visitor(server, cookies=False).join("Ingrid")
    assert (refused.status, "Your browser kept us out" in refused.text) == (403, True)
    assert "Allow cookies for this page" in refused.text


def test_stranger_and_forged_cookie_see_nothing_and_change_nothing(slow):
    server, leader = slow
    mine = play_on(seated(server), leader, "vote")
    form = mine.page.form("/vote/")
    before = len(server.log())
    for cookie in (None, "forged", "x" * 5000):
        stranger = Visitor(server)
        stranger.get("/join/")
        token = next(cookie.value for cookie in stranger.jar if cookie.name == "csrftoken")
        headers = {"Cookie": f"csrftoken={token}; player_{server.slug}={cookie}"} if cookie else {}
        sent = {**form.hidden, "csrfmiddlewaretoken": token, "option": "A"}
        answer = stranger.post(form.action, sent, **headers)
        assert (answer.status, "Nothing here for you" in answer.text) == (404, True)
    assert len(server.log()) == before


def test_votes_that_cannot_count_are_answered_by_the_present_screen(slow):
    server, leader = slow
    mine = play_on(seated(server), leader, "vote")
    form = mine.page.form("/vote/")
    shut = mine.send(form, option="D")
    assert "That option is not open. Choose one of those on the screen." in shut.text
    assert "A firm frame" in shut.text
    for nonsense in ({"option": "E"}, {"option": "A", "step": "x"}, {"option": "A", "tap": "-1"}, {}):
        answer = mine.send(form, **nonsense)
        assert answer.status == 200
    assert server.log("VoteCast")[:1] == [] or server.log("VoteCast")[0].data.get("option", "") == ""
    leader.do("close-step")
    late = mine.send(form, option="A")
    assert GONE in late.text
    assert "VoteCast" not in [line.event for line in server.log()][-1:]


def test_one_tap_counts_once_and_an_older_tap_never_undoes_a_newer(slow):
    server, leader = slow
    mine = play_on(seated(server), leader, "choice")
    form = mine.page.form("/choose/")
    page = {"page": "phone-1", "confidence": "2", "reason": "fair"}
    for _tap in range(2):
        mine.send(form, option="A", tap="5", **page)
    assert len(server.log("ChoiceMade")) == 1
    mine.send(form, option="B", tap="7", **page)
    mine.send(form, option="A", tap="6", **page)
    assert [line.data["option"] for line in server.log("ChoiceMade")] == ["A", "B"]
    mine.send(form, option="C", tap="1", page="phone-2")
    assert [line.data["option"] for line in server.log("ChoiceMade")] == ["A", "B", "C"]


def test_personal_link_brings_the_seat_and_the_answers_to_a_second_device(slow):
    server, leader = slow
    mine = play_on(seated(server), leader, "choice")
    mine.send(mine.page.form("/choose/"), option="B", confidence="3", reason="fair", words="A word of mine")
    link = next(word for word in mine.page.text.split() if "/back/" in word)
    second = Visitor(server)
    assert second.get(link).address == server.play_url
    assert "A word of mine" in second.page.text
    assert 'id="option-B" aria-describedby="text-B" checked' in second.page.body
    second.send(second.page.form("/choose/"), option="A", confidence="3", reason="fair")
    assert [line.data["option"] for line in server.log("ChoiceMade")] == ["B", "A"]
    assert Visitor(server).get(link[:-4] + "xxx/").status == 404


def test_double_tap_two_tabs_and_the_back_button(serve, sit, watches):
    server = serve(pace=0.3)
    person = sit(server, "Ingrid", "P1", vote="C")
    person.holds |= {"choice", "vote"}
    play((person,), all_at((person,), "choice"))
    page = person.page
    person.tick("A")
    page.dblclick("[form=task-form]")
    page.wait_for_selector("[form=task-form].quiet")
    mine = [line for line in server.log("ChoiceMade") if line.data["page"] != "bot"]
    assert [line.data["option"] for line in mine] == ["A"]

    tab = page.context.new_page()
    tab.goto(server.play_url)
    assert tab.is_checked("#option-A")
    tab.click("label[for=option-B]")
    tab.click("[form=task-form]")
    page.wait_for_selector("#option-B:checked")
    tab.close()

    play((person,), all_at((person,), "vote"))
    person.tick("C")
    person.button.click()
    page.wait_for_selector("[form=task-form].quiet")
    page.goto("/library/")
    page.go_back()
    page.wait_for_selector("#option-C:checked")
    person.tick("B")
    with page.expect_response("**/vote/"):
        page.click("text=Vote for B: An open table")
    page.wait_for_selector("[form=task-form].quiet")
    mine = [line for line in server.log("VoteCast") if line.data["page"] != "bot"]
    assert [line.data["option"] for line in mine] == ["C", "B"]


def test_sockets_refuse_foreign_origins_unknown_paths_and_strangers(slow):
    server, _leader = slow
    address = f"ws://127.0.0.1:{server.port}/workshops/{server.slug}/socket/"
    for path, origin in ((address, "http://elsewhere.example"), (address + "more/", server.root)):
        with pytest.raises(InvalidStatus) as refusal:
            connect(path, origin=origin)
        assert refusal.value.response.status_code == 403
    with connect(address, origin=server.root) as socket, pytest.raises(ConnectionClosedError) as closed:
        socket.recv(10)
    assert closed.value.rcvd is not None and closed.value.rcvd.code == 4403


@pytest.fixture
def calm(serve):
    """A demo in which nothing happens by itself while a test looks."""
    return serve(pace=10)


@pytest.fixture
def roomy():
    """Start a demo whose empty seats stay empty."""
    servers = []

    def start(pace):
        servers.append(Server(pace=pace))
        servers[-1].manage("shell", "-c", NO_BOTS)
        return servers[-1].start()

    yield start
    complaints = [server.complaints() for server in servers]
    for server in servers:
        server.stop()
    assert not any("Traceback" in text for text in complaints), complaints


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_words_sent_for_a_step_that_has_closed_are_given_back(calm, sit, watches, javascript):
    page, leader = sit_down(sit(calm, "Ingrid", "P1", javascript=javascript, socket=False)).page, Leader(calm)
    watches[0].excuse(LOST)
    leader.lead_to("choice")
    page.goto(calm.play_url)
    at(page, "choice")
    page.route("**/screen/**", lambda route: route.abort())
    tick(page, "B")
    page.click("summary")
    page.fill("#words", WORDS)
    leader.do("close-step")
    press(page)
    at(page, "reveal")
    assert GONE in page.inner_text("#notice")
    assert WORDS in page.inner_text("#notice")
    assert by_people(calm, "ChoiceMade") == []


def test_double_tap_with_words_counts_once(calm, sit):
    page = sit_down(sit(calm, "Ingrid", "P1")).page
    Leader(calm).lead_to("choice")
    at(page, "choice")
    tick(page, "B")
    page.click("summary")
    page.fill("#words", WORDS)
    page.dblclick("[form=task-form]")
    sent(page)
    page.wait_for_load_state("networkidle")
    assert len(by_people(calm, "ChoiceMade")) == 1
    assert page.input_value("#words") == WORDS


@pytest.mark.parametrize("arrives", [True, False], ids=["answer", "request"])
def test_tap_whose_way_was_cut_is_sent_again_and_counts_once(calm, sit, watches, arrives):
    page = sit_down(sit(calm, "Ingrid", "P1")).page
    watches[0].excuse(LOST)
    Leader(calm).lead_to("choice")
    at(page, "choice")
    taps = []

    def cut(route):
        taps.append(route.request.post_data)
        if len(taps) > 1:
            route.continue_()
            return
        if arrives:
            route.fetch()
        route.abort()

    page.route("**/choose/", cut)
    tick(page, "B")
    with page.expect_response("**/choose/"):
        page.click("[form=task-form]")
    sent(page)
    assert len(taps) == 2
    assert page.is_checked("#option-B")
    assert len(by_people(calm, "ChoiceMade")) == 1


def test_refused_deed_without_script_leads_back_to_the_page(calm, sit):
    page, leader = sit_down(sit(calm, "Ingrid", "P1", javascript=False)).page, Leader(calm)
    leader.lead_to("vote")
    page.goto(calm.play_url)
    at(page, "vote")
    tick(page, "A")
    leader.do("remove", player=by_people(calm, "PlayerJoined")[0].data["player"])
    press(page)
    at(page, "removed")
    assert "The facilitator has taken you out of the workshop." in page.inner_text("#notice")
    page.wait_for_url(calm.play_url)
    at(page, "removed")


def test_address_of_a_deed_leads_to_the_page(calm):
    visitor, leader = Visitor(calm), Leader(calm)
    visitor.join("Ingrid")
    assert visitor.get(f"/workshops/{calm.slug}/vote/").address == calm.play_url
    assert leader.get(f"/facilitate/{calm.slug}/pause/").address == f"{calm.root}/facilitate/{calm.slug}/"
    assert calm.log("Paused") == []


def test_cookies_wiped_during_play_are_told_and_the_personal_link_heals_it(calm, sit, watches):
    person = sit_down(sit(calm, "Ingrid", "P1"))
    watches[0].excuse(REFUSED)
    page, link = person.page, personal_link(person)
    Leader(calm).lead_to("vote")
    at(page, "vote")
    tick(page, "A")
    page.context.clear_cookies()
    page.click("[form=task-form]")
    page.wait_for_selector("h1:has-text('Nothing here for you')")
    assert "open your personal link" in page.inner_text("main")
    assert by_people(calm, "VoteCast") == []
    page.goto(link)
    at(page, "vote")
    tick(page, "A")
    press(page)
    sent(page)
    assert [line.data["option"] for line in by_people(calm, "VoteCast")] == ["A"]


def test_cookie_that_was_tampered_with_opens_no_page_and_no_socket(calm, sit, watches):
    page = sit_down(sit(calm, "Ingrid", "P1")).page
    watches[0].excuse(REFUSED)
    mine = next(c for c in page.context.cookies() if c["name"] == f"player_{calm.slug}")
    name, value, socket = mine["name"], mine["value"], f"/workshops/{calm.slug}/socket/"
    assert knock(calm, socket, cookie=f"{name}={value}") == 0
    for forged in (value[:-2], "x" + value, "", '"', "x" * 5000):
        assert knock(calm, socket, cookie=f"{name}={forged}") == 4403
    assert knock(calm, socket, cookie=f"{name}={value}", origin="http://elsewhere.example") == 403
    assert knock(calm, "/nowhere/", cookie=f"{name}={value}") == 403
    page.context.add_cookies([{**mine, "value": value[:-2]}])
    page.goto(calm.play_url)
    assert page.inner_text("h1") == "Nothing here for you"


def test_sixth_at_a_full_table_reads_why_and_watches_later(roomy, sit):
    server = roomy(10)
    for role in ("P1", "M1", "M3", "P3"):
        visitor = Visitor(server)
        visitor.join(f"Holder of {role}")
        visitor.sit(role)
    sixth, fifth = sit(server, "Frida", "M4"), Visitor(server)
    page = sixth.page
    page.locator('input[value="1-M4"]').check(force=True)
    fifth.join("Esben")
    fifth.sit("M4")
    press(page)
    page.wait_for_selector("text=Somebody else has just taken that seat.")
    page.wait_for_selector("text=All seats are taken. Stay here")
    assert page.locator("[form=task-form]").count() == 0
    leader = Leader(server)
    leader.lead_to("situation")
    page.wait_for_selector("text=The workshop is under way.")
    page.locator("input[name=seat]").check(force=True)
    press(page)
    at(page, "catch_up")
    assert "You get a seat when the next round begins." in page.inner_text("main")
    leader.do("close-step")
    page.wait_for_selector("text=The table is here now: Choice.")
    assert len(server.log("SeatTaken")) == 5


def test_table_is_left_by_everybody_and_its_bots_play_on_to_the_end(serve, sit):
    server = serve(pace=0.01)
    person = sit_down(sit(server, "Ingrid", "P1"))
    link, context = personal_link(person), person.page.context
    until_logged(server, "StepEntered", name="situation")
    person.page.close()
    until_logged(server, "WentAway")
    until_logged(server, "PhaseEntered", phase="closed")
    page = context.new_page()
    page.goto(link)
    at(page, "closed")
    assert page.inner_text("h1") == "Thank you for playing"


def test_table_without_bots_sleeps_when_everybody_has_gone_and_wakes_for_the_first_back(
    roomy, sit, open_page
):
    server = roomy(0.01)
    person = sit_down(sit(server, "Ingrid", "P1"))
    link = personal_link(person)
    until_logged(server, "StepEntered", name="situation")
    person.page.context.close()
    until_logged(server, "TableSlept")
    assert step_of(server) == "situation"
    page = open_page(server)
    page.goto(link)
    at(page, "situation")
    until_logged(server, "TableWoke")
    press(page)
    until_logged(server, "ReadMarked", table=1)

"""Phones sleep and lines break: the table goes on, the page comes back by itself, and no deed is lost or doubled."""

import re

import pytest

from tests.browser.crash import eventually, expect_no_line, is_saved, lines_of, sees_band, sit_down, tap
from tests.browser.people import all_at, play
from tests.browser.visitor import Facilitator

pytestmark = pytest.mark.browser

#: Longer than one of the page's own looks, so that it has tried again in vain.
IN_VAIN_MS = 3_000


def test_phone_that_slept_through_the_talk_finds_the_vote_and_votes(serve, sit, watches):
    server = serve(pace=0.03)
    chair, sleeper = sit(server, "Ingrid", "P1"), sit(server, "Asta", "M1")
    expect_no_line(watches)
    sit_down(server, chair, sleeper)
    chair.holds.add("talk")
    sleeper.holds.add("talk")
    play((chair, sleeper), all_at((chair, sleeper), "talk"))

    sleeper.page.context.set_offline(True)
    eventually(chair.page, lambda: lines_of(server, sleeper, "WentAway"), seconds=150)
    assert not lines_of(server, chair, "WentAway")
    chair.holds = {"vote"}
    play((chair,), all_at((chair,), "vote"))
    assert sleeper.screen() == "talk"

    sleeper.page.context.set_offline(False)
    sleeper.page.wait_for_selector("[data-screen=vote]", timeout=60_000)
    eventually(chair.page, lambda: not sees_band(sleeper))
    sleeper.holds.clear()
    play((sleeper,), lambda: is_saved(sleeper, "vote"))
    assert [line.data["option"] for line in lines_of(server, sleeper, "VoteCast")] == ["C"]
    chair.holds.clear()
    play((chair,), all_at((chair, sleeper), "consequence"))


def test_deed_without_a_line_is_sent_once_when_the_line_is_back(serve, sit, watches):
    server = serve(pace=0.1)
    people = [
        sit(server, "Ingrid", "P1", words="The lamps were my idea"),
        sit(server, "Bo", "P3", socket=False, choice="B", words="Let them order the lamps"),
    ]
    neighbour = sit(server, "Asta", "M1")
    expect_no_line(watches)
    sit_down(server, *people, neighbour)
    for person in (*people, neighbour):
        person.holds.add("choice")
    play((*people, neighbour), all_at((*people, neighbour), "choice"))
    answered = []
    for person in people:
        person.page.on(
            "response", lambda answer: answered.append(answer.url) if "choose" in answer.url else None
        )
        assert not sees_band(person)
        person.page.context.set_offline(True)
        tap(person, "choice")
    for person in people:
        eventually(person.page, lambda person=person: sees_band(person))
    neighbour.page.wait_for_timeout(IN_VAIN_MS)
    for person in people:
        assert sees_band(person)
        assert not is_saved(person, "choice")
        assert not lines_of(server, person, "ChoiceMade")

    for person in people:
        person.page.context.set_offline(False)
    for person in people:
        eventually(person.page, lambda person=person: is_saved(person, "choice"))
        assert not sees_band(person)
    neighbour.holds.clear()
    play((neighbour,), all_at(people, "reveal", "talk"))
    assert [
        [line.data["option"] for line in lines_of(server, person, "ChoiceMade")] for person in people
    ] == [
        ["C"],
        ["B"],
    ]
    assert len(answered) == 2


def test_deed_is_sent_again_that_met_a_front_without_its_server(serve, sit, watches):
    server = serve(pace=0.1)
    person, neighbour = sit(server, "Ingrid", "P1"), sit(server, "Bo", "P3")
    for watch in watches:
        watch.excuse("status of 502|htmx:responseError|Response Status Error Code 502")
    sit_down(server, person, neighbour)
    person.holds.add("choice")
    neighbour.holds.add("choice")
    play((person, neighbour), all_at((person, neighbour), "choice"))
    person.page.route(
        re.compile("/(choose|screen)/"), lambda route: route.fulfill(status=502, body="Bad Gateway")
    )
    tap(person, "choice")
    eventually(person.page, lambda: sees_band(person), seconds=15)
    person.page.unroute_all()
    eventually(person.page, lambda: is_saved(person, "choice"))
    assert not sees_band(person)
    assert len(lines_of(server, person, "ChoiceMade")) == 1


def test_page_whose_socket_is_cut_goes_on_by_itself(serve, sit):
    server = serve(pace=0.1)
    person = sit(server, "Ingrid", "P1")
    person.holds.add("choice")
    sockets, frames = [], []

    def carry(phone):
        sockets.append(phone)
        phone.connect_to_server().on_message(
            lambda text: (frames.append((len(sockets), text)), phone.send(text))
        )

    person.page.route_web_socket(re.compile("/socket/"), carry)
    person.page.reload()
    play((person,), all_at((person,), "choice"))
    assert len(sockets) == 1
    person.page.evaluate("window.kept = true")

    sockets[0].close()
    eventually(person.page, lambda: any(number == 2 for number, _text in frames))
    Facilitator(server).do("close-step")
    person.page.wait_for_selector("[data-screen=reveal]", timeout=60_000)
    assert any(number == 2 and "reveal" in text for number, text in frames)
    assert person.page.evaluate("window.kept")
    assert not sees_band(person)

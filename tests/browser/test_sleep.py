"""Phones sleep and lines break: the table goes on, the page comes back by itself, and no deed is lost or doubled."""

import re

import pytest

from tests.browser.crash import eventually, expect_no_line, is_saved, lines_of, sees_band, tap
from tests.browser.people import all_at, play
from tests.browser.visitor import Facilitator

pytestmark = pytest.mark.browser

#: Longer than two of the page's own looks, so that it has tried in vain.
IN_VAIN_MS = 6_000


def test_phone_that_slept_through_the_talk_finds_the_vote_and_votes(serve, sit, watches):
    server = serve(pace=0.05)
    chair, sleeper = sit(server, "Ingrid", "P1"), sit(server, "Asta", "M1")
    expect_no_line(watches)
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


@pytest.mark.parametrize("socket", [True, False], ids=["push", "poll"])
def test_deed_without_a_line_is_sent_once_when_the_line_is_back(serve, sit, watches, socket):
    server = serve(pace=0.15)
    person = sit(server, "Ingrid", "P1", socket=socket, words="The lamps were my idea")
    expect_no_line(watches)
    person.holds.add("choice")
    play((person,), all_at((person,), "choice"))
    answered = []
    person.page.on("response", lambda answer: answered.append(answer.url) if "choose" in answer.url else None)
    assert not sees_band(person)

    person.page.context.set_offline(True)
    tap(person, "choice")
    eventually(person.page, lambda: sees_band(person))
    person.page.wait_for_timeout(IN_VAIN_MS)
    assert sees_band(person)
    assert not is_saved(person, "choice")
    assert not lines_of(server, person, "ChoiceMade")

    person.page.context.set_offline(False)
    eventually(person.page, lambda: lines_of(server, person, "ChoiceMade"))
    eventually(person.page, lambda: not sees_band(person))
    play((person,), lambda: "reveal" in person.seen)
    assert [line.data["option"] for line in lines_of(server, person, "ChoiceMade")] == ["C"]
    assert len(answered) == 1


def test_page_says_that_a_deed_is_saved_which_it_sent_when_the_line_was_back(serve, sit, watches):
    server = serve(pace=0.15)
    person, neighbour = sit(server, "Ingrid", "P1"), sit(server, "Bo", "P3")
    expect_no_line(watches)
    person.holds.add("choice")
    neighbour.holds.add("choice")
    play((person, neighbour), all_at((person, neighbour), "choice"))
    person.page.context.set_offline(True)
    tap(person, "choice")
    eventually(person.page, lambda: sees_band(person))
    person.page.context.set_offline(False)
    eventually(person.page, lambda: lines_of(server, person, "ChoiceMade"))
    eventually(person.page, lambda: is_saved(person, "choice"), seconds=20)


def test_page_whose_socket_is_cut_goes_on_by_itself(serve, open_page, sit):
    server = serve(pace=0.15)
    person = sit(server, "Ingrid", "P1", socket=True)
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

"""Every screen of the shipped scenario, at every step and for every seat: none is without its words."""

import re
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from game import engine, log, render, solo
from game.rules import commands as c
from game.rules.screens import Viewer
from tests.factories import (
    PlayerFactory,
    ScenarioFactory,
    WorkshopFactory,
    do,
    lead,
    reach,
    seat,
    start,
    state_of,
    step_of,
    vote,
)

pytestmark = pytest.mark.django_db

SCREENS = Path(settings.BASE_DIR) / "templates" / "game"
SPEAKING = (
    "h1",
    "h2",
    "h3",
    "h4",
    "button",
    "legend",
    "label",
    "li",
    "b",
    "summary",
    "figcaption",
    "blockquote",
    "a",
)
#: Pages of solo games outside the play.
PAGES = ("saved", "gone", "refused")
KEY = re.compile(r"\b(?:pen|roles|people|story|common|seeds)\.\w+")


class Words(HTMLParser):
    """Which elements that should say something hold no text at all."""

    def __init__(self, html):
        super().__init__()
        self.open, self.mute, self.text = [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag in SPEAKING:
            self.open.append([tag, ""])

    def handle_data(self, data):
        self.text.append(data)
        for element in self.open:
            element[1] += data.strip()

    def handle_endtag(self, tag):
        if tag in SPEAKING:
            _tag, said = self.open.pop()
            if not said and _tag != "b":
                self.mute.append(_tag)


def shown(player, language="en"):
    workshop = player.workshop
    return render.rendered(workshop, log.current(workshop), Viewer("player", player.id_in_log), language)


def html(player, language="en"):
    return "".join(part.html for part in shown(player, language).parts)


def many_moments():
    """Every screen that a player can see, of every seat, by the name of its moment."""
    workshop = WorkshopFactory(is_shipped=True, doors__format="90")
    people = seat(workshop, 5)
    late = PlayerFactory(workshop=workshop)
    everybody = [*people, late]

    def seen(moment):
        return [(f"{moment} {place}", person, html(person)) for place, person in enumerate(everybody)]

    yield from seen("lobby")
    lead(workshop, "welcome")
    yield from seen("welcome")
    engine.submit(workshop, c.MarkRead(people[0].id_in_log, 0))
    yield from seen("welcomed")
    lead(workshop, "briefing")
    yield from seen("briefing")
    do(people[0], c.MarkRead)
    yield from seen("briefed")
    lead(workshop, "playing")
    yield from seen("gate")
    engine.submit(workshop, c.TakeSeat(late.id_in_log, 1))
    reach(workshop, "situation")
    yield from seen("situation")
    do(people[0], c.MarkRead)
    yield from seen("read")
    reach(workshop, "choice")
    yield from seen("choice")
    for person in people:
        do(person, c.Choose, option="A", confidence=3, reason="fair")
    yield from seen("chosen")
    reach(workshop, "reveal")
    yield from seen("reveal")
    reach(workshop, "talk")
    yield from seen("talk")
    yield from after_the_reveal(workshop, people, seen)


def crowded_moments():
    """What a mirror and an observer read, where more people are than seats."""
    workshop = WorkshopFactory(is_shipped=True, doors__tables=2, doors__seats=8)
    *_, mirror, watcher = seat(workshop, 17)
    for moment in ("situation", "reveal", "vote", "consequence"):
        reach(workshop, moment)
        yield from [(f"crowded {moment} {place}", p, html(p)) for place, p in enumerate((mirror, watcher))]


def after_the_reveal(workshop, people, seen):
    """The talk, a way back, the vote, and the end."""
    chair = next(
        p
        for p in people
        if state_of(workshop).players[p.id_in_log].role == state_of(workshop).tables[1].chair
    )
    engine.submit(workshop, c.NoteAway(chair.id_in_log))
    yield from seen("chair away")
    engine.submit(workshop, c.NoteBack(chair.id_in_log))
    do(chair, c.CallVote)
    do(next(person for person in people if person is not chair), c.TapReady)
    yield from seen("called")
    engine.submit(workshop, c.StepBack(1, step_of(workshop).number, "choice"))
    yield from seen("taken back")
    reach(workshop, "vote")
    yield from seen("vote")
    engine.submit(workshop, c.Pause())
    yield from seen("paused")
    engine.submit(workshop, c.Resume())
    vote(workshop, "AAAAA")
    yield from seen("voted")
    reach(workshop, "consequence")
    yield from seen("consequence")
    reach(workshop, "reflect")
    do(people[0], c.Reflect)
    yield from seen("reflect")
    reach(workshop, "done")
    yield from seen("done")
    engine.submit(workshop, c.RemovePlayer(people[4].id_in_log))
    yield from seen("removed")
    for phase in ("results", "debrief", "plan", "closed"):
        lead(workshop, phase)
        yield from seen(phase)
        if phase != "closed":
            engine.submit(workshop, c.MarkRead(people[0].id_in_log, 0))
            yield from seen(f"{phase} read")


FULL = {"edition": 2, "moves": True, "incidents": True, "safeguards": True, "plenaries": True}


def full_moments():
    """A full table of eight with facts, the hidden option, moves, a hearing, a reveal, an incident and a safeguard."""
    options = {f"doors__{name}": value for name, value in {**FULL, "format": "75", "seats": 8}.items()}
    workshop = WorkshopFactory(is_shipped=True, **options)
    people = seat(workshop, 8)

    def by_role(role):
        return next(p for p in people if state_of(workshop).players[p.id_in_log].role == role)

    def seen(moment):
        return [(f"{moment} {place}", person, html(person)) for place, person in enumerate(people)]

    def chair():
        return by_role(state_of(workshop).tables[1].penholder)

    for step in ("situation", "choice", "talk"):
        reach(workshop, step)
        yield from seen(f"full {step}")
    for fact, roles in state_of(workshop).tables[1].play.facts.items():
        do(by_role(roles[0]), c.ShareFact, fact=fact)
    yield from seen("shared")
    reach(workshop, "done")
    engine.submit(workshop, c.TimeIsUp(1, step_of(workshop).number))
    reach(workshop, "talk")
    do(by_role("P3"), c.PlayMove, worry="staff")
    do(by_role("P4"), c.PlayMove)
    do(by_role("M4"), c.PlayMove)
    do(by_role("M3"), c.PlayMove)
    do(by_role("M1"), c.AskStakeholder, slot="citizens", option="A")
    yield from seen("moved")
    reach(workshop, "consequence")
    yield from seen("full consequence")
    reach(workshop, "done")
    yield from seen("waiting for the wall")
    engine.submit(workshop, c.ShowPlenary(2))
    yield from seen("look up")
    engine.submit(workshop, c.OpenRound(3))
    yield from seen("incident")
    do(chair(), c.AnswerIncident, answer=1)
    yield from seen("third situation")
    reach(workshop, "talk")
    yield from seen("third talk")
    for person in people:
        if person is not chair():
            do(person, c.TapReady)
    do(chair(), c.CallVote, guard="legal_check")
    yield from seen("guarded vote")
    for person in people:
        do(person, c.CastVote, option="A", guard="yes")
    reach(workshop, "consequence")
    yield from seen("guarded consequence")
    for phase in ("results", "debrief"):
        lead(workshop, phase)
        engine.submit(workshop, c.RevealAim(people[0].id_in_log))
        yield from seen(f"full {phase}")


def on_one_device():
    """A full table of eight on one device: what is everybody's, the cover, and a page of one's own."""
    options = {f"doors__{name}": value for name, value in {**FULL, "format": "75", "seats": 8}.items()}
    workshop = WorkshopFactory(is_shipped=True, **options)
    owner = PlayerFactory(workshop=workshop)
    others = [PlayerFactory.build(workshop=workshop, name="").id_in_log for _other in range(7)]
    engine.submit(workshop, c.ShareDevice(owner.id_in_log, 1, tuple(others)))
    yield "device", owner, html(owner)
    for phase in ("welcome", "briefing"):
        lead(workshop, phase)
        yield f"device {phase}", owner, html(owner)
    start(workshop)
    for step in ("situation", "choice", "reveal", "talk", "vote", "consequence", "reflect"):
        reach(workshop, step)
        yield f"device {step}", owner, html(owner)
        if step in ("choice", "vote"):
            do(owner, c.TakeDevice)
            yield f"own {step}", owner, html(owner)
    reach(workshop, "done")
    engine.submit(workshop, c.TimeIsUp(1, step_of(workshop).number))
    reach(workshop, "talk")
    yield "device second talk", owner, html(owner)
    reach(workshop, "reflect")
    for phase in ("results", "debrief", "plan", "closed"):
        lead(workshop, phase)
        yield f"device {phase}", owner, html(owner)
        engine.submit(workshop, c.TakeDevice(owner.id_in_log, 0))
        yield f"own {phase}", owner, html(owner)


def midterm_moments():
    """Halfway through a long workshop."""
    options = {"edition": 2, "format": "180", "rounds": 7, "midterm": True}
    workshop = WorkshopFactory(
        is_shipped=True, **{f"doors__{name}": value for name, value in options.items()}
    )
    people = seat(workshop, 3)
    for _round in range(4):
        reach(workshop, "done")
        engine.submit(workshop, c.TimeIsUp(1, step_of(workshop).number))
    lead(workshop, "midterm")
    yield from (("midterm", person, html(person)) for person in people)


def ties():
    """Runoff and word: of five who all decide nobody wins; of two, the chair decides."""
    workshop = WorkshopFactory(is_shipped=True)
    people = seat(workshop, 2)
    reach(workshop, "vote")
    vote(workshop, "AB")
    engine.submit(workshop, c.CloseForTable(1, step_of(workshop).number))
    yield from (("word", person, html(person)) for person in people)
    workshop = WorkshopFactory(is_shipped=True)
    people = seat(workshop, 5)
    reach(workshop, "vote")
    engine.submit(workshop, c.CloseForTable(1, step_of(workshop).number))
    assert step_of(workshop).name == "runoff"
    yield from (("runoff", person, html(person)) for person in people)


def on_paper():
    """What a phone at a table on paper shows: before the rounds, the form, its runoff, the word, what followed, an incident."""
    options = {f"doors__{name}": value for name, value in {**FULL, "seats": 8, "plenaries": False}.items()}
    workshop = WorkshopFactory(is_shipped=True, **options)
    engine.submit(workshop, c.PutOnPaper(1, persons=8))
    phone = PlayerFactory(workshop=workshop)
    engine.submit(workshop, c.RecordForTable(phone.id_in_log, 1))
    yield "paper lobby", phone, html(phone)

    def enters(**fields):
        step = step_of(workshop).number
        engine.submit(workshop, c.EnterPaper(1, step, player=phone.id_in_log, **fields))

    reach(workshop, "situation")
    for moment in ("form", "runoff", "word"):
        yield f"paper {moment}", phone, html(phone)
        if moment != "word":
            letters = state_of(workshop).tables[1].play.options
            enters(deciding=((letters[0], 2), (letters[1], 2)))
    enters(option=state_of(workshop).tables[1].play.tied[0])
    yield "paper consequence", phone, html(phone)
    for _round in range(2):
        if step_of(workshop).name != "consequence":
            enters(option=state_of(workshop).tables[1].play.options[0])
        engine.submit(workshop, c.CloseForTable(1, step_of(workshop).number))
        engine.submit(workshop, c.TimeIsUp(1, step_of(workshop).number))
        yield "paper gate", phone, html(phone)
        engine.submit(workshop, c.OpenRound(state_of(workshop).tables[1].round))
    assert step_of(workshop).name == "gate"
    yield "paper incident", phone, html(phone)


def practice():
    """The warm-up, stage by stage (ROOM-2)."""
    workshop = WorkshopFactory(is_shipped=True)
    people = seat(workshop, 3)
    lead(workshop, "briefing")
    for leaving in ("", "choice", "vote"):
        engine.submit(workshop, c.LeadWarmUp(leaving))
        stage = state_of(workshop).warm_up.stage
        yield from ((f"warm-up {stage}", person, html(person)) for person in people)


def alone():
    """A solo game, where its screens have words of their own (SOLO-1)."""
    player = solo.begin(ScenarioFactory(is_shipped=True), "M4", 3)
    yield "solo welcome", player, html(player)
    for _page in ("welcome", "briefing"):
        engine.submit(player.workshop, c.MarkRead(player.id_in_log, 0))
        solo.go_on(player.workshop)
    do(player, c.MarkRead)
    solo.go_on(player.workshop)
    do(player, c.Choose, option="A")
    solo.go_on(player.workshop)
    yield "solo talk", player, html(player)
    lead(player.workshop, "closed")
    yield "solo closed", player, html(player)


def test_every_screen_of_the_shipped_scenario_has_its_words(templates):
    seen = 0
    for moment, _person, markup in [
        *many_moments(),
        *full_moments(),
        *midterm_moments(),
        *on_one_device(),
        *crowded_moments(),
        *ties(),
        *on_paper(),
        *practice(),
        *alone(),
    ]:
        words = Words(markup)
        assert not words.mute, (moment, words.mute)
        told = " ".join(words.text)
        assert not KEY.search(told), (moment, KEY.search(told))
        assert not re.search(r"\{[{%]|%\(|\bNone\b", told), moment
        seen += 1
    assert seen > 100
    known = {
        f"game/{path.parent.name}/{path.name}"
        for kind in ("screens", "deeds", "solo")
        for path in (SCREENS / kind).glob("*.html")
        if path.stem not in PAGES
    }
    assert known <= set(templates)


def test_every_link_behind_the_roads_leads_to_a_record():
    """DEB-1, LINK-3: of all dilemmas of the shipped scenario, played or not, to the library as it is loaded."""
    call_command("load_research", verbosity=0, stdout=StringIO())
    workshop = WorkshopFactory(is_shipped=True, doors__rounds=4, doors__format="90")
    person, *_others = seat(workshop, 3)
    lead(workshop, "debrief")
    links = set(re.findall(r'href="(/library/[^"]+)"', html(person)))
    assert {link.split("/")[2] for link in links} == {"practices", "cases", "sources"}
    assert len(links) > 25
    browser = Client()
    assert {link: browser.get(link).status_code for link in links} == dict.fromkeys(links, 200)

"""From a screen to HTML: each part once, with a hash that says what a browser shows; and no screen without words."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.test.signals import template_rendered

from game import engine, log, render
from game.rules import commands as c
from game.rules.screens import Viewer
from tests.factories import (
    DOCUMENT,
    PlayerFactory,
    WorkshopFactory,
    at,
    browser_of,
    do,
    reach,
    seat,
    start,
    state_of,
    step_of,
    texts,
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


@pytest.fixture
def templates():
    """The names of all templates rendered so far, in order."""
    names = []

    def heard(template=None, **rest):
        names.append(template.name)

    template_rendered.connect(heard)
    yield names
    template_rendered.disconnect(heard)


def shown(player, language="en"):
    workshop = player.workshop
    return render.rendered(workshop, log.current(workshop), Viewer("player", player.id_in_log), language)


def part(player, slot, language="en"):
    return next(part for part in shown(player, language).parts if part.slot == slot)


def html(player, language="en"):
    return "".join(part.html for part in shown(player, language).parts)


def test_equal_parts_are_rendered_once(templates):
    _workshop, people = at("talk", people=4)
    shown(people[0])
    assert templates.count("game/parts/gauges.html") == 1
    for person in people:
        shown(person)
    assert templates.count("game/parts/gauges.html") == 1
    assert templates.count("game/parts/frame.html") == 1
    assert templates.count("game/parts/role.html") == 4


def test_screen_shown_before_is_not_rendered_again(templates):
    _workshop, people = at("choice")
    first = shown(people[0])
    templates.clear()
    assert shown(people[0]) == first
    assert templates == []


def test_vote_renders_only_what_it_changes(templates):
    _workshop, people = at("vote")
    for person in people:
        shown(person)
    templates.clear()
    do(people[0], c.CastVote, option="A")
    shown(people[1])
    assert [name for name in templates if not name.startswith("game/parts/hidden")] == [
        "game/parts/status.html"
    ]


def test_hash_names_what_is_shown():
    _workshop, people = at("choice")
    assert part(people[0], "task").hash == part(people[1], "task").hash
    assert part(people[0], "role").hash != part(people[1], "role").hash
    do(people[0], c.Choose, option="B")
    assert part(people[0], "task").hash != part(people[1], "task").hash


def test_hash_differs_by_moment_though_the_words_are_the_same():
    workshop, people = at("choice")
    before = part(people[0], "deed")
    reach(workshop, "reveal")
    engine.submit(workshop, c.StepBack(1, step_of(workshop).number, "choice"))
    after = part(people[0], "deed")
    inner = [re.sub(r"<div[^>]*>", "", piece.html) for piece in (before, after)]
    assert inner[0] == inner[1]
    assert before.hash != after.hash


def test_hash_of_a_screen_is_that_of_all_its_parts():
    _workshop, people = at("choice")
    screen = shown(people[0])
    assert screen.hash.split(".") == [part.hash for part in screen.parts]
    assert all(f'data-hash="{part.hash}"' in part.html for part in screen.parts)


def test_forms_are_filled_on_pages_and_fetches_and_not_in_what_is_pushed():
    _workshop, people = at("choice")
    pushed = html(people[0])
    assert render.CSRF_PLACEHOLDER in pushed
    assert render.PAGE_PLACEHOLDER in pushed
    browser = browser_of(people[0])
    address = f"/workshops/{people[0].workshop.slug}/"
    for answer in (browser.get(address), browser.get(f"{address}screen/")):
        told = answer.content.decode()
        assert render.CSRF_PLACEHOLDER not in told
        assert render.PAGE_PLACEHOLDER not in told
        assert re.search(r'name="csrfmiddlewaretoken" value="\w{64}"', told)
        assert re.search(r'name="page" value="[0-9a-f]{12}"', told)


def test_two_pages_have_different_names():
    _workshop, people = at("choice")
    browser, address = browser_of(people[0]), f"/workshops/{people[0].workshop.slug}/"
    pages = [
        re.search(r'name="page" value="(\w+)"', browser.get(address).content.decode())[1]
        for _page in range(2)
    ]
    assert pages[0] != pages[1]


def test_each_language_has_parts_of_its_own():
    script = {
        "document": DOCUMENT,
        "texts": {"en": texts("in English"), "da": {"harbour": {"title": "Havnen"}}},
    }
    workshop = WorkshopFactory(script=script)
    people = seat(workshop, 3)
    reach(workshop, "choice")
    english, danish = html(people[0]), html(people[0], "da")
    assert "Havnen" in danish
    assert "Havnen" not in english
    assert "harbour A title in English" in danish
    assert html(people[0]) == english


def test_two_workshops_share_no_parts():
    first, second = at("choice")[1][0], at("choice")[1][0]
    assert first.workshop.slug in html(first)
    assert first.workshop.slug not in html(second)


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(render, "REMEMBERED", 3)
    _workshop, people = at("choice")
    first = html(people[0])
    assert len(render._memory) == 3
    assert html(people[0]) == first


def test_names_and_notes_are_escaped():
    workshop = WorkshopFactory()
    seat(workshop, 1)
    nasty = PlayerFactory(workshop=workshop, name='<b>"Bold"</b>&')
    engine.submit(workshop, c.TakeSeat(nasty.id_in_log, 1))
    other = PlayerFactory(workshop=workshop)
    assert "&lt;b&gt;&quot;Bold&quot;&lt;/b&gt;&amp;" in html(other)
    assert "<b>&quot;Bold" not in html(other)


def many_moments():
    """Every screen that a player can see, of every seat, by the name of its moment."""
    workshop = WorkshopFactory(is_shipped=True)
    people = seat(workshop, 5)
    late = PlayerFactory(workshop=workshop)
    everybody = [*people, late]

    def seen(moment):
        return [(f"{moment} {place}", person, html(person)) for place, person in enumerate(everybody)]

    yield from seen("lobby")
    engine.submit(workshop, c.AdvancePhase("lobby"))
    yield from seen("briefing")
    do(people[0], c.MarkRead)
    yield from seen("briefed")
    engine.submit(workshop, c.AdvancePhase("briefing"))
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
    engine.submit(workshop, c.AdvancePhase("playing"))
    yield from seen("closed")


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


def test_every_screen_of_the_shipped_scenario_has_its_words(templates):
    seen = 0
    for moment, _person, markup in [*many_moments(), *ties()]:
        words = Words(markup)
        assert not words.mute, (moment, words.mute)
        told = " ".join(words.text)
        assert not KEY.search(told), (moment, KEY.search(told))
        assert not re.search(r"\{[{%]|%\(|\bNone\b", told), moment
        seen += 1
    assert seen > 100
    known = {
        f"game/{path.parent.name}/{path.name}"
        for kind in ("screens", "deeds")
        for path in (SCREENS / kind).glob("*.html")
    }
    assert known <= set(templates)


def test_gate_waits_for_the_round():
    workshop = WorkshopFactory()
    (person,) = seat(workshop, 1)
    start(workshop)
    assert "The round is about to open" in html(person)

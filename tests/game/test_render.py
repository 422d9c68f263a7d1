"""From a screen to HTML: each part once, with a hash that says what a browser shows; and no screen without words."""

import re

import pytest

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
    step_of,
    texts,
)

pytestmark = pytest.mark.django_db


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
    hashes = {part.slot: part.hash for part in screen.parts}
    assert screen.hash.split(".") == [hashes[slot] for slot in sorted(hashes)]
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
    (known,) = render._memory.values()
    assert 3 <= len(known["en"]) <= 6
    assert html(people[0]) == first


def test_parts_of_all_open_pages_are_remembered(monkeypatch):
    """A beat looks at all pages in turn: with fewer it would draw each of them anew."""
    monkeypatch.setattr(render, "REMEMBERED", 3)
    workshop, people = at("choice", people=5)
    current = log.current(workshop)

    def beat():
        drawn = []
        with monkeypatch.context() as count:
            real = render._render
            count.setattr(render, "_render", lambda *told: drawn.append(told) or real(*told))
            for person in people:
                render.rendered(workshop, current, Viewer("player", person.id_in_log), "en", len(people))
        return len(drawn)

    assert beat() > 3
    assert beat() == 0


def test_names_and_notes_are_escaped():
    workshop = WorkshopFactory()
    seat(workshop, 1)
    nasty = PlayerFactory(workshop=workshop, name='<b>"Bold"</b>&')
    engine.submit(workshop, c.TakeSeat(nasty.id_in_log, 1))
    other = PlayerFactory(workshop=workshop)
    assert "&lt;b&gt;&quot;Bold&quot;&lt;/b&gt;&amp;" in html(other)
    assert "<b>&quot;Bold" not in html(other)


def test_vote_is_promised_to_be_confidential_and_is():
    """VOTE-10: the screen says who will see what, and a neighbour's screen tells nothing of it."""
    _workshop, people = at("vote")
    before = part(people[1], "task").html
    assert "Nobody at the table or on the wall sees your vote." in before
    do(people[0], c.CastVote, option="A")
    assert part(people[1], "task").html == before
    assert part(people[0], "task").html != before


def test_gate_waits_for_the_round():
    workshop = WorkshopFactory()
    (person,) = seat(workshop, 1)
    start(workshop)
    assert "The round is about to open" in html(person)

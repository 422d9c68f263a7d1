"""The wall: what it shows in each phase, and what it never shows."""

import pytest

from game import engine
from game.models import Note
from game.rules import commands as c
from game.rules.state import PHASES
from tests.factories import WorkshopFactory, at, do, lead, reach, seat, state_of

pytestmark = pytest.mark.django_db

SHOWS = {
    "lobby": "Scan the sign, or type the code",
    "welcome": "Play the role, not yourself.",
    "briefing": "Who are you in this town",
    "playing": "The next round opens soon",
    "results": "Headline",
    "debrief": "Question 1 of 5",
    "plan": "What will you do at home",
    "closed": "Thank you for playing",
}


def wall(client, workshop):
    answer = client.get(f"/projector/{workshop.slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("phase", PHASES[1:])
def test_wall_shows_what_to_do_now_and_nobody(client, phase):
    """Never a name, a message, or words that were shown to a table only."""
    workshop = WorkshopFactory(is_shipped=True, doors__tables=2)
    people = [*seat(workshop, 3), *seat(workshop, 3, 2)]
    if phase in ("results", "debrief", "plan", "closed"):
        reach(workshop, "done")
        lead(workshop, "debrief" if phase != "results" else "results")
    if phase in ("debrief", "plan", "closed"):
        note = Note(workshop=workshop, player="x", id_in_log=f"{people[0].id_in_log}.q1", text="Unmoderated.")
        engine.submit(workshop, c.ShareNote(people[0].id_in_log, "q1"), [note])
    lead(workshop, phase)
    engine.submit(
        workshop, c.Say("say.a"), [Note(workshop=workshop, player="", id_in_log="say.a", text="Only phones.")]
    )
    told = wall(client, workshop)
    if phase == "results":
        assert "The term was cut short" in told
        assert told.count("<q>") == 2
    else:
        assert SHOWS[phase] in told
    for secret in (*(person.name for person in people), "Unmoderated.", "Only phones."):
        assert secret not in told


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("situation", "Read</p>"),
        ("choice", "Choose alone</p>"),
        ("talk", "harbour talk"),
        ("vote", "Vote</p>"),
        ("consequence", "What did your decision do?"),
        ("reflect", "harbour reflect"),
    ],
)
def test_wall_says_the_step_and_no_answer(client, step, words):
    workshop, people = at(step)
    told = wall(client, workshop)
    assert words in told
    for option in ("harbour A title", "harbour B title", "harbour A story"):
        assert option not in told
    assert all(person.name not in told for person in people)


def test_wall_tells_the_step_of_most_tables_and_how_many_are_done(client):
    workshop = WorkshopFactory(doors__tables=3)
    for table in (1, 2, 3):
        seat(workshop, 3, table)
    reach(workshop, "done")
    reach(workshop, "talk", 2)
    reach(workshop, "talk", 3)
    told = wall(client, workshop)
    assert "harbour talk" in told
    assert "1 of 3 tables is done" in told


def test_wall_says_that_the_workshop_is_paused(client):
    workshop, _people = at("talk")
    engine.submit(workshop, c.Pause())
    assert "Paused. Nothing runs out." in wall(client, workshop)


def test_parts_that_the_wall_shows_already_are_not_sent_again(client):
    workshop, people = at("talk")
    first = client.get(f"/projector/{workshop.slug}/screen/")
    assert "<html" not in first.content.decode()
    again = client.get(f"/projector/{workshop.slug}/screen/", {"shown": first["X-Screen"]})
    assert again.status_code == 204
    do(people[1], c.TapReady)
    same = client.get(f"/projector/{workshop.slug}/screen/", {"shown": first["X-Screen"]})
    assert same.status_code == 204, "the wall does not count who is ready"


def test_wall_before_the_doors_open_says_so(client):
    workshop = WorkshopFactory(doors=False)
    assert "The doors open soon." in wall(client, workshop)
    assert workshop.code not in wall(client, workshop)
    assert client.get(f"/projector/{workshop.slug}/screen/").status_code == 404


def test_wall_can_only_be_looked_at(client):
    workshop, _people = at("talk")
    for path in ("", "screen/"):
        assert client.post(f"/projector/{workshop.slug}/{path}").status_code == 405
    assert "<form" not in wall(client, workshop)
    assert state_of(workshop).phase == "playing"

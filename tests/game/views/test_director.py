"""The debrief led from the desk: what a tap does to the wall, and what never gets there (C-7, KEEP-1 to 3)."""

import html
import re

import pytest

from game import engine
from game.models import Note
from game.rules import commands as c
from game.unnamed import called
from tests.factories import (
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
from tests.game.test_render_words import KEY, Words

pytestmark = pytest.mark.django_db

SCRIPTED = {"HX-Request": "true"}
CANARY = "Kanariefugl"


@pytest.fixture
def leader(django_user_model, client):
    user = django_user_model.objects.create_user("leader")
    client.force_login(user)
    return user


@pytest.fixture
def room(leader):
    """Four tables of five in the debrief after one round, all of whom chose and voted differently."""
    workshop = WorkshopFactory(is_shipped=True, doors__tables=4, doors__format="90", doors__edition=2)
    workshop.facilitators.add(leader)
    people = [person for table in (1, 2, 3, 4) for person in seat(workshop, 5, table)]
    lead(workshop, "playing")
    for table in (1, 2, 3, 4):
        reach(workshop, "choice", table)
        for place, person in enumerate(people[5 * table - 5 : 5 * table]):
            step = step_of(workshop, table).number
            letter = "ABABA"[place]
            engine.submit(workshop, c.Choose(person.id_in_log, step, letter, 1, "fair", "", "page", 1))
        reach(workshop, "done", table, votes="AACAC")
    lead(workshop, "debrief")
    return workshop, people


def press(client, workshop, verb, headers=SCRIPTED, **sent):
    """Press a button of the desk, which knows words by a sign only."""
    if "note" in sent:
        sent["note"] = called(workshop.slug, sent["note"])
    return client.post(f"/facilitate/{workshop.slug}/{verb}/", sent, headers=headers)


def wall(client, workshop):
    return html.unescape(client.get(f"/projector/{workshop.slug}/").content.decode())


def desk(client, workshop):
    return html.unescape(client.get(f"/facilitate/{workshop.slug}/").content.decode())


def share(workshop, person, topic, **texts):
    """A person shows an answer, or a plan with these lines, to the table."""
    note = f"{person.id_in_log}.{topic}"
    rows = [
        Note(workshop=workshop, player=person.id_in_log, id_in_log=f"{note}.{field}" if field else note, text=text)
        for field, text in (texts or {"": f"{CANARY} answer"}).items()
    ]  # fmt: skip
    wish = c.SharePlan(person.id_in_log) if topic == "plan" else c.ShareNote(person.id_in_log, topic)
    engine.submit(workshop, wish, rows)
    return note


def test_one_tap_turns_the_wall_and_is_marked(client, room):
    workshop, _people = room
    assert 'id="verb-show-wall-levels" aria-pressed="false"' in desk(client, workshop)
    assert press(client, workshop, "show-wall", what="levels").status_code == 200
    assert "Where each table was weakest in the end" in wall(client, workshop)
    assert 'id="verb-show-wall-levels" aria-pressed="true"' in desk(client, workshop)
    press(client, workshop, "show-wall", what="levels")
    assert events(workshop).count("WallTurned") == 1, "the second tap does nothing"
    assert press(client, workshop, "show-wall", headers={}, what="question").status_code == 302
    assert "Question 1 of 5" in wall(client, workshop)


@pytest.mark.parametrize("what", ["headlines", "decisions-1", "levels", "unheard", "moved-1", "distance"])
def test_every_picture_says_all_in_words(client, room, what):
    """A drawing is never the only place where something is told."""
    workshop, people = room
    press(client, workshop, "show-wall", what=what)
    told = wall(client, workshop)
    assert f'data-screen="{what.partition("-")[0]}"' in told
    main = told[told.index("<main") : told.index("</main>")]
    assert Words(main).mute == [] and not KEY.search(re.sub(r"<[^>]*>", " ", main))
    assert all("aria-hidden" in drawing for drawing in re.findall(r"<svg[^>]*>", main))
    assert "style=" not in main
    assert all(person.name not in told for person in people)


def test_picture_that_cannot_be_shown_is_a_sentence_and_the_wall_stays(client, room):
    workshop, _people = room
    answer = press(client, workshop, "show-wall", what="moved-2")
    assert notice(answer).startswith("Too few for that")
    assert "Question 1 of 5" in wall(client, workshop)
    assert "WallTurned" not in events(workshop)


@pytest.mark.parametrize("written", ["", "x", "9" * 5000])
def test_what_is_no_number_is_a_sentence(client, room, written):
    workshop, people = room
    note = share(workshop, people[0], "q1")
    answer = press(client, workshop, "put-on-wall", note=note, written=written)
    assert answer.status_code == 200 and notice(answer)
    assert "NotePutOnWall" not in events(workshop)


def test_answer_goes_to_the_wall_after_a_look_and_off_it_again(client, room):
    workshop, people = room
    note = share(workshop, people[0], "q1")
    assert CANARY in desk(client, workshop)
    press(client, workshop, "put-on-wall", note=note, written="1")
    press(client, workshop, "put-on-wall", note=note, written="1")
    assert events(workshop).count("NotePutOnWall") == 1, "the second tap does nothing"
    assert CANARY not in wall(client, workshop), "the wall still shows the question"
    press(client, workshop, "show-wall", what="answers")
    assert CANARY in wall(client, workshop)
    press(client, workshop, "take-off-wall", note=note)
    assert CANARY not in wall(client, workshop)


def slips(client, workshop):
    """What the desk shows of the words without a name, as it comes."""
    return re.findall(
        r'<li class="slip.*?</li>', client.get(f"/facilitate/{workshop.slug}/").content.decode(), re.DOTALL
    )


def test_desk_does_not_tell_whose_words_they_are_in_its_source_either(client, room):
    """KEEP-1: words that are shown without a name carry no id of a person, and come by table and alphabet."""
    workshop, people = room
    at_one = sorted(
        (p for p in people if state_of(workshop).players[p.id_in_log].table == 1), key=lambda p: p.id_in_log
    )
    for person, words in zip(at_one, ("Cedar", "Ash", "Birch"), strict=False):
        share(workshop, person, "q1", **{"": words})
    shown = slips(client, workshop)
    assert [re.search("Ash|Birch|Cedar", slip)[0] for slip in shown] == ["Ash", "Birch", "Cedar"]
    for slip in shown:
        assert 'name="note"' in slip
        assert not [person.id_in_log for person in people if person.id_in_log in slip]


def test_desk_cannot_ask_by_the_id_of_a_person_what_they_wrote(client, room):
    """Given words that were shown, when the desk hides "what this person wrote", then nothing is hidden."""
    workshop, people = room
    note = share(workshop, people[0], "q1")
    for guess in (note, "", called("another-workshop", note)):
        client.post(f"/facilitate/{workshop.slug}/hide-note/", {"note": guess}, headers=SCRIPTED)
    assert "NoteHidden" not in events(workshop)
    press(client, workshop, "hide-note", note=note)
    assert events(workshop).count("NoteHidden") == 1


def test_words_that_were_changed_meanwhile_are_read_once_more(client, room):
    workshop, people = room
    note = share(workshop, people[0], "q1")
    row = Note.objects.get(id_in_log=note)
    row.text = "Something else"
    engine.submit(workshop, c.KeepNote(people[0].id_in_log, "q1"), [row])
    answer = press(client, workshop, "put-on-wall", note=note, written="1")
    assert notice(answer).startswith("These words have just been changed")
    assert state_of(workshop).on_wall == ()


def test_no_name_no_aim_and_no_unread_words_reach_the_wall(client, room):
    """KEEP-1, KEEP-2, KEEP-3: whatever the desk turns the wall to, in every phase in which it is led."""
    workshop, people = room
    for person in people:
        engine.submit(workshop, c.RevealAim(person.id_in_log))
    first, second, third, fourth = people[:4]
    open_ = share(workshop, first, "q1", **{"": "Read and let through."})
    share(workshop, second, "q1", **{"": f"{CANARY} unread"})
    hidden = share(workshop, third, "q1", **{"": f"{CANARY} hidden"})
    changed = share(workshop, fourth, "q1", **{"": f"{CANARY} before"})
    for note in (open_, hidden, changed):
        press(client, workshop, "put-on-wall", note=note, written="1")
    press(client, workshop, "hide-note", note=hidden)
    row = Note.objects.get(id_in_log=changed)
    row.text = f"{CANARY} after"
    engine.submit(workshop, c.KeepNote(fourth.id_in_log, "q1"), [row])
    said, pictures = [], ("", "headlines", "levels", "unheard", "distance", "answers", "plans", "moved-1")
    for phase in ("debrief", "plan"):
        lead(workshop, phase)
        if phase == "plan":
            plan = share(
                workshop, first, "plan", when="In May", i_will="ask", in_the_way=f"{CANARY} in the way"
            )
            share(workshop, second, "plan", when=CANARY, i_will=CANARY)
            press(client, workshop, "put-on-wall", note=plan, written="1")
        for what in (*pictures, "decisions-1"):
            press(client, workshop, "show-wall", what=what)
            said.append(wall(client, workshop))
    told = " ".join(said)
    assert "Read and let through." in told and "In May" in told
    assert CANARY not in told
    script = state_of(workshop).script
    aims = [script.say(f"roles.{role}.aim", "en") for role in ("P1", "P2", "P3", "M1", "M3", "M4")]
    assert any(aims)
    for secret in (
        *(person.name for person in people),
        *(person.key for person in people),
        *filter(None, aims),
    ):
        assert secret not in told


def test_markup_that_somebody_typed_is_text_on_wall_and_desk(client, room):
    workshop, people = room
    note = share(workshop, people[0], "q1", **{"": "<b>bold</b>"})
    press(client, workshop, "put-on-wall", note=note, written="1")
    press(client, workshop, "show-wall", what="answers")
    for path in ("projector", "facilitate"):
        told = client.get(f"/{path}/{workshop.slug}/").content.decode()
        assert "&lt;b&gt;bold" in told and "<b>bold" not in told


@pytest.mark.parametrize("verb", ["show-wall", "put-on-wall", "take-off-wall"])
def test_wall_is_not_turned_by_strangers_or_players(client, room, verb, django_user_model):
    workshop, people = room
    note = share(workshop, people[0], "q1")
    before = events(workshop)
    sent = {"what": "levels", "note": note, "written": "1"}
    browser = browser_of(people[0])
    assert browser.post(f"/facilitate/{workshop.slug}/{verb}/", sent).status_code == 302
    assert browser.post(f"/workshops/{workshop.slug}/{verb}/", sent).status_code == 404
    client.force_login(django_user_model.objects.create_user("stranger"))
    assert press(client, workshop, verb, **sent).status_code == 404
    assert events(workshop) == before


def test_desk_without_scripts_leads_the_debrief_too(client, room):
    workshop, _people = room
    assert press(client, workshop, "show-wall", headers={}, what="levels")["Location"] == (
        f"/facilitate/{workshop.slug}/"
    )
    answer = press(client, workshop, "show-wall", headers={}, what="plans")
    assert notice(answer) == "None is on the wall yet. Put one there from the list first."

"""What the verbs of the desk say, keep and refuse in words. Who may use which of them when: test_who_may.py."""

import pytest

from game import engine
from game.models import Note
from game.rules import commands as c
from game.rules.state import PHASES
from game.unnamed import called
from tests.factories import (
    PlayerFactory,
    WorkshopFactory,
    events,
    lead,
    notice,
    reach,
    seat,
    state_of,
    step_of,
)

pytestmark = pytest.mark.django_db

LIVE = PHASES[1:]
UNTIL_CLOSED = LIVE[:-1]
UNTIL_RESULTS = ("lobby", "welcome", "briefing", "playing")
AT_THE_GATE = ("open-round", "move", "change-role", "close-table", "reopen-table")
SHOWN = ("debrief", "plan", "closed")
#: What each verb does, and in which phases it may; everywhere else it is refused with a sentence.
OFFERED = {
    "take-desk": ("DeskTaken", UNTIL_CLOSED),
    "next-phase": ("PhaseEntered", tuple(phase for phase in UNTIL_CLOSED if phase != "playing")),
    "next-phase-anyway": ("PhaseEntered", UNTIL_CLOSED),
    "back-to": ("PhaseEntered", ("welcome", "briefing", "debrief", "plan")),
    "ask-question": ("QuestionAsked", ("debrief",)),
    "hide-note": ("NoteHidden", SHOWN),
    "show-note": ("NoteShown", SHOWN),
    "show-wall": ("WallTurned", ("results", "debrief", "plan")),
    "put-on-wall": ("NotePutOnWall", ("debrief", "plan")),
    "take-off-wall": ("NoteTakenOffWall", ("debrief", "plan")),
    "withdraw": ("MessageWithdrawn", LIVE),
    "open-round": ("RoundOpened", ("playing",)),
    "pause": ("Paused", UNTIL_CLOSED),
    "resume": ("Resumed", UNTIL_CLOSED),
    "lock-doors": ("DoorsLocked", UNTIL_CLOSED),
    "unlock-doors": ("DoorsUnlocked", UNTIL_CLOSED),
    "extend": ("TimeAdded", ("playing",)),
    "close-step": ("StepClosed", ("playing",)),
    "step-back": ("SteppedBack", ("playing",)),
    "remove": ("PlayerRemoved", LIVE),
    "readmit": ("PlayerReadmitted", LIVE),
    "move": ("SeatLeft", UNTIL_RESULTS),
    "change-role": ("SeatTaken", UNTIL_RESULTS),
    "close-table": ("TableClosed", UNTIL_RESULTS),
    "reopen-table": ("TableReopened", UNTIL_RESULTS),
    "put-on-paper": ("PaperTaken", UNTIL_RESULTS),
    "take-off-paper": ("PaperLeft", UNTIL_RESULTS),
    "enter-paper": ("PaperEntered", ("playing",)),
    "say": ("MessageSaid", LIVE),
    "rename": ("PlayerRenamed", LIVE),
    "nudge": ("TableNudged", ("playing",)),
    "ask-spotlight": ("SpotlightAsked", ("results", "debrief")),
    "end-spotlight": ("SpotlightEnded", ()),
    "set-end": ("EndSet", ("welcome", "briefing", "playing", "results", "debrief", "plan")),
    "apply-clock": ("ClockReplanned", ("welcome", "briefing", "playing", "results", "debrief", "plan")),
    "many": ("StepClosed", ("playing",)),
}
BACK = {"welcome": "lobby", "briefing": "welcome", "debrief": "results", "plan": "debrief"}


@pytest.fixture
def leader(django_user_model, client):
    user = django_user_model.objects.create_user("leader")
    client.force_login(user)
    return user


def prepared(phase, verb, leader):
    """A workshop in a phase in which a verb finds what it is about, and what the verb sends."""
    workshop = WorkshopFactory(doors__led_by_bot=True, doors__tables=2 if verb == "move" else 1)
    workshop.facilitators.add(leader)
    people = seat(workshop, 3)
    ann = people[0].id_in_log
    if phase in ("results", *SHOWN):
        reach(workshop, "done")
    if phase in SHOWN:
        lead(workshop, "debrief")
        engine.submit(workshop, c.ShareNote(ann, "q1"))
    if phase in SHOWN and verb == "take-off-wall":
        engine.submit(workshop, c.PutOnWall(f"{ann}.q1", 1))
    lead(workshop, phase)
    if phase == "playing" and verb not in AT_THE_GATE:
        reach(workshop, "vote" if verb == "step-back" else "choice")
    if verb == "show-note" and phase in SHOWN:
        engine.submit(workshop, c.HideNote(f"{ann}.q1"))
    if verb == "withdraw":
        row = Note(workshop=workshop, player="", id_in_log="say.a1", text="Soon.")
        engine.submit(workshop, c.Say("say.a1"), [row])
    if verb == "resume" and phase != "closed":
        engine.submit(workshop, c.Pause())
    if verb == "unlock-doors" and phase != "closed":
        engine.submit(workshop, c.LockDoors())
    if verb == "reopen-table" and phase in UNTIL_RESULTS:
        engine.submit(workshop, c.CloseTable(1))
    if verb in ("take-off-paper", "enter-paper") and phase in UNTIL_RESULTS:
        engine.submit(workshop, c.PutOnPaper(1, "M1"))
    if verb == "readmit":
        engine.submit(workshop, c.RemovePlayer(ann))
    return workshop, {
        "leaving": phase,
        "way": f"{phase} {BACK.get(phase, 'lobby')}",
        "question": 2,
        "note": "say.a1" if verb == "withdraw" else called(workshop.slug, f"{ann}.q1"),
        "round": state_of(workshop).opened + 1,
        "table": "" if verb == "say" else 1,
        "step": step_of(workshop).number if phase == "playing" else 1,
        "to": "choice",
        "goes": 2,
        "role": "M1",
        "player": "" if verb == "say" else ann,
        "words": "Soon.",
        "said": "b2",
        "name": "Another name",
        "minutes": 1 if verb == "extend" else 40,
        "change": "debrief 120",
        "do": "close-step",
        "filter": "all",
        "moment": f"1.{step_of(workshop).number}" if phase == "playing" else "1.1",
        "what": "levels",
        "written": 1,
    }


def test_term_that_is_not_over_is_ended_by_a_second_tap(client, leader):
    """PHASE-2: the sentence comes with a button that goes on all the same."""
    workshop, data = prepared("playing", "next-phase", leader)
    told = client.post(f"/facilitate/{workshop.slug}/next-phase/", data).content.decode()
    assert "No table has finished its last round." in told
    assert f'action="/facilitate/{workshop.slug}/next-phase-anyway/"' in told
    client.post(f"/facilitate/{workshop.slug}/next-phase-anyway/", data)
    assert state_of(workshop).phase == "results"


def test_words_are_said_once_and_named_by_nobody(client, leader):
    """PHASE-7: the second of two clicks says nothing; the words are a row, never in the log."""
    workshop, data = prepared("welcome", "say", leader)
    for _click in range(2):
        client.post(f"/facilitate/{workshop.slug}/say/", {**data, "words": "Coffee \u202enow"})
    assert events(workshop).count("MessageSaid") == 1
    assert list(Note.objects.values_list("id_in_log", "text", "player")) == [("say.b2", "Coffee now", "")]
    assert "Coffee" not in str(list(workshop.lines.values_list("data", flat=True)))


@pytest.mark.parametrize(
    ("verb", "data", "sentence"),
    [
        ("say", {"words": "  "}, "Write what you want to say."),
        ("say", {"words": "x" * 301}, "Write at most 300 signs; these are 301."),
        ("say", {"words": "Soon.", "table": "9"}, "There is no such table."),
        ("say", {"words": "Soon.", "table": "x"}, "That could not be understood."),
        ("rename", {"name": "\u202e"}, "Write the new name."),
        ("rename", {"name": "x" * 41}, "Write at most 40 signs; these are 41."),
        ("rename", {"name": "Bo", "player": "nobody"}, "There is nobody like that in this workshop."),
    ],
)
def test_words_that_cannot_be_taken_are_told(client, leader, verb, data, sentence):
    workshop, sent = prepared("welcome", verb, leader)
    before = events(workshop)
    answer = client.post(f"/facilitate/{workshop.slug}/{verb}/", {**sent, **data})
    assert sentence in notice(answer)
    assert events(workshop) == before
    assert not Note.objects.exists()


def test_name_is_a_label_that_everybody_sees_at_once(client, leader):
    workshop, data = prepared("lobby", "rename", leader)
    client.post(f"/facilitate/{workshop.slug}/rename/", {**data, "name": "Bodil <b>"})
    told = client.get(f"/facilitate/{workshop.slug}/").content.decode()
    assert "Bodil &lt;b&gt;" in told
    assert "<b>Bodil" not in told


def test_doors_stay_open_for_who_comes_back(client, leader):
    """A removed person who is readmitted keeps the row and the personal link."""
    workshop, data = prepared("lobby", "remove", leader)
    late = PlayerFactory(workshop=workshop, name="Late")
    for verb in ("remove", "readmit"):
        client.post(f"/facilitate/{workshop.slug}/{verb}/", {**data, "player": late.id_in_log})
    assert not state_of(workshop).players[late.id_in_log].removed

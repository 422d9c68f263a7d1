"""Who may do what at the desk (F3): every verb in every phase, by each who could ask. A new verb needs a row in the table.

Asked by a facilitator, by one who came by an invitation, by hosts of this table and of another one, by somebody who leads
another workshop, and by nobody in particular.
"""

from dataclasses import dataclass
from functools import cache

import pytest
from django.test import Client
from django.test.client import ClientHandler

from game import engine, leading, rules
from game.models import LogLine, Note, Player, Workshop
from game.rules import commands as c
from game.rules.hall.room import droppable
from game.rules.state import MIDTERM, PHASES
from game.unnamed import called
from game.views.verbs import MANY, VERBS, WORDS
from tests.factories import WorkshopFactory, events, lead, notice, reach, seat, state_of, step_of
from tests.game.views.test_room_verbs import played

pytestmark = pytest.mark.django_db

OPEN = (*PHASES[1:], MIDTERM)
UNTIL_CLOSED = tuple(phase for phase in OPEN if phase != "closed")
UNTIL_RESULTS = ("lobby", "welcome", "briefing", "playing")
PLAYING = ("playing",)
SHOWN = ("debrief", "plan", "closed")
TIMED = (*PHASES[2:-1], MIDTERM)
#: All browsers share what leads to the views; to build it anew for each of thousands takes longer than all they ask.
HANDLER = ClientHandler(enforce_csrf_checks=False)
#: The table that the hosts of these tests have, or have not.
OWN, OTHER = 1, 2


@dataclass(frozen=True)
class Row:
    """A verb: what it brings, in which phases it may, whether a host may at an own table, and what undoes it.

    `undone` is a verb; `confirmed` where the button is folded away or says it once more; nothing where nothing is lost.
    In `silent` phases there is nothing to do and nothing to refuse.
    """

    event: str
    phases: tuple[str, ...]
    host: bool = False
    undone: str = ""
    silent: tuple[str, ...] = ()


TABLE = {
    "take-desk": Row("DeskTaken", UNTIL_CLOSED),
    "next-phase": Row("PhaseEntered", tuple(p for p in UNTIL_CLOSED if p != "playing"), undone="back-to"),
    "next-phase-anyway": Row("PhaseEntered", UNTIL_CLOSED, undone="confirmed"),
    "back-to": Row("PhaseEntered", ("welcome", "briefing", "debrief", "plan"), undone="next-phase"),
    "ask-question": Row("QuestionAsked", ("debrief",), undone="ask-question"),
    "hide-note": Row("NoteHidden", SHOWN, undone="show-note"),
    "show-note": Row("NoteShown", SHOWN, undone="hide-note"),
    "withdraw": Row("MessageWithdrawn", OPEN, host=True, undone="say"),
    "open-round": Row("RoundOpened", PLAYING),
    "show-plenary": Row("PlenaryShown", PLAYING),
    "show-plenary-anyway": Row("PlenaryShown", PLAYING, undone="confirmed"),
    "skip-plenary": Row("PlenaryShown", PLAYING, undone="confirmed"),
    "drop-dilemma": Row("DilemmaDropped", ("playing", MIDTERM), undone="confirmed"),
    "reopen-vote": Row("DecisionWithdrawn", PLAYING, undone="confirmed"),
    "skip-incident": Row(
        "IncidentSkipped", PLAYING, undone="confirmed", silent=tuple(p for p in OPEN if p != "playing")
    ),
    "warm-up": Row("WarmUpMoved", ("briefing",), undone="end-warm-up"),
    "end-warm-up": Row("WarmUpMoved", ("briefing",), undone="warm-up"),
    "pause": Row("Paused", UNTIL_CLOSED, undone="resume"),
    "resume": Row("Resumed", UNTIL_CLOSED, undone="pause", silent=("closed",)),
    "lock-doors": Row("DoorsLocked", UNTIL_CLOSED, undone="unlock-doors", silent=("closed",)),
    "unlock-doors": Row("DoorsUnlocked", UNTIL_CLOSED, undone="lock-doors"),
    "extend": Row("TimeAdded", PLAYING, host=True),
    "close-step": Row("StepClosed", PLAYING, host=True, undone="step-back"),
    "step-back": Row("SteppedBack", PLAYING, host=True, undone="confirmed"),
    "remove": Row("PlayerRemoved", OPEN, undone="readmit"),
    "readmit": Row("PlayerReadmitted", OPEN, undone="remove"),
    "move": Row("SeatLeft", UNTIL_RESULTS, undone="move"),
    "change-role": Row("SeatTaken", UNTIL_RESULTS, undone="change-role"),
    "close-table": Row("TableClosed", UNTIL_RESULTS, undone="reopen-table"),
    "reopen-table": Row("TableReopened", UNTIL_RESULTS, undone="close-table"),
    "put-on-paper": Row("PaperTaken", UNTIL_RESULTS, host=True, undone="take-off-paper"),
    "take-off-paper": Row("PaperLeft", UNTIL_RESULTS, host=True, undone="put-on-paper"),
    "enter-paper": Row("PaperEntered", PLAYING, host=True, undone="enter-paper"),
    "say": Row("MessageSaid", OPEN, host=True, undone="withdraw"),
    "rename": Row("PlayerRenamed", OPEN, undone="rename"),
    "nudge": Row("TableNudged", PLAYING, host=True),
    "many": Row("StepClosed", PLAYING, host=True, undone="many"),
    "set-end": Row("EndSet", TIMED, undone="set-end"),
    "apply-clock": Row("ClockReplanned", TIMED, undone="apply-clock"),
    "ask-spotlight": Row("SpotlightAsked", (MIDTERM, "results", "debrief"), undone="end-spotlight"),
    "end-spotlight": Row(
        "SpotlightEnded",
        ("results", "debrief"),
        silent=tuple(p for p in OPEN if p not in ("results", "debrief")),
    ),
    "show-wall": Row("WallTurned", ("results", "debrief", "plan"), undone="show-wall"),
    "put-on-wall": Row("NotePutOnWall", ("debrief", "plan"), undone="take-off-wall"),
    "take-off-wall": Row("NoteTakenOffWall", ("debrief", "plan"), undone="put-on-wall"),
}
ROOM = (
    *("show-plenary", "show-plenary-anyway", "skip-plenary", "drop-dilemma"),
    *("skip-incident", "warm-up", "end-warm-up"),
)
#: How many rounds are played when a verb of the room is asked for; three unless said here.
ROUNDS = {"drop-dilemma": 0, "skip-incident": 2}
AT_THE_GATE = ("open-round", "move", "change-role", "close-table", "reopen-table")
STEPS = {"step-back": "vote", "reopen-vote": "consequence"}
BACK = {"welcome": "lobby", "briefing": "welcome", "debrief": "results", "plan": "debrief"}


def staged(verb, phase):
    """A workshop in a phase in which a verb finds what it is about, and what the verb sends."""
    if phase == MIDTERM or (verb in ROOM and phase in ("playing", "briefing")):
        workshop = restored(*of_the_room(phase, ROUNDS.get(verb, 3), verb == "skip-incident"))
    else:
        step = "gate" if verb in AT_THE_GATE else STEPS.get(verb, "choice")
        workshop = restored(*small(phase, step if phase == "playing" else ""))
    state = state_of(workshop)
    ann = state.tables[OWN].seats["P1"]
    _prepare(workshop, verb, phase, ann)
    state = state_of(workshop)
    step = state.tables[OWN].step
    return workshop, {
        "leaving": "" if verb in ("warm-up", "end-warm-up") else phase,
        "way": f"{phase} {BACK.get(phase, 'lobby')}",
        "question": 2,
        "note": "say.a1" if verb == "withdraw" else called(workshop.slug, f"{ann}.q1"),
        "round": 3 if verb in ROOM else state.opened + 1,
        "dilemma": droppable(state) or state.plan[-1],
        "table": OWN,
        "step": step.number if step else 1,
        "to": "choice",
        "goes": OTHER,
        "role": "M1",
        "player": "" if verb == "say" else ann,
        "words": "Soon.",
        "said": "b2",
        "name": "Another name",
        "minutes": 1 if verb == "extend" else 40,
        "change": "debrief 120",
        "do": "close-step",
        "filter": "all",
        "moment": f"{OWN}.{step.number if step else 1}",
        "what": "levels",
        "written": state.written.get(f"{ann}.q1", 0),
    }


@cache
def small(phase, step):
    """Two tables of the small script, one of them empty, as rows to be restored."""
    workshop = WorkshopFactory(doors__led_by_bot=True, doors__tables=2)
    people = seat(workshop, 3)
    if phase in ("results", *SHOWN):
        reach(workshop, "done")
    if phase in SHOWN:
        lead(workshop, "debrief")
        engine.submit(workshop, c.ShareNote(people[0].id_in_log, "q1"))
    lead(workshop, phase)
    if step:
        reach(workshop, step)
    return rows_of(workshop)


@cache
def of_the_room(phase, rounds, at_an_incident):
    """A shipped scenario of 90 or 180 minutes, where incidents, plenary reveals and the midterm are, as rows."""
    long = phase == MIDTERM
    chosen = {"edition": 2, "incidents": not long, "plenaries": not long, "midterm": long, "led_by_bot": long}
    chosen |= {"format": "180" if long else "90", "rounds": 7 if long else 4}
    workshop = WorkshopFactory(
        is_shipped=True, doors__tables=2, **{f"doors__{name}": value for name, value in chosen.items()}
    )
    seat(workshop, 3)
    if phase != "briefing":
        lead(workshop, "playing")
        played(workshop, 4 if long else rounds)
    if at_an_incident and phase == "playing":
        engine.submit(workshop, c.TimeIsUp(OWN, step_of(workshop).number))
    if long:
        engine.submit(workshop, c.AdvancePhase("playing", MIDTERM))
    lead(workshop, phase)
    return rows_of(workshop)


def rows_of(workshop):
    """A workshop as plain rows, so that each test need not play it again: its own, its log, its people, its notes."""
    workshop.refresh_from_db()
    own = {
        name: getattr(workshop, name)
        for name in ("title", "script", "table_names", *rules.summary(state_of(workshop)))
    }
    lines = tuple(workshop.lines.values("version", "event", "data", "at", "by"))
    people = tuple(workshop.players.values("id_in_log", "name"))
    return own, lines, people


def restored(own, lines, people):
    """Another workshop that has come to the same point."""
    workshop = Workshop.objects.create(**own)
    LogLine.objects.bulk_create(LogLine(workshop=workshop, **line) for line in lines)
    Player.objects.bulk_create(Player(workshop=workshop, **person) for person in people)
    return workshop


def _prepare(workshop, verb, phase, ann):
    """What a verb undoes must have been done before."""
    if verb == "show-note" and phase in SHOWN:
        engine.submit(workshop, c.HideNote(f"{ann}.q1"))
    if verb == "withdraw":
        row = Note(workshop=workshop, player="", id_in_log="say.a1", text="Soon.")
        engine.submit(workshop, c.Say("say.a1", OWN), [row])
    if verb == "resume" and phase != "closed":
        engine.submit(workshop, c.Pause())
    if verb == "unlock-doors" and phase != "closed":
        engine.submit(workshop, c.LockDoors())
    if verb == "reopen-table" and phase in UNTIL_RESULTS:
        engine.submit(workshop, c.CloseTable(OWN))
    if verb in ("take-off-paper", "enter-paper") and phase in UNTIL_RESULTS:
        engine.submit(workshop, c.PutOnPaper(OWN, "M1"))
    if verb == "readmit":
        engine.submit(workshop, c.RemovePlayer(ann))
    if verb == "take-off-wall" and phase in ("debrief", "plan"):
        engine.submit(workshop, c.PutOnWall(f"{ann}.q1", state_of(workshop).written.get(f"{ann}.q1", 0)))
    if verb == "end-spotlight" and phase in ("results", "debrief"):
        engine.submit(workshop, c.AskSpotlight(OWN))
    if verb == "end-warm-up" and phase == "briefing":
        engine.submit(workshop, c.LeadWarmUp(""))


@pytest.fixture
def asking(django_user_model):
    """A browser for each who may ask, at a workshop; and the keys of their accounts."""
    keys = {}

    def at(workshop, who):
        browser = Client()
        browser.handler = HANDLER
        if who == "nobody":
            return browser
        user, is_new = django_user_model.objects.get_or_create(username=who)
        browser.force_login(user)
        keys[who] = user.pk
        if who == "facilitator":
            workshop.facilitators.add(user)
        elif who == "stranger" and is_new:
            WorkshopFactory().facilitators.add(user)
        elif who != "stranger":
            tables = {"co-facilitator": [], "host": [OWN], "other host": [OTHER]}[who]
            leading.claim(leading.invite(workshop, tables), user)
        return browser

    at.keys = keys
    return at


def posted(browser, workshop, verb, data, **headers):
    """The answer to a verb, and what happened."""
    before = len(events(workshop))
    answer = browser.post(f"/facilitate/{workshop.slug}/{verb}/", data, headers=headers)
    return answer, events(workshop)[before:], before


def does(browser, workshop, verb, data, key):
    """It happens, leads back to the desk, and is in the log under the account that asked."""
    answer, happened, before = posted(browser, workshop, verb, data)
    assert TABLE[verb].event in happened, notice(answer)
    assert (answer.status_code, answer["Location"]) == (302, f"/facilitate/{workshop.slug}/")
    assert set(workshop.lines.filter(version__gt=before).values_list("by", flat=True)) == {key}


def is_refused(browser, workshop, verb, data, silent=False):
    """Nothing happens, and a sentence says why."""
    answer, happened, _before = posted(browser, workshop, verb, data, HX_Request="true")
    assert happened == []
    assert silent or (answer.status_code == 200 and len(notice(answer)) > 10)


def test_table_knows_every_verb():
    assert set(TABLE) == {*VERBS, *WORDS, MANY}


def test_table_names_only_verbs_and_phases_that_there_are():
    assert {row.undone for row in TABLE.values()} <= {*TABLE, "confirmed", ""}
    assert {phase for row in TABLE.values() for phase in row.phases} == set(OPEN)


@pytest.mark.parametrize("phase", OPEN)
@pytest.mark.parametrize("verb", TABLE)
def test_verb_is_done_for_who_may_and_refused_for_everybody_else(asking, verb, phase):
    row = TABLE[verb]
    workshop, data = staged(verb, phase)
    stranger, before = asking(workshop, "stranger"), events(workshop)
    assert posted(stranger, workshop, verb, data)[0].status_code == 404
    assert posted(asking(workshop, "nobody"), workshop, verb, data)[0]["Location"].startswith("/log-in/")
    is_refused(asking(workshop, "other host"), workshop, verb, data)
    host = asking(workshop, "host")
    may = phase in row.phases
    if not (row.host and may):
        is_refused(host, workshop, verb, data, silent=row.host and phase in row.silent)
    assert events(workshop) == before
    leads = asking(workshop, "facilitator")
    joins = asking(workshop, "co-facilitator")
    if not may:
        for browser in (leads, joins):
            is_refused(browser, workshop, verb, data, phase in row.silent)
        return
    does(leads, workshop, verb, data, asking.keys["facilitator"])
    workshop, data = staged(verb, phase)
    does(asking(workshop, "co-facilitator"), workshop, verb, data, asking.keys["co-facilitator"])
    if row.host:
        workshop, data = staged(verb, phase)
        does(asking(workshop, "host"), workshop, verb, data, asking.keys["host"])


@pytest.mark.parametrize("verb", TABLE)
def test_no_verb_does_anything_before_the_doors_open(asking, verb):
    """Who may is led to the page that there is; a stranger finds nothing."""
    workshop = WorkshopFactory(doors=False)
    for who in ("facilitator", "co-facilitator", "host", "other host"):
        answer, happened, _before = posted(asking(workshop, who), workshop, verb, {"leaving": "draft"})
        assert (answer["Location"], happened) == (f"/facilitate/{workshop.slug}/", [])
    answer, happened, _before = posted(asking(workshop, "stranger"), workshop, verb, {"leaving": "draft"})
    assert (answer.status_code, happened) == (404, [])


#: In which phase a verb is undone here; what stands in none of them is tried where it is tested by itself.
UNDONE_IN = {
    "welcome": ("next-phase", "pause", "lock-doors", "remove", "rename", "say", "withdraw"),
    "briefing": ("back-to", "move", "change-role", "close-table", "put-on-paper", "warm-up"),
    "playing": ("close-step", "enter-paper", "resume", "unlock-doors"),
    "debrief": ("ask-question", "hide-note", "show-note", "readmit"),
}


@pytest.mark.parametrize(("phase", "verb"), [(p, verb) for p, verbs in UNDONE_IN.items() for verb in verbs])
def test_verb_is_undone_by_another(asking, phase, verb):
    """By the facilitator or by the other one who leads: what one did, the other can undo."""
    workshop, data = staged(verb, phase)
    leads, joins = asking(workshop, "facilitator"), asking(workshop, "co-facilitator")
    does(leads, workshop, verb, data, asking.keys["facilitator"])
    undone = TABLE[verb].undone
    state = state_of(workshop)
    step = state.tables[OWN].step
    data |= {
        "leaving": "" if "warm-up" in undone else state.phase,
        "way": f"{state.phase} {BACK.get(state.phase, '')}",
        "question": 1,
        "goes": OWN,
        "role": "P1" if verb == "change-role" else data["role"],
        "name": "The old name",
        "said": "c3",
        "step": step.number if step else 1,
        "to": "choice",
        "note": "say.b2" if verb == "say" else data["note"],
        "player": "" if undone == "say" else data["player"] or state.tables[OWN].seats["P1"],
    }
    if verb == "enter-paper":
        data |= {"choice-A": "1"}
    does(joins, workshop, undone, data, asking.keys["co-facilitator"])

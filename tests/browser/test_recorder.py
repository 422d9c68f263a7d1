"""Nothing reaches anybody before its time: all that every viewer of a whole workshop receives is recorded and judged.

Seven people, bots beside them, a wall, a desk and a stranger play the 90 minutes at three tables with a scenario in which
every text can be told apart. What each received is then held against one table of rules, `who_may_see.RULES`.
"""

from __future__ import annotations

import re
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass

import pytest

from tests.browser.canary import SLUG, SOW, marks, script
from tests.browser.conftest import PHONE
from tests.browser.history import History, Viewer
from tests.browser.people import play
from tests.browser.plain import Leader
from tests.browser.recorder import Payload, Recorder
from tests.browser.server import Server
from tests.browser.test_full import Councillor
from tests.browser.townspeople import Door, Ear, Townsperson, Typed
from tests.browser.visitor import Page, Visitor
from tests.browser.who_may_see import RULES, Judge, rule_of

pytestmark = pytest.mark.browser

PACE = 0.06
MOST_SECONDS = 240
#: Where each sits; the first two have a browser, the others plain HTTP and a socket.
SEATS = {
    "Ingrid": (1, "P1"),
    "Marta": (1, "M1"),
    "Piet": (1, "P3"),
    "Nils": (2, "P1"),
    "Olga": (2, "M1"),
    "Tora": (3, "P1"),
}
TABLES = 3
LATE = "Ruth"
QUESTIONS = 5
#: Where the facilitator looks once all is closed.
AFTERWARDS = ("", "after/", "report/", "decisions.csv")
OPTION_TITLE = r"(?P<option>[A-C])\.title"
TICKED = re.compile(r'name="option" value="(\w?)"[^>]* checked')


class Known(Councillor):
    """A person with a browser, who writes what can be told apart."""

    typed: Typed
    who: str

    def fill(self, screen: str) -> None:
        """Other words in each round, and others for the table than for oneself."""
        self.answers["reason"] = self.typed.line(f"typed.reason.{self.who}.{self.round}")
        self.answers["words"] = self.typed.line(f"typed.reflection.{self.who}.{self.round}")
        super().fill(screen)

    def words_on(self, page: str) -> dict[str, str]:
        """The same for every line of a page."""
        topic = page.replace("debrief ", "q")
        line = self.typed.line(f"typed.answer.{self.who}.{topic}")
        return dict.fromkeys(super().words_on(page), line)


class Conductor(Leader):
    """Leads from a plain desk: goes on with everything as soon as it may, so that tables are as far apart as they get."""

    def __init__(self, door: Door, people: int) -> None:
        super().__init__(door)  # type: ignore[arg-type]
        self.people = people
        self.looked_at = 0.0

    def lead_on(self) -> None:
        """Look at the desk, and press what leads on."""
        if time.monotonic() - self.looked_at < 0.3:
            return
        self.looked_at = time.monotonic()
        desk = self.get(f"/facilitate/{self.server.slug}/")
        log = self.server.log()
        phase = next((line.data["phase"] for line in reversed(log) if line.event == "PhaseEntered"), "lobby")
        if phase == "playing":
            self.play_on(desk)
        elif phase not in ("lobby", "closed") and self.all_have_read(log):
            asked = [line.data["question"] for line in log if line.event == "QuestionAsked"]
            if phase == "debrief" and asked[-1] < QUESTIONS:
                self.send(next(f for f in desk.forms if f.hidden.get("question") == str(asked[-1] + 1)))
            else:
                self.leave(phase)

    def play_on(self, desk: Page) -> None:
        """Open the next round, show what is decided, end the term."""
        for verb in ("open-round", "show-plenary"):
            if self.has(desk, verb):
                self.send(desk.form(f"/{verb}/"))
                return
        done = [line for line in self.server.log("StepEntered") if line.data["name"] == "done"]
        if len({line.data["table"] for line in done if line.data["round"] == 4}) == TABLES:
            self.leave("playing")

    def has(self, desk: Page, verb: str) -> bool:
        """Whether the desk offers a verb."""
        return any(form.action.endswith(f"/{verb}/") for form in desk.forms)

    def all_have_read(self, log: list) -> bool:
        """Whether everybody is through with the page of the moment."""
        last = max(n for n, line in enumerate(log) if line.event in ("PhaseEntered", "QuestionAsked"))
        return len({line.data["player"] for line in log[last:] if line.event == "ReadMarked"}) >= self.people


@dataclass
class Game:
    """A game that was played: who watched, what they received, and what may be found in it."""

    judge: Judge
    payloads: list[Payload]
    times: list[int]

    def happened_by(self, at: int) -> int:
        """The version of the log at a moment, in milliseconds."""
        return bisect_right(self.times, at)

    @property
    def history(self) -> History:
        """What happened."""
        return self.judge.history


@pytest.fixture
def game(serve: Callable[..., Server], open_page: Callable) -> Iterator[Game]:
    """The whole workshop, played and over."""
    server = serve(
        pace=PACE, options=("--scenario", SLUG, "--format", "90", "--tables", str(TABLES)), first=SOW
    )
    with ExitStack() as over:
        yield played(server, open_page, over)


def played(server: Server, open_page: Callable, over: ExitStack) -> Game:
    """Play it, and hand over what was received."""
    recorder, typed = Recorder(server), Typed()
    over.callback(recorder.close)
    desk = Conductor(Door(server, recorder.tap("desk")), len(SEATS))
    desk.do("take-desk")
    wall = Visitor(Door(server, recorder.tap("wall")))  # type: ignore[arg-type]
    wall.get(f"/projector/{server.slug}/")
    ears = [
        over.enter_context(closing(Ear(visitor, f"/{where}/{server.slug}/socket/")))
        for visitor, where in ((desk, "facilitate"), (wall, "projector"))
    ]
    stranger = Visitor(Door(server, recorder.tap("stranger")))  # type: ignore[arg-type]
    browsers = [somebody(server, recorder, typed, open_page, name) for name in ("Ingrid", "Marta")]

    def comes(name: str, pause: float = 0.0) -> Townsperson:
        person = Townsperson(Door(server, recorder.tap(name)), name, typed, name != "Piet", pause)
        ears.append(over.enter_context(closing(person.come_in())).ear)
        return person

    others = [
        comes(name, float(table > 1)).take(table, role).begin()
        for name, (table, role) in list(SEATS.items())[2:]
    ]

    def until(event: str, **wanted: object) -> Callable[[], bool]:
        def happened() -> bool:
            desk.lead_on()
            assert not any(person.broken for person in others)
            return any(wanted.items() <= line.data.items() for line in server.log(event))

        return happened

    def look_in() -> None:
        wall.get(f"/projector/{server.slug}/screen/")
        for path in ("", "screen/", "road/1/A/", "my-plan/"):
            stranger.get(f"/workshops/{server.slug}/{path}")
        stranger.get(f"/facilitate/{server.slug}/")

    play(browsers, lambda: len({line.data["player"] for line in server.log("SeatTaken")}) >= len(SEATS))
    say(desk, typed)
    desk.leave("lobby")
    play(browsers, until("RoundOpened", round=2), seconds=MOST_SECONDS)
    look_in()
    others.append(comes(LATE).begin())
    for phase in ("results", "debrief", "closed"):
        play(browsers, until("PhaseEntered", phase=phase), seconds=MOST_SECONDS)
        look_in()
        if phase == "debrief":
            shows_aim(browsers[0])
    time.sleep(1)
    for path in AFTERWARDS:
        assert desk.get(f"/facilitate/{server.slug}/{path}").status == 200
    for person in browsers:
        person.page.context.close()
    over.close()
    assert all(ear.heard for ear in ears)
    return Game(judge_of(server, typed), recorder.payloads(), [line.at for line in server.log()])


def somebody(server: Server, recorder: Recorder, typed: Typed, open_page: Callable, name: str) -> Known:
    """A person with a browser at the end of a wire."""
    table, role = SEATS[name]
    page = open_page(server, PHONE, address=recorder.tap(name).address)
    person = Known(
        page, server, typed.line(f"typed.name.{name}"), role, table, shows="yes" if name == "Ingrid" else ""
    )
    person.typed, person.who = typed, name
    return person.join()


def say(desk: Conductor, typed: Typed) -> None:
    """One message to all, one to a table, one to a person."""
    page = desk.get(f"/facilitate/{desk.server.slug}/")
    forms = [form for form in page.forms if form.action.endswith("/say/")]
    to_all = next(form for form in forms if "table" not in form.hidden and "player" not in form.hidden)
    to_table = next(form for form in forms if form.hidden.get("table") == "2")
    desk.send(to_all, words=typed.line("typed.message.all"))
    desk.send(to_table, words=typed.line("typed.message.table2"))


def shows_aim(person: Known) -> None:
    """AIM-1: by own tap."""
    person.page.click("nav [popovertarget=panel-mine]")
    with person.page.expect_response(lambda answer: answer.request.method == "POST"):
        person.page.click("#panel-mine >> text=Show my table")
    person.page.keyboard.press("Escape")


def judge_of(server: Server, typed: Typed) -> Judge:
    """Everything that is known of a game once it is over."""
    people = {
        name: (player, key)
        for player, name, key in server.rows("SELECT id_in_log, name, key FROM game_player")
    }
    viewers = [Viewer("desk", "desk"), Viewer("wall", "wall"), Viewer("stranger", "stranger")]
    secrets = {mark: key for key, mark in {**marks(), **typed.keys}.items()}
    seats = {line.data["player"]: line.data["table"] for line in server.log("SeatTaken", "TableChosen")}
    for name in (*SEATS, LATE):
        player, key = people[typed.keys[f"typed.name.{name}"]]
        viewers.append(Viewer(name, "player", seats[player], player))
        secrets |= {player: f"typed.id.{name}", key: f"typed.key.{name}"}
    return Judge(History(server.log(), viewers), secrets, tuple(d.id for d in script().dilemmas))


def test_nobody_receives_what_is_not_theirs(game):
    """L12, KEEP-1, KEEP-2, AIM-1, FACT-3, SEED-5: whatever is received is its receiver's at that moment."""
    leaks = game.judge.leaks(game.payloads)
    assert not leaks, "\n".join(leaks[:40])
    nobody_sees_a_tick_of_somebody_else(game)
    no_payload_claims_to_know_more_than_had_happened(game)
    the_recorder_heard_each_kind_of_secret(game)
    each_secret_would_have_been_missed_by_nobody(game)


def nobody_sees_a_tick_of_somebody_else(game: Game) -> None:
    """No option comes ticked but by the viewer's own answer; to wall, desk and strangers none at all."""
    own = {
        viewer.name: {
            data["option"]
            for event in ("ChoiceMade", "VoteCast")
            for _version, data in game.history.all(event, player=viewer.player)
        }
        for viewer in game.history.viewers.values()
    }
    for payload in game.payloads:
        ticked = set(TICKED.findall(payload.text.replace('\\"', '"')))
        assert ticked <= own[payload.viewer] | ({""} if own[payload.viewer] else set()), payload


def no_payload_claims_to_know_more_than_had_happened(game: Game) -> None:
    """Rules are judged by the version that a payload says: it may be behind the log, never ahead of it."""
    for payload in game.payloads:
        assert payload.version <= game.happened_by(payload.at), payload


def the_recorder_heard_each_kind_of_secret(game: Game) -> None:
    """Each kind of secret was received by somebody to whom it belongs: a recorder that is deaf proves nothing."""
    heard: Counter[tuple[str, str]] = Counter()
    later: Counter[str] = Counter()
    for payload in game.payloads:
        viewer = game.history.viewers[payload.viewer]
        for key in game.judge.keys_in(payload.text):
            pattern = rule_of(key, game.judge.dilemmas)[0].pattern
            heard[viewer.kind, pattern] += 1
            later[pattern] += game.judge.since(key, viewer) > 0
    for rule in RULES:
        if not rule.chancy:
            assert heard["player", rule.pattern], rule.pattern
    for pattern in (r"facts\.(?P<fact>\w+)\.text", r"typed\.reason", r"typed\.answer", "aim"):
        assert any(pattern in known and n for known, n in later.items()), f"{pattern}: nobody but its owner"
    assert {kind for kind, _pattern in heard} >= {"player", "wall", "desk"}
    assert any(kind == "wall" and OPTION_TITLE in pattern for kind, pattern in heard), "no plenary reveal"
    assert any(kind == "wall" and "headline" in pattern for kind, pattern in heard)


def each_secret_would_have_been_missed_by_nobody(game: Game) -> None:
    """Whatever was kept back from somebody is caught if it is slipped to them, a moment too early or at all."""
    tried: Counter[str] = Counter()
    for key_mark, key in game.judge.secrets.items():
        for viewer in game.history.viewers.values():
            since = game.judge.since(key, viewer)
            if not since:
                continue
            version = min(since - 1, game.history.version)
            if key.startswith("typed.name.") and viewer.kind == "player":
                version = game.history.version  # at the door people are called by name
            slipped = Payload(viewer.name, 0, version, "slipped in", f"<p>{key_mark}</p>")
            assert game.judge.leaks([slipped]), (viewer, key)
            tried[viewer.kind] += 1
    assert min(tried[kind] for kind in ("player", "wall", "desk", "stranger")) > 100

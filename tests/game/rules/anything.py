"""Any order of commands: what somebody might do next, as a small wish that fits whatever state there is."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from game.rules import PRESENCE, Refused, State, due
from game.rules import commands as c
from game.rules.effects import guards, moves
from game.rules.effects.incidents import is_met
from game.rules.hall.clock import runs
from game.rules.hall.notes import TOPICS
from game.rules.hall.replan import clock
from game.rules.hall.workshop import EARLIER_PHASE
from game.rules.round.facts import held_by
from game.rules.seating.roles import ASSIGNMENTS
from game.rules.state import LONGEST, Table
from scenarios.conditions import SLOTS
from tests.game.rules import given
from tests.game.rules.given import Game

SMALL = st.integers(0, 999)
KINDS = (
    *("step",) * 12, *("one",) * 3, *("odd",) * 4, *("clock",) * 2, "wait", *("verb",) * 4, "away", "away", "back", "back", "sleep",
    "late", "late",
)  # fmt: skip
WISHES = st.lists(st.tuples(st.sampled_from(KINDS), SMALL, SMALL, SMALL), min_size=12, max_size=60)
TIMES = (1, 4_999, 5_000, 20_000, 31_000, 61_000, 301_000)
OPTIONS = ("", "A", "B", "C", "D", "?")
#: Pages of their own: a page that sends a lower tap than before is late, and `apt` sends from a page without a name.
PAGES = ("x", "y", "z")
PICTURES = (
    "",
    "levels",
    "moved-1",
    "distance",
    "decisions-2",
    "answers",
    "plans",
    "unheard",
    "question",
    "?",
)


@st.composite
def workshops(draw: Any, /, **fixed: Any) -> Game:
    """One or two tables of up to eight seats, in the lobby or at the first gate; the second may be empty."""
    sizes = (draw(st.integers(1, 8)), *draw(st.lists(st.integers(0, 8), max_size=1)))
    settings = {
        "script": given.scripted(*draw(st.permutations(["P", "M", "all"]))),
        "timers": draw(st.sampled_from(["soft", "soft", "off"])),
        "factor": draw(st.sampled_from([1, 1, 2, 10])),
        "bots": draw(st.booleans()),
        "led_by_bot": draw(st.booleans()),
        "assignment": draw(st.sampled_from(["choose", *ASSIGNMENTS])),
        "key": draw(st.sampled_from(["a", "b", "c"])),
        **fixed,
    }
    if draw(st.booleans()):
        settings |= given.FULL | {
            "script": given.lively(*draw(st.permutations(["P", "M", "all"]))),
            "rule": draw(st.sampled_from(["majority", "two_thirds", "consent"])),
            "mode": draw(st.sampled_from(["gate", "gate", "free"])),
        }
    begin = draw(st.sampled_from([given.playing, given.playing, given.playing, given.lobby, given.debrief]))
    game = begin(*sizes, **settings)
    for turn in range(draw(st.integers(0, 30))):
        for command in _step(game, game.table(1 + turn % len(sizes)), turn * draw(st.integers(1, 5)), turn):
            attempt(game, command)
    return game


def apt(state: State, table: Table, role: str, pick: int) -> c.Command | None:
    """What a seat would do now to get on with it."""
    step, play, player = table.step, table.play, table.seats[role] or ""
    if step is None or play is None:
        return None
    if table.penholder not in state.present(table) and step.name in ("reveal", "talk", "vote", "runoff"):
        return c.TakePen(player, step.number)
    leads, options = (
        table.penholder == role,
        (play.runoff if step.name == "runoff" else play.options) or ("",),
    )
    if play.tied:
        return c.GiveWord(player, step.number, play.tied[pick % len(play.tied)]) if leads else None
    option = options[pick % len(options)]
    if step.name == "gate" and is_met(table):
        return c.AnswerIncident(player, step.number, 1 + pick % 2) if leads else None
    if step.name == "talk" and pick % 3 == 0 and (deed := _beside_the_vote(state, table, role, pick)):
        return deed
    guard = ("", "yes", "no")[pick % 3]
    return {
        "situation": c.MarkRead(player, step.number),
        "choice": c.Choose(player, step.number, option),
        "reveal": c.GoOn(player, step.number) if leads else None,
        "talk": c.CallVote(player, step.number, _proposal(state, table, pick))
        if leads
        else c.TapReady(player, step.number),
        "vote": c.CastVote(player, step.number, option, guard=guard),
        "runoff": c.CastVote(player, step.number, option),
        "consequence": c.GoOn(player, step.number),
        "reflect": c.Reflect(player, step.number),
    }.get(step.name)


def _beside_the_vote(state: State, table: Table, role: str, pick: int) -> c.Command | None:
    """What a seat may do in a talk besides getting ready: a fact, its move, a hearing; None if there is nothing."""
    play, step, player = table.play, table.step, table.seats[role] or ""
    assert play is not None and step is not None
    if kept := [fact for fact in held_by(play, role) if fact not in play.shared]:
        return c.ShareFact(player, step.number, kept[0])
    if not moves.may_play(state, table, role) and not play.moved(role):
        return c.PlayMove(player, step.number, moves.WORRIES[pick % len(moves.WORRIES)], "n3")
    if not moves.hearing_is_possible(state, table):
        return c.AskStakeholder(
            player, step.number, SLOTS[pick % len(SLOTS)], play.options[pick % len(play.options)]
        )
    return None


def _proposal(state: State, table: Table, pick: int) -> str:
    """A safeguard, where one may be proposed, every other time."""
    return (
        tuple(guards.PRICES)[pick % len(guards.PRICES)]
        if pick % 2 and guards.may_propose(state, table)
        else ""
    )


def play_out(game: Game, wishes: list[tuple[str, int, int, int]]) -> None:
    """Do all of it, in this order; after each deed all numbers are on their tracks."""
    for kind, a, b, d in wishes:
        for command in _wished(game, kind, a, b, d):
            attempt(game, command)
            on_track(game.state)


def attempt(game: Game, command: c.Command, at: int | None = None) -> bool:
    """Submit; the rules may say no, and nothing else may go wrong."""
    try:
        game.when(command, at=at)
    except Refused:
        return False
    return True


def next_due(game: Game) -> tuple[int, c.Command] | None:
    """The first thing that the clock will bring, other than who is there."""
    waiting = due(game.state, {})
    return next((entry for entry in waiting if not isinstance(entry[1], PRESENCE)), None)


def on_track(state: State) -> None:
    for table in state.tables.values():
        assert all(0 <= value <= 10 for value in table.poles.values()), table.poles
        assert all(0 <= table.resources[name] <= LONGEST[name] for name in table.resources), table.resources
        assert all(-3 <= p.attitude <= 3 and 0 <= p.involvement <= 3 for p in table.people.values())
        assert table.round <= len(state.plan)
        if table.step is not None and table.play is not None:
            times = (table.step.opened_at, table.step.stirred_at, table.play.tied_at)
            assert max(times) <= state.at, f"an end is counted from the future: {table.step}"
        assert len(set(filter(None, table.seats.values()))) == len(table.taken())
        for role, mirror in table.mirrors.items():
            player = state.players[mirror]
            assert (player.table, player.role, player.removed, player.mirror) == (
                table.number,
                role,
                False,
                True,
            )
            assert table.seats.get(role), f"a mirror of nobody at {role}"
        for role in table.taken():
            player = state.players[table.seats[role] or ""]
            assert not player.mirror
            assert (player.table, player.role, player.removed) == (table.number, role, False)


def _wished(game: Game, kind: str, a: int, b: int, d: int) -> Any:
    state = game.state
    table = state.tables[1 + a % len(state.tables)]
    players = list(state.players)
    player = players[b % len(players)]
    match kind:
        case "step":
            yield from _step(game, table, b, d)
        case "one":
            known = state.players[player]
            command = apt(state, state.tables[known.table], known.role, d) if known.role else None
            if command:
                yield command
        case "odd":
            yield _odd(state, player, a, d)
        case "clock":
            yield from _clock(game)
        case "wait":
            game.now += TIMES[d % len(TIMES)]
        case "verb":
            yield _verb(state, table, player, b, d)
        case "away" | "back":
            wish = c.NoteAway if kind == "away" else c.NoteBack
            yield from [wish(p) for p in (players if d % 4 == 0 else [player])]
        case "sleep":
            yield from [c.NoteAway(table.seats[role] or "") for role in table.taken()]
            yield c.NoteAsleep(table.number)
        case "late":
            yield c.Join(f"late{b % 3}")
            if a % 5 == 0:
                yield c.FindSeat(f"late{b % 3}")
            yield c.ShareDevice(f"late{b % 3}", 1 + a % 3, tuple(f"late{b % 3}.{n}" for n in range(d % 5)))
            yield c.TakeSeat(f"late{b % 3}", 1 + a % 3, ("", "", "P1", "P4", "M2", "?")[d % 6])


def _step(game: Game, table: Table, pick: int, d: int) -> Any:
    """Nearly all who are there get on with it, and a few seconds pass."""
    if table.step is None:
        return
    if game.state.paused_at is not None and d % 3:
        yield c.Resume()
    if table.step.name == "gate":
        yield c.OpenRound(table.round)
    game.now += 21_000 if table.step.name in ("reveal", "consequence") else 1_000
    for n, role in enumerate(game.state.present(table)):
        now = game.state.tables[table.number]
        same = now.step is not None and now.step.number == table.step.number
        command = (
            apt(game.state, now, role, pick * (n + 1) + d * (n % 2)) if same and now.seats.get(role) else None
        )
        if command and (n + d) % 13:
            yield command
    until = game.now + (6_000, 6_000, 6_000, 0, 65_000, 240_000)[d % 6]
    for _ in range(20):
        entry = next_due(game)
        if entry is None or entry[0] > until:
            return
        game.now = max(game.now, entry[0])
        yield entry[1]


def _clock(game: Game) -> Any:
    """The clock brings what is due next, whenever that is."""
    entry = next_due(game)
    if entry:
        game.now = max(game.now, entry[0])
        yield entry[1]


def _odd(state: State, player: str, a: int, d: int) -> c.Command:
    """A deed that may fit nothing: another step, another option, an older tap, a stranger."""
    who = "nobody" if a % 11 == 0 else player
    table = state.tables.get(state.players[player].table)
    number = table.step.number if table and table.step else 0
    step = number + (0, 0, 0, 0, -1, 1)[a % 6]
    option, page, tap = OPTIONS[d % 6], PAGES[d % 3], d % 4
    return [
        c.MarkRead(who, step),
        c.Choose(who, step, option, d % 5, ("", "fair", "lasting", "?")[a % 4], ("", "n1")[d % 2], page, tap),
        c.TapReady(who, step),
        c.CallVote(who, step),
        c.CastVote(who, step, option, page, tap),
        c.GiveWord(who, step, option),
        c.CloseStep(who, step),
        c.TakePen(who, step),
        c.GoOn(who, step),
        c.Reflect(who, step, ("", "n2")[d % 2]),
        c.AskForTime(who, step),
        c.TakeSeat(who, a % 4, ("", "P2", "M4")[d % 3]),
        c.FindSeat(who),
        c.TakeDevice(who, step),
        c.PassDevice(who, step),
        c.ShareFact(who, step, ("secret", "rumour", "?")[d % 3]),
        c.PlayMove(who, step, ("money", "?")[d % 2]),
        c.AskStakeholder(who, step, ("media", "?")[d % 2], option),
        c.AnswerIncident(who, step, d % 4),
        c.CallVote(who, step, ("review_date", "?")[d % 2]),
        c.RevealAim(who),
        c.SayCalling(who, ("elected", "employed", "other", "?")[d % 4]),
    ][(a + d) % 22]


def _changes(state: State) -> Any:
    """What the desk would propose now, in a workshop that has a clock."""
    return clock(state, state.at).changes if runs(state) else ()


def _word(player: str, b: int) -> c.Command:
    """Something for oneself, in any phase."""
    topic = (*TOPICS, "q9", "")[b % (len(TOPICS) + 2)]
    kinds = (c.KeepNote(player, topic), c.ShareNote(player, topic), c.SharePlan(player))
    if b % 7 == 0:
        return c.SendLead(player, f"lead{b % 5}")
    return (*kinds, c.AnswerQuestions(player, ("before", "after", "now")[b % 3]), c.MarkRead(player, 0))[
        b % 5
    ]


def _moderated(state: State, b: int) -> c.Command:
    """A shared note that is let onto the wall or taken off it; now and then as it stood before."""
    note = next(iter(state.shared), "nobody.q1")
    return c.PutOnWall(note, state.written.get(note, 0) - (b % 5 == 0)) if b % 3 else c.TakeOffWall(note)


def _verb(state: State, table: Table, player: str, b: int, d: int) -> c.Command:
    """A facilitator's verb; most fit, some are late."""
    step = (table.step.number if table.step else 0) - (b % 7 == 0)
    verbs: list[c.Command] = [
        c.OpenRound(state.opened + 1),
        c.OpenRound(state.opened + 1),
        c.OpenRound(b % 5),
        c.CloseForTable(table.number, step),
        c.CloseForTable(table.number, step),
        c.StepBack(table.number, step, ("situation", "choice", "reveal", "talk", "vote", "gate")[b % 6]),
        c.StepBack(table.number, step, ("situation", "choice", "reveal", "talk", "vote", "gate")[b % 6]),
        c.Extend(table.number, step, b % 4),
        c.Pause(),
        c.Resume(),
        c.Resume(),
        c.LockDoors(),
        c.UnlockDoors(),
        c.TakeDesk(),
        c.RemovePlayer(player),
        c.Readmit(next((p.id for p in state.players.values() if p.removed), player)),
        c.AdvancePhase(
            state.phase if state.phase != "playing" or b % 9 == 0 else "briefing", confirmed=b % 3 > 0
        ),
        c.AdvancePhase(state.phase, EARLIER_PHASE.get(state.phase, "lobby")),
        c.AskQuestion(b % 7),
        (c.PutOnPaper if b % 3 else c.TakeOffPaper)(table.number, ("", "P1", "M3", "M2")[b % 4]),
        c.EnterPaper(table.number, step, deciding=((OPTIONS[b % 5] or "A", b % 3),), option=("", "A")[b % 2]),
        c.EnterPaper(
            table.number, step, (("A", b % 3),), answer=b % 3, tie=b % 2 == 0, option=OPTIONS[b % 6]
        ),
        c.EnterPaper(table.number, step),
        c.EnterPaper(table.number, step, option=OPTIONS[b % 5], player=player),
        c.RecordForTable(player, b % 4),
        (c.NoteDeskAway() if b % 2 else c.NoteDeskBack()),
        _word(player, b),
        _word(player, b),
        c.Say(f"say{b % 3}", b % 4, player if b % 5 == 0 else ""),
        c.WithdrawMessage(f"say{b % 3}"),
        c.MarkMessageRead(player, f"say{b % 3}"),
        c.Rename(player),
        c.MovePlayer(player, b % 4),
        c.MovePlayer(player, 1 + b % 2),
        c.ChangeRole(player, ("P1", "M1", "P4", "M3", "?")[b % 5]),
        c.CloseTable(b % 4),
        c.ShowPlenary(b % 4, confirmed=b % 2 > 0),
        c.ShowPlenary(state.opened, confirmed=True),
        c.SkipPlenary(b % 4),
        c.SkipIncident(b % 5),
        c.DropDilemma(state.plan[b % len(state.plan)] if state.plan else ""),
        c.ReopenVote(table.number, step),
        c.SetEnd(b % 300),
        (c.AskSpotlight(table.number), c.AnswerSpotlight(player, b % 2 > 0), c.EndSpotlight())[b % 3],
        c.ApplyClock(
            tuple((change.kind, change.what) for change in _changes(state)) or (("talk", "150"),),
            f"say{b % 3}",
        ),
        c.ApplyClock(
            ((("reflect", "talk", "debrief", "plenary", "incident")[b % 5], str((3, 30, 150, 200)[b % 4])),)
        ),
        c.Nudge(table.number, step),
        c.ReopenTable(table.number),
        c.ReopenTable(b % 4),
        (c.HideNote if b % 2 else c.ShowNote)(next(iter(state.shared), f"{player}.q1")),
        c.ShowWall(PICTURES[b % len(PICTURES)]),
        _moderated(state, b),
    ]
    return verbs[d % len(verbs)]

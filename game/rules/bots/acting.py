"""When a bot acts: seats that play by temperament, and a facilitator for the demo (BOT-2).

They submit the same commands as people. What a bot prefers is told in `minds`.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.rules import chance
from game.rules import commands as c
from game.rules.bots import minds
from game.rules.bots.tempo import PATIENCE, patience
from game.rules.effects import incidents
from game.rules.hall.notes import may_answer
from game.rules.hall.room import behind
from game.rules.play import Role, Step
from game.rules.round import dates, facts, moments
from game.rules.round.choices import CHIPS
from game.rules.round.moments import GIVE_TIME_TO_READ
from game.rules.seating.temperaments import DROPS_OUT, SILENT
from game.rules.state import ANSWERING, QUESTIONS, Player, State, Table

Due = tuple[int, c.Command]

LOBBY = 20_000
FAREWELL = 6_000
A_BREATH = 2_000
#: Somebody who drops out does so in this round, so long after a step has opened, and stays away so long if not for good.
ROUND_OF_ABSENCE = 2
LEAVES = 1_000
ABSENCE = 180_000
#: Moments in which only who holds the pen does something.
PEN_ONLY = ("gate", "reveal", "word")
#: A slow bot answers at so many per cent of the planned time.
SLOW = 120


def due(state: State) -> Iterator[Due]:
    """What bots will do next, and when, in milliseconds; nothing while the workshop is paused."""
    if state.paused_at is not None:
        return
    if state.settings.led_by_bot:
        yield from _facilitator(state)
    if state.phase != "playing":
        return
    for table in state.tables.values():
        if table.step is None or table.play is None:
            continue
        yield from _absences(state, table, table.step)
        if table.asleep_at is None:
            for role in table.taken():
                player = state.players[table.seats[role] or ""]
                if player.bot and not player.away:
                    yield from _seat(state, table, table.step, player, role)


def _facilitator(state: State) -> Iterator[Due]:
    """Start when people are seated, open each round, and lead on when everybody has read or the time is over."""
    paced = state.settings.paced
    people = [p for p in state.players.values() if not p.bot and not p.removed and p.role and not p.mirror]
    if state.phase == "lobby":
        if people:
            yield state.stirred_at + paced(LOBBY), c.AdvancePhase("lobby", confirmed=True)
    elif state.phase == "playing":
        yield from _rounds(state)
    else:
        waiting = [p for p in people if not p.away and not _is_through(state, p)]
        if waiting and state.settings.solo:  # whoever plays alone has all the time there is
            return
        at = (
            (moments.phase_ends_at(state) or state.phase_at)
            if waiting
            else state.stirred_at + paced(A_BREATH)
        )
        if state.phase == "debrief" and state.question < QUESTIONS:
            yield at, c.AskQuestion(state.question + 1)
        else:
            yield at, c.AdvancePhase(state.phase, confirmed=True)


def _is_through(state: State, player: Player) -> bool:
    """Whether somebody has tapped away what there is to read, and answered or skipped what there is to answer."""
    part = {"welcome": "before", "plan": "after"}.get(state.phase, "")
    is_asked = may_answer(state, part) and not player.device
    return player.read == state.page and (not is_asked or part in player.asked)


def _rounds(state: State) -> Iterator[Due]:
    paced = state.settings.paced
    awake = [t for t in state.tables.values() if t.step is not None and t.asleep_at is None]
    gates = [
        t.step.opened_at for t in awake if t.step and t.step.name == "gate" and t.round == state.opened + 1
    ]
    shown = moments.plenary_due(state)
    if shown and awake and not behind(state, shown):
        at = max(t.step.opened_at for t in awake if t.step)
        yield at + paced(2_000), c.ShowPlenary(shown)
    if moments.midterm_due(state) and awake and not behind(state, state.opened):
        at = max(t.step.opened_at for t in awake if t.step)
        yield at + paced(2_000), c.AdvancePhase("playing")
    if gates:
        gates = [max(gates[0], state.stirred_at + paced(FAREWELL))] if state.showing else gates
        yield min(gates) + paced(2_000), c.OpenRound(state.opened + 1)
    if awake and all(t.step and t.step.name == "done" and t.round == len(state.plan) for t in awake):
        at = max(t.step.opened_at for t in awake if t.step) + paced(FAREWELL)
        yield at, c.AdvancePhase("playing", confirmed=True)


def _seat(state: State, table: Table, step: Step, player: Player, role: Role) -> Iterator[Due]:
    play = table.play
    assert play is not None
    name = "word" if play.tied else step.name
    if name not in PATIENCE or (name == "gate" and not incidents.is_met(table)):
        return
    wait = patience(state, table, step, name, role)
    at = step.opened_at + wait
    if player.bot == "slow":
        at = max(at, step.opened_at + (step.planned + step.extra) * SLOW // 100)
    present = state.present(table)
    if name in (*PEN_ONLY, "talk") and table.penholder not in present and role == present[0]:
        yield max(at, step.stirred_at), c.TakePen(player.id, step.number)
    readable = max(at, step.opened_at + state.settings.stretched(GIVE_TIME_TO_READ))
    if name in PEN_ONLY:
        if table.penholder == role:
            yield from _with_the_pen(state, table, step, player, readable)
    elif name == "talk":
        yield from _talk(state, table, step, player, role, at)
    elif role not in play.answered:
        yield (readable if name == "consequence" else at), _answer(state, table, step, player, role)


def _with_the_pen(state: State, table: Table, step: Step, player: Player, readable: int) -> Iterator[Due]:
    """What only who holds the pen does: lead on to the talk, give the word, answer an incident."""
    play, role = table.play, player.role or ""
    assert play is not None
    if play.tied:
        wait = patience(state, table, step, "word", role)
        word = minds.word(state, table, player.bot, role)
        yield play.tied_at + wait, c.GiveWord(player.id, step.number, word)
    elif step.name == "gate" and not state.settings.solo:
        which = 1 + chance.number(state.draw_key, table.round, table.number, "incident") % 2
        wait = patience(state, table, step, "gate", role)
        yield step.stirred_at + wait, c.AnswerIncident(player.id, step.number, which)
    elif step.name != "gate":
        yield readable, c.GoOn(player.id, step.number)


def _answer(state: State, table: Table, step: Step, player: Player, role: Role) -> c.Command:
    """What a bot answers in a step that asks everybody."""
    match step.name:
        case "situation":
            return c.MarkRead(player.id, step.number)
        case "choice":
            return _choice(state, table, step, player, role)
        case "consequence":
            return c.GoOn(player.id, step.number)
        case "reflect":
            return c.Reflect(player.id, step.number)
    best = minds.vote(state, table, player.bot, role)
    is_asked = table.play is not None and table.play.guard is not None and player.bot != SILENT
    return c.CastVote(player.id, step.number, best, "bot", step.number, "yes" if is_asked else "")


def _talk(state: State, table: Table, step: Step, player: Player, role: Role, at: int) -> Iterator[Due]:
    """A bot is ready soon; as chair it waits for the people, or for the planned time."""
    play = table.play
    assert play is not None
    kept = [fact for fact in facts.held_by(play, role) if fact not in play.shared]
    if state.settings.solo:  # a colleague tells when asked, and the player calls the vote (SOLO-2)
        if role not in play.ready:
            yield at, c.TapReady(player.id, step.number)
    elif kept and player.bot != SILENT:
        yield at, c.ShareFact(player.id, step.number, kept[0])
    elif table.penholder != role:
        if role not in play.ready:
            yield at, c.TapReady(player.id, step.number)
    elif not play.called:
        waiting = [person for person in state.persons(table) if person not in play.ready]
        end = step.ends_at if step.planned else dates.until(state, table) or at
        yield max(at, end if waiting else step.stirred_at), c.CallVote(player.id, step.number)


def _choice(state: State, table: Table, step: Step, player: Player, role: Role) -> c.Choose:
    best = minds.choice(state, table, player.bot, role)
    if not best:
        return c.Choose(player.id, step.number, page="bot", tap=step.number)
    draw = chance.number(state.draw_key, table.round, table.number, role, "reason")
    return c.Choose(
        player.id, step.number, best, 1 + draw % 3, CHIPS[draw % len(CHIPS)], page="bot", tap=step.number
    )


def _absences(state: State, table: Table, step: Step) -> Iterator[Due]:
    """Who drops out leaves in a step of round 2 that is drawn, and is back after three minutes, or never (BOT-1)."""
    for role in table.taken():
        player = state.players[table.seats[role] or ""]
        if player.bot != DROPS_OUT:
            continue
        drawn = chance.number(state.draw_key, table.number, role, "absence")
        if player.away:
            if drawn % 2:
                yield player.turned_at + state.settings.paced(ABSENCE), c.NoteBack(player.id)
        elif _leaves(table, step, player, drawn):
            yield step.opened_at + state.settings.paced(LEAVES), c.NoteAway(player.id)


def _leaves(table: Table, step: Step, player: Player, drawn: int) -> bool:
    """Whether this is the step in which somebody drops out, and has not yet."""
    return (
        table.round == ROUND_OF_ABSENCE
        and step.name == ANSWERING[drawn // 2 % 3]
        and player.turned_at < step.opened_at
    )

"""When a table leaves the step it is in, if nobody does anything more (STEP-2, STEP-3, TIME-2)."""

from __future__ import annotations

from game.rules.play import Play, Role, Step
from game.rules.round import dates
from game.rules.settings import Settings
from game.rules.state import BEFORE_DECISION, QUESTIONS, State, Table

#: Steps in which the answers of seats on paper are entered, or passed over (SEAT-12).
ENTERED = ("choice", "vote", "runoff")
SLIP = 5_000
GIVE_TIME_TO_READ = 20_000
ALL_PRESENT = 30_000
WORD = 60_000
MINUTE = 60_000
HALF_A_MINUTE = 30_000

#: How many rounds a format plays (FMT-4); custom plays as many as its facilitator wants.
ROUNDS = {"45": 3, "75": 3, "90": 4, "120": 5, "180": 7}
CUSTOM = "custom"
_USUAL = {
    "situation": 90, "choice": 60, "reveal": 30, "talk": 240, "vote": 45, "runoff": 60, "consequence": 90, "reflect": 75,
}  # fmt: skip
#: Planned seconds of each step by format; every other step has no planned time.
PLANNED = {
    "45": {
        "situation": 90, "choice": 60, "reveal": 30, "talk": 150, "vote": 30, "runoff": 60, "consequence": 60, "reflect": 30,
    },
    "75": _USUAL,
    "90": _USUAL,
    "120": _USUAL,
    "180": {
        "situation": 105, "choice": 75, "reveal": 30, "talk": 270, "vote": 45, "runoff": 60, "consequence": 105, "reflect": 60,
    },
    CUSTOM: _USUAL,
}  # fmt: skip
#: Planned minutes of each phase outside the rounds by format; the debrief has its five questions.
PHASE_MINUTES = {
    "45": {"welcome": 5, "briefing": 3, "results": 2, "plan": 3},
    "75": {"welcome": 7, "briefing": 5, "results": 4, "plan": 8},
    "90": {"welcome": 7, "briefing": 5, "results": 4, "plan": 8},
    "120": {"welcome": 7, "briefing": 5, "results": 4, "plan": 8},
    "180": {"welcome": 10, "briefing": 8, "midterm": 20, "results": 6, "plan": 12},
    CUSTOM: {"welcome": 7, "briefing": 5, "results": 4, "plan": 8},
}
QUESTION_MINUTES = {
    "45": (1, 2, 2, 1, 2),
    "75": (1, 3, 4, 3, 3),
    "90": (2, 4, 4, 4, 4),
    "120": (3, 6, 7, 6, 6),
    "180": (3, 7, 8, 7, 7),
    CUSTOM: (2, 4, 4, 4, 4),
}
#: Minutes for one incident, and for one plenary reveal.
AN_INCIDENT = A_PLENARY = 2
#: Minutes of the break in the 120, after round 3; in the 180 it lies inside the midterm.
LONG_PAUSES = {"120": 5}
#: The midterm comes after this round.
MIDTERM = 4
#: After which rounds all decisions are shown at once, by the number of rounds (PHASE-4).
PLENARIES = {3: (2,), 4: (3,), 5: (2, 4), 6: (3, 5), 7: (3, 6)}


def minutes(
    form: str, rounds: int = 0, incidents: int = 0, plenaries: int = 0
) -> tuple[tuple[str, float], ...]:
    """The planned minutes of a format, phase by phase; a round reserves half a runoff, as one in two has one."""
    phases, steps = PHASE_MINUTES[form], PLANNED[form]
    a_round = (sum(steps.values()) - steps["runoff"] / 2) / 60
    in_the_room = incidents * AN_INCIDENT + plenaries * A_PLENARY + LONG_PAUSES.get(form, 0)
    midterm = (("midterm", phases["midterm"]),) if "midterm" in phases else ()
    return (
        ("welcome", phases["welcome"]),
        ("briefing", phases["briefing"]),
        ("playing", (rounds or ROUNDS[form]) * a_round + in_the_room),
        *midterm,
        ("results", phases["results"]),
        ("debrief", sum(QUESTION_MINUTES[form])),
        ("plan", phases["plan"]),
    )


def planned(settings: Settings, step: str) -> int:
    """The planned time of a step in milliseconds, stretched; 0 when timers are off or none is planned."""
    return 0 if settings.timers == "off" else span(settings, step)


def span(settings: Settings, step: str) -> int:
    """What the plan reserves for a step, in milliseconds, stretched, whether timers run or not."""
    seconds = dict(settings.spans).get(step) or PLANNED.get(settings.format, PLANNED["45"]).get(step, 0)
    return settings.stretched(seconds * 1000)


def phase_span(settings: Settings, phase: str, question: int = 0) -> int:
    """What the plan reserves for a phase outside the rounds, or for one question of the debrief, in milliseconds."""
    if phase == "debrief" and question:
        minutes = QUESTION_MINUTES.get(settings.format, QUESTION_MINUTES["45"])[question - 1]
        more = dict(settings.spans).get("debrief", 0) * 1000 // QUESTIONS
        return settings.stretched(minutes * MINUTE + more)
    return settings.stretched(PHASE_MINUTES.get(settings.format, PHASE_MINUTES["45"]).get(phase, 0) * MINUTE)


def phase_planned(state: State) -> int:
    """The planned time of the phase, or of the debrief's question, in milliseconds; 0 where there is none."""
    if state.settings.timers == "off":
        return 0
    return phase_span(state.settings, state.phase, state.question)


def phase_ends_at(state: State) -> int:
    """When the planned time of the phase, or of the question, is over; 0 where there is none."""
    span = phase_planned(state)
    opened_at = state.question_at if state.phase == "debrief" else state.phase_at
    return opened_at + span if span else 0


def leaves_at(state: State, table: Table) -> int | None:
    """When the table leaves its step by itself, or None if it does not."""
    step, play = table.step, table.play
    if state.phase != "playing" or state.paused_at is not None or table.asleep_at is not None or step is None:
        return None
    if step.name == "gate":
        return gate_ends(state, table, step)
    if step.name == "done":
        is_last = table.round >= len(state.plan)
        waits = is_last or table.round in (plenary_due(state), midterm_due(state))
        return None if waits else step.opened_at
    if play is None or (table.paper and step.name in BEFORE_DECISION):
        return None
    if dates.is_slow(state):
        return _by_date(state, table, step, play)
    if step.name == "talk":
        return _earliest(_talk_ends(state, table, step), _forced_end(state, step))
    if play.tied:
        return None if state.settings.timers == "off" else play.tied_at + state.settings.stretched(WORD)
    if step.name == "reveal":
        return _planned_end(state.settings, step)
    at = counted_down_at(state, table)
    if step.name in ("consequence", "reflect"):
        return _earliest(at, _planned_end(state.settings, step))
    return _earliest(at, _forced_end(state, step))


def _by_date(state: State, table: Table, step: Step, play: Play) -> int | None:
    """In slow play: at once, when all have answered, or at its date (SLOW-1)."""
    if step.name in dates.PASSED:
        return step.opened_at
    if play.tied:
        return dates.until(state, table)
    if step.name == "talk":
        return _earliest(_talk_ends(state, table, step), dates.until(state, table))
    return _earliest(counted_down_at(state, table), dates.until(state, table))


def _earliest(*moments: int | None) -> int | None:
    return min((at for at in moments if at is not None), default=None)


def gate_ends(state: State, table: Table, step: Step) -> int | None:
    """A gate lets in once its round is open, and its incident is met and answered."""
    if state.opened < table.round:
        return None
    play = table.play
    if play is not None and play.incident and not play.answer:
        is_timed = is_pressed(state) or state.settings.mode == "free"
        return step.stirred_at + state.settings.stretched(WORD) + step.extra if is_timed else None
    return step.opened_at


def is_pressed(state: State) -> bool:
    """Whether hard timers run: they stand still while no facilitator is there (TIME-1, TIME-4)."""
    return state.settings.timers == "hard" and not state.desk_away


def _forced_end(state: State, step: Step) -> int | None:
    """When a step is closed whoever has answered: at its end by hard timers, at twice its time in free mode (STEP-2 e, f)."""
    if not step.planned:
        return None
    if is_pressed(state):
        return step.ends_at
    return step.ends_at + step.planned if state.settings.mode == "free" else None


def plenary_due(state: State) -> int:
    """The round whose decisions are to be shown before the next one opens, or 0."""
    places = PLENARIES.get(state.rounds, ())
    if not state.settings.plenaries or state.opened not in places or state.opened >= len(state.plan):
        return 0
    return 0 if state.opened in state.revealed else state.opened


def midterm_due(state: State) -> int:
    """The round after which all pause for the midterm, while that is still to come, or 0 (PHASE-4)."""
    is_due = state.settings.midterm and not state.had_midterm and state.opened == MIDTERM < len(state.plan)
    return MIDTERM if is_due else 0


def counted_down_at(state: State, table: Table) -> int | None:
    """When a step that asks everybody closes because enough have answered, or None while it waits."""
    at = answered_at(state, table)
    if at is None or table.step is None:
        return None
    slip = state.settings.stretched(SLIP) if table.step.name in ("choice", "vote", "runoff") else 0
    return at + slip


def answered_at(state: State, table: Table) -> int | None:
    """When STEP-2 (a) or (b) came to hold: all taken seats, or after 30 s all present ones, have answered."""
    step, play = table.step, table.play
    if step is None or play is None:
        return None
    answered, awaited = set(play.answered), asked(state, table)
    if awaited and answered.issuperset(awaited):
        return step.stirred_at
    present = tuple(role for role in state.present(table) if role in awaited)
    if present and answered.issuperset(present):
        return max(step.opened_at + state.settings.stretched(ALL_PRESENT), step.stirred_at)
    return None


def asked(state: State, table: Table) -> tuple[Role, ...]:
    """The seats that a step waits for; one on paper only where an answer of it is entered (SEAT-12)."""
    is_entered = table.step is not None and table.step.name in ENTERED
    on_paper = () if is_entered else state.on_paper(table)
    return tuple(role for role in table.taken() if role not in on_paper)


def ready_needed(state: State, table: Table) -> int:
    """How many other present seats must be ready before a called vote opens (TALK-1)."""
    on_paper = state.on_paper(table)
    others = [role for role in state.present(table) if role not in (table.penholder, *on_paper)]
    return (len(others) + 1) // 2


def ready_now(state: State, table: Table) -> int:
    """How many other present seats are ready."""
    ready = table.play.ready if table.play else ()
    out = (table.penholder, *state.on_paper(table))
    return sum(1 for role in state.present(table) if role not in out and role in ready)


def is_overdue(state: State, table: Table) -> bool:
    """Whether the planned time of the step is over."""
    step = table.step
    return step is not None and step.planned > 0 and state.at >= step.ends_at


def _planned_end(settings: Settings, step: Step) -> int | None:
    return step.ends_at if settings.timers != "off" and step.planned else None


def _talk_ends(state: State, table: Table, step: Step) -> int | None:
    if table.play is None or not table.play.called:
        return None
    if ready_now(state, table) >= ready_needed(state, table):
        return step.stirred_at
    return _planned_end(state.settings, step)

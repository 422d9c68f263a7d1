"""The plan of a workshop on paper, minute by minute: what comes when, and how long it lasts, as the rules plan it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from game.kit.shape import Data, Kit
from game.rules.effects import guards, moves
from game.rules.effects.incidents import PLACES
from game.rules.hall.clock import LONG_PAUSES_AFTER, ROUND
from game.rules.round.moments import (
    A_PLENARY,
    AN_INCIDENT,
    LONG_PAUSES,
    MIDTERM,
    PHASE_MINUTES,
    PLANNED,
    PLENARIES,
    QUESTION_MINUTES,
    ROUNDS,
)
from game.rules.settings import FORMATS_WITHOUT
from game.templatetags.pieces import level, step_name
from scenarios.script import Script


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a plan; `number` is that of a round, or of a question of the debrief."""

    kind: str
    minutes: float
    number: int = 0


def formats(script: Script) -> tuple[str, ...]:
    """The formats for which a scenario is long enough, the shortest first."""
    return tuple(form for form, rounds in ROUNDS.items() if rounds <= script.max_rounds)


def has(form: str, what: str) -> bool:
    """Whether a format has moves, incidents, safeguards or plenaries."""
    return what not in FORMATS_WITHOUT.get(form, ())


def formats_without(what: str) -> str:
    """The formats that have no moves, incidents or safeguards, by their minutes: "45 and 75"."""
    return _(" and ").join(form for form in ROUNDS if not has(form, what))


def without(script: Script) -> list[str]:
    """What short formats leave out, a sentence to each."""
    names = {
        "moves": _("no moves and hearings"),
        "incidents": _("no incidents"),
        "safeguards": _("no safeguards"),
    }
    left_out = {
        form: ", ".join(name for what, name in names.items() if not has(form, what))
        for form in formats(script)
    }
    return [
        _("In %(minutes)s minutes: %(what)s.") % {"minutes": form, "what": what}
        for form, what in left_out.items()
        if what
    ]


def a_round(form: str) -> float:
    """The minutes of one round; half a runoff is in them, as one round in two has one."""
    steps = PLANNED[form]
    return sum(steps[step] / (2 if step == "runoff" else 1) for step in ROUND) / 60


def parts(form: str) -> Iterator[Part]:
    """All parts of a format in their order; together they last as long as the format is called."""
    rounds, phases = ROUNDS[form], PHASE_MINUTES[form]
    yield Part("welcome", phases["welcome"])
    yield Part("briefing", phases["briefing"])
    for number in range(1, rounds + 1):
        if has(form, "incidents") and number in PLACES[rounds]:
            yield Part("incident", AN_INCIDENT, number)
        yield Part("round", a_round(form), number)
        yield from _after(form, number)
    yield Part("results", phases["results"])
    for number, lasts in enumerate(QUESTION_MINUTES[form], 1):
        yield Part("question", lasts, number)
    yield Part("plan", phases["plan"])


def _after(form: str, number: int) -> Iterator[Part]:
    if has(form, "plenaries") and number in PLENARIES[ROUNDS[form]]:
        yield Part("plenary", A_PLENARY, number)
    if form in LONG_PAUSES and number == LONG_PAUSES_AFTER:
        yield Part("break", LONG_PAUSES[form])
    if "midterm" in PHASE_MINUTES[form] and number == MIDTERM:
        yield Part("midterm", PHASE_MINUTES[form]["midterm"])


def told(kit: Kit) -> list[Data]:
    """For each format its name, its rounds, and its parts line by line: at, part, minutes, do, kind."""
    return [_format(kit, form) for form in formats(kit.script)]


def _format(kit: Kit, form: str) -> Data:
    at, lines = 0.0, []
    for part in parts(form):
        lines.append(
            {
                "at": clock(at),
                "part": _name(kit, form, part),
                "minutes": _plain(part.minutes),
                "do": " ".join(_do(kit, form, part)),
                "kind": part.kind,
            }
        )
        at += part.minutes
    return {
        "name": _("%(minutes)s minutes") % {"minutes": form},
        "rounds": _("%(rounds)d rounds of %(minutes)s minutes")
        % {"rounds": ROUNDS[form], "minutes": _plain(a_round(form))},
        "end": clock(at),
        "lines": lines,
    }


def clock(minutes: float) -> str:
    """A time since the beginning, in hours and minutes."""
    return f"{int(minutes) // 60}:{int(minutes) % 60:02d}"


def _plain(minutes: float) -> str:
    return f"{minutes:g}"


def _name(kit: Kit, form: str, part: Part) -> str:
    if part.kind == "round":
        dilemma = kit.script.plan(ROUNDS[form])[part.number - 1]
        return _("Round %(number)d: %(title)s") % {
            "number": part.number,
            "title": kit.voice.say(dilemma, "title"),
        }
    if part.kind == "question":
        return _("Debrief, question %(number)d") % {"number": part.number}
    return {
        "incident": step_name("incident"),
        "plenary": _("All decisions"),
        "break": _("Break"),
    }.get(part.kind) or step_name(part.kind)


def _do(kit: Kit, form: str, part: Part) -> Iterator[str]:
    if part.kind == "round":
        yield from _do_round(kit, form, part.number)
    elif part.kind == "question":
        yield kit.voice.say("common.debrief", part.number)
    else:
        yield {
            "welcome": _("People sit down and mix. Say the three rules. Roles are chosen, or dealt."),
            "briefing": _(
                "Everybody reads the own role, also below the fold. One sentence each: what does my role care about?"
            ),
            "incident": _("Read one card to the whole room. A minute of talk, then each chair answers."),
            "plenary": _("Each chair holds up the letter that won. Ask a table that stands alone first."),
            "break": _("Coffee. Ask people not to talk about their facts."),
            "midterm": _("In pairs across the families: what now? Then a real break."),
            "results": _("The last seeds, the result sheet, the front page. Each table reads its own aloud."),
            "plan": _(
                "One plan each, read to a neighbour. Thank them, and end a minute early rather than late."
            ),
        }[part.kind]


def _do_round(kit: Kit, form: str, number: int) -> Iterator[str]:
    dilemma = kit.script.dilemma(kit.script.plan(ROUNDS[form])[number - 1])
    yield decides(dilemma.decides)
    yield _("Level %(number)d, %(name)s.") % {"number": dilemma.level, "name": level(dilemma.level)}
    if number == 1:
        yield _("Lead all tables together, step by step, from the sheet of quick rules.")
    if number == moves.FIRST_ROUND and has(form, "moves"):
        yield _("New: moves, and one hearing.")
    if number == guards.FIRST_ROUND and has(form, "safeguards"):
        yield _("New: the chair may propose a safeguard.")
    if number == ROUNDS[form] and has(form, "moves"):
        yield _("The last round: no press conference any more.")


def decides(who: str) -> str:
    """Who decides, in a sentence."""
    return {
        "P": _("The politicians decide."),
        "M": _("The managers decide."),
        "all": _("All decide."),
    }[who]


def steps(kit: Kit) -> list[list[str]]:
    """The time of each step in minutes and seconds, step by step, format by format; the last line is a round."""
    found = formats(kit.script)
    rows = [[step_name(step), *(seconds(PLANNED[form][step]) for form in found)] for step in ROUND]
    return [*rows, [_("A round"), *(seconds(round(a_round(form) * 60)) for form in found)]]


def seconds(n: int) -> str:
    """A span in minutes and seconds."""
    return f"{n // 60}:{n % 60:02d}"


def questions(kit: Kit) -> list[list[str]]:
    """How many minutes each question of the debrief has, format by format."""
    return [
        [
            kit.voice.say("common.debrief", number),
            *(str(QUESTION_MINUTES[form][number - 1]) for form in formats(kit.script)),
        ]
        for number in range(1, len(QUESTION_MINUTES["45"]) + 1)
    ]


def dilemmas(kit: Kit) -> list[Data]:
    """Every dilemma with its stage, its level, who decides, and for each format the number of its round, or nothing."""
    found = []
    for name in kit.plan():
        dilemma = kit.script.dilemma(name)
        rounds = []
        for form in formats(kit.script):
            plan = kit.script.plan(ROUNDS[form])
            rounds.append(str(plan.index(name) + 1) if name in plan else "")
        found.append(
            {
                "id": name,
                "title": kit.voice.say(name, "title"),
                "level": {"number": dilemma.level, "name": level(dilemma.level)},
                "decides": decides(dilemma.decides),
                "rounds": rounds,
            }
        )
    return found

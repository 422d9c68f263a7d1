"""Which secret may reach whom, and from when on: one table of rules for every text and for all that people type.

A rule has the pattern of a key and, by kind of viewer, from which version on. Who is not named may never see it.
From the results on an observer sees what a player of the table does. What may be seen only on the page of the road not
taken, which each player has after the term, stands under `road`; what only the report tells, once all is closed, under
`report`.
A text whose key no rule knows is a fault of its own: whoever adds a kind of text says here who may see it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from tests.browser.canary import MARK, script
from tests.browser.history import NEVER, History, Viewer
from tests.browser.recorder import Payload

#: Pages that may tell more than the page of the game, by a part of their address.
PAGES = {"/road/": "road", "/report/": "report"}
#: From which version on a viewer may see what a key names; the groups of its pattern by name.
Since = Callable[[History, Viewer, Mapping[str, str]], int]


@dataclass(frozen=True)
class Rule:
    """A kind of secret, by the pattern of its keys, and who may see it from when on.

    `chancy` is what some games never show to anybody, as the draw, the bots and the town will have it.
    """

    pattern: str
    since: Mapping[str, Since]
    chancy: bool = False


def always(_history: History, _viewer: Viewer, _key: Mapping[str, str]) -> int:
    """No secret."""
    return 0


def never(_history: History, _viewer: Viewer, _key: Mapping[str, str]) -> int:
    """Nothing for this kind of viewer."""
    return NEVER


def on(event: str, **wanted: str) -> Since:
    """From an event on: for a player at the own table, for wall and desk at any."""

    def since(history: History, viewer: Viewer, key: Mapping[str, str]) -> int:
        told = {name: _typed(text.format(**key)) for name, text in wanted.items()}
        return history.first(event, viewer.table, **told)

    return since


def _typed(text: str) -> object:
    return int(text) if text.isdigit() else text


def either(*ways: Since) -> Since:
    """From the first of several moments on."""
    return lambda history, viewer, key: min(way(history, viewer, key) for way in ways)


def both(*ways: Since) -> Since:
    """From the last of several moments on."""
    return lambda history, viewer, key: max(way(history, viewer, key) for way in ways)


def own_role(history: History, viewer: Viewer, key: Mapping[str, str]) -> int:
    """What stands on the sheet of a role: for whoever holds it or shares it."""
    return history.held(viewer.player, key["role"])


def shown_aim(history: History, viewer: Viewer, key: Mapping[str, str]) -> int:
    """AIM-1: an aim is shown by its owner's tap only, and only to the own table."""
    owners = history.players_as(key["role"], viewer.table)
    return min((history.first("AimRevealed", viewer.table, player=owner) for owner in owners), default=NEVER)


def own_fact(history: History, viewer: Viewer, key: Mapping[str, str]) -> int:
    """FACT-2: whoever holds the role that the fact was dealt to."""
    dealt = history.all("FactDealt", viewer.table, fact=key["fact"], dilemma=key["dilemma"])
    return min(
        (max(version, history.held(viewer.player, data["role"], viewer.table)) for version, data in dealt),
        default=NEVER,
    )


def on_the_wall(history: History, _viewer: Viewer, key: Mapping[str, str]) -> int:
    """PHASE-4: what some table decided, once all decisions of that round are shown."""
    decided = history.all("DecisionMade", dilemma=key["dilemma"], option=key["option"])
    return min(
        (
            max(version, history.first("PlenaryShown", round=data["round"], skipped=False))
            for version, data in decided
        ),
        default=NEVER,
    )


def at_the_gate(history: History, viewer: Viewer, key: Mapping[str, str]) -> int:
    """What comes next is told by its title only, to a table that waits for it."""
    return history.first("StepEntered", viewer.table, name="gate", dilemma=key["dilemma"])


def not_played_today(history: History, viewer: Viewer, key: Mapping[str, str]) -> int:
    """DEB-2: in the debrief, the first dilemma of a level about which the table has decided nothing."""
    level = script().dilemma(key["dilemma"]).level
    about = [dilemma.id for dilemma in script().dilemmas if dilemma.level == level]
    played = any(history.first("DecisionMade", viewer.table, dilemma=name) < NEVER for name in about)
    return NEVER if played or about[0] != key["dilemma"] else history.first("PhaseEntered", phase="debrief")


def opened(history: History, _viewer: Viewer, key: Mapping[str, str]) -> int:
    """The round of a dilemma is open for the room."""
    if key["dilemma"] not in history.plan:
        return NEVER
    return history.first("RoundOpened", round=history.plan.index(key["dilemma"]) + 1)


def own_paper(history: History, viewer: Viewer, key: Mapping[str, str]) -> int:
    """END-5, 6: the ending that was reached, in its tone."""
    tone = "dark" if "dark" in key["form"] else "bright"
    wanted = (
        {} if key["form"] == "standfirst" else {"tone": tone}
    )  # where there is none for the dark, it stands in
    return history.first("ResultsReached", viewer.table, ending=key["ending"], **wanted)


def own(history: History, viewer: Viewer, key: Mapping[str, str]) -> int:
    """What a person typed, for that person."""
    return 0 if viewer.name == key["who"] else NEVER


def reported(way: Since) -> Since:
    """What the report may tell: what lay open at whatever table, once the workshop is closed."""

    def since(history: History, viewer: Viewer, key: Mapping[str, str]) -> int:
        return max(way(history, replace(viewer, table=0), key), history.first("PhaseEntered", phase="closed"))

    return since


def in_the_minutes(history: History, viewer: Viewer, key: Mapping[str, str]) -> int:
    """Words that stand in the minutes of a table without a name: for that table, and for who leads."""
    is_theirs = viewer.kind == "desk" or history.viewers[key["who"]].table == viewer.table
    return history.first("PhaseEntered", phase="closed") if is_theirs else NEVER


def sharing_a_seat(history: History, viewer: Viewer, key: Mapping[str, str]) -> int:
    """SEAT-3: those who share a seat are told with whom."""
    other = history.viewers[key["who"]].player
    mine = {(table, role) for _version, table, role in history.seats(viewer.player)}
    shared = {(table, role) for _version, table, role in history.seats(other)}
    both = (history.first("SeatShared", table, role=role) for table, role in mine & shared)
    return min(both, default=NEVER)


def at_own_table(since: Since) -> Since:
    """Only where whoever typed it sits."""

    def guarded(history: History, viewer: Viewer, key: Mapping[str, str]) -> int:
        return since(history, viewer, key) if history.viewers[key["who"]].table == viewer.table else NEVER

    return guarded


def shown_note(history: History, viewer: Viewer, key: Mapping[str, str]) -> int:
    """KEEP-1: by its owner's tap; to the table, and to the desk, which may hide it."""
    name = f"{history.viewers[key['who']].player}.{key['topic']}"
    return min(history.first("NoteShared", note=name), history.first("PlanShared", note=name))


def heard(history: History, viewer: Viewer, key: Mapping[str, str]) -> int:
    """MOVE-1: a minority note is read out when what it worries about takes effect."""
    player = history.viewers[key["who"]].player
    return min(
        (v for v, data in history.all("NoteHeard", viewer.table) if data["note"].startswith(player)),
        default=NEVER,
    )


def addressed(history: History, viewer: Viewer, key: Mapping[str, str]) -> int:
    """PHASE-7: a message reaches those to whom it was said: all, one table, one person."""
    to = key["to"]
    return history.first("MessageSaid") if to in ("all", f"table{viewer.table}", viewer.name) else NEVER


#: Tells where a dilemma's own keys begin; the names of all of them are put in by `rules`.
D, OPTION, OPEN = r"(?P<dilemma>DILEMMA)", r"(?P<option>[A-D])", r"(?P<option>[A-C])"
DECIDED = on("DecisionMade", dilemma="{dilemma}", option="{option}")
SET = on("SituationSet", dilemma="{dilemma}")
HIDDEN_OPEN = on("OptionOpened", dilemma="{dilemma}", option="D")
CHOOSING = on("StepEntered", name="choice", dilemma="{dilemma}")
RESULTS, DEBRIEF = on("PhaseEntered", phase="results"), on("PhaseEntered", phase="debrief")
TERM_OVER = on("ResultsReached")
TOLD = on("FactShared", fact="{fact}", dilemma="{dilemma}")
SPROUTED = on("SeedSprouted", dilemma="{dilemma}", seed="{seed}")
CAME_UP = on("SeedSprouted", dilemma="", seed="{seed}")
MET = on("IncidentShown", incident="{incident}")
ASKED = on("QuestionAsked", question="{question}")
READ_ALOUD = both(opened, on("StepEntered", name="talk", dilemma="{dilemma}"))
WRITTEN_DOWN = both(opened, on("StepEntered", name="reflect", dilemma="{dilemma}"))

#: Who may see what. The first pattern that fits a whole key counts.
RULES = (
    # What everybody may know.
    Rule(
        r"title|theme|place|story\.\w+|people\.\w+|roles\.\w+\.(title|purpose)",
        dict.fromkeys(("player", "observer", "wall", "desk", "stranger"), always),
    ),
    Rule(
        r"common\.(reflect|worries|guards|reactions)\..+|common\.moves\.\w+\.(title|text)",
        dict.fromkeys(("player", "observer", "desk"), always),
    ),
    # What belongs to a role.
    Rule(r"roles\.(?P<role>\w+)\.brief", {"player": own_role}),
    Rule(r"roles\.(?P<role>\w+)\.aim", {"player": either(own_role, shown_aim)}),
    # A dilemma, from its title at the gate to its note in the debrief.
    Rule(
        rf"{D}\.title",
        {"player": either(at_the_gate, not_played_today), "observer": SET, "wall": opened, "desk": always},
    ),
    Rule(rf"{D}\.(situation|variant)", {"player": SET, "observer": SET, "report": reported(SET)}),
    Rule(
        rf"{D}\.talk",
        {"player": on("StepEntered", name="reveal", dilemma="{dilemma}"), "wall": READ_ALOUD},
    ),
    Rule(
        rf"{D}\.reflect",
        {"player": on("StepEntered", name="reflect", dilemma="{dilemma}"), "wall": WRITTEN_DOWN},
    ),
    Rule(
        rf"{D}\.facts\.(?P<fact>\w+)\.text",
        {"player": either(own_fact, TOLD), "report": reported(TOLD)},
    ),
    Rule(rf"{D}\.facts\.(?P<fact>\w+)\.(from|if_said)", {"player": own_fact}),
    Rule(
        rf"{D}\.{OPEN}\.title",
        {
            "player": either(CHOOSING, not_played_today),
            "observer": SET,
            "wall": on_the_wall,
            "desk": DECIDED,
            "report": reported(CHOOSING),
        },
    ),
    Rule(rf"{D}\.{OPEN}\.(text|alt)", {"player": CHOOSING, "report": reported(CHOOSING)}),
    Rule(
        rf"{D}\.{OPTION}\.title",
        {
            **dict.fromkeys(("player", "observer"), HIDDEN_OPEN),
            "wall": on_the_wall,
            "desk": DECIDED,
            "report": reported(HIDDEN_OPEN),
        },
        chancy=True,
    ),
    Rule(
        rf"{D}\.{OPTION}\.(text|alt)",
        {"player": HIDDEN_OPEN, "report": reported(HIDDEN_OPEN)},
        chancy=True,
    ),
    Rule(rf"{D}\.{OPTION}\.story", {"player": DECIDED, "observer": DECIDED}),
    Rule(
        rf"{D}\.{OPTION}\.reactions\.(?P<slot>\w+)",
        {"player": either(DECIDED, on("HearingHeld", dilemma="{dilemma}", option="{option}", slot="{slot}"))},
    ),
    Rule(
        rf"{D}\.{OPEN}\.note\.\w+",
        {"player": either(both(DEBRIEF, CHOOSING), not_played_today), "report": reported(CHOOSING)},
    ),
    Rule(
        rf"{D}\.{OPTION}\.note\.\w+",
        {"player": both(DEBRIEF, DECIDED), "report": reported(HIDDEN_OPEN)},
        chancy=True,
    ),
    Rule(rf"{D}\.{OPTION}\.voices\.\w+", {}, chancy=True),
    # What comes later.
    Rule(
        rf"{D}\.seeds\.(?P<seed>\w+)",
        {"player": SPROUTED, "road": both(CHOOSING, TERM_OVER), "report": reported(SPROUTED)},
    ),
    Rule(
        r"standing\.(?P<seed>\w+)",
        {"player": CAME_UP, "road": TERM_OVER, "report": reported(CAME_UP)},
        chancy=True,
    ),
    Rule(
        r"(common\.)?incidents\.(?P<incident>\w+)\.(title|text)",
        {"player": MET, "desk": on("IncidentsDrawn"), "report": reported(MET)},
    ),
    Rule(r"(common\.)?incidents\.(?P<incident>\w+)\.\w+", {"player": MET, "report": reported(MET)}),
    Rule(r"common\.moves\.(?P<role>\w+)\.told", {"player": on("MovePlayed", role="{role}")}, chancy=True),
    Rule(
        r"common\.hearing\.\w+",
        {"player": either(on("HearingHeld"), on("MovePlayed", role="P4"))},
        chancy=True,
    ),
    Rule(r"common\.crosses\.(?P<effect>\w+)", {"player": on("CrossFelt", effect="{effect}")}, chancy=True),
    Rule(
        r"endings\.(?P<ending>\w+)\.(?P<form>headline\w*)",
        {
            **dict.fromkeys(("player", "wall", "desk"), own_paper),
            "road": TERM_OVER,
            "report": reported(own_paper),
        },
    ),
    Rule(
        r"endings\.(?P<ending>\w+)\.(?P<form>\w+)",
        {"player": own_paper, "report": reported(own_paper)},
    ),
    Rule(r"(common\.)?news\.\w+", {"player": TERM_OVER, "report": reported(TERM_OVER)}, chancy=True),
    Rule(
        r"common\.cut_short\.\w+",
        dict.fromkeys(("player", "wall"), on("ResultsReached", ending="")),
        chancy=True,
    ),
    Rule(r"common\.debrief\.(?P<question>\d)", {"player": ASKED, "wall": ASKED, "desk": always}),
    # What people type, and what leads to a person.
    Rule(r"typed\.key\.(?P<who>\w+)", {"player": own, "observer": own}),
    Rule(r"typed\.id\.(?P<who>\w+)", {"player": own, "observer": own, "desk": always}, chancy=True),
    Rule(
        r"typed\.reason\.(?P<who>\w+)\.(?P<round>\d)",
        {
            **dict.fromkeys(
                ("player", "observer"),
                either(own, sharing_a_seat, at_own_table(on("StepClosed", name="choice", round="{round}"))),
            ),
            "report": in_the_minutes,
        },
    ),
    Rule(r"typed\.(reflection|tell)\.(?P<who>\w+)\.\w+", {"player": own}),
    Rule(
        r"typed\.answer\.(?P<who>\w+)\.(?P<topic>\w+)",
        {"player": either(own, at_own_table(shown_note)), "desk": shown_note},
    ),
    Rule(
        r"typed\.worry\.(?P<who>\w+)\.\w+",
        {"player": either(own, at_own_table(heard)), "report": in_the_minutes},
        chancy=True,
    ),
    Rule(
        r"typed\.message\.(?P<to>\w+)",
        {"player": addressed, "observer": addressed, "desk": always},
    ),
    Rule(
        r"typed\.name\.(?P<who>\w+)",
        {"player": either(own, sharing_a_seat), "observer": own, "desk": always},
    ),
)


@cache
def rule_of(key: str, dilemmas: tuple[str, ...]) -> tuple[Rule, Mapping[str, str]] | None:
    """The rule for a key, and what its pattern names in it."""
    for rule in RULES:
        pattern = rule.pattern.replace("DILEMMA", "|".join(dilemmas))
        if match := re.fullmatch(pattern, key):
            return rule, match.groupdict()
    return None


@dataclass
class Judge:
    """Judges what was received: `secrets` are keys by what is looked for, `dilemmas` the ids of all of them."""

    history: History
    secrets: Mapping[str, str]
    dilemmas: tuple[str, ...]

    def __post_init__(self) -> None:
        self.plain = {needle: key for needle, key in self.secrets.items() if not MARK.fullmatch(needle)}
        self._since: dict[tuple[str, str, str], int] = {}

    def since(self, key: str, viewer: Viewer, kind: str = "") -> int:
        """From which version on a viewer may see what a key names. KeyError where no rule knows the key."""
        kind = kind or viewer.kind
        if (viewer.name, kind, key) not in self._since:
            found = rule_of(key, self.dilemmas)
            if found is None:
                raise KeyError(f"No rule says who may see {key}.")
            rule, named = found
            ways = [rule.since[kind]] if kind in rule.since else []
            if kind == "observer" and "player" in rule.since:
                ways.append(both(RESULTS, rule.since["player"]))
            self._since[viewer.name, kind, key] = either(never, *ways)(self.history, viewer, named)
        return self._since[viewer.name, kind, key]

    def keys_in(self, text: str) -> set[str]:
        """The keys of all secrets in a text."""
        marks = {self.secrets[found] for found in set(MARK.findall(text)) if found in self.secrets}
        return marks | {key for needle, key in self.plain.items() if needle in text}

    def may_see(self, key: str, viewer: Viewer, payload: Payload) -> bool:
        """Whether a viewer may receive what a key names with this payload."""
        if self.since(key, viewer) <= payload.version:
            return True
        pages = (kind for part, kind in PAGES.items() if part in payload.address)
        if any(self.since(key, viewer, kind) <= payload.version for kind in pages):
            return True
        names = key.startswith("typed.name.") and viewer.kind in ("player", "observer")
        return names and (  # seats are chosen among people who are called by name
            self.history.phase(payload.version) == "lobby"
            or not self.history.is_seated(viewer.player, payload.version)
        )

    def leaks(self, payloads: Iterable[Payload]) -> list[str]:
        """What reached somebody too early or at all, in a sentence each."""
        found = []
        for payload in payloads:
            viewer = self.history.viewers[payload.viewer]
            found += [
                f"{viewer.name} ({viewer.kind}, table {viewer.table}) read {key} at version {payload.version} "
                f"of {payload.address}, which is theirs from {told(self.since(key, viewer))} on"
                for key in sorted(self.keys_in(payload.text))
                if not self.may_see(key, viewer, payload)
            ]
        return found


def told(version: int) -> str:
    """A version in words."""
    return "never" if version == NEVER else f"version {version}"

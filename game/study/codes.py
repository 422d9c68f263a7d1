"""The closed lists of what a study gives away: what may stand in a column, and what each of it means (X4)."""

from __future__ import annotations

Codes = tuple[tuple[str, str], ...]

OPTIONS = (("A", "first option"), ("B", "second option"), ("C", "third option"), ("D", "hidden option"))
CHOICES = (*OPTIONS, ("not_yet", "not yet"))
VOTES = (*OPTIONS, ("abstained", "abstained"))
SURENESS = (("1", "unsure"), ("2", "fairly sure"), ("3", "very sure"))
MANNERS = (
    ("agreed", "all who decided were of one mind"),
    ("majority", "most of them"),
    ("chair", "a tie; the chair's word"),
)
DECIDERS = (("P", "the politicians"), ("M", "the managers"), ("all", "everybody at the table"))
RULES = (
    ("majority", "more than half of the deciding votes"),
    ("two_thirds", "at least two thirds of them"),
    ("consent", "all of them"),
)
FORMATS = (
    *((minutes, f"{minutes} minutes") for minutes in ("45", "75", "90", "120", "180")),
    ("custom", "a number of rounds of one's own"),
)
PROMISES = (("confidential", "kept, never shown by name"), ("anonymous", "forgotten"))
#: By which of solution, carry-through and lasting capacity were reached, in this order (END-5).
ENDINGS = (
    ("yyy", "The arena that lasts"),
    ("yyn", "One success, hard to repeat"),
    ("yny", "Great idea on the shelf"),
    ("nyy", "Good house, old answers"),
    ("nyn", "Delivered, as always"),
    ("ynn", "The pilot that died"),
    ("nny", "Good spirit, no result"),
    ("nnn", "Back to the start"),
)
TONES = (("bright", "Legitimacy of 5 or more at the end"), ("dark", "less"))
SLOTS = tuple((slot, slot) for slot in ("citizens", "ngos", "businesses", "frontline", "media", "unions"))
RESOURCES = tuple((name, name) for name in ("time", "budget", "trust", "legitimacy"))
POLES = tuple(
    (pole, f"pole {pole}, see tables.csv") for pole in ("A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2")
)
GUARDS = (
    *(
        ("review_date", "a date for review"),
        ("report_back", "reporting back"),
        ("staff_hearing", "a hearing of staff"),
    ),
    *(
        ("legal_check", "a legal check"),
        ("second_invitation", "a second invitation"),
        ("stop_rule", "a rule to stop"),
    ),
)
PHASES = tuple(
    (phase, f"the phase {phase}")
    for phase in (
        "lobby",
        "welcome",
        "briefing",
        "playing",
        "midterm",
        "results",
        "debrief",
        "plan",
        "closed",
    )
)
STEPS = (
    ("gate", "waits for its round"),
    ("incident", "answers an incident"),
    ("situation", "reads"),
    ("choice", "each chooses alone"),
    ("reveal", "sees the pattern of choices"),
    ("talk", "talks"),
    ("vote", "votes"),
    ("runoff", "votes once more"),
    ("word", "the chair gives the word"),
    ("paper", "plays the round on paper"),
    ("consequence", "sees what follows"),
    ("reflect", "looks back"),
    ("done", "has ended the term"),
)
REASONS = (
    ("lawful", "lawful"),
    ("fair", "fair"),
    ("efficient", "efficient"),
    ("trust", "trust"),
    ("taking_part", "taking part"),
    ("lasting", "lasting"),
)
CALLINGS = (("elected", "elected"), ("employed", "employed by an administration"), ("other", "neither"))
FAMILIES = (("P", "politicians"), ("M", "managers"))
OFTEN = (("0", "never"), ("1", "once"), ("2", "some times"), ("3", "many times"))
#: The five questions about oneself, each answered from 0 (not at all) to 10 (quite sure); docs/studies.md says how they are scored.
ITEMS = (
    "open a problem to others while keeping law and daily service safe",
    "share leadership without losing political responsibility",
    "give a group real room inside clear limits",
    "meet citizens and partners as co-responsible, also when it gets rough",
    "understand what the other side, politicians or managers, needs from me",
)
TIMES = (("before", "before the game"), ("back", "after it, looking back: before today"), ("now", "after it"))
ASKED = tuple(
    (f"{time}-{number}", f"How sure are you that you can {item}? ({when})")
    for time, when in TIMES
    for number, item in enumerate(ITEMS, 1)
)

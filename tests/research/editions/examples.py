"""One edition of each kind in which every field says something. All of it is invented."""

from dataclasses import fields, is_dataclass
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from research.editions.codec import SHAPES
from research.editions.links import CaseLink, LevelLink, OrganisationLink, PracticeLink, SourceLink
from research.editions.shapes import (
    AdaptationEdition,
    CaseEdition,
    LevelEdition,
    OrganisationEdition,
    PracticeEdition,
    Row,
    SourceEdition,
)

LEVEL = LevelLink(2, "leadership", "Political and administrative leadership")
SOURCE = SourceLink(
    "ek-2020", "article", ("Ann Ek", "Bo Åberg"), 2020, "Meetings on Ærø", "Journal 3(1), 2-9", "10.9999/aeroe",
    "https://example.org/aeroe", False,
)  # fmt: skip
CASE = CaseLink("quay", "The quay", "Ærøskøbing", "DK", 2018, True)
PRACTICE = PracticeLink("open-desk", "Open desk")
TOWN = OrganisationLink("aeroe", "Ærø Kommune", "municipality")
ROW = Row(
    SOURCE, LEVEL, PRACTICE, None, "Councillors came more often.", "moderate", "p. 7", "contradicts", "outcome",
    3, "yes", "survey", "we came", 1,
)  # fmt: skip

EXAMPLES = {
    "level": LevelEdition(
        slug="leadership", number=2, name="Leadership", short="Who leads.", definition="Leading is shared.",
        what_changes=("Meetings", "Minutes"),
        tensions=({"between": ["mandate", "voice"], "source_ids": ["ek-2020"], "note": "Both are needed."},),
        signs=("Councillors listen.",), source="ek-2020",
        ladder=({"rung": 1, "name": "Alone", "observable": "One decides."},), ladder_sources=("ek-2020",),
    ),
    "practice": PracticeEdition(
        slug="open-desk", name="Open desk", levels=(LEVEL,), problem="Too few meet.", how="Open a desk.",
        conditions=("A room",), risks=("Noise", "Habit"), strength="weak", cases=(CASE,), evidence=(ROW, Row(SOURCE)),
        note="Small towns only.", do_not_copy_if=("Nobody asked.",), takes="Two hours a week.", rungs={"2": 4},
        licence="CC-BY-4.0", curators=("Ek, Ann 0000-0002-1825-0097",),
    ),
    "case": CaseEdition(
        slug="quay", title="The quay", place="Ærøskøbing", country="DK", lat=54.89, lon=10.41,
        organisation="Ærø Kommune", organisations=(TOWN,), start_year=2018, policy_area="harbour",
        actors=("council", "boat owners"), problem="Nobody used it.", what_was_done="They built together.",
        obstacles="The winter.", went_well="It is used.", went_badly="It cost more.", outcome_sources=(SOURCE,),
        outcome="mixed", outcome_basis="our reading", lesson="Build in summer.", sources=(SOURCE,), verified=True,
        evidence=(ROW,), licence="CC-BY-4.0", curators=("Ek, Ann",),
    ),
    "source": SourceEdition(
        "ek-2020", "article", ("Ann Ek",), 2020, "Meetings on Ærø", "Journal 3(1), 2-9", "10.9999/aeroe",
        "https://example.org/aeroe", True, read="all of it", note="In Danish.",
    ),
    "organisation": OrganisationEdition(
        slug="aeroe", name="Ærø Kommune", name_en="Ærø Municipality", kind="municipality", place="Ærøskøbing",
        country="DK", lat=54.89, lon=10.41, note="An island.",
    ),
    "adaptation": AdaptationEdition(
        slug="samsoe", practice=PRACTICE, from_case=CASE, government="Samsø Kommune", place="Tranebjerg",
        country="DK", since=2021, changed="In the library instead.", result="kept", result_told="More came.",
        told_by="the municipality", source=SOURCE, lat=55.83, lon=10.59, licence="CC-BY-4.0", curators=("Ek, Ann",),
    ),
}  # fmt: skip

#: What PostgreSQL can keep: no NUL.
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
NUMBERS = st.integers(-(2**31), 2**31)
DEGREES = st.floats(-180, 180, allow_nan=False).filter(lambda number: str(number) != "-0.0")
LEAF = st.none() | st.booleans() | NUMBERS | TEXT
JSON = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2), max_leaves=4
)
PLAIN = {str: TEXT, int: NUMBERS, float: DEGREES, bool: st.booleans(), Any: JSON}


def anything(kind):
    """Any edition of a kind that a record can become."""
    return _built(SHAPES[kind])


def _built(shape):
    hints = get_type_hints(shape)
    return st.builds(shape, **{one.name: _of(hints[one.name]) for one in fields(shape)})


def _of(hint):
    inner = [one for one in get_args(hint) if one not in (NoneType, ...)]
    if get_origin(hint) is tuple:
        return st.lists(_of(inner[0]), max_size=3).map(tuple)
    if get_origin(hint) is dict:
        return st.dictionaries(TEXT, _of(inner[1]), max_size=3)
    if NoneType in get_args(hint):
        return st.none() | _of(inner[0])
    return _built(hint) if is_dataclass(hint) else PLAIN[hint]

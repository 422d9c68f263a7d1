"""Every kind of fault that an author can make is found, at its place, under the code of its rule."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.files import records
from scenarios import reading
from scenarios.files import CONTENT, opened, slugs
from scenarios.places import plain
from scenarios.problems import problems, problems_of
from scenarios.problems.aims import favourites
from scenarios.problems.schema import SCENARIO
from scenarios.reading import read
from scenarios.script import parse
from tests.scenarios.faults import ENGLISH, STRUCTURE, Fault, changed, found, good, line_of

ROOT = Path(__file__).resolve().parents[2]
LONG = "word " * 91
SAME_POLES = "poles: {C2: 2, C1: 1, D1: 1, B2: 1, A2: -1, B1: -1}"

FORM = [
    Fault("licence: CC-BY-4.0", "colour: red\nlicence: CC-BY-4.0", "SHAPE", "colour"),
    Fault("licence: CC-BY-4.0\n", "", "SHAPE", "", near="# A whole"),
    Fault("version: 1", "version: one", "SHAPE", "version"),
    Fault("version: 1", "version: true", "SHAPE", "version"),
    Fault("version: 1", "version: [1]", "SHAPE", "version"),
    Fault("trust: 5,", "trust: 9,", "SHAPE", "start.trust"),
    Fault("slug: good", "slug: better", "SHAPE", "slug"),
    Fault("slug: good", "slug: Good One", "SHAPE", "slug"),
    Fault("people:\n  citizens: {att: -1, inv: 1}", "people:\n  citizens: 3", "SHAPE", "people.citizens", near="citizens: 3"),
    Fault("values: [lawful, steady]", "values: [lawful, lawful]", "SHAPE", "dilemmas.saving.options.A.values.1"),
    Fault("marks: [delegated]", "marks: delegated", "SHAPE", "dilemmas.saving.options.C.marks"),
    Fault("att: {citizens: -1, unions: 1}", "att: {citizens: -1, unions: 1, ngos: 0}", "SHAPE", "dilemmas.pen.options.A.att.ngos"),
    Fault("unlawful: {kind", "Unlawful: {kind", "SHAPE", "dilemmas.pen.seeds.Unlawful", also=frozenset({"SEED-1", "OPT-3", "TEXT"})),
    Fault("- id: pen", "- id: story", "SHAPE", "dilemmas.story.id", also=frozenset({"TEXT"})),
    Fault("version: 1", "version: 1.0", "YAML", "version"),
    Fault("version: 1", "version: 010", "YAML", "version"),
    Fault("version: 1", "version: .nan", "YAML", "version"),
    Fault("licence: CC-BY-4.0", "licence: yes", "YAML", "licence"),
    Fault("licence: CC-BY-4.0", "licence: 2026-01-01", "YAML", "licence"),
    Fault("version: 1", "version: 1\nversion: 1", "YAML", "version", after=1),
    Fault("exclude_incidents: [cellar]", "exclude_incidents: *list", "YAML", "exclude_incidents"),
    Fault("exclude_incidents: [cellar]", "exclude_incidents: !own [cellar]", "YAML", "exclude_incidents"),
    Fault("exclude_incidents: [cellar]", "exclude_incidents:\t[cellar]", "YAML", ""),
    Fault("exclude_incidents: [cellar]", "exclude_incidents: [cellar", "YAML", "", near="news:"),
    Fault("exclude_incidents: [cellar]", "exclude_incidents: [\0cellar]", "YAML", ""),
]  # fmt: skip

FORMAT = [
    Fault("max_rounds: 3", "max_rounds: 4", "FMT-1", "max_rounds"),
    Fault("max_rounds: 3", "max_rounds: 8", "FMT-1", "max_rounds"),
    Fault("stage: 3\n    from: 3", "stage: 3\n    from: 4", "FMT-1", "max_rounds", near="max_rounds"),
    Fault("stage: 3", "stage: 1", "FMT-1", "dilemmas.pen.stage"),
    Fault("level: 3", "level: 1", "FMT-2", "dilemmas.pen.level", also=frozenset({"LINK-1"})),
    Fault("decides: P", "decides: all", "FMT-3", "dilemmas.pen.decides"),
    Fault("decides: P", "decides: Q", "WHO-1", "dilemmas.pen.decides"),
    Fault("fallback: A\n    classic: A", "fallback: D\n    classic: A", "FACT-4", "dilemmas.pen.fallback", near="fallback: D"),
    Fault("exhausted-volunteers\n    fallback: A", "exhausted-volunteers\n    fallback: D", "FACT-4", "dilemmas.baker.fallback", near="fallback: D"),
    Fault("exhausted-volunteers\n    fallback: A", "exhausted-volunteers\n    fallback: C", "VOTE-8", "dilemmas.baker.fallback", near="fallback: C"),
    Fault("    classic: A\n", "", "OPT-4", "max_rounds", near="max_rounds"),
    Fault("classic: A", "classic: D", "OPT-4", "dilemmas.pen.classic"),
    Fault("      D:\n", "      E:\n", "OPT-4", "max_rounds", near="max_rounds", also=frozenset({"SHAPE", "SEED-1", "TEXT", "COND-1", "PEOPLE-1"})),
    Fault("cost: {time: 1, budget: 3}", "needs: trust>=6\n        cost: {time: 1, budget: 3}", "COND-2", "dilemmas.baker.options.C.needs", near='needs: "trust>=4"'),
    Fault('needs: "trust>=4"', 'needs: "A1>=5"', "COND-2", "dilemmas.baker.options.C.needs"),
    Fault("opens_if: [grant, auditor]", "opens_if: [grant, ghost]", "FACT-4", "dilemmas.pen.options.D.opens_if.1"),
    Fault("        opens_if: [grant, auditor]\n", "", "FACT-4", "dilemmas.pen.options.D", near="      D:\n"),
    Fault("facts: [{id: hall, to: [P4, P3]}, {id: younger, to: [M3, M2]}]", "facts: [{id: hall, to: [P4, P3]}]", "FACT-1", "dilemmas.baker.facts", also=frozenset({"TEXT"})),
    Fault("{id: hall, to: [P4, P3]}", "{id: hall, to: [P4, X3]}", "FACT-2", "dilemmas.baker.facts.hall.to.1"),
    Fault("people:\n  citizens: {att: -1, inv: 1}\n", "people:\n", "SHAPE", "people", near="people:"),
    Fault("shift: {S: 0, I: 1, K: -1}", "shift: {S: 2, I: 1, K: -1}", "END-4", "shift.S"),
    Fault("cost: {time: 1, budget: 2}", "needs: trust>=6\n        cost: {time: 1, budget: 2}", "FACT-4", "dilemmas.pen.options.D.needs"),
    Fault("cost: {time: 1, budget: 3}", "opens_if: [hall]\n        cost: {time: 1, budget: 3}", "FACT-4", "dilemmas.baker.options.B.opens_if"),
    Fault("{id: auditor, to", "{id: grant, to", "FACT-1", "dilemmas.pen.facts.grant.id", also=frozenset({"FACT-4", "TEXT"})),
    Fault("opens_if: [grant, auditor]", "opens_if: []", "FACT-4", "dilemmas.pen.options.D.opens_if"),
    Fault("- id: baker", "- id: pen", "SHAPE", "dilemmas.pen.id", also=frozenset({"TEXT"})),
]  # fmt: skip

OPTIONS = [
    Fault("poles: {B1: 2, D1: 2, B2: 1,", "poles: {B1: 2, D1: 1, B2: 1,", "OPT-1", "dilemmas.pen.options.C.poles"),
    Fault("poles: {C2: 2, A2: 2, B1: 1,", "poles: {C2: 3, A2: 1, B1: 1,", "OPT-1", "dilemmas.pen.options.A.poles.C2"),
    Fault("poles: {C2: 2, A2: 2, B1: 1, C1: -1, D2: -1}", "poles: {C2: 2, A2: 2, B1: 1, C1: -2}\n        trust: 2", "OPT-1", "dilemmas.pen.options.A.trust", after=1),
    Fault("alt: {if: \"angry\", cost: {time: 3, budget: 1}, poles: {C1: 2,", "alt: {if: \"angry\", cost: {time: 3, budget: 1}, poles: {C1: 1,", "OPT-1", "dilemmas.pen.options.B.alt.poles"),
    Fault("cost: {time: 1, budget: 3}", "cost: {time: 2, budget: 3}", "OPT-1", "dilemmas.baker.options.B.cost"),
    Fault("cost: {time: 1, budget: 2}", "cost: {time: 1, budget: 4}", "OPT-1", "dilemmas.pen.options.D.cost.budget"),
    Fault("att: {frontline: -1, unions: 1}", "att: {unions: 1}", "PEOPLE-1", "dilemmas.baker.options.C", near="      C:\n        cost: {time: 2, budget: 2}\n        needs", also=frozenset({"OPT-2"})),
    Fault("att: {frontline: -1, unions: 1}", "att: {frontline: -3, unions: 1}", "PEOPLE-1", "dilemmas.baker.options.C.att.frontline"),
    Fault("att: {citizens: 1, ngos: 1, businesses: 1}", "att: {citizens: 1, ngos: 1}", "PEOPLE-1", "people.businesses", near="businesses: {att: 0"),
    Fault("poles: {C2: 2, A2: 2, B1: 1, C1: -1, D2: -1}", SAME_POLES, "OPT-2", "dilemmas.pen.options.D", near="      D:\n"),
    Fault("cost: {time: 2, budget: 2}\n        needs", "cost: {time: 0, budget: 2}\n        needs", "OPT-2", "dilemmas.baker.options", near="[M3, M2]}]\n    options", after=1),
    Fault('roles:\n', 'roles:\n  M3: {aim: ["A2>=5", "C2>=5"]}\n', "OPT-2", "dilemmas.pen.options.B", near="      B:\n        cost: {time: 2, budget: 1}"),
    Fault('roles:\n', 'roles:\n' + "".join(f'  P{n}: {{aim: ["A2>=5", "C2>=5"]}}\n' for n in (1, 2, 4)), "OPT-2", "dilemmas.pen.options.A", near="      A:\n        cost: {time: 0, budget: 1}"),
    Fault('P3: {aim: ["trust>=5", "budget>=1 and not tie"]}', 'P3: {aim: ["trust>=5"]}', "AIM-1", "roles.P3.aim"),
    Fault("voices: {P1: for,", "voices: {P1: maybe,", "SHAPE", "dilemmas.saving.options.B.voices.P1", also=frozenset({"TEXT"})),
]  # fmt: skip

SEEDS = [
    Fault("seeds: [late_receipts, open_books]", "seeds: [late_receipts]", "SEED-1", "dilemmas.pen.seeds.open_books", near="      open_books: {"),
    Fault("seeds: [late_receipts, open_books]", "seeds: [late_receipts, ghost]", "SEED-1", "dilemmas.pen.options.D.seeds.1"),
    Fault("seeds: [empty_chairs]", "seeds: [empty_chairs, open_books]", "SEED-1", "dilemmas.pen.seeds.open_books", near="      open_books: {"),
    Fault("first_names: {kind: gain", "first_names: {guarded_by: [stop_rule], kind: harm", "OPT-3", "dilemmas.pen.options.C.seeds", near="seeds: [two_hats"),
    Fault("clubhouse, kind: gain", "clubhouse, kind: harm", "OPT-3", "dilemmas", near="dilemmas:"),
    Fault(", guarded_by: [legal_check]}\n      many", "}\n      many", "OPT-3", "dilemmas.baker.seeds.hurried_post", near="hurried_post: {"),
    Fault("effects: {C2: -1, legitimacy: -1}, guarded_by: [review_date, stop_rule]", "effects: {C2: -1, legitimacy: -1}, guarded_by: [prayer]", "SEED-1", "dilemmas.pen.seeds.late_receipts.guarded_by.0", near="late_receipts: {", also=frozenset({"OPT-3"})),
    Fault("effects: {C1: 2}", "effects: {C1: 2}, guarded_by: [stop_rule]", "GUARD-3", "dilemmas.pen.seeds.first_names.guarded_by"),
    Fault("tag: politics, after: 2", "tag: politics, after: 4", "SEED-1", "dilemmas.pen.seeds.two_hats.after"),
    Fault("tag: politics", "tag: weather", "SEED-1", "dilemmas.pen.seeds.two_hats.tag"),
    Fault("effects: {C1: 2}", "effects: {C1: 2, C2: 1}", "SEED-1", "dilemmas.pen.seeds.first_names.effects"),
    Fault("effects: {C1: 2}", "effects: {}", "SEED-1", "dilemmas.pen.seeds.first_names.effects"),
    Fault("effects: {A1: 1, trust: 1}", "effects: {A1: 1, trust: 2}", "SEED-1", "dilemmas.pen.seeds.open_books.effects.trust"),
    Fault("effects: {B1: -1, trust: -1}", "effects: {B1: -1, trust: -1, time: -1, budget: -1}", "SEED-1", "dilemmas.pen.seeds.two_hats.effects"),
    Fault("round: 3,", "round: 5,", "SEED-4", "standing.flu.round"),
    Fault("opening: {inv: {media: 1}}", "opening: {inv: {media: 1}, time: 1}", "INC-2", "incidents.thanks.opening"),
    Fault("answers: [{A1: 1}, {D1: 1, budget: -1}]", "answers: [{A1: 1}]", "INC-2", "incidents.thanks.answers"),
    Fault("id: thanks", "id: savings", "INC-1", "incidents.savings.id", also=frozenset({"TEXT"})),
    Fault("exclude_incidents: [cellar]", "exclude_incidents: [attic]", "INC-1", "exclude_incidents.0"),
    Fault("{id: poster, if", "{id: letter, if", "END-8", "news.letter.id", also=frozenset({"TEXT"})),
    Fault('"C1<=3"', '"C1<=3 and C2<=3 and D1<=3"', "COND-1", "dilemmas.pen.seeds.empty_chairs.if"),
    Fault('"C1<=3"', '"C1<3"', "COND-1", "dilemmas.pen.seeds.empty_chairs.if"),
    Fault('"C1<=3"', '"C1<=10"', "COND-1", "dilemmas.pen.seeds.empty_chairs.if"),
    Fault('"C1<=3"', '"C1>=11"', "COND-1", "dilemmas.pen.seeds.empty_chairs.if"),
    Fault('"visible_win and legitimacy>=6"', '"visible_loss and legitimacy>=6"', "COND-1", "news.poster.if"),
    Fault("answers: [{A1: 1}, {D1: 1, budget: -1}]", "answers: [{A1: 1}, {}]", "INC-2", "incidents.thanks.answers.1"),
    Fault("many_tables: {kind: gain", "many_tables: {guarded_by: [stop_rule], kind: harm", "OPT-3", "dilemmas.baker.options.B.seeds", near="seeds: [hurried"),
    Fault("hurried_post: {kind: harm, tag: legal", "hurried_post: {kind: gain, tag: legal", "GUARD-3", "dilemmas.baker.seeds.hurried_post.guarded_by", also=frozenset({"OPT-3"})),
    Fault("marks: [legal_breach]}", "marks: [Legal]}", "SHAPE", "dilemmas.baker.seeds.hurried_post.effects.marks.0", also=frozenset({"COND-1"})),
    Fault("cost: {time: 2, budget: 2}\n        poles: {A1: 2, C1: 2", "cost: {time: 2, budget: 0}\n        poles: {A1: 2, C1: 2", "OPT-2", "dilemmas.saving.options", near="options:"),
]  # fmt: skip

LINKS = [
    Fault("dossier: autonomy-or-steering", "dossier: autonomy-or-heaven", "LINK-1", "dilemmas.pen.dossier", also=frozenset({"LINK-2"})),
    Fault("also: [open-agenda-or-control]", "also: [open-agenda-or-control, heaven]", "LINK-1", "dilemmas.pen.also.1"),
    Fault("level: 3", "level: 2", "LINK-1", "dilemmas.pen.level"),
    Fault("course: autonomy-or-steering/3", "course: autonomy-or-steering/4", "LINK-2", "dilemmas.pen.options.C.rests_on.course"),
    Fault("course: autonomy-or-steering/3", "course: heaven/0", "LINK-2", "dilemmas.pen.options.C.rests_on.course"),
    Fault("course: autonomy-or-steering/3", "course: committee-door/0", "LINK-2", "dilemmas.pen.options.C.rests_on.course"),
    Fault("support: partly, practices: [handover-bridge]", "support: sourced, practices: [handover-bridge]", "LINK-2", "dilemmas.pen.options.C.rests_on.support"),
    Fault("support: partly, practices: [handover-bridge]", "support: proven, practices: [handover-bridge]", "LINK-2", "dilemmas.pen.options.C.rests_on.support"),
    Fault("sources: [gentofte-form]", "sources: []", "LINK-2", "dilemmas.pen.options.C.rests_on.sources"),
    Fault("practices: [plain-deal], cases: [], sources: []", "practices: [plain-deal], cases: [], sources: [hovik-2024]", "LINK-2", "dilemmas.saving.options.A.rests_on.sources"),
    Fault("practices: [plain-deal], cases: [], sources: []", "practices: [], cases: [], sources: []", "LINK-2", "dilemmas.saving.options.A.rests_on"),
    Fault("practices: [handover-bridge]", "practices: [magic]", "LINK-3", "dilemmas.pen.options.C.rests_on.practices.0"),
    Fault("cases: [oslo-gronland-toyen]", "cases: [atlantis]", "LINK-3", "dilemmas.pen.options.B.rests_on.cases.0"),
    Fault("sources: [gentofte-form]", "sources: [rumour]", "LINK-3", "dilemmas.pen.options.C.rests_on.sources.0"),
    Fault("rests_on: {practices: [plain-deal], cases: [wigan-deal]", "rests_on: {practices: [plain-deal], cases: [atlantis]", "LINK-3", "rests_on.cases.0"),
]  # fmt: skip

TEXTS = [
    Fault("  law: Text number 7.\n", "", "TEXT", "story.law", near="story:", file=ENGLISH),
    Fault("  law: Text number 7.", "  law: ''", "TEXT", "story.law", file=ENGLISH),
    Fault("  law: Text number 7.", "  law: 7", "TEXT", "story.law", file=ENGLISH),
    Fault("  law: Text number 7.", f"  law: {LONG}", "TEXT", "story.law", file=ENGLISH),
    Fault("  law: Text number 7.", "  law: Read <b>this</b>.", "TEXT", "story.law", file=ENGLISH),
    Fault("  law: Text number 7.", "  law: Text number 7.\n  sea: Blue.", "TEXT", "story.sea", near="  sea", file=ENGLISH),
    Fault("endings:\n", "voyages:\n", "END-5", "endings", near="# The texts", also=frozenset({"TEXT", "END-8"}), file=ENGLISH),
    Fault("    headline: Text number 168.\n", "", "END-5", "endings.yyy.headline", near="  yyy:", file=ENGLISH),
    Fault("    headline_dark: Text number 199.\n", "", "END-8", "endings.yyy.headline_dark", near="  yyy:", file=ENGLISH),
    Fault("headline_dark: Text number 199.", f"headline_dark: {'word ' * 13}", "TEXT", "endings.yyy.headline_dark", file=ENGLISH),
    Fault("headline_dark: Text number 199.", f"headline_dark: Short.\n    standfirst_dark: {'word ' * 26}", "TEXT", "endings.yyy.standfirst_dark", near="    standfirst_dark", file=ENGLISH),
]  # fmt: skip

FAULTS = [*FORM, *FORMAT, *OPTIONS, *SEEDS, *LINKS, *TEXTS]


def test_the_good_scenario_has_no_problem():
    """The faults below are put into this one."""
    assert found(good()) == []


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_is_found_at_its_place(fault):
    """The rule's code, the file, the line, the path, and a sentence for a person."""
    files = changed(fault.old, fault.new, fault.file)
    line = line_of(fault, files)
    told = found(files)
    places = [(p.code, p.file, p.line, p.path) for p in told]
    assert (fault.code, fault.file, line, fault.path) in places, "\n".join(map(str, told))
    assert {p.code for p in told} - {fault.code} <= fault.also, "\n".join(map(str, told))
    assert all(p.sentence[-1] == "." and not p.is_warning for p in told)


def test_an_ending_may_have_a_standfirst_in_each_tone():
    """END-8: the headline has two tones and both are needed; standfirsts are not."""
    old = "    headline_dark: Text number 199.\n"
    assert found(changed(old, f"{old}    standfirst: Bright.\n    standfirst_dark: Dark.\n", ENGLISH)) == []


def test_there_are_more_than_forty_kinds_of_fault():
    assert len(FAULTS) > 40
    assert len({(fault.code, fault.path) for fault in FAULTS}) > 40


def test_all_faults_are_told_at_once():
    """Reports all problems at once; one slip hides no other."""
    chosen = [
        FORM[2],
        FORM[5],
        FORMAT[3],
        FORMAT[15],
        OPTIONS[4],
        SEEDS[8],
        SEEDS[20],
        LINKS[6],
        LINKS[13],
        TEXTS[3],
    ]
    files = good()
    for fault in chosen:
        files = changed(fault.old, fault.new, fault.file, files)
    lines = {(fault.code, fault.path): line_of(fault, files) for fault in chosen}
    told = {(p.code, p.path): p.line for p in found(files)}
    assert {key: told.get(key) for key in lines} == lines
    order = [(p.file, p.line) for p in found(files)]
    assert order == sorted(order)


def test_what_is_missing_in_an_unfinished_scenario_is_a_warning():
    """FMT-1, OPT-3, OPT-4, PEOPLE-1, END-5: warnings; every other fault stays one."""
    files = changed("max_rounds: 3", "max_rounds: 7\nunfinished: true")
    files = changed("    classic: A\n", "", files=files)
    files = changed("clubhouse, kind: gain", "clubhouse, kind: harm", files=files)
    files = changed("att: {citizens: 1, ngos: 1, businesses: 1}", "att: {citizens: 1, ngos: 1}", files=files)
    files = changed("    headline: Text number 168.\n", "", ENGLISH, files)
    assert {(p.code, p.is_warning) for p in found(files)} == {
        ("FMT-1", True), ("OPT-3", True), ("OPT-4", True), ("PEOPLE-1", True), ("END-5", True)
    }  # fmt: skip
    files = changed('"C1<=3"', '"C1<3"', files=files)
    assert [p.code for p in found(files) if not p.is_warning] == ["COND-1"]


def seven():
    """The good scenario with four more dilemmas, made of its three; their texts are missing."""
    head, _, rest = good().structure.decode().partition("  - id: saving\n")
    dilemmas, mark, tail = rest.partition("standing:\n")
    saving, _, rest = dilemmas.partition("  - id: pen\n")
    pen, _, baker = rest.partition("  - id: baker\n")
    media = baker.replace("level: 4", "level: 2").replace(
        "dossier: exhausted-volunteers", "dossier: media-storm\n    also: [exhausted-volunteers]"
    )
    more = [
        ("radio", media, "stage: 6", 5, 4, "decides: M", "P"),
        ("second", saving, "stage: 1", 2, 5, "decides: all", "M"),
        ("third", pen, "stage: 3", 4, 6, "decides: P", "all"),
        ("last", saving, "stage: 1", 7, 7, "decides: all", "all"),
    ]
    for name, block, stage, number, since, decides, who in more:
        fresh = (
            block.replace(stage, f"stage: {number}")
            .replace("from: 3", f"from: {since}")
            .replace(decides, f"decides: {who}")
        )
        dilemmas += f"  - id: {name}\n{fresh}"
    text = f"{head}  - id: saving\n{dilemmas}{mark}{tail}".replace("max_rounds: 3", "max_rounds: 7")
    return replace(good(), structure=text.encode())


def told_of_seven(old="", new=""):
    files = changed(old, new, files=seven()) if old else seven()
    return [(p.code, p.path) for p in found(files) if p.code != "TEXT"]


def test_seven_dilemmas_need_three_hidden_options():
    """OPT-4; and everything else about the seven is in order."""
    assert told_of_seven() == [("OPT-4", "max_rounds")]


def test_seven_dilemmas_are_decided_by_each_two_or_three_times():
    """FMT-3."""
    radio = "stage: 5\n    from: 4\n    level: 2\n    decides: "
    assert ("FMT-3", "max_rounds") in told_of_seven(f"{radio}P", f"{radio}M")
    assert ("FMT-3", "dilemmas.last.decides") in told_of_seven(f"{radio}P", f"{radio}all")


def test_no_two_longer_formats_add_the_same_dilemma():
    """FMT-1: one each from 4, 5, 6 and 7, seven in all."""
    told = told_of_seven("stage: 7\n    from: 7", "stage: 7\n    from: 6")
    assert ("FMT-1", "dilemmas.last.from") in told
    assert ("FMT-1", "max_rounds") in told


def test_four_dilemmas_have_all_four_levels():
    """FMT-2."""
    told = told_of_seven("from: 4\n    level: 2", "from: 4\n    level: 3")
    assert ("FMT-2", "dilemmas.radio.level") in told


def test_patience_pays_somewhere():
    """OPT-3: at least one gain follows a costly early option."""
    files = good()
    for seed in ("second_page", "neighbours_cook", "open_books"):
        files = changed(f"{seed}: {{kind: gain", f"{seed}: {{kind: harm", files=files)
    assert "No early option that costs 3 or more plants a gain." in [p.sentence for p in found(files)]


def test_a_scenario_may_hold_more_than_it_is_offered_for():
    """FMT-1: with max_rounds: 3 the other dilemmas wait."""
    assert told_of_seven("max_rounds: 7", "max_rounds: 4") == [("OPT-4", "max_rounds")]


@pytest.mark.parametrize(
    ("structure", "line"),
    [
        (b"", 1), (b"- a\n", 1), (b"a: 1\n\xff", 2), (b"\xff\xfea\0", 1), (b"a: " + b"x" * 1_000_000, 1),
        (b"[" * 100_000, 1), (b"{a: " * 50, 1), (b'a: "\\U99999999"', 1), (b"a: 1\n---\nb: 2\n", 2), (b"a: 1\n\0", 2),
        (b"%YAML 9.9\n---\na: 1", 1), (b"a: &b [*b]\n", 1), (b"a: !!python/object/apply:os.getcwd []\n", 1),
        (b'a: "\\ud800"\n', 1), (b"a: [" + b"1," * 400_000 + b"]", 1), (b"? [a]\n: b\n", 1), (b"1: a\n", 1), (b"<<: {a: 1}\n", 1),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_a_problem_with_a_line(structure, line):
    """Size, depth, encoding, aliases, tags: never a traceback."""
    told = [p for p in found(replace(good(), structure=structure)) if p.code == "YAML"]
    assert (STRUCTURE, line) in [(p.file, p.line) for p in told]
    assert all(str(p).encode() for p in told)


def test_endless_faults_end():
    """A file of tabs is told as a hundred problems, not as a million."""
    assert len(found(replace(good(), structure=b"\t\n" * 10_000))) == 100


@given(st.binary(max_size=200))
def test_any_bytes_are_a_value_or_a_problem(content):
    reading = read("any", content)
    assert reading.problems or reading.value is not None


@given(st.text("ab:-[]{}\"'&*!?|>%@#, \n\t01~<=", max_size=60))
def test_any_yaml_is_a_value_or_a_problem(content):
    found(replace(good(), structure=content.encode(), texts={"en": content.encode()}))


@given(
    st.integers(0, 12_000),
    st.sampled_from(
        ["", ":", "]", "{", "- ", "!", "\n", "&a", "*a", "?", "|", "'", '"', "\\", "%", "[]", "\r", "\x85"]
    ),
)
def test_what_python_reads_libyaml_reads_as_the_same(place, slip):
    """Of unclear YAML libyaml takes a little more, as a question mark within braces; what it refuses Python has the word about."""
    text = good().structure.decode()
    place = place % len(text)
    fresh = (text[:place] + slip + text[place + 1 :]).encode()
    quick = read("f", fresh)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_QuickLoader", reading._Loader)
        slow = read("f", fresh)
    assert slow.value is None or slow == quick


@given(
    st.integers(0, 12_000),
    st.sampled_from(["", ":", "]", "{", "- ", "null", "yes", "\n", "9", "'", "[]", " "]),
)
def test_any_slip_of_the_pen_is_survived(place, slip):
    """Whatever one stroke does to a good file, the answer is a list of problems; and what has none can be played."""
    text = good().structure.decode()
    place = place % len(text)
    fresh = (text[:place] + slip + text[place + 1 :]).encode()
    if not found(replace(good(), structure=fresh)):
        document, english = (plain(read("f", content).value) for content in (fresh, good().texts["en"]))
        assert parse(document, {"en": english}).plan(3)


def test_every_language_needs_every_text():
    """A language that is there is complete; one we do not know is a problem."""
    texts = {"en": good().texts["en"], "da": b"title: Den gode\n", "xx": good().texts["en"]}
    told = found(replace(good(), texts=texts))
    assert ("good/text/da.yaml", "story") in [(p.file, p.path) for p in told]
    assert [p.sentence for p in told if p.file.endswith("da.yaml") and not p.path] == [
        "The shared texts common/da.yaml are missing."
    ]
    assert [p.code for p in told if p.file.endswith("xx.yaml")] == ["TEXT"]


def test_english_is_always_there():
    told = found(replace(good(), texts={}))
    assert [(p.file, p.code, p.line) for p in told] == [(ENGLISH, "TEXT", 1)]


def test_a_note_is_counted_in_all():
    """LINK-4: ninety words for claim, holds and fails together."""
    number = good().texts["en"].decode().partition("claim: ")[2].partition("\n")[0]
    files = changed(f"claim: {number}", f"claim: {'word ' * 89}", ENGLISH)
    assert [(p.code, p.path) for p in found(files)] == [("TEXT", "saving.A.note")]


def test_shared_texts_are_checked_too():
    shared = good().shared["en"].replace(b"cold:", b"colder:").replace(b"Go on.", b"*Go on.*")
    told = found(replace(good(), shared={"en": shared}))
    assert {(p.file, p.path) for p in told} == {
        ("common/en.yaml", "reactions.cold"),
        ("common/en.yaml", "reactions.warm"),
    }


def shared(old, new):
    """The good files with one change in the shared texts, which must stand there exactly once."""
    content = good().shared["en"]
    assert content.count(old) == 1, old
    return replace(good(), shared={"en": content.replace(old, new)})


def test_an_incident_has_a_title():
    """INC-2: six words at most."""
    told = found(changed("    title: Text number 236.\n", "", ENGLISH))
    assert [(p.code, p.path, p.sentence) for p in told] == [
        ("TEXT", "incidents.thanks.title", "This text is missing.")
    ]
    told = found(changed("title: Text number 236.", f"title: {'word ' * 7}", ENGLISH))
    assert [(p.path, p.sentence) for p in told] == [
        ("incidents.thanks.title", "This has 7 words; 6 are allowed.")
    ]


@pytest.mark.parametrize("key", ["hearing", "crosses", "moves", "worries", "guards", "incidents"])
def test_what_all_scenarios_share_must_be_there(key):
    """HEAR-1, PEOPLE-3, MOVE-1, GUARD-1, INC-1: one problem for all that is below a key."""
    told = found(shared(f"\n{key}:".encode(), f"\nother_{key}:".encode()))
    assert [(p.file, p.code, p.path) for p in told] == [("common/en.yaml", "TEXT", key)]


@pytest.mark.parametrize(
    ("key", "most"),
    [
        ("incidents.cellar.title", 6),
        ("incidents.cellar.text", 50),
        ("incidents.cellar.2", 12),
        ("moves.M4.title", 6),
        ("moves.M4.text", 30),
        ("moves.M4.told", 20),
        ("guards.stop_rule.title", 4),
        ("guards.stop_rule.text", 20),
        ("worries.politics", 2),
        ("hearing.better2", 15),
        ("crosses.ngos_hurt", 25),
    ],
)
def test_a_shared_text_is_no_longer_than_it_may_be(key, most):
    """INC-2, MOVE-1, GUARD-1, HEAR-1, PEOPLE-3."""
    text = read("en", good().shared["en"]).value.at(*key.split(".")).text
    assert 0 < len(text.split()) <= most
    told = found(shared(text.encode(), b"word " * (most + 1)))
    assert [(p.path, p.sentence) for p in told] == [(key, f"This has {most + 1} words; {most} are allowed.")]


def test_roles_value_the_options_of_the_worked_dilemma_as_the_design_says():
    """SOLO-3, OPT-2: A by M1 M2 M4, B by M3, C by all politicians."""
    content = opened("the-long-evenings").structure
    scenario = read("scenario.yaml", content).value
    pen = next(d for d in scenario.at("dilemmas").items if d.at("id").text == "pen")
    assert favourites(scenario, pen.at("options")) == {
        "A": ["M1", "M2", "M4"],
        "B": ["M3"],
        "C": ["P1", "P2", "P3", "P4"],
    }


@pytest.mark.parametrize("slug", slugs())
def test_every_shipped_scenario_is_clean(slug):
    """What is not finished is told as a warning, and nothing is wrong."""
    assert [str(p) for p in problems_of(slug) if not p.is_warning] == []
    assert problems_of(slug) == problems(opened(slug), records())
    assert (CONTENT / slug / "text" / "en.yaml").exists()


@pytest.mark.parametrize("slug", slugs())
def test_no_research_note_judges(slug):
    """LINK-4: no option is called right or wrong."""
    notes = [line for line in (CONTENT / slug / "text/en.yaml").read_text().splitlines() if "note: {" in line]
    assert len(notes) >= 12
    judging = r"\b(wrong|mistaken|(the|a) right (option|answer|choice|way|road))\b"
    assert [line for line in notes if re.search(judging, line, re.IGNORECASE)] == []


def test_what_the_guide_shows_can_be_read_and_is_about_what_there_is():
    """The examples of docs/scenarios.md read without a problem, and their keys are those of the schema."""
    guide = (ROOT / "docs" / "scenarios.md").read_text()
    blocks = [block.partition("```")[0] for block in guide.split("```yaml\n")[1:]]
    assert len(blocks) == 3
    report = []
    for number, block in enumerate(blocks):
        reading = read(f"example {number}", block.encode())
        assert reading.problems == []
        if number != 1:
            SCENARIO(reading.value, report)
    assert [str(p) for p in report if "missing" not in p.sentence] == []

"""The cards of the kit: everything is on them, reads as the rules have it, and a text without room is not cut off."""

import re
from dataclasses import replace
from functools import cache

import pytest

from game.kit import cards, printing, voting, words
from game.kit.shape import PAPERS, Kit
from game.kit.words import MINUS
from game.rules.effects.guards import PRICES
from scenarios.files import read
from scenarios.incidents import INCIDENTS
from scenarios.script import ROLES, parse
from tests.pdf_reader import faults, reader

EVENINGS, BENCHES = "the-long-evenings", "the-benches-at-birkedal"
FOLD, CUT, VOTES, SHOP = cards.DOCUMENTS
A_MILLIMETRE = 72 / 25.4


@cache
def kit(slug=EVENINGS, paper="a4", colour=True):
    found = read(slug)
    return Kit(parse(found["document"], found["texts"]), "en", paper, colour)


@cache
def printed(document, *of):
    return reader(printing.pdf(kit(*of), document))


@cache
def lines(document, *of):
    """What is printed, line by line, without the places where a word may break."""
    text = "\n".join(page.extract_text() for page in printed(document, *of).pages)
    return [line.strip() for line in text.replace("\u200b", "").splitlines()]


def sides(document, *of):
    """Every side of a card by the id at its end, in the order of the sheets: its text on one line."""
    mark = f"{kit(*of).title} {kit(*of).script.version} · en"
    ids = "|".join([r"\w+(\.\w+)+", *(rf"{name} \d+" for name in (*kit(*of).plan(), "standing"))])
    found, text = [], []
    for line in lines(document, *of):
        code = line.removesuffix(mark).strip()
        if re.fullmatch(ids, code) and line != code:
            found.append((code, " ".join(text)))
            text = []
        elif re.fullmatch(ids, line) and text and text[-1] != "Seed":
            found.append((line, " ".join(text)))
            text = []
        elif line != mark:
            text.append(line)
    return found


def with_text(key, text):
    script = kit().script
    return replace(kit(), script=replace(script, texts={"en": script.texts["en"] | {key: text}}))


def seeds(script):
    for name in script.plan(script.max_rounds):
        for seed in script.dilemma(name).seeds.values():
            yield words.seed(script.dilemma(name), seed.id), seed
    yield from ((f"standing {n}", seed) for n, seed in enumerate(script.standing, 1))


def facts(script):
    return [f"{dilemma.id}.{fact.id}" for dilemma in script.dilemmas for fact in dilemma.facts]


@pytest.mark.parametrize("document", cards.DOCUMENTS, ids=lambda document: document.name)
@pytest.mark.parametrize("of", [(EVENINGS, "a4", True), (BENCHES, "letter", False)], ids=("a4", "letter"))
def test_everybody_can_read_them(document, of):
    found = printed(document, *of)
    assert faults(found) == []
    assert found.metadata.title.startswith(kit(*of).title)


@pytest.mark.parametrize("document", [FOLD, CUT, VOTES], ids=lambda document: document.name)
@pytest.mark.parametrize("paper", PAPERS)
def test_a_sheet_is_as_large_as_the_paper(document, paper):
    slug, colour = (EVENINGS, True) if paper == "a4" else (BENCHES, False)
    width, height = sorted(PAPERS[paper])
    for page in printed(document, slug, paper, colour).pages:
        found = sorted(float(side) / A_MILLIMETRE for side in (page.mediabox.width, page.mediabox.height))
        assert found == pytest.approx([width, height], abs=0.2)


@pytest.mark.parametrize("slug", [EVENINGS, BENCHES])
def test_every_fact_and_seed_has_a_front_and_a_back(slug):
    of = (slug, "a4", True) if slug == EVENINGS else (slug, "letter", False)
    wanted = [*facts(kit(slug).script), *(code for code, _seed in seeds(kit(slug).script))]
    codes = [code for code, _text in sides(FOLD, *of)]
    assert codes[::2] == codes[1::2]
    assert sorted(codes[::2]) == sorted(wanted)


def test_seeds_are_in_the_order_in_which_they_are_sorted():
    script = kit().script
    codes = [code for code, _text in sides(FOLD) if code not in facts(script)][::2]
    counts = {name: len(script.dilemma(name).seeds) for name in kit().plan()}
    counts["standing"] = len(script.standing)
    assert codes == [f"{name} {n}" for name, count in counts.items() for n in range(1, count + 1)]
    pen = script.dilemma("pen")
    laid = [words.seed(pen, seed) for _letter, option in sorted(pen.options.items()) for seed in option.seeds]
    assert list(dict.fromkeys(laid)) == [code for code in codes if code.startswith("pen ")]


@pytest.mark.parametrize("slug", [EVENINGS, BENCHES])
def test_no_seed_tells_by_its_name_what_is_to_come(slug):
    """SEED-5: it lies face down until it comes true, so its back and its foot have a number."""
    of = (slug, "a4", True) if slug == EVENINGS else (slug, "letter", False)
    script = kit(*of).script
    telling = [f"{name}.{seed}" for name in kit(*of).plan() for seed in script.dilemma(name).seeds]
    telling += [f"standing.{seed.id}" for seed in script.standing]
    found = "\n".join(lines(FOLD, *of))
    assert telling and not [name for name in telling if name in found]


def test_a_seed_says_what_it_does_and_when():
    found = sides(FOLD)
    for code, seed in seeds(kit().script):
        front, back = (text for one, text in found if one == code)
        at = [front.index(change) for change in words.changes(kit(), seed.effects)]
        assert at == sorted(at) and front.count(MINUS) + front.count("+") == len(at) - len(seed.effects.marks)
        assert ("Harm" if seed.kind == "harm" else "Gain") in front
        assert f"if {words.condition(kit(), seed.condition)}" in back
        if code.startswith("standing "):
            assert f"From round {seed.round} on, at every situation:" in back
        else:
            assert re.search(rf"\b{seed.after} rounds? on\b", back)
            guards = [kit().voice.say("common.guards", guard, "title") for guard in seed.guarded_by]
            assert ("Held off by: " + ", ".join(guards) in front) if guards else "Held off" not in front


def test_a_fact_says_to_whom_it_goes():
    found = dict(sides(FOLD)[1::2])
    for dilemma in kit().script.dilemmas:
        for fact in dilemma.facts:
            back = found[f"{dilemma.id}.{fact.id}"]
            titles = [f"{role} {kit().voice.say('roles', role, 'title')}" for role in fact.to]
            at = [back.index(title) for title in (kit().voice.say(dilemma.id, "title"), *titles)]
            assert at == sorted(at)


@pytest.mark.parametrize(
    "of", [(EVENINGS, "a4", True), (BENCHES, "letter", False)], ids=("evenings", "benches")
)
def test_own_incidents_are_there_three_times_and_excluded_ones_not(of):
    script = kit(*of).script
    codes = [code for code, _text in sides(CUT, *of)]
    for own in script.incidents:
        assert codes.count(f"incidents.{own.id}") == 3
    for name in INCIDENTS:
        assert codes.count(f"incidents.{name}") == (name not in script.excluded)
    assert of[0] == EVENINGS or script.excluded
    assert all(codes.count(f"guards.{name}") == 2 for name in PRICES)
    assert all(codes.count(f"moves.{role}") == 1 for role in ROLES)


def test_an_incident_says_what_its_opening_and_its_answers_do():
    found = dict(sides(CUT))
    own = {incident.id: incident for incident in kit().script.incidents}
    for name, incident in (INCIDENTS | own).items():
        text = found[f"incidents.{name}"]
        wanted = [
            change
            for effects in (incident.opening, *incident.answers)
            for change in words.changes(kit(), effects)
        ]
        place = 0
        for change in wanted:
            place = text.index(change, place) + 1
        assert text.count(MINUS) + text.count("+") + text.count("Tick:") == len(wanted)


def test_a_safeguard_has_its_price():
    found = dict(sides(CUT))
    for name, pays in PRICES.items():
        assert f"{MINUS}1 {pays.capitalize()}" in found[f"guards.{name}"]


def test_rules_have_their_numbers():
    found = dict(sides(CUT))
    assert f"{MINUS}2 Trust Tick: Overdraft" in found["rules.overdraft"]
    assert f"politicians decided: {MINUS}1 Spread leadership" in found["rules.overruled"]
    assert f"managers decided: {MINUS}1 Political leadership" in found["rules.overruled"]
    assert f"{MINUS}1 Trust Tick: Tie" in found["rules.tie"] and "+1 Trust" in found["rules.unanimity"]
    assert f"{MINUS}1 Trust Tick: Nobody decided" in found["rules.undecided"]
    assert f"{MINUS}2 Legitimacy" in found["rules.press"]
    assert f"{MINUS}1 Time +1 Political leadership" in found["moves.P2"]
    assert f"+2 Time {MINUS}1 Safe operations" in found["moves.M1"]
    for role, change in {
        "P1": "+1 Legitimacy",
        "P3": "+1 Trust",
        "P4": f"{MINUS}1 Time",
        "M4": f"{MINUS}1 Time",
    }.items():
        assert change in found[f"moves.{role}"]


def test_cross_effects_come_in_their_order_and_say_which_are_once():
    found = [(code, text) for code, text in sides(CUT) if "What people do to each other" in text]
    names = ["bad_press", "unions_follow", "citizens_own", "businesses_pay", "ngos_hurt"]
    assert [code for code, _text in found] == [f"rules.{name}" for name in names]
    assert [code for code, text in found if "Once per game" in text] == [
        "rules.citizens_own",
        "rules.businesses_pay",
    ]


def test_no_rule_is_longer_than_can_be_read_at_a_table():
    for one in CUT.told(kit())["cards"]:
        if one["code"].startswith("rules."):
            said = " ".join(f"{piece['label']} {piece['text']}" for piece in one["parts"])
            assert len(said.split()) <= 64, one["code"]


def test_voting_cards_come_in_eight_sets_nine_to_a_sheet():
    pages = printed(VOTES).pages
    counted = [
        len(re.findall(r"^(?:vote|confidence) \w+ ", page.extract_text(), re.MULTILINE)) for page in pages
    ]
    assert counted == [9] * 7 + [1]
    told = VOTES.told(kit())["cards"]
    assert len({(one["code"], one["beside"]) for one in told}) == len(told) == 64 == voting.SETS * 8
    text = "\n".join(lines(VOTES))
    assert all(text.count(word) == 8 for word in ("I abstain", "Unsure", "Fairly sure", "Very sure"))


@pytest.mark.parametrize(
    ("document", "key", "code"),
    [
        (FOLD, "pen.facts.grant.text", "pen.grant"),
        (FOLD, "pen.seeds.unlawful", "pen.unlawful"),
        (CUT, "common.incidents.savings.text", "incidents.savings"),
        (CUT, "common.guards.stop_rule.text", "guards.stop_rule"),
        (SHOP, "standing.flu", "standing.flu"),
    ],
)
def test_a_text_without_room_stops_the_card_and_names_it(document, key, code):
    with pytest.raises(printing.Unprintable, match=rf"does not fit: {re.escape(code)} \("):
        printing.pdf(with_text(key, "Far too many words. " * 40), document)


def test_a_language_that_needs_a_third_more_still_fits():
    script = kit().script
    longer = {
        key: (text + " " + text)[: len(text) * 13 // 10].strip() for key, text in script.texts["en"].items()
    }
    found = replace(kit(), script=replace(script, texts={"en": longer | {"title": kit().title}}))
    for document in (FOLD, CUT):
        assert printing.pdf(found, document)

"""The figures of a report, computed once more from the lines of the log alone: by names and numbers, without the rules."""

from collections import Counter, defaultdict
from statistics import median

import pytest

from game.report.account import account
from game.report.shapes import Edition

POLES = ("A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2")
LEVELS = {1: ("A1", "A2"), 2: ("B1", "B2"), 3: ("C1", "C2"), 4: ("D1", "D2")}
THREE = {
    "unanimous": "agreed",
    "majority": "majority",
    "runoff": "majority",
    "word": "chair",
    "nobody": "chair",
}
ENOUGH = 5


@pytest.fixture(scope="module")
def told(evening):
    return account(evening.state, evening.texts, Edition())


@pytest.fixture(scope="module")
def plan(evening):
    """The dilemmas by round."""
    opened = next(data for event, data in evening.lines if event == "WorkshopOpened")
    return dict(enumerate(opened["plan"], 1))


def by_table(lines, *wanted):
    """Lines of these kinds with their table, and with the round in which the table then was."""
    rounds = defaultdict(int)
    for event, data in lines:
        if event == "StepEntered" and "round" in data:
            rounds[data["table"]] = data["round"]
        if event in wanted:
            yield data["table"], rounds[data["table"]], event, data


def roles(lines):
    """Who sits where."""
    return {data["player"]: data["role"] for event, data in lines if event == "SeatTaken"}


def answers(lines):
    """What each player chose and voted first, by table and round: the last tap before the step was closed first."""
    tapped, chosen, voted, closed = {}, {}, {}, set()
    kinds = ("ChoiceMade", "VoteCast", "StepClosed")
    for table, round_, event, data in by_table(lines, *kinds):
        where = table, round_
        if (
            event == "StepClosed"
            and data["name"] in ("choice", "vote")
            and (where, data["name"]) not in closed
        ):
            closed.add((where, data["name"]))
            kind, kept = ("ChoiceMade", chosen) if data["name"] == "choice" else ("VoteCast", voted)
            kept[where] = {
                player: option
                for (at, player, what), option in tapped.items()
                if at == where and what == kind and option
            }
        elif event != "StepClosed":
            tapped[where, data["player"], event] = data.get("option", "")
    return chosen, voted


def test_every_decision_and_its_manner_are_those_of_the_log(evening, told, plan):
    """Section "Report", KEEP-3: the option and one of three manners, for each table in each round."""
    found = {
        (table, plan[round_]): (data["option"], THREE[data["manner"]], data["decided_by"])
        for table, round_, _event, data in by_table(evening.lines, "DecisionMade")
    }
    assert found == {
        (m.table, r.dilemma): (m.option, m.manner, m.decided_by) for r in told.rounds for m in r.minutes
    }
    assert len(found) == 4 * 5 and set(THREE.values()) == {manner for _o, manner, _d in found.values()}


def test_poles_run_from_four_to_where_the_log_moved_them(evening, told):
    """POLE-1, END-1: each pole from start to end, and what of it counts."""
    values = defaultdict(lambda: dict.fromkeys(POLES, 4))
    for table, _round, event, data in by_table(evening.lines, "PoleMoved", "Wobbled"):
        values[table][data["pole"]] += data["by"] if event == "PoleMoved" else -1
    for table in told.tables:
        end = values[table.number]
        sides = {side.pole: side for gauge in table.gauges for side in (gauge.left, gauge.right)}
        assert {pole: side.value for pole, side in sides.items()} == end
        assert {side.start for side in sides.values()} == {4}
        for left, right in LEVELS.values():
            assert sides[left].counted == min(end[left], end[right] + 2)
            assert sides[right].counted == min(end[right], end[left] + 2)
        assert table.strengths[0] == (4, 4, 4, 4)
        assert table.strengths[-1] == tuple(min(end[a], end[b]) for a, b in LEVELS.values())


def test_strengths_after_each_round_are_those_at_its_end(evening, told):
    """D2, the pattern over levels: what stood when the table left the round."""
    values = defaultdict(lambda: dict.fromkeys(POLES, 4))
    found = defaultdict(list)
    for table, _round, event, data in by_table(
        evening.lines, "PoleMoved", "Wobbled", "StepEntered", "ResultsReached"
    ):
        if event == "PoleMoved":
            values[table][data["pole"]] += data["by"]
        elif event == "Wobbled":
            values[table][data["pole"]] -= 1
        elif event == "ResultsReached" or (data["name"] == "gate" and data["round"] > 1):
            found[table].append(tuple(min(values[table][p] for p in pair) for pair in LEVELS.values()))
    assert {table.number: list(table.strengths[1:]) for table in told.tables} == found


def test_resources_start_as_the_rules_say_and_end_as_the_log_says(evening, told):
    """Resources at the start: eight for five rounds, and what the scenario says."""
    start = evening.document.get("start", {})
    first = {
        "time": 8,
        "budget": 8 + start.get("budget", 0),
        "trust": start.get("trust", 5),
        "legitimacy": start.get("legitimacy", 5),
    }
    moved = defaultdict(Counter)
    for table, _round, _event, data in by_table(evening.lines, "ResourceMoved"):
        moved[table][data["resource"]] += data["by"]
    for table in told.tables:
        assert table.resources == tuple((r, n, n + moved[table.number][r]) for r, n in first.items())


def test_each_seed_is_drawn_back_to_the_decision_that_planted_it(evening, told):
    """SEED-5: planted by which option of which round, came up when."""
    planted, found = {}, defaultdict(list)
    for table, _round, event, data in by_table(evening.lines, "SeedPlanted", "SeedSprouted"):
        if event == "SeedPlanted":
            planted[table, data["dilemma"], data["seed"]] = (data["option"], data["round"])
        else:
            option, round_ = planted.get((table, data.get("dilemma", ""), data["seed"]), ("", 0))
            found[table].append((data["seed"], option, round_, data["round"]))
    assert {t.number: [(s.seed, s.option, s.planted, s.round) for s in t.chain] for t in told.tables} == found
    assert sum(map(len, found.values())) > 10


def test_the_shift_of_the_room_is_counted_from_choices_and_first_votes(evening, told, plan):
    """Section "Measures", KEEP-3: everybody who gave both; every cell holds five or more and all its persons."""
    chosen, voted = answers(evening.lines)
    for found in told.rounds:
        pairs = [
            (option, voted[where][player])
            for where, given in chosen.items()
            if plan[where[1]] == found.dilemma
            for player, option in given.items()
            if player in voted.get(where, {})
        ]
        assert found.shift.persons == len(pairs)
        for side, cells in enumerate((found.shift.chosen, found.shift.voted)):
            counts = Counter(pair[side] for pair in pairs)
            assert [cell.persons for cell in cells] == [sum(counts[k] for k in cell.keys) for cell in cells]
            assert all(cell.persons >= ENOUGH for cell in cells)
            assert sum(cell.persons for cell in cells) == len(pairs)
        moved = sum(choice != vote for choice, vote in pairs)
        if min(moved, len(pairs) - moved) < ENOUGH:
            assert (found.shift.moved, found.shift.share) == (None, None)
        else:
            assert found.shift.moved == moved
            assert found.shift.share == int(100 * moved / len(pairs) + 0.5)


def test_the_distance_of_the_families_is_half_the_sum_of_the_differences(evening, told, plan):
    """Section "Measures": of the first choices, in whole per cent, where both families keep five less any table (KEEP-3)."""
    sits = roles(evening.lines)
    chosen, _voted = answers(evening.lines)
    compared = []
    for found in told.rounds:
        sides, at = {"P": Counter(), "M": Counter()}, {"P": Counter(), "M": Counter()}
        for where, given in chosen.items():
            if plan[where[1]] == found.dilemma:
                for player, option in given.items():
                    sides[sits[player][0]][option] += 1
                    at[sits[player][0]][where[0]] += 1
        p, m = (counts.total() for counts in sides.values())
        if any(total.total() - max(total.values()) < ENOUGH for total in at.values()):
            assert found.distance is None
            continue
        compared.append(found.dilemma)
        apart = sum(abs(sides["P"][o] / p - sides["M"][o] / m) for o in "ABCD") / 2
        assert (found.distance.politicians, found.distance.managers) == (p, m)
        assert found.distance.percent == pytest.approx(100 * apart, abs=0.51)
    assert compared


def test_who_was_never_heard_had_no_part_in_any_round(evening, told):
    """PEOPLE-2: without involvement at the end of every round, and never asked."""
    slots = ("citizens", "ngos", "businesses", "frontline", "media", "unions")
    begin = {slot: evening.document["people"].get(slot, {}).get("inv", 0) for slot in slots}
    stands, heard = defaultdict(lambda: dict(begin)), defaultdict(set)
    kinds = ("PeopleMoved", "HearingHeld", "StepEntered", "TermEnded")
    for table, _round, event, data in by_table(evening.lines, *kinds):
        if event == "PeopleMoved":
            stands[table][data["slot"]] += data.get("involvement", 0)
        elif event == "HearingHeld":
            heard[table].add(data["slot"])
        elif event == "TermEnded" or (data["name"] == "gate" and data["round"] > 1):
            heard[table] |= {slot for slot, involved in stands[table].items() if involved}
    missing = {table.number: tuple(s for s in slots if s not in heard[table.number]) for table in told.tables}
    assert {table.number: table.unheard for table in told.tables} == missing
    counts = Counter(slot for slots_ in missing.values() for slot in slots_)
    assert dict(told.room.unheard) == counts and counts


def test_endings_and_sums_are_those_of_the_log(evening, told):
    """END-1 to 7: the three sums, the ending and its tone; the weakest level of each table."""
    results = {data["table"]: data for event, data in evening.lines if event == "ResultsReached"}
    weakest = Counter()
    for table in told.tables:
        found = results[table.number]
        assert (table.ending, table.tone) == (found["ending"], found["tone"])
        assert [s.value for s in table.sums] == [found[k] for k in ("solution", "carry_through", "lasting")]
        assert "".join("y" if s.reached else "n" for s in table.sums) == found["ending"]
        last = table.strengths[-1]
        weakest[min(LEVELS, key=lambda level: (last[level - 1], level))] += 1
    assert dict(told.room.weakest) == weakest


def test_medians_have_their_number_and_stand_on_five_answers(evening, told):
    """Section "Questions asked": medians with n, times ten, from five answers."""
    given = defaultdict(list)
    for _player, name, value in evening.answers:
        given[name].append(value)
    for row in told.room.sureness:
        for moment, shown, n in (
            ("before", row.before, row.n_before),
            ("back", row.back, row.n_back),
            ("now", row.now, row.n_now),
        ):
            values = given[f"{moment}-{row.item}"]
            assert (shown, n) == ((10 * median(values), len(values)) if len(values) >= ENOUGH else (None, 0))
    assert {row.n_now for row in told.room.sureness} == {7, 0}


def test_reasons_are_chips_that_somebody_gave_and_no_number_is_there(evening, told, plan):
    """CHOICE-4, KEEP-3: which words stood for an option before the talk, never how many."""
    given = defaultdict(set)
    for table, round_, _event, data in by_table(evening.lines, "StepClosed"):
        if data["name"] == "choice":
            for option, chips, _notes in data.get("reasons", []):
                given[table, plan[round_], option] = {chip for chip, _n in chips}
    for found in told.rounds:
        for minutes in found.minutes:
            arguments = [*minutes.reasons, *minutes.dissent]
            for argument in arguments:
                assert set(argument.chips) == given[minutes.table, found.dilemma, argument.option]
                assert len(argument.chips) == len(set(argument.chips))
            assert {a.option for a in minutes.reasons} <= {minutes.option}
            assert minutes.option not in {a.option for a in minutes.dissent}

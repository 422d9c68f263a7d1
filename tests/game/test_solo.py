"""Solo games through the engine and the pages: begun, played, left, found again, deleted (SOLO-1 to 5)."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from game import clock, engine, log, retention, rules, solo
from game.models import Player, SaveLink, Tallied, Tally, Workshop
from tests.factories import ScenarioFactory, browser_of, notice, state_of

pytestmark = pytest.mark.django_db

DAY = 24 * 60 * 60 * 1000


@pytest.fixture
def scenario():
    return ScenarioFactory(is_shipped=True)


def begin(scenario, browser=None, **data):
    """Begin a game from the catalogue; answers its player and the browser that holds its cookie."""
    browser = browser or Client()
    answer = browser.post("/solo/", {"scenario": scenario.slug, "role": "P1", "rounds": "3", **data})
    assert answer.status_code == 302, answer.content.decode()[-800:]
    return Player.objects.latest("pk"), browser


def post(player, browser, deed, **data):
    step = state_of(player.workshop).tables[1].step
    playing = state_of(player.workshop).phase == "playing" and step
    data = {"step": step.number if playing else 0, "page": "page", "tap": "1"} | data
    return browser.post(f"/workshops/{player.workshop.slug}/{deed}/", data, headers={"HX-Request": "true"})


def play_on(player, browser, until="closed"):
    """Do whatever the page asks, with the first answer that is open, until this phase or step."""
    for _deed in range(80):
        state = state_of(player.workshop)
        table = state.tables[1]
        step = table.step.name if state.phase == "playing" and table.step else state.phase
        if until in (state.phase, step):
            return state
        play = table.play
        deed, data = {
            "gate": ("incident", {"answer": "1"}),
            "choice": ("choose", {"option": "A", "confidence": "2"}),
            "talk": ("call-vote", {}),
            "vote": ("vote", {"option": play.options[0] if play and play.options else ""}),
            "runoff": ("vote", {"option": play.runoff[0] if play and play.runoff else ""}),
            "consequence": ("go-on", {}),
            "reflect": ("reflect", {}),
        }.get(step, ("read", {}))
        if play is not None and play.tied:
            deed, data = "word", {"option": play.tied[0]}
        answer = post(player, browser, deed, **data)
        assert answer.status_code == 200 and notice(answer) == "", (step, notice(answer))
    raise AssertionError(f"{until} was not reached: {step}")


def page(player, browser):
    return browser.get(f"/workshops/{player.workshop.slug}/").content.decode()


def save_link(player):
    return f"/solo/{player.workshop.save_link.key}/"


def test_a_game_from_the_catalogue_to_its_end(scenario):
    assert b"Begin" in Client().get(f"/scenarios/{scenario.slug}/").content
    player, browser = begin(scenario)
    assert "Three colleagues sit at the table with you" in page(player, browser)
    play_on(player, browser, "talk")
    told = page(player, browser)
    assert told.count("<q>") == 3 and "Call the vote" in told
    play_on(player, browser, "reflect")
    assert "What research says of" in page(player, browser)
    play_on(player, browser)
    assert "Play again, from the other side" in page(player, browser)


def test_asking_a_colleague_shows_what_they_know(scenario):
    """SOLO-2"""
    player, browser = begin(scenario)
    state = play_on(player, browser, "talk")
    facts = state.tables[1].play.facts
    role = next(roles[0] for roles in facts.values() if roles[0] != "P1")
    time = state.tables[1].resources["time"]
    answer = post(player, browser, "ask-colleague", role=role)
    assert "From:" in answer.content.decode()
    assert state_of(player.workshop).tables[1].resources["time"] == time - 1


def test_endings_found_are_kept_with_the_save_link(scenario):
    """SOLO-5"""
    player, browser = begin(scenario)
    play_on(player, browser)
    ending = state_of(player.workshop).tables[1].results
    link = SaveLink.objects.get()
    assert link.endings == {scenario.slug: [f"{ending.ending} {ending.tone}"]}
    told = Client().get(save_link(player)).content.decode()
    assert "1 of 8" in told and "Play it from the other side" in told


def test_the_other_side_is_played_under_the_same_link(scenario):
    """SOLO-5, REPLAY"""
    player, browser = begin(scenario)
    play_on(player, browser)
    told = Client().get(save_link(player)).content.decode()
    way = re.search(r'href="(/scenarios/[^"]*)#alone"', told)[1].replace("&amp;", "&")
    form = Client().get(way).content.decode()
    assert '<option value="M1" selected>' in form
    other, _browser = begin(scenario, role="M1", link=player.workshop.save_link.key)
    assert other.workshop.save_link == player.workshop.save_link
    assert Client().get(save_link(player)).content.decode().count("/back/") == 2


def test_it_goes_on_on_another_device(scenario):
    """SOLO-1: the save link leads back to where the game is."""
    player, browser = begin(scenario)
    play_on(player, browser, "talk")
    device = Client()
    told = device.get(save_link(player)).content.decode()
    way = re.search(r'href="(/workshops/[^"]*/back/[^"]*)"', told)[1]
    assert device.get(way).status_code == 302
    assert "Call the vote" in page(player, device)
    play_on(player, device, "consequence")
    assert "vote" not in page(player, browser).split('data-screen="')[1][:8]


def test_the_second_of_two_tabs_is_told_where_the_game_is(scenario):
    """STEP-1: nothing is lost, nothing is done twice."""
    player, browser = begin(scenario)
    play_on(player, browser, "choice")
    step = state_of(player.workshop).tables[1].step.number
    assert notice(post(player, browser, "choose", option="B", step=step)) == ""
    version = state_of(player.workshop).version
    late = post(player, browser, "choose", option="C", step=step, words="because", page="other")
    assert notice(late).startswith("The table has moved on. This is where it is now.")
    assert "because" in notice(late)
    assert state_of(player.workshop).version == version


@pytest.mark.parametrize("key", ["nothing", "AAAAAAAAAAAAAAAAAAAAAAAA"])
def test_a_save_link_that_leads_nowhere_says_so(key):
    answer = Client().get(f"/solo/{key}/")
    assert answer.status_code == 404
    assert "Nothing is saved here any more" in answer.content.decode()


def test_a_deleted_game_leaves_its_endings_and_a_sentence(scenario, monkeypatch):
    player, browser = begin(scenario)
    play_on(player, browser)
    link = save_link(player)
    later = engine.now() + 91 * DAY
    monkeypatch.setattr(engine, "now", lambda: later)
    assert retention.sweep() == 1
    told = Client().get(link).content.decode()
    assert "were deleted, 90 days after their last deed" in told and "1 of 8" in told
    assert not Player.objects.exists() and not Workshop.objects.exists()


def test_a_game_that_is_played_now_and_then_is_kept(scenario, monkeypatch):
    player, browser = begin(scenario)
    later = engine.now() + 80 * DAY
    monkeypatch.setattr(engine, "now", lambda: later)
    post(player, browser, "read")
    monkeypatch.setattr(engine, "now", lambda: later + 80 * DAY)
    assert retention.sweep() == 0


def test_a_link_that_nobody_uses_is_forgotten(scenario):
    player, _browser = begin(scenario)
    link = save_link(player)
    player.workshop.delete()
    SaveLink.objects.update(used_on=localdate() - timedelta(days=401))
    retention.sweep()
    assert Client().get(link).status_code == 404


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"role": ""}, "Choose a role first."),
        ({"role": "P9"}, "Choose a role first."),
        ({"role": "<script>"}, "Choose a role first."),
    ],
)
def test_what_cannot_be_begun_is_told_in_a_sentence(scenario, data, sentence):
    answer = Client().post("/solo/", {"scenario": scenario.slug, "role": "P1", "rounds": "3", **data})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Workshop.objects.exists()


def test_an_odd_length_is_three_rounds(scenario):
    player, _browser = begin(scenario, rounds="99")
    assert len(state_of(player.workshop).plan) == 3


def test_a_scenario_that_is_not_there_is_not_begun(scenario):
    assert Client().post("/solo/", {"scenario": "nowhere", "role": "P1"}).status_code == 404


def test_too_many_games_from_one_network_are_put_off(scenario, monkeypatch):
    from game.views import solo as view
    from research.limit import HOUR, Limit

    monkeypatch.setattr(view, "LIMITS", (Limit(1, HOUR),))
    begin(scenario)
    answer = Client().post("/solo/", {"scenario": scenario.slug, "role": "P1", "rounds": "3"})
    assert answer.status_code == 429
    assert "Please try again in an hour." in answer.content.decode()


def test_games_of_a_day_have_an_end_beside_those_of_an_hour(scenario, monkeypatch):
    """Each keeps a frozen script for a day at least. When there is room again is told: tomorrow, or at the end in an hour."""
    from game.views import solo as view
    from research.limit import DAY, Limit

    assert [(limit.most, limit.is_for_all) for limit in view.LIMITS if limit.seconds == DAY] == [
        (600, False),
        (3_000, True),
    ]
    for limit in (Limit(1, DAY), Limit(1, DAY, is_for_all=True)):
        monkeypatch.setattr(view, "LIMITS", (limit,))
        for hour, told in ((10, "Please try again tomorrow."), (23.5, "Please try again in an hour.")):
            monkeypatch.setattr("research.limit.time.time", lambda hour=hour: (20_000 + hour / 24) * DAY)
            if hour == 10:
                begin(scenario)
            answer = Client().post("/solo/", {"scenario": scenario.slug, "role": "P1", "rounds": "3"})
            assert (answer.status_code, told in answer.content.decode()) == (429, True)


def test_five_hundred_behind_one_address_play_alone_over_a_morning(rf, monkeypatch):
    from game.views import solo as view
    from research.limit import DAY, count

    for hour in (9, 10):
        monkeypatch.setattr("research.limit.time.time", lambda hour=hour: (20_000 + hour / 24) * DAY)
        for _person in range(250):
            count("solo", rf.post("/solo/"), view.LIMITS)


def test_a_stranger_sees_nothing_of_a_game(scenario):
    player, _browser = begin(scenario)
    for path in ("", "screen/", "my-plan/"):
        assert Client().get(f"/workshops/{player.workshop.slug}/{path}").status_code == 404
    other, browser = begin(scenario)
    assert browser.get(f"/workshops/{player.workshop.slug}/").status_code == 404
    assert browser_of(other).get(f"/workshops/{player.workshop.slug}/").status_code == 404


def test_the_clock_leaves_solo_games_alone(scenario):
    player, _browser = begin(scenario)
    version = state_of(player.workshop).version
    assert clock.tick() == 0
    assert state_of(player.workshop).version == version


def test_a_game_that_was_cut_off_goes_on_with_the_next_look(scenario):
    """A process that dies between a deed and what follows leaves nothing stuck."""
    player, browser = begin(scenario)
    play_on(player, browser, "choice")
    step = state_of(player.workshop).tables[1].step.number
    engine.submit(player.workshop, rules_choose(player, step))
    assert rules.at_once(state_of(player.workshop)) is not None
    log.forget()
    assert "Call the vote" in page(player, browser)


def rules_choose(player, step):
    from game.rules import commands as c

    return c.Choose(player.id_in_log, step, "A")


def test_nothing_of_it_is_counted(scenario):
    """KEEP-7: pooled figures come from workshops with people only."""
    player, browser = begin(scenario)
    play_on(player, browser)
    assert not Tally.objects.exists()


def test_beginning_twice_makes_two_games(scenario):
    first, _one = begin(scenario)
    second, _two = begin(scenario)
    assert first.workshop != second.workshop
    assert state_of(first.workshop).settings.retention == solo.KEPT_DAYS


def test_nobody_joins_a_solo_game_by_guessing_its_code(scenario):
    player, _browser = begin(scenario)
    answer = Client().post("/join/", {"code": player.workshop.code, "name": "Guess"})
    assert answer.status_code == 422
    assert "No open workshop has the code" in answer.content.decode()
    assert Player.objects.count() == 1


def test_decisions_stand_beside_those_of_other_tables_once_these_may_be_shown(scenario):
    """SOLO-5, KEEP-7"""
    player, browser = begin(scenario)
    state = play_on(player, browser)
    assert "once enough tables of people have played" in Client().get(save_link(player)).content.decode()
    first = state.tables[1].decided[0]
    Tallied.objects.create(
        scenario=scenario.slug, version=state.script.version, dilemma=first.dilemma, batch=0,
        options=first.decision.option, tables=7, persons=35,
    )  # fmt: skip
    told = Client().get(save_link(player)).content.decode()
    assert "7 of 7 tables" in told
    assert f"Your table took {first.decision.option} " in told

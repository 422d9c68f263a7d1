"""Invitations: how somebody comes to lead or to host tables, once each, and how that is taken back."""

import re
from functools import partial

import pytest
from django.test import Client

from game import copying, leading
from game.models import Invitation, TableHost
from tests.factories import ScenarioFactory, WorkshopFactory, browser_of, events, lead, seat, state_of
from tests.game.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(django_user_model, client):
    user = django_user_model.objects.create_user("leader")
    client.force_login(user)
    return user


@pytest.fixture
def workshop(leader):
    """Ten tables in the lobby."""
    made = WorkshopFactory(title="Council seminar", doors__tables=10)
    made.facilitators.add(leader)
    return made


@pytest.fixture
def account(django_user_model):
    """Accounts by name, each with a browser that is logged in."""

    def make(name):
        user = django_user_model.objects.create_user(name)
        browser = Client()
        browser.force_login(user)
        return user, browser

    return make


def told(answer):
    return answer.content.decode()


def refusal(answer):
    return re.search(r'id="leading-refusal">([^<]*)<', told(answer))[1]


def link_of(invitation):
    return f"/lead/{invitation.key}/"


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("1-6, 9", [1, 2, 3, 4, 5, 6, 9]),
        ("3", [3]),
        (" 9 ;1 \u2013 3,2", [1, 2, 3, 9]),
        ("6-4", [4, 5, 6]),
        ("1,1,1", [1]),
        ("2 4\t6", [2, 4, 6]),
    ],
)
def test_numbers_of_tables_are_read_as_people_write_them(typed, numbers):
    assert leading.numbers_in(typed, 10) == numbers


@pytest.mark.parametrize("numbers", [[1], [1, 2, 3], [1, 3], [1, 2, 3, 4, 5, 6, 9], []])
def test_numbers_are_told_as_they_can_be_typed(numbers):
    words = leading.numbers_as_words(numbers)
    assert (leading.numbers_in(words, 10) if words else []) == numbers
    assert leading.numbers_as_words([9, 1, 2, 3, 4, 5, 6]) == "1-6, 9"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Write the numbers of the tables, such as 1-6, 9."),
        (" , ", "Write the numbers of the tables, such as 1-6, 9."),
        ("Birch", "“Birch” is no table. Write numbers, such as 1-6, 9."),
        ("1-", "“1-” is no table."),
        ("1-2-3", "“1-2-3” is no table."),
        ("²", "“²” is no table."),
        ("0", "There is no table 0. The last one is 10."),
        ("1-11", "There is no table 11. The last one is 10."),
        ("9" * 50, "is no table."),
        ("1," * 400, "Write the numbers of the tables, such as 1-6, 9."),
        ("<b>", "“&lt;b&gt;” is no table."),
    ],
)
def test_what_is_no_table_is_told_and_what_was_typed_stays(client, workshop, typed, sentence):
    answer = client.post(f"/facilitate/{workshop.slug}/invite/", {"tables": typed})
    assert answer.status_code == 422
    assert sentence in refusal(answer)
    assert not Invitation.objects.exists()
    if typed == "Birch":
        assert 'name="tables" value="Birch"' in told(answer)


def test_invitation_to_lead_is_made_shown_and_taken_up(client, workshop, account):
    made = client.post(f"/facilitate/{workshop.slug}/invite/", {})
    invitation = Invitation.objects.get()
    assert invitation.tables == []
    assert made["Location"] == f"/facilitate/{workshop.slug}/leading/#invitation-{invitation.pk}"
    page = told(client.get(f"/facilitate/{workshop.slug}/leading/"))
    assert f"http://testserver{link_of(invitation)}" in page
    assert "Please lead “Council seminar” with us." in page
    assert "<svg" in page.split("Sign to scan")[1]
    assert link_of(invitation) in told(client.get(f"/facilitate/{workshop.slug}/"))

    berit, browser = account("berit")
    asked = told(browser.get(link_of(invitation)))
    assert "Council seminar" in asked and "You are asked to lead this workshop" in asked
    assert "Lead with them" in asked
    assert not workshop.facilitators.filter(pk=berit.pk).exists()
    assert browser.post(link_of(invitation))["Location"] == f"/facilitate/{workshop.slug}/"
    assert workshop.facilitators.filter(pk=berit.pk).exists()
    desk = told(browser.get(f"/facilitate/{workshop.slug}/"))
    assert "Who leads: leader, berit" in desk
    assert "next-phase" in desk


def test_invitation_to_host_names_the_tables_and_makes_a_host(client, workshop, account):
    client.post(f"/facilitate/{workshop.slug}/invite/", {"tables": "1-6, 9"})
    invitation = Invitation.objects.get()
    assert "Please host tables 1-6, 9 in" in told(client.get(f"/facilitate/{workshop.slug}/leading/"))
    bo, browser = account("bo")
    asked = told(browser.get(link_of(invitation)))
    assert "You are asked to host these tables: 1-6, 9." in asked and "Host these tables" in asked
    browser.post(link_of(invitation))
    assert TableHost.objects.get(account=bo).tables == [1, 2, 3, 4, 5, 6, 9]
    assert not workshop.facilitators.filter(pk=bo.pk).exists()
    mine = told(browser.get("/facilitate/"))
    assert "you host tables 1-6, 9" in mine and "Open your tables" in mine
    assert "<b>bo</b>: host of tables 1-6, 9" in told(client.get(f"/facilitate/{workshop.slug}/"))


def test_who_is_not_logged_in_is_told_what_it_is_and_comes_back_after_the_log_in(workshop, account):
    invitation = leading.invite(workshop, [])
    _berit, _browser = account("berit")
    stranger = Client()
    asked = told(stranger.get(link_of(invitation)))
    assert "Council seminar" in asked
    assert f'href="/log-in/?next={link_of(invitation)}"' in asked
    assert "Lead with them" not in asked
    assert stranger.post(link_of(invitation))["Location"] == f"/log-in/?next={link_of(invitation)}"
    assert Invitation.objects.get().taken_by is None


def test_second_account_is_told_and_gets_nothing(workshop, account):
    invitation = leading.invite(workshop, [])
    first, second = account("first"), account("second")
    assert first[1].post(link_of(invitation)).status_code == 302
    for ask in (second[1].get, second[1].post):
        answer = ask(link_of(invitation))
        assert answer.status_code == 410
        assert "Somebody else has taken up this invitation." in told(answer)
    assert not workshop.facilitators.filter(pk=second[0].pk).exists()
    assert second[1].get(f"/facilitate/{workshop.slug}/").status_code == 404


@pytest.mark.parametrize("tables", [[], [2]])
def test_same_account_is_led_to_the_desk_however_often_it_comes(workshop, account, tables):
    invitation = leading.invite(workshop, tables)
    _user, browser = account("berit")
    for ask in (browser.post, browser.post, browser.get):
        assert ask(link_of(invitation))["Location"] == f"/facilitate/{workshop.slug}/"
    assert Invitation.objects.count() == 1
    assert TableHost.objects.count() == len(tables)


@pytest.mark.parametrize("tables", [[], [1]])
def test_who_leads_already_uses_no_invitation_up(client, workshop, tables):
    """Its link can still go to somebody else."""
    invitation = leading.invite(workshop, tables)
    for ask in (client.get, client.post):
        assert ask(link_of(invitation))["Location"] == f"/facilitate/{workshop.slug}/"
    assert Invitation.objects.get().taken_by is None
    assert not TableHost.objects.exists()


def test_host_may_come_to_host_more_and_to_lead(workshop, account):
    bo, browser = account("bo")
    for tables in ([1, 2], [2, 5]):
        browser.post(link_of(leading.invite(workshop, tables)))
    assert TableHost.objects.get().tables == [1, 2, 5]
    browser.post(link_of(leading.invite(workshop, [])))
    assert workshop.facilitators.filter(pk=bo.pk).exists()
    assert "next-phase" in told(browser.get(f"/facilitate/{workshop.slug}/"))


@pytest.mark.parametrize("key", ["nonsense", "x" * 300, "0"])
def test_unknown_key_is_a_calm_page(workshop, account, key):
    for browser in (Client(), account("berit")[1]):
        answer = browser.get(f"/lead/{key}/")
        assert answer.status_code == 404
        assert "No such invitation" in told(answer)
        assert browser.post(f"/lead/{key}/").status_code == 404


def test_closed_workshop_is_led_by_nobody_new(client, workshop, account):
    invitation = leading.invite(workshop, [])
    lead(workshop, "closed")
    berit, browser = account("berit")
    for ask in (Client().get, browser.get, browser.post):
        answer = ask(link_of(invitation))
        assert answer.status_code == 410
        assert "This workshop is over." in told(answer)
    assert not workshop.facilitators.filter(pk=berit.pk).exists()
    late = client.post(f"/facilitate/{workshop.slug}/invite/", {})
    assert (late.status_code, refusal(late)[:22]) == (422, "This workshop is over.")


def test_open_invitation_is_taken_back(client, workshop, account):
    invitation = leading.invite(workshop, [])
    for _tap in range(2):
        answer = client.post(f"/facilitate/{workshop.slug}/take-back/", {"invitation": invitation.pk})
        assert answer["Location"] == f"/facilitate/{workshop.slug}/leading/"
    assert account("berit")[1].post(link_of(invitation)).status_code == 404


def test_rights_go_with_an_invitation_that_is_taken_back(client, workshop, account):
    berit, browser = account("berit")
    bo, host = account("bo")
    for somebody, tables in ((browser, []), (host, [1, 2]), (host, [3])):
        somebody.post(link_of(leading.invite(workshop, tables)))

    def back(**which):
        client.post(
            f"/facilitate/{workshop.slug}/take-back/",
            {"invitation": Invitation.objects.get(**which).pk},
        )

    back(taken_by=berit)
    assert browser.get(f"/facilitate/{workshop.slug}/").status_code == 404
    assert browser.post(f"/facilitate/{workshop.slug}/pause/").status_code == 404
    assert "Paused" not in events(workshop)
    back(tables=[1, 2])
    assert TableHost.objects.get(account=bo).tables == [3]
    assert host.get(f"/facilitate/{workshop.slug}/").status_code == 200
    back(tables=[3])
    assert not TableHost.objects.exists()
    assert host.get(f"/facilitate/{workshop.slug}/").status_code == 404


def test_last_who_leads_cannot_be_taken_back(client, leader, workshop, account):
    berit, browser = account("berit")
    browser.post(link_of(leading.invite(workshop, [])))
    workshop.facilitators.remove(leader)
    sent = {"invitation": Invitation.objects.get().pk}
    answer = browser.post(f"/facilitate/{workshop.slug}/take-back/", sent)
    assert (answer.status_code, refusal(answer)) == (
        422,
        "Nobody else leads this workshop. Invite somebody first.",
    )
    assert list(workshop.facilitators.all()) == [berit]
    leader.is_active = False
    leader.save()
    workshop.facilitators.add(leader)
    assert browser.post(f"/facilitate/{workshop.slug}/take-back/", sent).status_code == 422


def test_who_takes_back_the_own_invitation_is_led_to_the_own_workshops(workshop, account):
    _berit, browser = account("berit")
    browser.post(link_of(leading.invite(workshop, [])))
    sent = {"invitation": Invitation.objects.get().pk}
    assert browser.post(f"/facilitate/{workshop.slug}/take-back/", sent)["Location"] == "/facilitate/"
    assert browser.get(f"/facilitate/{workshop.slug}/").status_code == 404


@pytest.mark.parametrize("sent", [{}, {"invitation": "x"}, {"invitation": "9" * 40}, {"invitation": "²"}])
def test_invitation_that_is_none_is_no_matter(client, workshop, sent):
    leading.invite(workshop, [])
    assert client.post(f"/facilitate/{workshop.slug}/take-back/", sent).status_code == 302
    assert Invitation.objects.count() == 1


def test_invitation_of_another_workshop_is_out_of_reach(client, workshop):
    other = leading.invite(WorkshopFactory(), [])
    client.post(f"/facilitate/{workshop.slug}/take-back/", {"invitation": other.pk})
    assert Invitation.objects.get() == other


def test_double_tap_makes_one_invitation_and_the_next_form_another(client, workshop):
    page = told(client.get(f"/facilitate/{workshop.slug}/"))
    whole, some = re.findall(r'name="key" value="([\w-]+)"', page)
    address = f"/facilitate/{workshop.slug}/invite/"
    for _tap in range(2):
        client.post(address, {"key": whole})
    assert Invitation.objects.count() == 1
    for _tap in range(2):
        client.post(address, {"key": some, "tables": "1"})
    client.post(address, {"key": some, "tables": "2"})
    assert sorted(Invitation.objects.values_list("tables", flat=True)) == [[], [1], [2]]
    client.post(address, {"key": "short"})
    assert Invitation.objects.count() == 4
    assert min(len(key) for key in Invitation.objects.values_list("key", flat=True)) == 24


@pytest.mark.django_db(transaction=True)
def test_two_who_tap_at_once_are_one_facilitator_more(django_user_model):
    workshop = WorkshopFactory()
    invitation = leading.invite(workshop, [])
    users = [django_user_model.objects.create_user(name) for name in ("a", "b", "c")]
    done = together(*(partial(leading.claim, invitation, user) for user in users))
    assert sorted(done) == [False, False, True]
    assert workshop.facilitators.count() == 1


@pytest.mark.parametrize("who", ["a stranger", "a host", "a player", "nobody"])
@pytest.mark.parametrize(
    ("method", "path"),
    [("get", "leading/"), ("post", "invite/"), ("post", "take-back/"), ("post", "colleagues/")],
)
def test_nobody_else_invites_or_takes_back(workshop, account, who, method, path):
    invitation = leading.invite(workshop, [])
    browser = Client()
    if who == "a player":
        browser = browser_of(seat(workshop, 1)[0])
    elif who != "nobody":
        user, browser = account("somebody")
        if who == "a host":
            leading.claim(leading.invite(workshop, [1]), user)
    before = Invitation.objects.count()
    sent = {"invitation": invitation.pk, "colleagues": "somebody"}
    answer = getattr(browser, method)(f"/facilitate/{workshop.slug}/{path}", sent)
    if who in ("a player", "nobody"):
        assert answer["Location"].startswith("/log-in/")
    else:
        assert answer.status_code == 404
        assert invitation.key not in told(answer)
    assert Invitation.objects.count() == before
    assert workshop.facilitators.count() == 1


def test_player_and_wall_are_sent_no_key(client, workshop):
    """No payload of a player contains what grants rights."""
    invitation = leading.invite(workshop, [])
    person = seat(workshop, 1)[0]
    pages = [
        browser_of(person).get(f"/workshops/{workshop.slug}/"),
        Client().get(f"/projector/{workshop.slug}/"),
    ]
    assert all(invitation.key not in told(page) and page.status_code == 200 for page in pages)


def test_invitation_before_the_doors_open_survives_the_next_saving(client, leader, account):
    """What is chosen in the form does not undo who came by a link; and who is not wanted any more is taken back there."""
    scenario = ScenarioFactory(is_shipped=True)
    day = {
        "scenario": scenario.pk,
        "title": "Soon",
        "format": "45",
        "tables": "3",
        "names": "",
        "seats": "5",
        "timers": "soft",
        "factor": "1",
        "retention": "30",
        "colleagues": "",
    }
    saved = client.post("/facilitate/new/", {**day, "invite": "1"})
    workshop = leader.workshops.get()
    assert saved["Location"] == f"/facilitate/{workshop.slug}/leading/"
    address = f"/facilitate/{workshop.slug}/set-up/"
    assert "Save, and invite others to lead" in told(client.get(address))
    assert "Invite somebody to lead with you" in told(client.get(saved["Location"]))
    out_of_reach = client.post(f"/facilitate/{workshop.slug}/invite/", {"tables": "4"})
    assert refusal(out_of_reach) == "There is no table 4. The last one is 3."
    client.post(f"/facilitate/{workshop.slug}/invite/", {})
    client.post(f"/facilitate/{workshop.slug}/invite/", {"tables": "2"})
    berit, browser = account("berit")
    _bo, host = account("bo")
    whole, some = Invitation.objects.all()
    browser.post(link_of(whole))
    host.post(link_of(some))
    assert browser.get(f"/facilitate/{workshop.slug}/")["Location"] == address
    waits = told(host.get(f"/facilitate/{workshop.slug}/"))
    assert "still being set up" in waits and "Your tables: 2." in waits
    assert host.get(address).status_code == 404
    assert 'name="colleagues" value=""' in told(client.get(address))
    client.post(address, {**day, "title": "Sooner"})
    assert set(workshop.facilitators.all()) == {leader, berit}
    client.post(address, {**day, "open": "1"})
    assert "Open the doors" not in told(host.get(f"/facilitate/{workshop.slug}/"))
    assert "Table 2" in told(host.get(f"/facilitate/{workshop.slug}/"))


def test_copy_of_a_workshop_brings_no_invitation_along(leader, workshop):
    leading.invite(workshop, [])
    assert not copying.copied(workshop, leader).invitations.exists()


def test_each_who_leads_stands_in_the_log_under_the_own_name(client, leader, workshop, account):
    """The audit: a verb carries the account that asked for it, whoever led before."""
    berit, browser = account("berit")
    bo, host = account("bo")
    browser.post(link_of(leading.invite(workshop, [])))
    host.post(link_of(leading.invite(workshop, [1])))
    seat(workshop, 3)
    for somebody, verb, sent in (
        (client, "pause", {}),
        (browser, "resume", {}),
        (host, "say", {"table": 1, "words": "Soon."}),
        (browser, "next-phase", {"leaving": "lobby"}),
        (client, "next-phase", {"leaving": "welcome"}),
    ):
        assert somebody.post(f"/facilitate/{workshop.slug}/{verb}/", sent).status_code == 302
    lines = workshop.lines.filter(by__isnull=False).order_by("version").values_list("event", "by")
    assert list(lines)[:5] == [
        ("Paused", leader.pk),
        ("Resumed", berit.pk),
        ("MessageSaid", bo.pk),
        ("PhaseEntered", berit.pk),
        ("PhaseEntered", leader.pk),
    ]


def test_second_of_two_desks_that_press_the_same_moves_nothing(client, workshop, account):
    """PHASE-8: at a laptop and at a phone, by one account or by two."""
    seat(workshop, 3)
    _berit, other = account("berit")
    other.post(link_of(leading.invite(workshop, [])))
    for browser in (client, other, client):
        assert (
            browser.post(f"/facilitate/{workshop.slug}/next-phase/", {"leaving": "lobby"}).status_code == 302
        )
    assert state_of(workshop).phase == "welcome"
    assert events(workshop).count("PhaseEntered") == 1


def test_right_that_was_claimed_in_the_very_moment_is_taken_back_with_its_invitation(workshop, account):
    """What the desk saw was free has been taken up since: who came by it does not stay."""
    late, _browser = account("late")
    seen_as_free = leading.invite(workshop, [])
    leading.claim(Invitation.objects.get(pk=seen_as_free.pk), late)
    leading.take_back(seen_as_free)
    assert not workshop.facilitators.filter(pk=late.pk).exists()
    assert not workshop.invitations.exists()
    leading.take_back(seen_as_free)  # the second of two taps finds nothing to do

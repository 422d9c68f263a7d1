"""How often and how many: buckets, visits and the crowd of open sockets, with a clock in the test's hands."""

import resource
import subprocess
import sys
import time

import pytest

from game import limits
from game.limits import crowd, files
from game.limits.crowd import MOST_DESKS, MOST_OF_NETWORK, MOST_OF_ONE, MOST_OF_WALL, Caller, Crowd
from game.limits.pace import Bucket, Visits


async def nowhere(_message):
    """A socket whose other end does not matter."""


def caller(kind="player", who="one", network="192.0.2.0/24"):
    return Caller(kind, who, network, nowhere)


def enters(inside, how_many, **told):
    """So many sockets, each of somebody else, of whom as many come in as there is room for."""
    come = [caller(who=f"{told}{number}", **told) for number in range(how_many)]
    for one in come:
        if inside.has_room_for(one):
            inside.enter(one)
    return come


class Clock:
    def __init__(self, monkeypatch):
        self.now = 1_000.0
        monkeypatch.setattr(time, "monotonic", lambda: self.now)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


def test_bucket_gives_what_it_holds_and_then_what_comes_in():
    bucket = Bucket(3, 2.0, 10.0)
    assert [bucket.take(10.0) for _time in range(5)] == [True, True, True, False, False]
    assert not bucket.take(10.4)
    assert bucket.take(10.5)
    assert not bucket.take(10.5)


def test_bucket_never_holds_more_than_it_did_at_first():
    bucket = Bucket(3, 2.0, 10.0)
    assert [bucket.take(1_000.0) for _time in range(4)] == [True, True, True, False]


def test_an_honest_page_is_never_too_often():
    """Five answers a second for three hours, and a hundred at once now and then."""
    bucket = Bucket(limits.MOST_MESSAGES, limits.MESSAGES_A_SECOND, 0.0)
    for second in range(3 * 3600):
        burst = 100 if second % 60 == 0 else 5
        assert all(bucket.take(float(second)) for _answer in range(burst))


def test_a_message_per_millisecond_is_noticed_within_a_second():
    bucket = Bucket(limits.MOST_MESSAGES, limits.MESSAGES_A_SECOND, 0.0)
    assert not all(bucket.take(number / 1_000) for number in range(1_000))


def test_what_a_socket_may_say_is_less_than_its_frames():
    """Otherwise the server would cut before the application can tell why."""
    assert limits.MOST_FRAMES > limits.MOST_MESSAGES
    assert limits.FRAMES_A_SECOND > limits.MESSAGES_A_SECOND


def test_visits_are_counted_for_each_alone():
    visits = Visits(2, 5.0, 10)
    assert [visits.take("a", 0.0) for _time in range(3)] == [True, True, False]
    assert visits.take("b", 0.0)
    assert not visits.take("a", 4.0)
    assert visits.take("a", 5.0)


def test_a_thousand_names_are_not_remembered_for_ever():
    visits = Visits(2, 5.0, 10)
    for number in range(1_000):
        visits.take(str(number), 0.0)
    assert len(visits.seen) == 10
    assert visits.knows("999") and not visits.knows("0")


def test_who_comes_again_is_forgotten_last():
    visits = Visits(2, 5.0, 2)
    for who in "abac":
        visits.take(who, 0.0)
    assert list(visits.seen) == ["a", "c"]


def test_a_network_is_forgotten_when_nothing_is_missing_any_more():
    visits = Visits(2, 5.0, 10, lets_go=True)
    visits.take("a", 0.0)
    visits.take("b", 4.9)
    assert visits.knows("a")
    visits.take("b", 5.0)
    assert not visits.knows("a")


def test_visit_that_need_not_have_counted_is_given_back():
    visits = Visits(1, 5.0, 10)
    visits.give_back("nobody")
    assert visits.take("a", 0.0)
    visits.give_back("a")
    assert [visits.take("a", 0.0) for _time in range(2)] == [True, False]


def test_a_whole_hall_with_two_pages_each_comes_in_from_one_address():
    inside = Crowd()
    for _page in range(2):
        for number in range(1_000):
            one = caller(who=str(number))
            assert inside.has_room_for(one)
            assert inside.enter(one) is None
    assert len(inside) == 2_000


def test_one_network_has_a_limit_and_another_one_room():
    inside = Crowd()
    enters(inside, MOST_OF_NETWORK + 5)
    assert len(inside) == MOST_OF_NETWORK
    assert inside.has_room_for(caller(who="else", network="198.51.100.0/24"))
    assert inside.has_room_for(caller("desk", "desk"))


def test_all_together_have_a_limit_and_desks_room_of_their_own():
    inside = Crowd(10)
    for number in range(12):
        enters(inside, 1, network=str(number))
    assert len(inside) == 10
    enters(inside, MOST_DESKS + 5, kind="desk")
    assert len(inside) == 10 + MOST_DESKS


def test_walls_take_no_more_room_than_is_theirs(monkeypatch):
    monkeypatch.setattr(crowd, "MOST_WALLS", MOST_OF_WALL + 3)
    inside = Crowd()

    def wall(slug):
        one = caller("wall", slug)
        return inside.has_room_for(one) and inside.enter(one) is None

    assert [wall("first") for _page in range(MOST_OF_WALL + 1)] == [True] * MOST_OF_WALL + [False]
    assert [wall("second") for _page in range(4)] == [True] * 3 + [False]
    assert inside.has_room_for(caller())


def test_the_oldest_page_of_a_person_yields_and_only_that():
    inside = Crowd()
    pages = [caller() for _page in range(MOST_OF_ONE + 2)]
    yields = [inside.enter(page) for page in pages if inside.has_room_for(page)]
    assert yields == [None] * MOST_OF_ONE + pages[:2]
    assert len(inside) == MOST_OF_ONE


def test_a_person_comes_in_again_where_nobody_else_does():
    inside = Crowd(MOST_OF_ONE)
    for _page in range(MOST_OF_ONE):
        inside.enter(caller())
    assert inside.has_room_for(caller())
    assert not inside.has_room_for(caller(who="somebody else"))


def test_who_leaves_makes_room_once():
    inside = Crowd()
    come = [caller(kind) for kind in ("player", "desk", "wall")]
    for one in come:
        inside.enter(one)
        inside.leave(one)
        inside.leave(one)
    assert len(inside) == 0
    assert not inside._of_one and not inside._of_network


def test_a_player_in_a_loop_is_refused_for_a_while(clock):
    codes = [limits.refusal(caller()) for _visit in range(limits.MOST_VISITS + 1)]
    assert codes == [0] * limits.MOST_VISITS + [limits.TOO_OFTEN]
    assert limits.refusal(caller(who="another")) == 0
    clock.now += limits.VISIT_SECONDS
    assert limits.refusal(caller()) == 0


def test_strangers_are_counted_by_their_network_and_players_are_not(clock):
    codes = [limits.refusal(caller("wall", f"slug{number}")) for number in range(limits.MOST_STRANGERS + 1)]
    assert codes == [0] * limits.MOST_STRANGERS + [limits.TOO_OFTEN]
    assert limits.refusal(caller("desk", "unknown")) == limits.TOO_OFTEN
    assert limits.refusal(caller("desk", "unknown", "198.51.100.0/24")) == 0
    assert limits.refusal(caller()) == 0


def test_a_desk_that_is_known_does_not_answer_for_its_network(clock):
    known = caller("desk", "known")
    for _visit in range(limits.MOST_VISITS):
        assert limits.refusal(known) == 0
        limits.recognise(known)
    while not limits.refusal(caller("desk", "forged")):
        pass
    assert limits.refusal(known) == limits.TOO_OFTEN  # it has come very often by itself
    clock.now += limits.VISIT_SECONDS
    while not limits.refusal(caller("desk", "forged")):
        pass
    assert limits.refusal(known) == 0


def test_a_hundred_desks_and_more_show_who_they_are_from_one_network(clock):
    for number in range(2 * limits.MOST_STRANGERS):
        one = caller("desk", f"desk{number}")
        assert limits.refusal(one) == 0
        limits.recognise(one)


def test_of_a_player_whose_page_was_open_nothing_is_remembered_for_long(clock):
    """Otherwise whoever ever played would be in memory, up to ten thousand of them."""
    for number in range(200):
        limits.refusal(caller(who=f"player{number}"))
        clock.now += 1.0
    assert len(limits.players.seen) <= limits.VISIT_SECONDS + 1


def test_a_desk_is_remembered_for_longer_than_a_player(clock):
    """It answers for itself again when it comes back after an hour, whatever its network has done meanwhile."""
    known = caller("desk", "known")
    limits.refusal(known)
    limits.recognise(known)
    clock.now += 3_600.0
    while not limits.refusal(caller("desk", "forged")):
        pass
    assert limits.refusal(known) == 0


def test_no_room_is_told_by_its_own_code(monkeypatch):
    monkeypatch.setattr(limits.inside, "most", 0)
    assert limits.refusal(caller()) == limits.NO_ROOM
    assert limits.refusal(caller("desk", "desk")) == 0


def test_few_files_are_told_in_a_sentence_and_fewer_pages_let_in():
    inside = Crowd()
    told = files.fit(inside, 1_024)
    assert inside.most == 512
    assert told.startswith(
        "This process may open 1024 files and needs 9200, so it lets in 512 pages at most:"
    )
    assert told.count("\n") == 0


def test_enough_files_need_no_word():
    inside = Crowd()
    assert files.fit(inside, 9_200) == ""
    assert inside.most == crowd.MOST


def test_the_server_opens_as_many_files_as_the_system_lets_it():
    code = (
        "import resource; from game import limits; from game.limits import files;"
        "print(repr(files.allow(limits.inside)), resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    )
    most = min(resource.getrlimit(resource.RLIMIT_NOFILE)[1], 12_000)

    def few():
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, most))

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30, preexec_fn=few
    )
    assert done.stdout == f"{files.fit(Crowd(), most)!r} {most}\n"


def heard(*words):
    """What daphne's end of a socket tells, in a process of its own."""
    command = [sys.executable, "-W", "error", "-m", "tests.game.hearing_child", *words]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout.splitlines()


def test_the_line_of_who_does_not_read_is_not_read_either():
    """Otherwise each answer to a screen that was never taken would bring another one into memory."""
    assert heard() == ["Hearing True producing", "paused", "producing", "880203f5"]


def test_nothing_is_left_of_a_socket_whose_line_is_gone():
    """Otherwise the memory of a server grows with each page that was ever closed: by some 20 kB."""
    assert heard("gone") == ["True"]

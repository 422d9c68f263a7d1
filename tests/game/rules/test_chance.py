"""Draws without dice: anybody can check them."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from game.rules import chance

LETTERS = st.lists(st.text("abcdef", min_size=1, max_size=3), unique=True, max_size=6)


def test_a_draw_is_a_hash_of_key_and_purpose():
    """Draw key: SHA-256 of its parts joined by a bar; the first eight bytes."""
    expected = int.from_bytes(sha256(b"key|2|7|challenger").digest()[:8], "big")
    assert chance.number("key", 2, 7, "challenger") == expected


def test_draws_differ_by_key_and_by_purpose():
    """Draw key."""
    drawn = {chance.number(k, *p) for k in ("a", "b") for p in ((1, 2), (12,), (2, 1), (1, 2, "x"))}
    assert len(drawn) == 8


@given(LETTERS, st.randoms(use_true_random=False))
def test_an_order_is_of_all_things_and_of_no_other_order(things, dice):
    """CHOICE-4: drawn order depends on what is drawn, not on how it came."""
    mixed = dice.sample(things, len(things))
    assert chance.ordered("key", things, "x") == chance.ordered("key", mixed, "x")
    assert sorted(chance.ordered("key", things, "x")) == sorted(things)


@given(LETTERS)
def test_one_is_the_first_of_the_order(things):
    """CHOICE-5: and of none, none."""
    assert chance.one("key", things, "x") == next(iter(chance.ordered("key", things, "x")), None)


def test_every_thing_is_drawn_sometimes():
    """CHOICE-5."""
    assert {chance.one("key", "abcde", n) for n in range(100)} == set("abcde")

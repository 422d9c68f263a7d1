"""In one workshop nobody is called quite like somebody else."""

import pytest

from game.models import NAME_LENGTH
from game.naming import is_called, set_apart

LONG = "A" * NAME_LENGTH


@pytest.mark.parametrize(
    ("name", "others", "shown"),
    [
        ("Anna", [], "Anna"),
        ("Anna", ["Ann", "Hanna"], "Anna"),
        ("Anna", ["Anna"], "Anna 2"),
        ("anna", ["ANNA"], "anna 2"),
        ("Anna", ["Anna", "anna 2"], "Anna 3"),
        ("Anna", ["Anna", "Anna 3"], "Anna 2"),
        ("Anna 2", ["Anna 2"], "Anna 2 2"),
        ("Straße", ["STRASSE"], "Straße 2"),
        ("Anna", ["", "Anna"], "Anna 2"),
        (LONG, [LONG], "A" * (NAME_LENGTH - 2) + " 2"),
    ],
)
def test_name_is_set_apart_by_the_lowest_number(name, others, shown):
    assert set_apart(name, others) == shown
    assert is_called(shown, name)
    assert len(shown) <= NAME_LENGTH


def test_thousand_people_with_one_name_have_a_thousand_names():
    shown: list[str] = []
    for _person in range(1000):
        shown.append(set_apart("Anna", shown))
    assert shown[-1] == "Anna 1000"
    assert len(set(shown)) == 1000


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("Anna", "Bea"),
        ("Anna 2", "Bea"),
        ("Anna Berg", "Anna"),
        ("Anna", "Anna Berg"),
        ("", "Anna"),
        ("2", "Anna"),
    ],
)
def test_another_name_is_another_name(shown, name):
    assert not is_called(shown, name)

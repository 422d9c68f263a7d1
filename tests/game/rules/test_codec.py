"""Events as plain JSON and back: what is in the log is what happened."""

import json
from dataclasses import MISSING, fields
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.rules.codec import EVENTS, decode, encode
from game.rules.events import Event, PoleMoved

TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
KINDS = sorted(EVENTS.items())


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Whatever a field of this type may hold."""
    if get_origin(hint) is not tuple:
        return {str: TEXT, int: st.integers(-(2**53), 2**53), bool: st.booleans()}[hint]
    inner = get_args(hint)
    if inner[-1] is Ellipsis:
        return st.lists(values(inner[0]), max_size=3).map(tuple)
    return st.tuples(*(values(kind) for kind in inner))


def instances(kind: type[Event]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    return st.fixed_dictionaries({f.name: values(hints[f.name]) for f in fields(kind)}).map(
        lambda d: kind(**d)
    )


@pytest.mark.parametrize(("name", "kind"), KINDS)
@settings(max_examples=min(40, settings().max_examples // 7))
@given(data=st.data())
def test_an_event_comes_back_from_json_as_it_was(name, kind, data):
    """The log is the truth: decode(encode(event)) == event, types included."""
    event = data.draw(instances(kind))
    stored, plain = encode(event)
    back = decode(stored, json.loads(json.dumps(plain)))
    assert stored == name
    assert back == event
    assert repr(back) == repr(event)


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_a_field_that_is_not_in_an_old_log_has_its_default(name, kind):
    """Event classes gain fields with defaults and lose none."""
    assert all(f.default is not MISSING for f in fields(kind))
    assert decode(name, {}) == kind()
    assert encode(kind()) == (name, {})


def test_only_what_differs_from_its_default_is_stored():
    """A log line is short."""
    assert encode(PoleMoved(table=3, pole="A1", by=-1)) == ("PoleMoved", {"table": 3, "pole": "A1", "by": -1})


def test_a_name_that_is_unknown_is_an_error():
    """A log is never guessed at."""
    with pytest.raises(KeyError):
        decode("SomethingElse", {})

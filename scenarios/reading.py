"""YAML read as values with places. What is unclear to a reader, or dangerous to a server, is a problem."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.resolver import Resolver

from scenarios.places import Place, Problem, Value

LARGEST = 1_000_000
DEEPEST = 12
MOST_VALUES = 20_000
MOST_PROBLEMS = 100
TAG = "tag:yaml.org,2002:"
ALIAS = f"{TAG}alias*"

_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,5})")
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufff9-\uffff]"
)
_PLAIN_WORDS = {"true": True, "false": False}


@dataclass(slots=True)
class Reading:
    """What was read from one file: a value, unless it could not be read at all, and every problem on the way."""

    file: str
    value: Value | None = None
    problems: list[Problem] = field(default_factory=list)

    def note(self, line: int, path: str, sentence: str) -> None:
        """Add a problem of the file itself, unless there are too many already."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(self.file, line, path, "YAML", sentence))


class _Unreadable(yaml.MarkedYAMLError):
    """Too deep, or too much, to go on."""


class _Composer(Composer):
    """Composes nodes without aliases and not too deep. Nothing is ever constructed from them."""

    check_event: Any
    get_event: Any
    peek_event: Any
    depth = values = 0

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.get_event()
            return ScalarNode(ALIAS, f"*{event.anchor}", event.start_mark, event.end_mark)
        self.depth += 1
        self.values += 1
        if self.depth > DEEPEST or self.values > MOST_VALUES:
            told = (
                f"more than {MOST_VALUES:,} values"
                if self.depth <= DEEPEST
                else f"nested deeper than {DEEPEST}"
            )
            mark = self.peek_event().start_mark
            raise _Unreadable(problem=told, problem_mark=mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


class _Loader(_Composer, yaml.SafeLoader):
    """Reads in Python, and says in its words what is no YAML."""


class _QuickLoader(_Composer, CParser, Resolver):
    """Reads with libyaml, which the wheels of PyYAML bring along: five times as quickly.

    Of tags, which none of our files has, both have an opinion of their own: here a tag is a fault.
    """

    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)
        Composer.__init__(self)
        Resolver.__init__(self)

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        if getattr(self.peek_event(), "tag", None) is not None:
            raise _Unreadable(problem="a tag")
        return super().compose_node(parent, index)


def read(file: str, content: bytes) -> Reading:
    """Read one file's bytes. Never raises, whatever they are."""
    reading = Reading(file)
    text = _decoded(content, reading)
    if text is None:
        return reading
    try:
        node = _composed(text)
    except yaml.MarkedYAMLError as error:
        if not reading.problems:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            reading.note(line, "", f"This is not YAML: {error.problem or error.context}.")
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        reading.note(1, "", f"This is not YAML: {error}.")
    else:
        if isinstance(node, MappingNode):
            reading.value = _value(node, Place(file, 1), reading)
        elif node is None:
            reading.note(1, "", "The file is empty.")
        else:
            reading.note(1, "", "The file must hold keys and values, not a list or a single text.")
    return reading


def _composed(text: str) -> Node | None:
    """The one node of the text. Where libyaml finds a fault, Python's reader tells of it, as it does where there is none."""
    try:
        return _QuickLoader(text).get_single_node()
    except (yaml.YAMLError, ValueError, OverflowError):
        return _Loader(text).get_single_node()


def _decoded(content: bytes, reading: Reading) -> str | None:
    if len(content) > LARGEST:
        reading.note(1, "", f"The file is larger than {LARGEST:,} bytes.")
        return None
    try:
        text = content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        reading.note(content.count(b"\n", 0, error.start) + 1, "", "This is not UTF-8.")
        return None
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            reading.note(number, "", "A tab is not allowed: use spaces.")
        if found := UNSEEN.search(line.rstrip("\r")):
            reading.note(number, "", f"An invisible character (U+{ord(found[0]):04X}) is not allowed.")
    return UNSEEN.sub(" ", text.replace("\r\n", "\n")).replace("\t", " ")


def _value(node: Node, place: Place, reading: Reading) -> Value:
    if isinstance(node, MappingNode) and node.tag == f"{TAG}map":
        return Value(place, _fields(node, place, reading))
    if isinstance(node, SequenceNode) and node.tag == f"{TAG}seq":
        return Value(place, tuple(_items(node, place, reading)))
    if isinstance(node, ScalarNode):
        return _scalar(node, place, reading)
    reading.note(place.line, place.path, f"The tag {node.tag.replace(TAG, '!!')} is not allowed.")
    return Value(place, None, is_told=True)


def _items(node: SequenceNode, place: Place, reading: Reading) -> Iterator[Value]:
    for number, item in enumerate(node.value):
        here = Place(
            place.file, item.start_mark.line + 1, f"{place.path}.{_name(item) or number}".lstrip(".")
        )
        yield _value(item, here, reading)


def _name(item: Node) -> str:
    """The id of an item of a list, which tells more than its number."""
    pairs = item.value if isinstance(item, MappingNode) else ()
    return next((str(v.value) for k, v in pairs if k.value == "id" and isinstance(v, ScalarNode)), "")


def _fields(node: MappingNode, place: Place, reading: Reading) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, ScalarNode) or key.tag != f"{TAG}str":
            told = f"The key {key.value!r}" if isinstance(key, ScalarNode) else "A list or mapping as key"
            reading.note(line, place.path, f"{told} is not plain text: put quotes around it.")
            continue
        here = Place(place.file, line, f"{place.path}.{key.value}".lstrip("."))
        if key.value in found:
            first = found[key.value].place.line
            reading.note(line, here.path, f"The key {key.value} stands here a second time; see line {first}.")
        _check_unseen(key.value, here, reading)
        found[key.value] = _value(value, here, reading)
    return found


def _scalar(node: ScalarNode, place: Place, reading: Reading) -> Value:
    kind, text = node.tag.removeprefix(TAG), node.value
    if kind == "str":
        _check_unseen(text, place, reading)
        return Value(place, UNSEEN.sub(" ", text))
    if kind == "null":
        return Value(place, None)
    if kind == "int" and _WHOLE.fullmatch(text):
        return Value(place, int(text))
    if kind == "bool" and text in _PLAIN_WORDS:
        return Value(place, _PLAIN_WORDS[text])
    surprises = {
        "bool": f"YAML reads {text} as true or false: put quotes around it.",
        "int": f"{text} is an unclear number: write it in plain digits, or put quotes around it.",
        "float": f"{text} is not a whole number, and paper knows no other; is it a text, put quotes around it.",
        "alias*": f"The alias {text} is not allowed: write out what it stands for.",
        "timestamp": f"YAML reads {text} as a date: put quotes around it.",
    }
    told = surprises.get(kind, f"The tag {node.tag.replace(TAG, '!!')} is not allowed.")
    reading.note(place.line, place.path, told)
    return Value(place, None, is_told=True)


def _check_unseen(text: str, place: Place, reading: Reading) -> None:
    if found := UNSEEN.search(text):
        told = f"An invisible character (U+{ord(found[0]):04X}) is not allowed."
        reading.note(place.line, place.path, told)

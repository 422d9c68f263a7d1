"""A robot that knows nothing of the game: it reads a page, and follows only the forms and links that it finds there."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.browser.visitor import Visitor

#: The robot presses a button again when it is still there after so long.
AGAIN_SECONDS = 1.5


@dataclass
class Button:
    """Something to press: its words, and what it sends by itself."""

    label: str = ""
    name: str = ""
    value: str = ""
    quiet: bool = False


@dataclass
class Sheet:
    """A form with its fields: what is filled in, what can be ticked, what can be written, and its buttons."""

    action: str
    hidden: dict[str, str] = field(default_factory=dict)
    radios: dict[str, list[tuple[str, bool]]] = field(default_factory=dict)
    lines: dict[str, str] = field(default_factory=dict)
    buttons: list[Button] = field(default_factory=list)


class Reader(HTMLParser):
    """The forms of a page, with the buttons that belong to them by place or by name, and its links and headings."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.sheets: list[Sheet] = []
        self.named: dict[str, Sheet] = {}
        self.loose: list[tuple[str, Button]] = []
        self.links: list[tuple[str, str]] = []
        self.heading = ""
        self.looks_again = False
        self._open: Sheet | None = None
        self._button: Button | None = None
        self._area = ""
        self._in_heading = False
        self._link = ""
        self.feed(body)
        for name, button in self.loose:
            if name in self.named:
                self.named[name].buttons.append(button)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what can be filled in and pressed."""
        found = {name: value or "" for name, value in attrs}
        name = found.get("name", "")
        if tag == "form":
            self._open = Sheet(found.get("action", ""))
            if found.get("class") != "languages":  # a robot has no language
                self.sheets.append(self._open)
            self.named[found.get("id", "")] = self._open
        elif tag == "meta" and found.get("http-equiv") == "refresh":
            self.looks_again = True
        elif tag == "h1":
            self._in_heading, self.heading = True, ""
        elif tag == "a":
            self._link = found.get("href", "")
        elif tag == "button":
            self._button = Button(
                name=name, value=found.get("value", ""), quiet="quiet" in found.get("class", "")
            )
            owner = found.get("form", "")
            if owner:
                self.loose.append((owner, self._button))
            elif self._open is not None and found.get("type", "submit") == "submit":
                self._open.buttons.append(self._button)
        elif self._open is not None and "disabled" not in found:
            self._field(tag, found, name)

    def _field(self, tag: str, found: dict[str, str], name: str) -> None:
        assert self._open is not None
        if tag == "textarea":
            self._area = name
            self._open.lines[name] = ""
        elif tag == "input" and found.get("type") == "hidden":
            self._open.hidden[name] = found.get("value", "")
        elif tag == "input" and found.get("type") == "radio":
            self._open.radios.setdefault(name, []).append((found.get("value", ""), "checked" in found))
        elif tag == "input" and found.get("type", "text") == "text":
            self._open.lines[name] = found.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """Close what was open."""
        if tag == "form":
            self._open = None
        elif tag == "button":
            self._button = None
        elif tag == "textarea":
            self._area = ""
        elif tag == "h1":
            self._in_heading = False
        elif tag == "a":
            self._link = ""

    def handle_data(self, data: str) -> None:
        """Collect the words of headings, buttons, links and filled-in areas."""
        if self._in_heading:
            self.heading += data
        if self._button is not None:
            self._button.label += data
        if self._area and self._open is not None:
            self._open.lines[self._area] += data
        if self._link:
            self.links.append((self._link, data))


class Robot(Visitor):
    """Presses, on each page, the first button that it has not pressed there yet; the filled ones come first."""

    pressed: dict[tuple[str, str, str], float]

    def play(self, seconds: float) -> list[str]:
        """Follow the pages until nothing can be done any more and none looks again; answers the headings in order."""
        self.pressed = {}
        headings: list[str] = []
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            reader = Reader(self.page.body)
            heading = " ".join(reader.heading.split())
            if not headings or headings[-1] != heading:
                headings.append(heading)
            if not self._press(reader, heading):
                asks = any(not button.quiet for sheet in reader.sheets for button in sheet.buttons)
                again = any("ook again" in label for _href, label in reader.links)
                if not (asks or again or reader.looks_again):
                    return headings
                time.sleep(0.3)
                self.get(self.home)
        raise AssertionError(headings)

    @property
    def home(self) -> str:
        """The page of the workshop, to which every deed leads back."""
        return f"/workshops/{self.server.slug}/"

    def _press(self, reader: Reader, heading: str) -> bool:
        choices = [(sheet, button) for sheet in reader.sheets for button in sheet.buttons]
        choices.sort(key=lambda pair: pair[1].quiet)
        for sheet, button in choices:
            key = (heading, sheet.action, " ".join(button.label.split()))
            since = time.monotonic() - self.pressed.get(key, float("-inf"))
            if since < AGAIN_SECONDS * 50:
                tried_lately = since < AGAIN_SECONDS
                if tried_lately or button.quiet or not self._is_still_asked(sheet, button):
                    continue
            self.pressed[key] = time.monotonic()
            self._send(sheet, button)
            return True
        return False

    def _is_still_asked(self, sheet: Sheet, button: Button) -> bool:
        """A filled button without words to write is a deed that has not been heard yet."""
        return not sheet.lines and not button.name

    def _send(self, sheet: Sheet, button: Button) -> None:
        data = {**sheet.hidden, **{name: text or "Words." for name, text in sheet.lines.items()}}
        for name, options in sheet.radios.items():
            ticked = [value for value, is_ticked in options if is_ticked]
            data[name] = (ticked or [value for value, _ticked in options])[0]
        if button.name:
            data[button.name] = button.value
        self.post(sheet.action, data)

"""A visitor without a browser: keeps cookies, reads the forms on the page, and sends what it likes."""

from __future__ import annotations

import urllib.error
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin

from tests.browser.server import Server


@dataclass
class Form:
    """A form of a page: where it leads, and what its hidden fields hold."""

    action: str
    hidden: dict[str, str] = field(default_factory=dict)


class Page(HTMLParser):
    """What a visitor sees: a status, an address, the words, and the forms."""

    def __init__(self, status: int, address: str, body: str) -> None:
        super().__init__()
        self.status, self.address, self.body = status, address, body
        self.forms: list[Form] = []
        self.words: list[str] = []
        self.feed(body)

    @property
    def text(self) -> str:
        """The words, blanks folded."""
        return " ".join(" ".join(self.words).split())

    def form(self, ending: str) -> Form:
        """The form whose action ends like this."""
        return next(form for form in self.forms if form.action.endswith(ending))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect forms and their hidden fields."""
        found = dict(attrs)
        if tag == "form":
            self.forms.append(Form(found.get("action") or ""))
        elif tag == "input" and found.get("type") == "hidden" and self.forms:
            self.forms[-1].hidden[found.get("name") or ""] = found.get("value") or ""

    def handle_data(self, data: str) -> None:
        """Collect the words."""
        self.words.append(data)


class Visitor:
    """Somebody who talks HTTP."""

    def __init__(self, server: Server, *, cookies: bool = True) -> None:
        self.server = server
        self.jar = CookieJar()
        keep = [urllib.request.HTTPCookieProcessor(self.jar)] if cookies else []
        self.opener = urllib.request.build_opener(*keep)
        self.page = Page(0, server.root, "")

    def get(self, path: str) -> Page:
        """Open an address."""
        return self._ask(path, None, {})

    def post(self, path: str, data: dict[str, str], **headers: str) -> Page:
        """Send a form."""
        return self._ask(path, urlencode(data).encode(), headers)

    def send(self, form: Form, **data: str) -> Page:
        """Send a form of the page with its hidden fields."""
        return self.post(form.action, {**form.hidden, **data})

    def join(self, name: str) -> Page:
        """Come in by the code."""
        return self.send(self.get("/join/").form("/join/"), code=self.server.code, name=name)

    def sit(self, role: str) -> Page:
        """Take a seat at the only table."""
        return self.send(self.page.form("/seat/"), seat=f"1-{role}")

    def _ask(self, path: str, data: bytes | None, headers: dict[str, str]) -> Page:
        request = urllib.request.Request(urljoin(self.server.root, path), data, headers)
        try:
            with self.opener.open(request, timeout=15) as answer:
                self.page = Page(answer.status, answer.url, answer.read().decode())
        except urllib.error.HTTPError as refusal:
            with refusal:
                self.page = Page(refusal.code, refusal.url, refusal.read().decode())
        return self.page


class Facilitator(Visitor):
    """Whoever leads the workshop, by the one-time link."""

    def __init__(self, server: Server) -> None:
        super().__init__(server)
        self.get(server.desk_link)

    def do(self, verb: str, **data: str) -> Page:
        """Press a button of the desk."""
        desk = self.get(f"/facilitate/{self.server.slug}/")
        return self.send(desk.form(f"/{verb}/"), **data)

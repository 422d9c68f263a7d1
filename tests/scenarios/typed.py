"""What a browser would send from a page of the authors' desk if nothing but the named fields were touched."""

from __future__ import annotations

from html.parser import HTMLParser

from django.http import QueryDict


class _Fields(HTMLParser):
    """Inputs, choices and texts of a page, by name."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.text: tuple[str, list[str]] | None = None
        self.choice = ""

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        name = told.get("name") or ""
        if tag == "textarea":
            self.text = (name, [])
        elif tag == "select":
            self.choice = name
        elif tag == "option" and "selected" in told:
            self.sent.setdefault(self.choice, []).append(told.get("value") or "")
        elif tag == "input" and name:
            ticked = told.get("type") not in ("checkbox", "radio") or "checked" in told
            if ticked and told.get("type") != "submit":
                self.sent.setdefault(name, []).append(told.get("value") or "")

    def handle_data(self, data):
        if self.text:
            self.text[1].append(data)

    def handle_endtag(self, tag):
        if tag == "textarea" and self.text:
            # Django opens a textarea with a line break, which browsers swallow; they send line breaks as CR LF
            text = "".join(self.text[1]).removeprefix("\n")
            self.sent.setdefault(self.text[0], []).append(text.replace("\n", "\r\n"))
            self.text = None


def typed(answer, **changes):
    """The fields of a page as they would be sent, with some of them changed; `None` leaves one out."""
    parser = _Fields()
    page = answer.content.decode()
    parser.feed(page.partition('id="content-main"')[2])
    sent = {name: list(values) for name, values in parser.sent.items()}
    for name, value in changes.items():
        if value is None:
            sent.pop(name, None)
        else:
            sent[name] = value if isinstance(value, list) else [value]
    return sent


def posted(row, key, language="en", **changes):
    """The same without a page: what would be sent of a chapter as it stands, with some fields changed."""
    from scenarios.desk import editing
    from scenarios.desk.chapters import chapter_of

    form = editing.form_of(row, chapter_of(row.document, row.texts["en"], key), language)
    sent = form.refilled(QueryDict(mutable=True), ())
    sent["seen"] = editing.seen(row)
    for name, value in changes.items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    return sent

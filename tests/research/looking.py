"""How tests look at the library as a visitor does: at its pages, at what stands in their heads, and into its zip."""

import csv
import json
import re
from html import unescape
from html.parser import HTMLParser
from io import BytesIO, StringIO
from zipfile import ZipFile

LISTS = ("practices", "cases", "sources", "organisations")
ZIP = "/library/data.zip"


class Links(HTMLParser):
    """All addresses that a page leads to, with the attributes of the link."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.found.append(dict(attrs))


def told(client, address):
    """What a page says, with its tags. A record stands for its page."""
    answer = client.get(address if isinstance(address, str) else address.get_absolute_url())
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def words(text):
    """What a page says, without its tags and line breaks."""
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


def main(text):
    """The page without what stands around it."""
    return text.partition("<main")[2].partition("</main>")[0]


def names(client, address):
    """The records that a list shows."""
    text = main(told(client, address)).partition("<article>")[2]
    return [words(found) for found in re.findall(r'<a href="/library/[a-z]+/[^/]+/">(.*?)</a>', text)]


def raw(client, record):
    """The page of a record as it is sent."""
    address = record if isinstance(record, str) else record.get_absolute_url()
    return client.get(address).content.decode()


def data(text):
    """The one block of data that a page holds."""
    [held] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return json.loads(held)


def tags(text):
    """The tags for reference managers, in their order."""
    found = re.findall(r'<meta name="((?:citation_|DC\.)[^"]*)" content="([^"]*)">', text)
    return [(name, unescape(content)) for name, content in found]


def zipped(client, **headers):
    """The answer that holds the open data."""
    answer = client.get(ZIP, headers=headers)
    assert answer.status_code == 200
    return answer


def unpacked(content):
    """All files of a zip, by name."""
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def rows(content):
    """A table as its readers see it."""
    return list(csv.DictReader(StringIO(content.decode(), newline="")))

"""The documentation as a site: it is built strictly, holds every page, and asks no other host for anything."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bench import pages

ROOT = Path(__file__).resolve().parents[1]
NAMED_BY_NAV = re.compile(r":\s+(\S+\.md)$", re.MULTILINE)
ELSEWHERE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
LOADED_BY_CSS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
FETCHED_BY_SCRIPT = re.compile(
    r"""(?:fetch|importScripts|import|Worker|\.open|\.src\s*=|\.href\s*=)\s*\(?\s*(?:["']\w+["']\s*,\s*)?"""
    r"""["'`]((?:https?:)?//[^"'`]+)"""
)
LOADING = ("src", "srcset", "poster", "data", "background")
#: Links that a browser may follow by itself; `canonical` and the like are only read.
LOADING_LINKS = {
    "stylesheet",
    "icon",
    "preload",
    "modulepreload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
    "manifest",
}


class Asked(HTMLParser):
    """Collects what a browser loads when it opens a page."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.inline = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.loads += [told[name] for name in LOADING if name in told]
        if tag == "link" and LOADING_LINKS & set(told.get("rel", "").lower().split()):
            self.loads.append(told.get("href", ""))
        if tag in ("image", "use"):
            self.loads.append(told.get("href", told.get("xlink:href", "")))
        self.loads += in_css(told.get("style", ""))
        self.inline = tag if tag in ("script", "style") else ""

    def handle_data(self, data: str) -> None:
        self.loads += in_css(data) if self.inline == "style" else []
        self.loads += FETCHED_BY_SCRIPT.findall(data) if self.inline == "script" else []

    def handle_endtag(self, tag: str) -> None:
        self.inline = ""


def in_css(text: str) -> list[str]:
    """Return the addresses that a style sheet loads."""
    return [one or other for one, other in LOADED_BY_CSS.findall(text)]


def loads(path: Path) -> list[str]:
    """Return what a built file asks other hosts for."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".css":
        asked = in_css(text)
    elif path.suffix == ".js":
        asked = FETCHED_BY_SCRIPT.findall(text)
    else:
        reader = Asked()
        reader.feed(text)
        asked = reader.loads
    return [address for address in asked if ELSEWHERE.match(address)]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The site, built as `mkdocs build --strict` builds it."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_site_loads_nothing_from_another_host(site):
    files = [path for kind in ("html", "css", "js") for path in site.rglob(f"*.{kind}")]
    assert {path.suffix for path in files} == {".html", ".css", ".js"} and len(files) > 50
    assert {str(path.relative_to(site)): found for path in files if (found := loads(path))} == {}


def test_every_page_of_the_documentation_is_in_the_nav(site):
    named = NAMED_BY_NAV.findall((ROOT / "mkdocs.yml").read_text())
    docs = ROOT / "docs"
    there = {str(path.relative_to(docs)) for path in docs.rglob("*.md")} | set(pages.GUESTS)
    assert len(named) == len(set(named)) and set(named) == there
    built = {name.replace("README.md", "index.md").removesuffix(".md") + ".html" for name in named}
    assert {name for name in built if not (site / name).is_file()} == set()


def test_links_to_files_outside_of_docs_lead_to_a_page_or_name_the_file(site):
    operations, library = ((site / name).read_text() for name in ("operations.html", "library.html"))
    assert 'href="SECURITY.html"' in operations
    assert 'href="who-may.html"' in (site / "SECURITY.html").read_text()
    assert "research/mapping" in library
    assert 'href="../' not in operations + library


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", '<script src="https://elsewhere.example/a.js"></script>'),
        ("a.html", '<link rel="Stylesheet" href="//elsewhere.example/a.css">'),
        ("a.html", "<style>@import 'https://elsewhere.example/a.css';</style>"),
        ("a.html", '<p style="background: url(https://elsewhere.example/a.png)">'),
        ("a.html", '<script>fetch("https://elsewhere.example/")</script>'),
        ("a.css", "@font-face { src: url( 'https://elsewhere.example/a.woff2' ) }"),
        ("a.js", 'request.open("GET", "https://elsewhere.example/")'),
        ("a.js", "image.src = '//elsewhere.example/a.png'"),
    ],
)
def test_what_comes_from_elsewhere_is_noticed(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    assert len(loads(tmp_path / name)) == 1


def test_what_is_only_linked_or_our_own_is_not_taken_for_loaded(tmp_path):
    (tmp_path / "a.html").write_text('<a href="https://elsewhere.example/">x</a><img src="a.png">')
    (tmp_path / "a.css").write_text("p { background: url(data:image/png;base64,AA==) }")
    assert loads(tmp_path / "a.html") + loads(tmp_path / "a.css") == []

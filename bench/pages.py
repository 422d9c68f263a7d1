"""Links of the documentation as a site: what MkDocs is told about files that lie outside of docs/.

A few pages at the top of the project are pages of the site as well, read from where they lie. Every other file is named
and not linked: a site has no checkout beside it. A link that leads nowhere stays as it is, and stops the strict build.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[1]
GUESTS = ("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
LINK = re.compile(r"(?<!!)\[([^\]\[]+)\]\(([^)\s#:]+)(#[^)\s]*)?\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Take the pages at the top of the project in, under their own names."""
    for name in GUESTS:
        files.append(File.generated(config, name, abs_src_path=str(ROOT / name)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lead each link to a page of the site, or name the file where there is none."""
    here = page.file.src_uri
    folder = PurePosixPath("." if here in GUESTS else "docs", here).parent

    def led(found: re.Match[str]) -> str:
        words, path, anchor = found[1], found[2], found[3] or ""
        target = normpath(folder / path)
        if not (ROOT / target).exists():
            return found[0]
        uri = within(target)
        if uri is None:
            return words if target in words else f"{words} (`{target}`)"
        return f"[{words}]({relpath(uri, PurePosixPath(here).parent)}{anchor})"

    return LINK.sub(led, markdown)


def within(target: str) -> str | None:
    """Return what a file of the project is called within the site; none if it is not there."""
    if target in GUESTS:
        return target
    if not target.startswith("docs/"):
        return None
    if (ROOT / target).is_dir():
        target += "/README.md"
    return target.removeprefix("docs/") if (ROOT / target).exists() else None

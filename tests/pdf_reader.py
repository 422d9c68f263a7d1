"""A small reader of our own for PDF: what is printed, what is read aloud, and what makes it a PDF/UA file."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import Any

from pypdf import PdfReader


def reader(content: bytes) -> PdfReader:
    """A PDF to look into."""
    return PdfReader(BytesIO(content))


def text_of(pdf: PdfReader) -> str:
    """All that is printed, on one line, without the places where a long word may break."""
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).replace("\u200b", "").split())


def without_blanks(text: str) -> str:
    """Letters only, for what is broken over lines."""
    return "".join(text.split())


def tags(pdf: PdfReader) -> list[dict[str, Any]]:
    """Every element of the structure, in the order in which it is read aloud."""
    found: list[dict[str, Any]] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                walk(node["/K"])

    walk(pdf.trailer["/Root"]["/StructTreeRoot"])
    return found


def names(pdf: PdfReader) -> list[str]:
    """The kinds of these elements."""
    return [node["/S"] for node in tags(pdf)]


def faults(pdf: PdfReader) -> list[str]:
    """What keeps a PDF from being read by everybody, as far as this reader sees; none if it is as it should be."""
    root = pdf.trailer["/Root"]
    found = []
    if not (root.get("/MarkInfo") or {}).get("/Marked") or "/StructTreeRoot" not in root:
        return ["it has no structure"]
    if not (pdf.metadata and pdf.metadata.title):
        found.append("it has no title")
    if not (root.get("/ViewerPreferences") or {}).get("/DisplayDocTitle"):
        found.append("its title is not shown")
    if not root.get("/Lang"):
        found.append("it has no language")
    if b"pdfuaid:part" not in root["/Metadata"].get_data():
        found.append("it does not say that it is PDF/UA")
    return [*found, *_faults_of_elements(pdf)]


def _faults_of_elements(pdf: PdfReader) -> list[str]:
    elements = tags(pdf)
    found = [
        "a figure has no alternative text" for e in elements if e["/S"] == "/Figure" and not e.get("/Alt")
    ]
    headings = [int(e["/S"][2:]) for e in elements if e["/S"][:2] == "/H" and e["/S"][2:].isdigit()]
    if not headings or headings[0] != 1 or headings.count(1) != 1:
        found.append("its headings do not begin with one of the first level")
    if any(after > before + 1 for before, after in pairwise(headings)):
        found.append("a level of headings is left out")
    tables = (element for element in elements if element["/S"] == "/Table")
    found += ["a table has no head" for table in tables if "/TH" not in _kinds_in(table)]
    if any("/Contents" not in link and "/A" not in link for link in _links(pdf)):
        found.append("a link leads nowhere")
    return found


def _kinds_in(element: Any) -> list[str]:
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict) and "/S" in node:
            found.append(node["/S"])
            walk(node.get("/K", []))

    walk(element.get("/K", []))
    return found


def _links(pdf: PdfReader) -> list[Any]:
    annotations = (a.get_object() for page in pdf.pages for a in page.get("/Annots", []))
    return [a for a in annotations if a.get("/Subtype") == "/Link"]

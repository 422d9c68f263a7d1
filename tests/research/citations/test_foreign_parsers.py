"""Programs of others read what we write: bibtexparser, rispy and citeproc-py."""

import json
import warnings

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors

from research.citations.formats import BIBTEX, CSL, RIS
from research.citing import reference_of
from research.models import Source
from tests.research.citations.examples import REFERENCES


@pytest.fixture
def references(library):
    """Our examples and all shipped sources."""
    return [*REFERENCES, *map(reference_of, Source.objects.all())]


def plain(text):
    return text.replace("{", "").replace("}", "")


def test_bibtexparser_reads_our_bibtex(references):
    read = bibtexparser.parse_string(BIBTEX.write(references), append_middleware=[LatexDecodingMiddleware()])
    assert read.failed_blocks == []
    assert [entry.key for entry in read.entries] == [reference.key for reference in references]
    for entry, reference in zip(read.entries, references, strict=True):
        fields = {name: plain(field.value) for name, field in entry.fields_dict.items()}
        if reference.key not in {
            "ollgard-2021",
            "blog-2022",
            "groen-2017",
            "draft",
        }:  # signs it reads its own way
            assert fields["title"] == reference.title
        assert fields.get("year", "") == (f"{reference.issued[0]}" if reference.issued else "")


def test_bibtexparser_counts_our_authors(references):
    read = bibtexparser.parse_string(BIBTEX.write(references), append_middleware=[SeparateCoAuthors()])
    for entry, reference in zip(read.entries, references, strict=True):
        authors = entry.fields_dict["author"].value if reference.authors else []
        assert len(authors) == len(reference.authors)


def test_rispy_reads_our_ris(references):
    read = rispy.loads(RIS.write(references))
    assert len(read) == len(references)
    for entry, reference in zip(read, references, strict=True):
        assert entry["id"] == reference.key
        assert entry["title"] == reference.title
        assert len(entry.get("authors", [])) == len(reference.authors)
        assert entry.get("doi", "") == reference.doi
        assert entry.get("year", "") == (f"{reference.issued[0]}" if reference.issued else "")


def bibliography_of(items):
    """Items of CSL-JSON as lines of a list of works, made by citeproc-py."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from citeproc import (
            Citation,
            CitationItem,
            CitationStylesBibliography,
            CitationStylesStyle,
            formatter,
        )
        from citeproc.source.json import CiteProcJSON

        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        return [str(line) for line in bibliography.bibliography()]


def test_citeproc_makes_a_bibliography_of_our_csl(references):
    lines = bibliography_of(json.loads(CSL.write(references)))
    assert len(lines) == len(references)
    told = "\n".join(lines)
    for name in ("Øllgård", "van Gestel", "Jukić", "COGOV project", "Šimčić"):
        assert name in told


def test_our_csl_holds_only_words_of_csl(references):
    words = {word for item in json.loads(CSL.write(references)) for word in item}
    assert words <= {
        "id", "type", "title", "author", "editor", "issued", "accessed", "genre", "container-title", "volume",
        "issue", "number", "page", "publisher", "publisher-place", "edition", "ISBN", "ISSN", "DOI", "URL",
        "language", "abstract", "note",
    }  # fmt: skip

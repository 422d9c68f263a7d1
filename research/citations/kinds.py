"""Which type is called what: in CSL, in BibTeX, in RIS and in our library."""

from __future__ import annotations

from dataclasses import dataclass

UNKNOWN = "document"
"""The type of whatever we have no word for."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of CSL and what the other formats call it. Where several share a word, the first is meant by it."""

    csl: str
    bibtex: str
    ris: str


KINDS = (
    Kind("article-journal", "article", "JOUR"),
    Kind("article-magazine", "article", "MGZN"),
    Kind("article-newspaper", "article", "NEWS"),
    Kind("book", "book", "BOOK"),
    Kind("chapter", "incollection", "CHAP"),
    Kind("entry-encyclopedia", "incollection", "ENCYC"),
    Kind("paper-conference", "inproceedings", "CPAPER"),
    Kind("report", "techreport", "RPRT"),
    Kind("thesis", "thesis", "THES"),
    Kind("webpage", "online", "ELEC"),
    Kind("post-weblog", "online", "BLOG"),
    Kind("manuscript", "unpublished", "UNPB"),
    Kind("document", "misc", "GEN"),
    Kind("personal_communication", "misc", "PCOMM"),
    Kind("interview", "misc", "PCOMM"),
    Kind("legislation", "misc", "STAT"),
    Kind("hearing", "misc", "HEAR"),
    Kind("dataset", "misc", "DATA"),
    Kind("software", "misc", "COMP"),
)
BY_CSL = {kind.csl: kind for kind in KINDS}
FROM_BIBTEX = {kind.bibtex: kind.csl for kind in reversed(KINDS)} | {
    "booklet": "book",
    "collection": "book",
    "conference": "paper-conference",
    "dataset": "dataset",
    "electronic": "webpage",
    "inbook": "chapter",
    "inreference": "entry-encyclopedia",
    "manual": "report",
    "mastersthesis": "thesis",
    "mvbook": "book",
    "phdthesis": "thesis",
    "proceedings": "book",
    "report": "report",
    "software": "software",
    "www": "webpage",
}
FROM_RIS = {kind.ris: kind.csl for kind in reversed(KINDS)} | {
    "BILL": "legislation",
    "CONF": "paper-conference",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EDBOOK": "book",
    "EJOUR": "article-journal",
    "GOVDOC": "report",
    "ICOMM": "personal_communication",
    "INPR": "article-journal",
    "JFULL": "article-journal",
    "LEGAL": "legislation",
    "MANSCPT": "manuscript",
    "PAMP": "report",
    "UNPD": "manuscript",
}
FROM_CSL = {kind.csl: kind.csl for kind in KINDS} | {
    "article": "manuscript",
    "bill": "legislation",
    "entry": "entry-encyclopedia",
    "entry-dictionary": "entry-encyclopedia",
    "post": "post-weblog",
    "regulation": "legislation",
    "review": "article-journal",
    "review-book": "article-journal",
}

FROM_SOURCE = {
    "article": ("article-journal", ""),
    "application": ("document", "application"),
    "blog": ("post-weblog", ""),
    "book": ("book", ""),
    "case_page": ("webpage", "case page"),
    "chapter": ("chapter", ""),
    "commentary": ("document", "commentary"),
    "conference_paper": ("paper-conference", ""),
    "critique": ("document", "critique"),
    "deliverable": ("report", "deliverable"),
    "essay": ("document", "essay"),
    "interview": ("interview", ""),
    "letter": ("personal_communication", ""),
    "news": ("article-newspaper", ""),
    "news_commentary": ("article-newspaper", "commentary"),
    "parliamentary_record": ("hearing", ""),
    "project_page": ("webpage", "project page"),
    "project_report": ("report", "project report"),
    "regulation": ("legislation", ""),
    "report": ("report", ""),
    "report_page": ("webpage", "page of a report"),
    "thesis": ("thesis", ""),
    "web_page": ("webpage", ""),
    "wiki": ("entry-encyclopedia", "wiki page"),
    "working_paper": ("manuscript", "working paper"),
}
"""What our own types of source are in CSL: the type, and the word beside it that keeps the finer meaning."""

_TO_SOURCE = {pair: ours for ours, pair in FROM_SOURCE.items()}
_NEAREST = {
    "article-magazine": "news",
    "entry-encyclopedia": "wiki",
    "manuscript": "working_paper",
}


def source_type(csl: str, genre: str, has_address: bool = False) -> str:
    """What we call a work of this type: by its genre if we know that, else the plain or the nearest one."""
    nearest = _NEAREST.get(csl, "web_page" if has_address else "report")
    return _TO_SOURCE.get((csl, genre.lower()), _TO_SOURCE.get((csl, ""), nearest))

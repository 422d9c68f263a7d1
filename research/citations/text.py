"""A reference as a line of text: in the style of APA 7 and of Chicago (author and date). Plain text, no HTML."""

from __future__ import annotations

from research.citations.reference import OTHERS, UNCONFIRMED, Date, Name, Reference

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MOST_NAMES_APA = 20
_MOST_NAMES_CHICAGO = 10
_FIRST_NAMES_CHICAGO = 7
_IN_PERIODICALS = ("article-journal", "article-magazine", "article-newspaper")
_IN_BOOKS = ("chapter", "paper-conference", "entry-encyclopedia")


def apa(reference: Reference) -> str:
    """The reference in the style of APA 7."""
    makers, title = _apa_names(reference.authors), _apa_title(reference)
    if not makers and reference.editors and reference.type not in _IN_BOOKS:
        makers = f"{_apa_names(reference.editors)} {'(Eds.)' if len(reference.editors) > 1 else '(Ed.)'}"
    year = f"({_apa_date(reference)})"
    start = [makers, year, title] if makers else [title, year]
    return _sentences([*start, _apa_within(reference), _apa_link(reference)], reference)


def chicago(reference: Reference) -> str:
    """The reference in the style of Chicago, author and date."""
    makers, title = _chicago_names(reference.authors), _chicago_title(reference)
    if not makers and reference.editors and reference.type not in _IN_BOOKS:
        makers = f"{_chicago_names(reference.editors)}, {'eds.' if len(reference.editors) > 1 else 'ed.'}"
    year = f"{reference.issued[0]}" if reference.issued else "n.d."
    start = [makers, year, title] if makers else [title, year]
    return _sentences([*start, _chicago_within(reference), _chicago_link(reference)], reference)


def _sentences(parts: list[str], reference: Reference) -> str:
    """The parts one after the other, each with one full stop at its end; an address stands without."""
    last = f"[{UNCONFIRMED}]" if reference.is_unconfirmed else ""
    return " ".join(_ended(part) for part in [*parts, last] if part)


def _ended(part: str) -> str:
    is_address = part.rsplit(" ", 1)[-1].startswith(("https://", "http://"))
    return part if is_address or part.endswith((".", "?", "!", ".”", "?”", "!”")) else f"{part}."


def _apa_names(names: tuple[Name, ...]) -> str:
    """Family names first, given names as initials. Of more than twenty, the first nineteen and the last."""
    written = [_apa_name(name) for name in names]
    if not written or len(written) == 1:
        return "".join(written)
    if names[-1].literal == OTHERS:
        return f"{', '.join(written[:-1])}, et al."
    if len(written) > _MOST_NAMES_APA:
        return f"{', '.join(written[: _MOST_NAMES_APA - 1])}, . . . {written[-1]}"
    return f"{', '.join(written[:-1])}, & {written[-1]}"


def _apa_name(name: Name) -> str:
    if name.literal:
        return name.literal
    return ", ".join(part for part in (name.family, _initials(name.given), name.suffix) if part)


def _initials(given: str) -> str:
    """Anne-Marie P. becomes A.-M. P."""
    words = given.replace(".", ". ").split()
    return " ".join("-".join(f"{part[0]}." for part in word.split("-") if part) for word in words)


def _apa_date(reference: Reference) -> str:
    """The year; the day too for what comes out daily."""
    if not reference.issued:
        return "n.d."
    year, *rest = reference.issued
    if rest and reference.type in {"article-newspaper", "article-magazine", "post-weblog", "webpage"}:
        return f"{year}, {_day(rest)}"
    return f"{year}"


def _day(rest: list[int]) -> str:
    return " ".join([_MONTHS[rest[0] - 1], *map(str, rest[1:])])


def _apa_title(reference: Reference) -> str:
    """The title, with the number of a report and what sort of work it is."""
    number = f" ({reference.number})" if reference.number and reference.type not in _IN_PERIODICALS else ""
    edition = f" ({reference.edition} ed.)" if reference.edition else ""
    genre = f" [{reference.genre[:1].upper()}{reference.genre[1:]}]" if reference.genre else ""
    return f"{reference.title}{number}{edition}{genre}"


def _apa_within(reference: Reference) -> str:
    """What the work came out in, and who brought it out."""
    pages = reference.pages.replace("-", "–")  # noqa: RUF001  ranges take this dash
    if reference.type in _IN_BOOKS and reference.container:
        editors = " & ".join(_said_with_initials(name) for name in reference.editors)
        by = f"{editors} ({'Eds.' if len(reference.editors) > 1 else 'Ed.'}), " if editors else ""
        span = f" ({'pp.' if '-' in reference.pages else 'p.'} {pages})" if pages else ""
        return f"In {by}{reference.container}{span}" + (
            f". {reference.publisher}" if reference.publisher else ""
        )
    issue = f"({reference.issue})" if reference.issue else ""
    volume = f"{reference.volume}{issue}"
    number = f"Article {reference.number}" if reference.number and reference.type in _IN_PERIODICALS else ""
    named = [part for part in (reference.container, volume, pages, number) if part]
    publisher = "" if reference.publisher in _wholes(reference.authors) else reference.publisher
    return ". ".join(part for part in (", ".join(named), publisher) if part)


def _wholes(names: tuple[Name, ...]) -> set[str]:
    return {name.literal for name in names}


def _said_with_initials(name: Name) -> str:
    return name.literal or " ".join(
        part for part in (_initials(name.given), name.family, name.suffix) if part
    )


def _apa_link(reference: Reference) -> str:
    """Where the work is; for what is only on the web, also when it was seen."""
    if reference.doi:
        return f"https://doi.org/{reference.doi}"
    if reference.url and reference.accessed:
        return f"Retrieved {_seen_american(reference.accessed)}, from {reference.url}"
    return reference.url


def _seen_american(parts: Date) -> str:
    year, *rest = parts
    return f"{_day(rest)}, {year}" if rest else f"{year}"


def _chicago_names(names: tuple[Name, ...]) -> str:
    """The first name turned round, the others as they are said. Of more than ten, the first seven."""
    if not names:
        return ""
    written = [_turned(names[0]), *(name.plain for name in names[1:])]
    if names[-1].literal == OTHERS and len(names) > 1:
        return f"{', '.join(written[:-1])}, et al."
    if len(written) > _MOST_NAMES_CHICAGO:
        return f"{', '.join(written[:_FIRST_NAMES_CHICAGO])}, et al."
    return ", and ".join([", ".join(written[:-1]), written[-1]]) if len(written) > 1 else written[0]


def _turned(name: Name) -> str:
    return name.literal or ", ".join(part for part in (name.family, name.given, name.suffix) if part)


def _chicago_title(reference: Reference) -> str:
    """The title: in quotes where it is a part of something, alone where it is a whole."""
    if reference.type in {"book", "report", "legislation", "dataset", "software"}:
        return reference.title
    inner = reference.title.replace("“", "‘").replace("”", "’")  # noqa: RUF001  these quotes are meant
    return f"“{inner}”" if inner.endswith((".", "?", "!")) else f"“{inner}.”"


def _chicago_within(reference: Reference) -> str:
    """What the work came out in, and who brought it out where."""
    pages = reference.pages.replace("-", "–")  # noqa: RUF001  ranges take this dash
    genre = f"{reference.genre[:1].upper()}{reference.genre[1:]}" if reference.genre else ""
    edition = f"{reference.edition} ed." if reference.edition else ""
    number = reference.number
    if reference.type in _IN_BOOKS and reference.container:
        by = " and ".join(name.plain for name in reference.editors)
        container = ", ".join(
            part for part in (f"In {reference.container}", f"edited by {by}" if by else "", pages) if part
        )
    else:
        issue = f"({reference.issue})" if reference.issue else ""
        volume = " ".join(
            part for part in (reference.container, f"{reference.volume} {issue}".strip()) if part
        )
        container = ": ".join(part for part in (volume, pages or (number if volume else "")) if part)
        number = "" if volume and not pages else number
    publisher = ": ".join(part for part in (reference.place, reference.publisher) if part)
    return ". ".join(part for part in (genre, number, edition.rstrip("."), container, publisher) if part)


def _chicago_link(reference: Reference) -> str:
    """Where the work is, after the day on which it was seen there."""
    link = f"https://doi.org/{reference.doi}" if reference.doi else reference.url
    if link and reference.accessed and not reference.doi:
        return f"Accessed {_seen_american(reference.accessed)}. {link}"
    return link

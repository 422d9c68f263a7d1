"""What a page tells machines: schema.org for search engines, and the tags that reference managers read.

Only what is recorded is told. Authors are the curators who want to be named; date and version are those of the version.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from research import licence
from research.citing import abstract_of
from research.editions.links import LevelLink, OrganisationLink, SourceLink
from research.editions.shapes import (
    CaseEdition,
    OrganisationEdition,
    PracticeEdition,
    Row,
    SourceEdition,
)
from research.models import PublishedVersion
from research.people import Person, people
from research.publishing.shelves import Shown

#: Makes the address of a page absolute.
Absolute = Callable[[str], str]
Data = dict[str, Any]

UNCONFIRMED = "details to be confirmed"
PUBLISHER = {"@type": "Organization", "name": licence.PUBLISHER}
GOVERNMENT = ("municipality", "region", "ministry", "agency")
#: Letters that could end the element in which the data stand.
UNSAFE = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in the head of a page: data, and tags by name."""

    data: Data
    tags: tuple[tuple[str, str], ...] = ()

    @property
    def json(self) -> SafeString:
        """The data as text that cannot leave its element, whatever a record says."""
        text = json.dumps({"@context": "https://schema.org", **self.data}, ensure_ascii=False)
        return SafeString(text.translate(UNSAFE))


def head_of(shown: Shown, absolute: Absolute) -> Head | None:
    """What the page of this version tells."""
    record = shown.record
    match record:
        case CaseEdition():
            return _of_case(record, shown.version, absolute)
        case PracticeEdition():
            return _of_practice(record, shown.version, absolute)
        case SourceEdition():
            return _of_source(record, absolute)
        case OrganisationEdition():
            return _of_organisation(record, absolute)
    return None


def _of_case(case: CaseEdition, version: PublishedVersion, absolute: Absolute) -> Head:
    """A case as a report about its policy area, its levels and its organisations, at its place."""
    place = {"@type": "PostalAddress", "addressLocality": case.place, "addressCountry": case.country}
    about = [
        {"@type": "Thing", "name": case.policy_area},
        *_terms(case.levels, absolute),
        *(_organisation(one, absolute) for one in case.organisations),
    ]
    data = {
        **_report(case, version, absolute),
        "about": about,
        "spatialCoverage": {"@type": "Place", "name": case.place, "address": place},
        "isBasedOn": _works(case.evidence, absolute),
        **_status(case.verified),
    }
    keywords = [case.policy_area, *(level.name for level in case.levels)]
    return Head(_known(data), _tags(case, version, keywords, absolute))


def _of_practice(practice: PracticeEdition, version: PublishedVersion, absolute: Absolute) -> Head:
    """A practice as a report about the levels on which it is at home. It has no place of its own."""
    data = {
        **_report(practice, version, absolute),
        "about": _terms(practice.levels, absolute),
        "isBasedOn": _works(practice.evidence, absolute),
    }
    keywords = [level.name for level in practice.levels]
    return Head(_known(data), _tags(practice, version, keywords, absolute))


def _of_source(source: SourceEdition, absolute: Absolute) -> Head:
    """A page about a work of others: the licence is that of our page, not that of the work."""
    page = _page(source, absolute)
    told = {"author": list(source.authors), "datePublished": str(source.year or ""), "url": source.url}
    return Head({**page, **_ours(page["url"]), "mainEntity": _known(_work(source) | told)})


def _of_organisation(organisation: OrganisationEdition, absolute: Absolute) -> Head:
    """An organisation: its names. Its seat is not recorded, and its cases are tied to it on their own pages."""
    data = _organisation(organisation, absolute) | {"alternateName": organisation.name_en}
    return Head(_known({**data, "mainEntityOfPage": absolute(organisation.get_absolute_url())}))


def of_catalogue(address: str, data: str, package: str) -> Head:
    """The library as a catalogue of one data set. All three addresses are absolute."""
    catalogue = {"@type": "DataCatalog", "@id": address, "name": licence.TITLE, **_ours(address)}
    return Head({**catalogue, "dataset": of_data(data, package).data})


def of_data(address: str, package: str) -> Head:
    """The open data, and where to get them. Both addresses are absolute."""
    said = "Levels, practices, cases, sources, organisations and evidence of co-creation in public administration."
    download = {"@type": "DataDownload", "encodingFormat": "application/zip", "contentUrl": package}
    data = {"@type": "Dataset", "@id": address, "name": f"{licence.TITLE}: open data", "description": said}
    return Head({**data, **_ours(address), "isAccessibleForFree": True, "distribution": [download]})


def _report(record: CaseEdition | PracticeEdition, version: PublishedVersion, absolute: Absolute) -> Data:
    """A version of a record: told by the address of the version, which lasts."""
    address = absolute(version.get_absolute_url())
    return {
        "@type": "Report",
        "@id": address,
        "name": record.heading,
        "description": abstract_of(record),
        **_ours(address),
        "author": [_author(one) for one in people(record.curators)],
        "datePublished": version.published_at.date().isoformat(),
        "version": str(version.number),
        "isPartOf": {"@type": "DataCatalog", "name": licence.TITLE, "url": absolute(reverse("library"))},
    }


def _author(person: Person) -> Data:
    orcid = f"https://orcid.org/{person.orcid}" if person.orcid else ""
    told = {"@type": "Person", "familyName": person.family, "givenName": person.given, "name": person.spoken}
    return _known({**told, "sameAs": orcid})


def _ours(address: str) -> Data:
    """What holds for every page that is our own work."""
    return {
        "url": address,
        "license": licence.ADDRESS,
        "publisher": PUBLISHER,
        "inLanguage": licence.LANGUAGE,
    }


def _status(verified: bool) -> Data:
    return {} if verified else {"creativeWorkStatus": UNCONFIRMED}


def _organisation(organisation: OrganisationEdition | OrganisationLink, absolute: Absolute) -> Data:
    kind = "GovernmentOrganization" if organisation.kind in GOVERNMENT else "Organization"
    return {"@type": kind, "@id": absolute(organisation.get_absolute_url()), "name": organisation.name}


def _terms(levels: Iterable[LevelLink], absolute: Absolute) -> list[Data]:
    return [
        {"@type": "DefinedTerm", "name": level.name, "url": absolute(level.get_absolute_url())}
        for level in levels
    ]


def _works(rows: Iterable[Row], absolute: Absolute) -> list[Data]:
    """The works that evidence names, each once. A reading list is no evidence and is not among them."""
    sources = {row.source.slug: row.source for row in rows}
    return [_known(_work(source)) | {"subjectOf": _page(source, absolute)} for source in sources.values()]


def _work(source: SourceLink) -> Data:
    return {"@type": "CreativeWork", "name": source.title, "sameAs": source.doi_address}


def _page(source: SourceLink, absolute: Absolute) -> Data:
    """Our page about a work; it is this page, not the work, that may have to be confirmed."""
    address = absolute(source.get_absolute_url())
    return {"@type": "WebPage", "@id": address, "url": address, **_status(source.verified)}


def _known(data: Data) -> Data:
    """The data without what was not recorded."""
    return {key: value for key, value in data.items() if value not in ("", [], None)}


def _tags(
    record: CaseEdition | PracticeEdition,
    version: PublishedVersion,
    keywords: Iterable[str],
    absolute: Absolute,
) -> tuple[tuple[str, str], ...]:
    """The tags of a report for reference managers (Highwire) and libraries (Dublin Core), as far as known."""
    address, day = absolute(version.get_absolute_url()), version.published_at
    authors = [one.inverted for one in people(record.curators)]
    tags = (
        ("citation_title", record.heading),
        *(("citation_author", author) for author in authors),
        ("citation_publication_date", f"{day:%Y/%m/%d}"),
        ("citation_technical_report_institution", licence.PUBLISHER),
        ("citation_technical_report_number", f"{record.slug} v{version.number}"),
        ("citation_language", licence.LANGUAGE),
        ("citation_doi", version.doi),
        ("citation_public_url", address),
        ("citation_pdf_url", _sheet(version, absolute)),
        ("citation_abstract", abstract_of(record)),
        ("citation_keywords", "; ".join(keywords)),
        ("DC.title", record.heading),
        *(("DC.creator", author) for author in authors),
        ("DC.date", day.date().isoformat()),
        ("DC.identifier", address),
        ("DC.rights", licence.ADDRESS),
        ("DC.language", licence.LANGUAGE),
        ("DC.type", "Report"),
    )
    return tuple((name, content) for name, content in tags if content)


def _sheet(version: PublishedVersion, absolute: Absolute) -> str:
    """Where the version is as one page of PDF."""
    try:
        return absolute(reverse(f"{version.kind}_sheet", args=[version.slug, version.number]))
    except NoReverseMatch:
        return ""

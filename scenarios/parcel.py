"""A scenario as one file, to be taken to another installation: a zip of its files, and what comes out of such a zip.

What comes in is strange until it has been read. Nothing is unpacked to a disk, only names that a scenario has are looked at,
and no more is read of any of them than a scenario may hold. Problems of the story itself keep nothing out: they are told at
the desk. Whatever cannot be read as it is meant keeps all of it out.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from scenarios.files import SHARED, STRUCTURE
from scenarios.places import Problem, plain
from scenarios.problems.schema import SCENARIO
from scenarios.problems.texts import LANGUAGES
from scenarios.reading import LARGEST, read
from scenarios.writing import written

FORMAT, VERSION = "co-creator scenario", 1
HEAD = "parcel.json"
#: A parcel of six languages takes some 150 kB.
LARGEST_PARCEL = 2_000_000
MOST_FILES = 20
_NAME = re.compile(
    rf"(?:[a-z0-9-]{{1,50}}/)?({re.escape(HEAD)}|{re.escape(STRUCTURE)}|text/([a-z]{{2}})\.yaml)"
)
#: The oldest day that a zip knows: the same scenario makes the same bytes.
_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Parcel:
    """What was in a parcel: the structure, and texts by language, all of their kind though perhaps not without problems."""

    document: dict[str, Any]
    texts: dict[str, Any]

    @property
    def slug(self) -> str:
        """What it was called where it came from."""
        return str(self.document["slug"])

    @property
    def origin(self) -> str:
        """Its name and version where it came from."""
        return f"{self.slug} {self.document['version']}"


def packed(slug: str, document: Mapping[str, Any], texts: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The scenario with all its languages as a zip, in a folder of its name. Texts that all share stay behind."""
    head = {"format": FORMAT, "version": VERSION, "slug": slug, "scenario": document.get("version")}
    files = {HEAD: json.dumps(head, indent=1).encode(), **written(document, texts)}
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(f"{slug}/{name}", _DAY), content, ZIP_DEFLATED)
    return made.getvalue()


def unpacked(content: bytes) -> Parcel:
    """What is in a parcel. ValidationError, with a sentence for each thing that is wrong, if it cannot be read."""
    files = _files(content)
    _check_head(files.pop(HEAD, b"{}"))
    if STRUCTURE not in files:
        raise ValidationError(
            _("There is no %(file)s in this file, so it is no scenario.") % {"file": STRUCTURE}
        )
    found: list[Problem] = []
    readings = {name: read(name, data) for name, data in files.items()}
    for reading in readings.values():
        found += reading.problems
    structure = readings.pop(STRUCTURE).value
    if structure is not None:
        SCENARIO(structure, found)
    unreadable = [problem for problem in found if problem.code in ("YAML", "SHAPE")]
    if unreadable or structure is None:
        raise ValidationError([str(problem) for problem in unreadable])
    document: Any = plain(structure)
    texts = {name[5:7]: plain(one.value) for name, one in readings.items() if one.value is not None}
    return Parcel(document, {name: _own(tree) for name, tree in texts.items()})


def _files(content: bytes) -> dict[str, bytes]:
    """The files of a zip by their place in the folder of the scenario, each no larger than it may be."""
    if len(content) > LARGEST_PARCEL:
        raise ValidationError(_("This file is too large: a scenario takes less than 2 megabytes."))
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _taken(archive)
    except (
        BadZipFile,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
        zlib.error,
    ) as error:
        raise ValidationError(_("This is no zip file that can be read.")) from error


def _taken(archive: ZipFile) -> dict[str, bytes]:
    inside = [one for one in archive.infolist() if not one.is_dir()]
    if len(inside) > MOST_FILES:
        raise ValidationError(
            _("There are too many files in this one: at most %(most)d.") % {"most": MOST_FILES}
        )
    files: dict[str, bytes] = {}
    for one in inside:
        fits = _NAME.fullmatch(one.filename)
        if fits is None or (fits[2] and fits[2] not in LANGUAGES):
            raise ValidationError(
                _("“%(name)s” is no file of a scenario. Nothing was brought in.")
                % {"name": one.filename[:80]}
            )
        if fits[1] in files:
            raise ValidationError(_("“%(name)s” is there twice. Nothing was brought in.") % {"name": fits[1]})
        if one.flag_bits & 1:
            raise ValidationError(_("This zip file is locked with a password."))
        with archive.open(one) as file:
            files[fits[1]] = file.read(LARGEST + 1)
        if len(files[fits[1]]) > LARGEST:
            raise ValidationError(_("“%(name)s” is too large for a scenario.") % {"name": fits[1]})
    return files


def _check_head(content: bytes) -> None:
    """A head may be missing: whoever zips the files by hand writes none. One that is there must be ours."""
    try:
        head = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ValidationError(_("%(file)s cannot be read.") % {"file": HEAD}) from error
    if not isinstance(head, dict) or head.get("format", FORMAT) != FORMAT:
        raise ValidationError(_("This file holds something else than a scenario."))
    if head.get("version", VERSION) != VERSION:
        raise ValidationError(
            _("This file was made by another version of CO-CREATOR, in a form that this one does not know.")
        )


def _own(tree: Any) -> Any:
    return {key: value for key, value in tree.items() if key != SHARED} if isinstance(tree, dict) else tree

"""DOIs and web addresses, brought into one shape."""

from __future__ import annotations

import re
from urllib.parse import unquote

_DOI = re.compile(r"(?:https?://\S*?/|doi\.org/|doi:)?(10\.\d{4,9}/[!-\[\]-z|~]+)")
_ADDRESS = re.compile(r"https?://[^/?#]+\S*")
_LONGEST = 2_000
_UNSAFE = re.compile(r"""[\s{}\\"<>^`|]""")


def doi_of(text: str) -> str:
    """The DOI in this text, bare and in lower case, without blanks or the address around it. Empty if it is none."""
    bare = "".join(text.split()).lower()
    if bare.startswith("http"):
        bare = "".join(unquote(bare).split())
    found = _DOI.fullmatch(bare.rstrip(".,;")) if len(bare) <= _LONGEST else None
    return found.group(1) if found else ""


def address_of(text: str) -> str:
    """The web address in this text, with what no address may hold written as %XX. Empty if it is none."""
    bare = _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), text.strip())
    return bare if len(bare) <= _LONGEST and _ADDRESS.fullmatch(bare) else ""

"""By which one tells of which English a translation was made. Scenarios and the library do it alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

#: Who translated, until somebody who speaks the language has read all of it.
MACHINE = "machine"
LENGTH = 12


def fingerprint(english: Mapping[str, Any]) -> str:
    """Twelve signs that are others as soon as one of these texts is another."""
    return sha256(json.dumps(english, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:LENGTH]

"""The records of the library, their published versions, the ledger of what was loaded, and what outsiders send."""

from research.models.adaptations import Adaptation
from research.models.cases import Case
from research.models.evidence import Evidence
from research.models.levels import Level
from research.models.loaded import Loaded
from research.models.organisations import Organisation
from research.models.practices import Practice
from research.models.sources import Source
from research.models.submissions import Submission
from research.models.translations import Translation
from research.models.versions import PublishedVersion

__all__ = [
    "Adaptation",
    "Case",
    "Evidence",
    "Level",
    "Loaded",
    "Organisation",
    "Practice",
    "PublishedVersion",
    "Source",
    "Submission",
    "Translation",
]

"""A workshop in the database: the row it is found by, its people, their texts, and the log that is the truth."""

from game.models.after import (
    FollowUp,
    ReportText,
    Tallied,
    Tally,
)
from game.models.leading import (
    DeskNote,
    Invitation,
    TableHost,
)
from game.models.people import (
    Answer,
    Note,
    Player,
)
from game.models.signs import (
    CODE_LENGTH,
    CODE_SIGNS,
    MESSAGE_LENGTH,
    NAME_LENGTH,
    REASON_LENGTH,
    REFLECTION_LENGTH,
    REPORT_TEXT_LENGTH,
    STUDY_CODE_LENGTH,
    TITLE_LENGTH,
    new_code,
    new_key,
    new_player_id,
    new_slug,
    new_study_code,
)
from game.models.study import (
    BASES,
    SPECIAL_BASES,
    AnonymousRows,
    Consent,
    InformationSheet,
    Study,
)
from game.models.workshop import (
    LogLine,
    SaveLink,
    Workshop,
)

__all__ = [
    "BASES",
    "CODE_LENGTH",
    "CODE_SIGNS",
    "MESSAGE_LENGTH",
    "NAME_LENGTH",
    "REASON_LENGTH",
    "REFLECTION_LENGTH",
    "REPORT_TEXT_LENGTH",
    "SPECIAL_BASES",
    "STUDY_CODE_LENGTH",
    "TITLE_LENGTH",
    "AnonymousRows",
    "Answer",
    "Consent",
    "DeskNote",
    "FollowUp",
    "InformationSheet",
    "Invitation",
    "LogLine",
    "Note",
    "Player",
    "ReportText",
    "SaveLink",
    "Study",
    "TableHost",
    "Tallied",
    "Tally",
    "Workshop",
    "new_code",
    "new_key",
    "new_player_id",
    "new_slug",
    "new_study_code",
]

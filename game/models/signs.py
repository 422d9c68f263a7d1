"""How long things are, and the random words by which they are found."""

from __future__ import annotations

import secrets

from django.utils.crypto import salted_hmac

#: Letters and figures of a code, without those that look alike (PHASE-6).
CODE_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 6
STUDY_CODE_LENGTH = 12
NAME_LENGTH = 40
TITLE_LENGTH = 80
REASON_LENGTH = 140
REFLECTION_LENGTH = 500
MESSAGE_LENGTH = 300
REPORT_TEXT_LENGTH = 4000


def new_code() -> str:
    """Six signs to type at the door."""
    return "".join(secrets.choice(CODE_SIGNS) for _sign in range(CODE_LENGTH))


def new_study_code() -> str:
    """Twelve signs by which a person comes back to what a study keeps of them (60 bits)."""
    return "".join(secrets.choice(CODE_SIGNS) for _sign in range(STUDY_CODE_LENGTH))


def new_slug() -> str:
    """A random word for addresses; it opens nothing by itself."""
    return secrets.token_hex(5)


def new_key() -> str:
    """The secret of a personal link."""
    return secrets.token_urlsafe(18)


def new_player_id(key: str = "") -> str:
    """A random id; no table ties it to a person. From one secret key comes always the same."""
    return salted_hmac("player", key).hexdigest()[:12] if key else secrets.token_hex(6)

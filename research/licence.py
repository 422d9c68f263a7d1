"""Whose the library is, and what everybody may do with it."""

from __future__ import annotations

PUBLISHER = "CO-CREATOR"
TITLE = "CO-CREATOR library"
NAME = "CC-BY-4.0"
LONG_NAME = "Creative Commons Attribution 4.0 International"
ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
#: The language in which the records are written.
LANGUAGE = "en"

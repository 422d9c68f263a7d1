"""The curators' desk: the library in Django's admin."""

from research.admin import inbox, readonly, records, translations

__all__ = ["inbox", "readonly", "records", "translations"]

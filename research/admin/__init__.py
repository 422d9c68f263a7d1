"""The curators' desk: the library in Django's admin."""

from research.admin import inbox, readonly, records

__all__ = ["inbox", "readonly", "records"]

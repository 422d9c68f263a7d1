"""The authors' desk in Django's admin; and the matrix, on which curators see what the library lacks."""

from scenarios.admin import scenario, unclear

__all__ = ["scenario", "unclear"]

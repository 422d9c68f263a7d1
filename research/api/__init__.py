"""The library for programs: read only, the same published versions as on the pages. Begin with resources.py and docs/api.md."""

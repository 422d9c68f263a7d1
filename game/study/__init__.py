"""Workshops that are a study: their papers, who takes part, and the rows that research may have (KEEP-5)."""

"""References and how they are written down: CSL-JSON as the master, BibTeX and RIS beside it. Knows no Django."""

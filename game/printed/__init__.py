"""Kits that were printed are kept: each is made once for all who ask for it, by a process of its own, one at a time."""

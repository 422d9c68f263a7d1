"""Blows against the live core in the middle of play, and what must be true whatever is struck."""

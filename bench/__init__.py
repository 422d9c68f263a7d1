"""Measuring what is not the game: how fast it is, and how much its tests notice."""

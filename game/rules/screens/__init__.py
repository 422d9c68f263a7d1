"""What one person may see, made of a state and its texts. A screen holds keys and numbers, never sentences."""

from game.rules.screens.player import player_screen
from game.rules.screens.shapes import Part, Screen, Viewer

__all__ = ["Part", "Screen", "Viewer", "player_screen"]

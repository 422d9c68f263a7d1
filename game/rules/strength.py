"""How strong a pole, a level or a resource is, in a word (POLE-2)."""


def word(value: int) -> int:
    """0 failing (0-2), 1 fragile (3-4), 2 workable (5-6), 3 strong (7-10)."""
    return 0 if value <= 2 else 1 if value <= 4 else 2 if value <= 6 else 3

"""What the tests of the load benchmark read in its table."""

import re


def lost(row):
    """The lost of a row, which stand behind the share of who measured."""
    return int(re.search(r"\d+% +(\d+)", row)[1])

"""Thousands of games without anybody: whether a scenario is balanced (SIM-1 to 4). Pure, and driven by the rules alone."""

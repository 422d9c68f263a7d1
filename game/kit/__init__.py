"""The board game: a scenario on paper, to be printed, cut and played without any device (rules, "The board game")."""

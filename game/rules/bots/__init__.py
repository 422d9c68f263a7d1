"""Players without people: what a role wants, what a temperament prefers, and when a bot acts."""

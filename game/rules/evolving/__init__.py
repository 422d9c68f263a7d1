"""State and event to state, one module per kind of event."""

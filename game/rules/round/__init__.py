"""One round at one table, from the gate to done: facts, choice, talk, vote, decision, and when a step closes."""

"""How many small faults in the rules their tests notice: docs/mutation.md."""

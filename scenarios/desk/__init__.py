"""The authors' desk: a scenario in parts, each with a form, and what may be done with it."""

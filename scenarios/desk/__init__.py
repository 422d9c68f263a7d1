"""The authors' desk: a scenario in chapters, each with a form, and what may be done with it."""

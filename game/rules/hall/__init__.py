"""What goes on around the tables: the workshop's phases, people coming and moving, messages, notes, the end of a term."""

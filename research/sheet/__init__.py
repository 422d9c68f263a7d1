"""A published practice or case on one page of paper: a tagged PDF that programs can read aloud, with fonts of its own."""

"""The report of a workshop: an account made of the log, told in words, shown as a page and printed for everybody to read."""

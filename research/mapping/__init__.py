"""The map of the library: outlines of land, places put on them, and what is drawn. It is inline SVG."""

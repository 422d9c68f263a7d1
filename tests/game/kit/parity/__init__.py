"""Paper parity: what the engine computes can be done by hand, from nothing but the printed kit."""

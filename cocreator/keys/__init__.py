"""Keys: how staff come in, what each role may do, who was invited, and what was done. Players never meet this."""

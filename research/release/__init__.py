"""The open data: the whole library as one zip of tables, with the codebook that says what each column means."""

"""The coaching numbers as tables, a source on every row, and their typed loader."""

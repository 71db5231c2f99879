"""The input edge: a coach's spreadsheet in, a roster and its findings out."""

"""A plan looked at row by row, as a colleague with the literature at hand would."""

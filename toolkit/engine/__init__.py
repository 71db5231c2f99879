"""Planning: from a roster and the policy to a season. Pure functions, no files, no clock."""

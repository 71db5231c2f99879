"""What the sport talks about, as frozen dataclasses. No rules, no files, no clock."""

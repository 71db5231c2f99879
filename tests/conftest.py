"""How the property tests run: without a stopwatch, and in CI the same examples every time."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "house",
    # A season takes as long as it takes; the benches watch the time.
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
    # Nine laws of three hundred books each: the full space of seasons, in a few minutes.
    max_examples=300 if "CI" in os.environ else 100,
    print_blob=True,
)
settings.load_profile("house")

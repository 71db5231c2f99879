"""Effort as the engine uses it: the RPE chart of the policy."""

from toolkit.policy.effort import RpeChart, rpe_chart

__all__ = ["RpeChart", "rpe_chart"]

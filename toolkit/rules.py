"""Every finding the toolkit can make: code, slug, severity, what is wrong, what to type.

A code is never reused. Letters by layer: B book, C cell, R roster, P plan, O output. Each rule owns
a bad and a good example in tests/rules/CODE/, executed by a test.
"""

from __future__ import annotations

from toolkit.diagnostics import Rule, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

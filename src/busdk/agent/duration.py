"""Durations as Go writes them: `90s`, `1h30m`, `1.5h`."""

from __future__ import annotations

import re
from fractions import Fraction

from busdk.errors import UsageError

UNITS = {"ns": 1, "us": 10**3, "ms": 10**6, "s": 10**9, "m": 60 * 10**9, "h": 3600 * 10**9}
LONGEST = 2**63
"""Nanoseconds; from here on Go's own durations end."""
_PART = re.compile(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(ns|us|ms|s|m|h)")


def parse_duration(text: str) -> float:
    """Return the seconds of `(NUMBER UNIT)+`, units ns, us, ms, s, m, h.

    Raises UsageError for anything else, for zero (less than a nanosecond) and for 292 years and more.
    """
    parts = _PART.findall(text)
    if not parts or len(text) > 100 or "".join(number + unit for number, unit in parts) != text:
        raise _invalid()
    nanoseconds = int(sum(Fraction(number.rstrip(".")) * UNITS[unit] for number, unit in parts))
    if not 0 < nanoseconds < LONGEST:
        raise _invalid()
    return nanoseconds / 10**9


def _invalid() -> UsageError:
    return UsageError("invalid duration", "expected numbers with units above zero, such as 90s, 20m or 1h30m")

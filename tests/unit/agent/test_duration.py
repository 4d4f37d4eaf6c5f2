"""Durations, one by one."""

from __future__ import annotations

import pytest

from busdk import agent
from busdk.errors import UsageError


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90s", 90),
        ("1h30m", 5400),
        ("1.5h", 5400),
        ("250ms", 0.25),
        ("1us", 1e-6),
        ("1ns", 1e-9),
        (".5m", 30),
        ("1.s", 1),
    ],
)
def test_valid(text: str, seconds: float) -> None:
    """A18: numbers with units, as Go writes them."""
    assert agent.parse_duration(text) == seconds


@pytest.mark.parametrize(
    "text",
    ["", "0s", "0", "5", "-5m", "+5m", "1d", "1 h", " 1h", "1h\n", "h", "1.2.3s", ".s", "1e3s", "0.1ns", "1µs", "٣s",
     "2562048h", "9" * 5000 + "s", "1h5"],
)  # fmt: skip
def test_invalid(text: str) -> None:
    """A18: zero, signs, bare numbers, unknown units and what Go's own durations cannot hold are usage errors."""
    with pytest.raises(UsageError):
        agent.parse_duration(text)

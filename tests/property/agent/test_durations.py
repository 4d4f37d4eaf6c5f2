"""Laws of durations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busdk import agent
from busdk.errors import UsageError

NANOSECONDS = {"ns": 1, "us": 10**3, "ms": 10**6, "s": 10**9, "m": 60 * 10**9, "h": 3600 * 10**9}
PARTS = st.lists(st.tuples(st.integers(0, 9999), st.sampled_from(sorted(NANOSECONDS))), min_size=1, max_size=6)


@given(PARTS)
def test_parts_add_up(parts: list[tuple[int, str]]) -> None:
    """A duration is the sum of its parts; a sum of zero is none."""
    text = "".join(f"{number}{unit}" for number, unit in parts)
    total = sum(number * NANOSECONDS[unit] for number, unit in parts)
    if total:
        assert agent.parse_duration(text) == total / 10**9
    else:
        with pytest.raises(UsageError):
            agent.parse_duration(text)


@given(st.integers(1, 10**6), st.sampled_from(["us", "ms", "s", "m", "h"]))
def test_fractions_are_exact(thousandths: int, unit: str) -> None:
    """A decimal fraction counts as written."""
    text = f"{thousandths // 1000}.{thousandths % 1000:03}{unit}"
    assert agent.parse_duration(text) == thousandths * NANOSECONDS[unit] // 1000 / 10**9


@given(st.text(alphabet="0159.hmsnu- +", max_size=8))
def test_a_duration_is_numbers_with_units(text: str) -> None:
    """Whatever is accepted ends with a unit, has no sign or blank, and is above zero."""
    try:
        seconds = agent.parse_duration(text)
    except UsageError:
        return
    assert seconds > 0
    assert text.endswith(("h", "m", "s"))
    assert not set(text) & set("- +")

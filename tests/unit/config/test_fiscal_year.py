"""The fiscal year that `init` works out (C9)."""

from __future__ import annotations

from datetime import date

import pytest

from busdk.config import fiscal_year
from busdk.errors import UsageError

TODAY = date(2026, 11, 23)
START, END = "fiscal-year-start", "fiscal-year-end"


@pytest.mark.parametrize(
    ("given", "start", "end"),
    [
        ({}, "2026-01-01", "2026-12-31"),
        ({START: "2026-07-01"}, "2026-07-01", "2027-06-30"),
        ({END: "2026-06-30"}, "2025-07-01", "2026-06-30"),
        ({START: "2025-03-01"}, "2025-03-01", "2026-02-28"),
        ({START: "2023-03-01"}, "2023-03-01", "2024-02-29"),
        ({END: "2024-02-29"}, "2023-03-01", "2024-02-29"),
        ({START: "2024-02-29"}, "2024-02-29", "2025-02-28"),
        ({END: "2024-02-28"}, "2023-03-01", "2024-02-28"),
        ({START: "2025-01-01", END: "2026-06-30"}, "2025-01-01", "2026-06-30"),
        ({END: "0001-12-31"}, "0001-01-01", "0001-12-31"),
    ],
)
def test_the_bounds_that_are_not_given_are_worked_out(given: dict[str, str], start: str, end: str) -> None:
    """One bound makes a year of 12 months, none the calendar year."""
    assert fiscal_year.complete(given, TODAY) == {START: start, END: end}


@pytest.mark.parametrize("given", [{START: "9999-01-02"}, {END: "0001-12-30"}, {END: "9999-12-31"}])
def test_a_year_that_the_calendar_does_not_have_is_asked_for(given: dict[str, str]) -> None:
    """Both bounds have to be given then."""
    with pytest.raises(UsageError, match=r"^no 12 months beside "):
        fiscal_year.complete(given, TODAY)

"""The fiscal year that `init` stores when it is not given in full."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

from busdk.config.properties import END, START
from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

DAY = timedelta(days=1)


def complete(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Return both bounds: those given, the other one for 12 months, or the calendar year of `today`.

    Raises UsageError when the other one would lie outside the years 1 to 9999.
    """
    start, end = values.get(START), values.get(END)
    try:
        if start is None and end is not None:
            start = str(_same_day(date.fromisoformat(end) + DAY, -1))
        elif start is not None and end is None:
            end = str(_same_day(date.fromisoformat(start), 1) - DAY)
    except (ValueError, OverflowError):
        known = END if start is None else START
        raise UsageError(f"no 12 months beside {known} {values[known]}", f"give {START} and {END}") from None
    return {START: start or f"{today.year:04}-01-01", END: end or f"{today.year:04}-12-31"}


def _same_day(day: date, years: int) -> date:
    """Return the same day of another year; where that has no February 29, it is March 1."""
    if (day.month, day.day) == (2, 29) and not isleap(day.year + years):
        return date(day.year + years, 3, 1)
    return day.replace(year=day.year + years)

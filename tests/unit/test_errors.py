"""Errors as data."""

from __future__ import annotations

from busdk.errors import BusError, UsageError


def test_a_place_is_put_before_the_message() -> None:
    """Hints and exit code stay those of the error."""
    error = UsageError("it is empty", "fill it").within("daily").within("bus")
    assert (str(error), error.hints, error.code) == ("bus: daily: it is empty", ("fill it",), 2)
    assert BusError("x").within("y").code == 1

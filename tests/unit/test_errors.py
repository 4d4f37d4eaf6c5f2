"""Errors as data."""

from __future__ import annotations

import pytest

from busdk.errors import BusError, FileError, UsageError
from busdk.process.errors import StartError
from busdk.secrets.errors import EnvelopeError


@pytest.mark.parametrize("kind", [BusError, UsageError, FileError, EnvelopeError, StartError])
def test_a_context_is_put_before_the_message(kind: type[BusError]) -> None:
    """Class, hints and exit code stay those of the error, so that a caller can go on to catch it by its class."""
    error = kind("it is empty", "fill it").within("daily").within("bus")
    assert (str(error), error.hints, error.code) == ("bus: daily: it is empty", ("fill it",), kind.code)
    assert type(error) is kind

"""A definition's text on standard input."""

from __future__ import annotations

from busdk import blocking
from busdk.errors import FileError, UsageError
from busdk.rootfile import LARGEST


def read(what: str) -> bytes:
    """Read standard input to its end; raise UsageError when there is nothing in it, or too much."""
    try:
        data = blocking.read_to_end(0, LARGEST + 1)
    except OSError as error:
        raise FileError.of("read", "standard input", error) from None
    if not data.strip():
        raise UsageError(f"no {what} on standard input")
    if len(data) > LARGEST:
        raise UsageError(f"{what} is larger than {LARGEST} bytes")
    return data

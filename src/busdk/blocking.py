"""Reading and writing descriptors that may be set not to block, which whoever shares them with us may have done."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_PIECE = 1 << 16


def read(descriptor: int, size: int) -> bytes:
    """Return up to `size` bytes as soon as there are any, nothing at the end; raise OSError."""
    while True:
        try:
            return os.read(descriptor, size)
        except BlockingIOError:
            _wait(descriptor, for_writing=False)


def read_to_end(descriptor: int, enough: int) -> bytes:
    """Return what comes up to the end, or up to a piece that makes it at least `enough` bytes; raise OSError."""
    chunks, size = [], 0
    while size < enough and (chunk := read(descriptor, _PIECE)):
        chunks.append(chunk)
        size += len(chunk)
    return b"".join(chunks)


def write(descriptor: int, data: bytes | memoryview) -> int:
    """Write what is taken as soon as anything is, and return its length; raise OSError."""
    while True:
        try:
            return os.write(descriptor, data)
        except BlockingIOError:
            _wait(descriptor, for_writing=True)


def readable(descriptors: Sequence[int], patience: float | None = None) -> list[int]:
    """Wait until there is something to read, or the end, for at most `patience` seconds; return where."""
    import select

    poll = select.poll()  # `select.select` knows no descriptor from 1,024 on
    for descriptor in descriptors:
        poll.register(descriptor, select.POLLIN)
    return [descriptor for descriptor, _ in poll.poll(None if patience is None else patience * 1000)]


def _wait(descriptor: int, *, for_writing: bool) -> None:
    """Return when the descriptor can be written to, or read from, or has failed."""
    import select

    poll = select.poll()
    poll.register(descriptor, select.POLLOUT if for_writing else select.POLLIN)
    poll.poll()

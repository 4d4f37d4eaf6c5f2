"""Bytes on their way: from the child through filters to a descriptor or memory, and from memory to the child."""

from __future__ import annotations

import errno
import fcntl
import os
import sys
import termios

from busdk.lean import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol
else:
    Protocol = object


CHUNK = 1 << 16
# A descriptor that is ready takes this much without blocking (PIPE_BUF); ours may be shared, so it stays blocking.
AT_ONCE = 4096


class Filter(Protocol):
    """A change of a byte stream that is fed in pieces."""

    def feed(self, data: bytes) -> bytes:
        """Take the next piece and return what can go out now."""

    def finish(self) -> bytes:
        """Return what is left when the stream has ended."""


class Flow:
    """What the child writes to one `source`, through `filters`, to the descriptor `target`; None keeps it in memory.

    `eager` takes it as fast as it comes, however slow the target is; `heard` says that something came.
    """

    def __init__(self, source: int, filters: Sequence[Filter], target: int | None, *, eager: bool = False) -> None:
        self.source = source
        self.heard = False
        self.pending = bytearray()
        self.failure: OSError | None = None
        self._filters = filters
        self._target = target
        self._eager = eager
        self._left: int | None = None

    @property
    def reads(self) -> bool:
        """Whether the source is open and there is room for more."""
        return self.source >= 0 and (self._eager or self._target is None or len(self.pending) < CHUNK)

    @property
    def writes(self) -> bool:
        """Whether something waits for the target."""
        return bool(self.pending) and self._target is not None

    @property
    def done(self) -> bool:
        """Whether all has been moved that will ever come."""
        return self.source < 0 and not self.writes

    @property
    def target(self) -> int:
        """The descriptor that is written to, -1 for memory."""
        return -1 if self._target is None else self._target

    def read(self) -> None:
        """Take what the source has; the caller knows that it is ready."""
        size = CHUNK if self._left is None else min(CHUNK, self._left)
        try:
            data = _read(self.source, size)
        except BlockingIOError:
            return
        self.heard = True
        self._put(data)
        if self._left is not None:
            self._left -= len(data)
        if not data or self._left == 0:
            self.end()

    def write(self) -> None:
        """Give the target what it takes at once; one that takes nothing more is the flow's `failure` and its end."""
        try:
            del self.pending[: os.write(self.target, self.pending[:AT_ONCE])]
        except BlockingIOError:  # whoever shares it with us has set it so
            return
        except OSError as error:
            self.failure = error
            self.abandon()

    def end_soon(self) -> None:
        """Take no more than what is in the source now: whoever still holds its other end may never close it."""
        if self.source < 0:
            return
        self._left = _available(self.source)
        if self._left == 0:
            self.end()

    def end(self) -> None:
        """Close the source and let the filters finish."""
        if self.source < 0:
            return
        self.close()
        rest = b""
        for filter in self._filters:
            rest = (filter.feed(rest) if rest else b"") + filter.finish()
        self.pending += rest

    def abandon(self) -> None:
        """End at once, dropping what waits for the target."""
        self.end()
        if self._target is not None:
            self.pending.clear()

    def close(self) -> None:
        """Close the source, whatever the filters hold."""
        if self.source >= 0:
            os.close(self.source)
            self.source = -1

    def _put(self, data: bytes) -> None:
        for filter in self._filters:
            data = filter.feed(data) if data else data
        self.pending += data


class Feed:
    """Bytes for the child's stdin; a child that does not read them is no error."""

    def __init__(self, data: bytes, target: int) -> None:
        self.target = target
        self._rest = memoryview(data)
        os.set_blocking(target, False)

    @property
    def writes(self) -> bool:
        """Whether there is more to give."""
        return self.target >= 0

    def write(self) -> None:
        """Give what the pipe takes now; close it when all is given or nobody reads."""
        try:
            with suppress(BlockingIOError):
                self._rest = self._rest[os.write(self.target, self._rest[:CHUNK]) :]
        except BrokenPipeError:
            self.end()
        if not self._rest:
            self.end()

    def end(self) -> None:
        """Close the pipe."""
        if self.target >= 0:
            os.close(self.target)
            self.target = -1


def _read(source: int, size: int) -> bytes:
    try:
        return os.read(source, size)
    except OSError as error:
        if error.errno == errno.EIO:  # a pseudo-terminal that nobody holds any more
            return b""
        raise


def _available(source: int) -> int:
    size = bytearray(4)
    fcntl.ioctl(source, termios.FIONREAD, size)
    return int.from_bytes(size, sys.byteorder)

"""One wait for whatever can be read or written."""

from __future__ import annotations

import select

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from typing import Protocol
else:
    Protocol = object


class Reader(Protocol):
    """Something that takes data from a descriptor, `source`, while it `reads`."""

    source: int

    @property
    def reads(self) -> bool:
        """Whether it wants more."""

    def read(self) -> None:
        """Take what is ready."""


class Writer(Protocol):
    """Something that gives data to a descriptor, `target`, while it `writes`."""

    @property
    def target(self) -> int:
        """The descriptor."""

    @property
    def writes(self) -> bool:
        """Whether it has more."""

    def write(self) -> None:
        """Give what is taken at once."""


def move(readers: Iterable[Reader], writers: Iterable[Writer], wake: int, patience: float | None) -> None:
    """Wait until a descriptor is ready, `wake` can be read or `patience` seconds are over; read and write once."""
    reading = {reader.source: reader for reader in readers if reader.reads}
    writing = {writer.target: writer for writer in writers if writer.writes}
    ready = _ready({*reading, *([wake] if wake >= 0 else [])}, writing.keys(), patience)
    for descriptor, state in ready:
        if state & ~select.POLLIN and descriptor in writing:
            writing[descriptor].write()
    for descriptor, state in ready:
        if state & ~select.POLLOUT and descriptor in reading and reading[descriptor].reads:  # a write may have ended it
            reading[descriptor].read()


def _ready(reading: Collection[int], writing: Collection[int], patience: float | None) -> list[tuple[int, int]]:
    """Wait, and return descriptors with what is said of them: POLLIN, POLLOUT, or that they have failed or ended."""
    poll = select.poll()  # `select.select` knows no descriptor from 1,024 on
    for descriptor in {*reading, *writing}:
        wanted = (descriptor in reading and select.POLLIN) | (descriptor in writing and select.POLLOUT)
        poll.register(descriptor, wanted)
    return poll.poll(None if patience is None else int(-(-patience * 1000 // 1)))

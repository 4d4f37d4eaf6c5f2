"""One wait for whatever can be read or written."""

from __future__ import annotations

import select

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
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
    waking = [wake] if wake >= 0 else []
    readable, writable, _ = select.select([*reading, *waking], list(writing), [], patience)
    for descriptor in writable:
        writing[descriptor].write()
    for descriptor in readable:
        if descriptor in reading and reading[descriptor].reads:  # a failed write may have closed it
            reading[descriptor].read()

"""Cutting an agent's output into lines that may be events, and pieces of all others."""

from __future__ import annotations

import io
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    Kind = Literal["event", "text", "excess"]

LONGEST = 64 << 20
"""Bytes of a line that is read as an event."""
_INDENT = 64
"""Bytes of a line that are looked at to tell how it begins."""
_EVENT = re.compile(rb'[ \t\r]*\{[ \t]*(?:"|\Z)')


class Lines:
    """Cut a stream into whole lines that may be an `event`, and pieces of `text`, at once.

    A line that begins as an event and gets too long to be one comes out in pieces, as `excess`.
    """

    def __init__(self) -> None:
        self._held = bytearray()
        self._passing: Kind | None = None

    def feed(self, data: bytes) -> Iterator[tuple[bytes, Kind]]:
        """Take the next piece of the stream."""
        for part in io.BytesIO(data):
            if self._passing:
                yield part, self._passing
            else:
                self._held += part
                yield from self._ready(ended=part.endswith(b"\n"))
            self._passing = None if part.endswith(b"\n") else self._passing

    def finish(self) -> Iterator[tuple[bytes, Kind]]:
        """Give the last line, which has no end."""
        if self._held:
            yield from self._ready(ended=True)
        self._passing = None

    def _ready(self, *, ended: bool) -> Iterator[tuple[bytes, Kind]]:
        """Give what is held when its line has ended or cannot be an event."""
        kind: Kind = "text"
        if may_be_object(self._held):
            kind = "event" if len(self._held) <= LONGEST else "excess"
        if ended or kind != "event":
            yield bytes(self._held), kind
            self._held.clear()
            self._passing = kind


def may_be_object(start: bytes | bytearray) -> bool:
    """Return whether a line with this beginning can be a JSON object."""
    return bytes(start[:_INDENT]).lstrip(b" \t\r\n")[:1] in (b"", b"{")


def is_broken_event(line: bytes) -> bool:
    """Return whether a line that is no JSON object begins like one: `{"`, or is cut before its first name."""
    return _EVENT.match(line[:_INDENT]) is not None

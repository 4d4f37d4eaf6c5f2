"""From an agent's event stream to text, line by line."""

from __future__ import annotations

import io
import json
import re

from busdk.agent import events

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 64 << 20
"""Bytes of a line that is read as an event; a longer one passes as it is."""
_INDENT = 64
"""Bytes of a line that are looked at to tell how it begins."""
_ACTING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)")


class Formatter:
    r"""Show an agent's event stream as text: a `process.Filter`, fed in pieces of any size.

    The texts of the agent come out, each ended by a newline, with control characters spelled as `\x1b`. Other
    events are dropped; lines that are not JSON objects pass unchanged, and at once where their beginning tells.
    Without a runtime ID it is guessed from the first event, and where that tells nothing, all passes unchanged.
    """

    def __init__(self, runtime: str | None = None) -> None:
        self._lines = Lines()
        self._runtime = runtime
        self._passing = False
        self._said = False
        self._open = False

    def feed(self, data: bytes) -> bytes:
        """Take the next piece and return the text that is ready."""
        return b"".join(self._line(*line) for line in self._lines.feed(data))

    def finish(self) -> bytes:
        """Return what is left, when the stream has ended."""
        return b"".join(self._line(*line) for line in self._lines.finish()) + self._close()

    def _line(self, line: bytes, possible: bool) -> bytes:
        event = parse(line) if possible and not self._passing else None
        if event is not None and self._runtime is None:
            self._runtime = events.guess(event)
            self._passing = self._runtime is None
        if event is None or self._runtime is None:
            return self._close() + line
        return b"".join(map(self._shown, events.READERS[self._runtime](event)))

    def _shown(self, text: events.Text) -> bytes:
        if text.closing and self._said:
            return b""
        self._said = True
        shown = visible(text.text).encode("utf-8", "replace")
        if text.partial:
            self._open = not shown.endswith(b"\n")
            return shown
        return self._close() + (shown if shown.endswith(b"\n") else shown + b"\n")

    def _close(self) -> bytes:
        """End a line whose pieces have ended."""
        was_open, self._open = self._open, False
        return b"\n" if was_open else b""


class Lines:
    """Cut a stream into lines that may be events, whole, and into pieces of all other lines, at once.

    What comes out is pairs of bytes and whether they can be an event.
    """

    def __init__(self) -> None:
        self._held = bytearray()
        self._passing = False

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bool]]:
        """Take the next piece of the stream."""
        for part in io.BytesIO(data):
            if self._passing:
                yield part, False
            else:
                self._held += part
                yield from self._ready(ended=part.endswith(b"\n"))
            self._passing = self._passing and not part.endswith(b"\n")

    def finish(self) -> Iterator[tuple[bytes, bool]]:
        """Give the last line, which has no end."""
        if self._held:
            yield from self._ready(ended=True)
        self._passing = False

    def _ready(self, *, ended: bool) -> Iterator[tuple[bytes, bool]]:
        """Give what is held when its line has ended or cannot be an event."""
        possible = may_be_event(self._held)
        if ended or not possible:
            yield bytes(self._held), possible
            self._held.clear()
            self._passing = True


def may_be_event(start: bytes | bytearray) -> bool:
    """Tell whether a line with this beginning can be a JSON object that is short enough to be held."""
    begun = bytes(start[:_INDENT]).lstrip(b" \t\r\n")
    return len(start) <= LONGEST and begun[:1] in (b"", b"{")


def parse(line: bytes) -> dict[str, object] | None:
    """Return the JSON object that a line is, or None."""
    try:
        value = json.loads(line.decode())
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def visible(text: str) -> str:
    r"""Spell control characters as `\x1b`, so that none acts on a terminal; line ends and tabs stay."""
    return _ACTING.sub(lambda match: f"\\x{ord(match[0]):02x}", text)

"""From an agent's event stream to text, line by line."""

from __future__ import annotations

import json

from busdk.agent import events
from busdk.agent.events import End, Notice, Text
from busdk.agent.lines import Lines, is_broken_event
from busdk.spelling import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from busdk.agent.events import Said
    from busdk.agent.lines import Kind


class Formatter:
    r"""Show an agent's event stream as text: a `process.Filter`, fed in pieces of any size.

    The texts of the agent come out, each ended by a newline, with control characters spelled as `\x1b`. Messages that
    are no part of the answer go to `notify`, one line each. Other events are dropped, with a notice where one is not
    whole; lines that are no events pass unchanged, and at once where their beginning tells. Without a runtime ID it is
    guessed from the first event, and where that tells nothing, all passes unchanged.

    `ended` says whether the last event so far is one that ends a stream, `failure` holds the message of a run that
    failed as far as its events tell, empty for none.
    """

    def __init__(self, runtime: str | None = None, notify: Callable[[str], object] = lambda _: None) -> None:
        self.ended = False
        self.failure = ""
        self._lines = Lines()
        self._runtime = runtime
        self._notify = notify
        self._held: Text | Notice | None = None
        self._succeeded = False
        self._passing = False
        self._said = False
        self._open = False
        self._excess = False

    def feed(self, data: bytes) -> bytes:
        """Take the next piece and return the text that is ready."""
        return b"".join(self._line(*line) for line in self._lines.feed(data))

    def finish(self) -> bytes:
        """Return what is left, when the stream has ended."""
        rest = b"".join(self._line(*line) for line in self._lines.finish())
        if isinstance(self._held, Notice) and self._held.grave and not self._succeeded:
            self.failure = self._held.text
            self._held = None
        return rest + self._release() + self._close()

    def _line(self, line: bytes, kind: Kind) -> bytes:
        event = parse(line) if kind == "event" and not self._passing else None
        if event is not None and self._runtime is None:
            self._runtime = events.guess(event)
            self._passing = self._runtime is None
        if self._runtime is None:
            return line
        if event is None:
            return self._other(line, kind)
        self.ended = False
        said = list(events.READERS[self._runtime](event))
        return b"".join(map(self._take, said)) if said else self._release()

    def _other(self, line: bytes, kind: Kind) -> bytes:
        """Pass a line that is no event; drop what was to be one."""
        if kind == "excess" or (kind == "event" and is_broken_event(line)):
            if not self._excess:
                self._lose("is too long" if kind == "excess" else "is not whole")
            self._excess = kind == "excess" and not line.endswith(b"\n")
            return b""
        return self._release() + self._close() + line

    def _lose(self, why: str) -> None:
        """Count an event that cannot be read: the answer may have been in it."""
        self._notify(f"an event of {self._runtime} {why}: it is left out")
        if not self._succeeded:
            self.failure = self.failure or f"its output has an event that {why}"

    def _take(self, said: Said) -> bytes:
        if isinstance(said, End):
            return self._on_end(said)
        before = self._release()
        if isinstance(said, Notice) or said.doubtful:
            self._held = said
            return before
        return before + self._shown(said)

    def _on_end(self, end: End) -> bytes:
        """Note how the stream ended; what was held and is the message of the failure is not said twice."""
        if self._held is not None and self._held.text.strip() == (end.failure or "").strip():
            self._held = None
        self.ended = True
        self._succeeded = end.failure is None
        self.failure = end.failure or ""
        return self._release()

    def _release(self) -> bytes:
        """Say what was held."""
        held, self._held = self._held, None
        if isinstance(held, Notice):
            self._notify(one_line(held.text))
        return self._shown(held) if isinstance(held, Text) else b""

    def _shown(self, text: Text) -> bytes:
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


def parse(line: bytes) -> dict[str, object] | None:
    """Return the JSON object that a line is, or None."""
    try:
        value = json.loads(line.decode())
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def one_line(text: str) -> str:
    """Return a message as one line, with the message of a JSON answer in it for that answer."""
    return " ".join(line.strip() for line in _without_json(text).splitlines() if line.strip())


def _without_json(text: str) -> str:
    start, end = text.find("{"), text.rfind("}") + 1
    answer = parse(text[start:end].encode("utf-8", "replace")) if 0 <= start < end else None
    inner = answer.get("error") if answer else None
    message = (inner if isinstance(inner, dict) else answer or {}).get("message")
    return f"{text[:start]}{message}{text[end:]}" if isinstance(message, str) and message else text

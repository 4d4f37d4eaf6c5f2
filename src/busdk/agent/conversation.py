"""What an agent writes while it runs, and what that tells of it: a `process.Watch`."""

from __future__ import annotations

from busdk.agent.formatter import Formatter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from busdk.agent.plan import Plan

LINGER = 10.0
"""Seconds that an agent may take to end after the last event of its stream."""
SILENCE = 60.0
"""Seconds without output that are worth a word."""
LIMIT = 16 << 20
"""Bytes of each stream that are kept in memory."""


class Conversation:
    """One run's two streams: `answer` is the filter of stdout, `messages` that of stderr.

    `limited` says that they are kept, so that there is a `limit`; an agent that exceeds it is ended.
    """

    def __init__(self, plan: Plan, notify: Callable[[str], object], *, limited: bool) -> None:
        token = plan.runtime.token
        self._notify = notify
        self._token = token
        self._formatter = Formatter(plan.runtime.id, lambda text: notify(f"{token}: {text}"))
        self.limit = LIMIT
        self.silence = SILENCE
        self.gentle = plan.runtime.gentle
        self.answer = _Stream(
            self._formatter, shows_text=plan.settings.output_format == "text", limit=LIMIT if limited else None
        )
        self.messages = _Stream(None, limit=LIMIT if limited else None)

    @property
    def exceeded(self) -> bool:
        """Whether more was written than is kept."""
        return self.answer.exceeded or self.messages.exceeded

    @property
    def finished(self) -> bool:
        """Whether the last event so far is one that ends a stream, or nothing more is wanted."""
        return self._formatter.ended or self.exceeded

    @property
    def linger(self) -> float:
        """The seconds that it has then."""
        return 0.0 if self.exceeded else LINGER

    @property
    def failure(self) -> str:
        """The message of a run that failed, as far as its events tell, empty for none."""
        return self._formatter.failure

    def on_silence(self) -> None:
        """Say that the agent may be at work, or hang."""
        self._notify(f"{self._token} has written nothing for {self.silence:g} s")


class _Stream:
    """A filter: what is read by the formatter comes out as it is or as text, up to a limit."""

    def __init__(self, formatter: Formatter | None, *, shows_text: bool = False, limit: int | None) -> None:
        self.exceeded = False
        self._formatter = formatter
        self._shows_text = shows_text
        self._left = limit

    def feed(self, data: bytes) -> bytes:
        """Take the next piece and return what goes out of it."""
        text = self._formatter.feed(data) if self._formatter else data
        return self._within(text if self._shows_text else data)

    def finish(self) -> bytes:
        """Return what is left, when the stream has ended."""
        text = self._formatter.finish() if self._formatter else b""
        return self._within(text if self._shows_text else b"")

    def _within(self, data: bytes) -> bytes:
        if self._left is None:
            return data
        self.exceeded = self.exceeded or len(data) > self._left
        kept = data[: self._left]
        self._left -= len(kept)
        return kept

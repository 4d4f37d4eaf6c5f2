"""What a line of an agent's event stream says, for each agent program."""

from __future__ import annotations

from dataclasses import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the answer.

    `partial` is a piece that the next one continues; `closing` is the final repetition of an answer, which is
    shown only when there was no other text; `doubtful` may turn out to be the message of a failure, as the next
    event tells.
    """

    text: str = field(repr=False)
    partial: bool = False
    closing: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A message that is no part of the answer; `grave` is the failure itself when nothing comes behind it."""

    text: str = field(repr=False)
    grave: bool = True


@dataclass(frozen=True, slots=True)
class End:
    """The last event of a stream, with the message of a failure; None for a success."""

    failure: str | None = field(default=None, repr=False)


Said = Text | Notice | End


def codex(event: Event) -> Iterator[Said]:
    """Read messages of the agent, `error`, which passes when the turn goes on, and the end of the turn."""
    kind = event.get("type")
    if kind == "item.completed":
        item = _object(event.get("item"))
        if item.get("type") == "agent_message":
            yield from map(Text, _texts(item.get("text")))
        elif item.get("type") == "error":
            yield from (Notice(text, grave=False) for text in _texts(item.get("message")))
    elif kind == "error":
        yield from map(Notice, _texts(event.get("message")))
    elif kind == "turn.failed":
        yield End(next(_texts(_object(event.get("error")).get("message")), "the turn failed"))
    elif kind == "turn.completed":
        yield End()


def claude(event: Event) -> Iterator[Said]:
    """Read the text blocks of `assistant` and the closing `result`, which tells of failures too."""
    if event.get("type") == "assistant":
        content = _object(event.get("message")).get("content")
        for block in content if isinstance(content, list) else ():
            if _object(block).get("type") == "text":
                yield from (Text(text, doubtful=True) for text in _texts(block.get("text")))
    elif event.get("type") == "result":
        subtype = event.get("subtype")
        failed = event.get("is_error") is True or (isinstance(subtype, str) and subtype.startswith("error"))
        result = next(_texts(event.get("result")), "")
        if failed:
            yield End(result or _listed(event.get("errors")) or f"the run ended with {subtype or 'an error'}")
        else:
            yield from [Text(result, closing=True)] if result else []
            yield End()


def gemini(event: Event) -> Iterator[Said]:
    """Read `message` of the assistant, which may come in pieces (`delta`), `error` and the closing `result`."""
    kind = event.get("type")
    if kind == "message" and event.get("role") == "assistant":
        yield from (Text(text, partial=event.get("delta") is True) for text in _texts(event.get("content")))
    elif kind == "error":
        grave = event.get("severity") != "warning"
        yield from (Notice(text, grave) for text in _texts(event.get("message")))
    elif kind == "result" and event.get("status") == "error":
        yield End(next(_texts(_object(event.get("error")).get("message")), "the run failed"))
    elif kind == "result":
        yield End()


READERS: dict[str, Callable[[Event], Iterator[Said]]] = {
    "claude": claude,
    "codex": codex,
    "cursor": claude,
    "gemini": gemini,
}
"""The reader of each runtime's events, by ID; cursor's are those of claude."""


def guess(event: Event) -> str | None:
    """Return the ID of the runtime whose stream begins with this event, or None."""
    kind = event.get("type")
    return (
        {"thread.started": "codex", "init": "gemini", "system": "claude"}.get(kind) if isinstance(kind, str) else None
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield value


def _listed(value: Any) -> str:
    return "; ".join(text for item in value for text in _texts(item)) if isinstance(value, list) else ""


def _object(value: Any) -> Event:
    return value if isinstance(value, dict) else {}

"""What a line of an agent's event stream says, for each agent program."""

from __future__ import annotations

from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """A text to show.

    `partial` is a piece that the next one continues; `closing` is the final repetition of an answer, which is
    shown only when there was no other text.
    """

    text: str
    partial: bool = False
    closing: bool = False


def codex(event: Event) -> Iterator[Text]:
    """Read `item.completed` with a message of the agent, `turn.failed` and `error`."""
    kind = event.get("type")
    if kind == "item.completed":
        item = _object(event.get("item"))
        if item.get("type") == "agent_message":
            yield from _texts(item.get("text"))
    elif kind == "turn.failed":
        yield from _texts(_object(event.get("error")).get("message"))
    elif kind == "error":
        yield from _texts(event.get("message"))


def claude(event: Event) -> Iterator[Text]:
    """Read the text blocks of `assistant` and the closing `result`."""
    if event.get("type") == "assistant":
        content = _object(event.get("message")).get("content")
        for block in content if isinstance(content, list) else ():
            if _object(block).get("type") == "text":
                yield from _texts(block.get("text"))
    elif event.get("type") == "result":
        result = event.get("result")
        if isinstance(result, str) and result:
            yield Text(result, closing=True)


def gemini(event: Event) -> Iterator[Text]:
    """Read `message` of the assistant, which may come in pieces (`delta`)."""
    if event.get("type") == "message" and event.get("role") == "assistant":
        for text in _texts(event.get("content")):
            yield Text(text.text, partial=event.get("delta") is True)


READERS: dict[str, Callable[[Event], Iterator[Text]]] = {
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


def _texts(value: Any) -> Iterator[Text]:
    if isinstance(value, str) and value:
        yield Text(value)


def _object(value: Any) -> Event:
    return value if isinstance(value, dict) else {}

"""The formatter, event by event."""

from __future__ import annotations

import json

import pytest

from busdk import agent
from busdk.agent import formatter as module


def shown(runtime: str | None, *events: object) -> str:
    formatter = agent.Formatter(runtime)
    lines = "".join(json.dumps(event) + "\n" for event in events)
    return (formatter.feed(lines.encode()) + formatter.finish()).decode()


def test_several_blocks_and_messages() -> None:
    """A39: each text block ends with a newline; thinking and tools are dropped; the result is not repeated."""
    blocks = [
        {"type": "thinking", "thinking": "hm"},
        {"type": "text", "text": "one"},
        {"type": "tool_use", "text": "no"},
        {"type": "text", "text": "two\n"},
    ]
    first = {"type": "assistant", "message": {"content": blocks}}
    user = {"type": "user", "message": {"content": [{"type": "text", "text": "no"}]}}
    for runtime in ("claude", "cursor"):
        assert shown(runtime, first, user, {"type": "result", "result": "two"}) == "one\ntwo\n"


def test_gemini_comes_in_pieces() -> None:
    """A39: pieces of an answer make one text; what the user said is dropped; the last line is ended."""
    piece = {"type": "message", "role": "assistant", "delta": True}
    tool = {"type": "tool_use", "tool_name": "x"}
    said = {"type": "message", "role": "user", "content": "no"}
    assert shown("gemini", said, piece | {"content": "a\nb"}, piece | {"content": "c"}) == "a\nbc\n"
    assert shown("gemini", piece | {"content": "a"}, tool, piece | {"content": "b"}) == "ab\n"
    assert shown("gemini", piece | {"content": "a"}, piece | {"delta": False, "content": "b"}) == "a\nb\n"


def test_a_line_between_pieces_stands_alone() -> None:
    """A line that is no event begins on a line of its own."""
    formatter = agent.Formatter("gemini")
    event = b'{"type":"message","role":"assistant","content":"a","delta":true}\n'
    assert formatter.feed(event + b"note\n" + event) + formatter.finish() == b"a\nnote\na\n"


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"type": None},
        {"type": "item.completed"},
        {"type": "item.completed", "item": []},
        {"type": "assistant", "message": 1},
        {"type": "assistant", "message": {"content": "text"}},
        {"type": "assistant", "message": {"content": [1, {"type": "text"}]}},
        {"type": "result", "result": {}},
        {"type": "message", "role": "assistant"},
        {"type": "turn.failed", "error": "x"},
        {"type": "error", "message": 5},
    ],
)
@pytest.mark.parametrize("runtime", agent.IDS)
def test_events_of_another_shape_say_nothing(runtime: str, event: dict[str, object]) -> None:
    """A39: whatever an event lacks, it is dropped."""
    assert shown(runtime, event) == ""


@pytest.mark.parametrize(
    "line", [b'{"a":1', b"{} x", b"[{}]", b'"x"', b"5", b"\xff{}", b"{" * 100_000, b'{"a":"\xff"}']
)
@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_lines_that_are_no_objects(line: bytes, end: bytes) -> None:
    """A39: they come out unchanged, with or without an end."""
    formatter = agent.Formatter("codex")
    assert formatter.feed(line + end) + formatter.finish() == line + end


def test_a_piece_of_a_line_is_no_event() -> None:
    """What stands behind other text on its line is text, wherever the stream is cut."""
    formatter = agent.Formatter("claude")
    assert formatter.feed(b"note ") == b"note "
    assert formatter.feed(b'{"type":"result","result":"x"}\n') == b'{"type":"result","result":"x"}\n'
    assert formatter.feed(b'{"type":"result","result":"y"}\n') == b"y\n"


def test_a_line_without_end_is_not_held_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded: a line that is too long passes as it is, in one piece or in many."""
    monkeypatch.setattr(module, "LONGEST", 40)
    long = b'{"type":"result","result":"' + b"x" * 40 + b'"}\n'
    short = b'{"type":"result","result":"y"}\n'
    for size in (1, 7, 200):
        formatter = agent.Formatter("claude")
        stream = long + short
        pieces = [formatter.feed(stream[at : at + size]) for at in range(0, len(stream), size)]
        assert b"".join(pieces) + formatter.finish() == long + b"y\n"


def test_lone_surrogates_are_replaced() -> None:
    """A text that was cut inside a character is still shown."""
    assert shown("claude", {"type": "result", "result": "a\ud83d"}) == "a?\n"

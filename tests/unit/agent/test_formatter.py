"""The formatter, event by event."""

from __future__ import annotations

import json

import pytest

from busdk import agent
from busdk.agent import lines as module


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


@pytest.mark.parametrize("line", [b"{} x", b"[{}]", b'"x"', b"5", b"\xff{}", b"{" * 100_000, b"{bad}"])
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
    """Memory is bounded: a line that is too long to be an event is left out, in one piece or in many, and told of."""
    monkeypatch.setattr(module, "LONGEST", 40)
    long = b'{"type":"result","result":"' + b"x" * 40 + b'"}\n'
    short = b'{"type":"result","result":"y"}\n'
    for size in (1, 7, 200):
        notices: list[str] = []
        formatter = agent.Formatter("claude", notices.append)
        stream = long + short
        pieces = [formatter.feed(stream[at : at + size]) for at in range(0, len(stream), size)]
        assert b"".join(pieces) + formatter.finish() == b"y\n"
        assert notices == ["an event of claude is too long: it is left out"]


def test_lone_surrogates_are_replaced() -> None:
    """A text that was cut inside a character is still shown."""
    assert shown("claude", {"type": "result", "result": "a\ud83d"}) == "a?\n"


LOSSES = [b'{"type":"assistant","mess', b'{"a":"\xff"}', b'{"type":', b'  {"']


@pytest.mark.parametrize("line", LOSSES)
@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
@pytest.mark.parametrize("runtime", agent.IDS)
def test_no_piece_of_an_event_is_shown(runtime: str, line: bytes, end: bytes) -> None:
    """A31: an event that is not whole is left out, told of, and a failure where no result came."""
    notices: list[str] = []
    formatter = agent.Formatter(runtime, notices.append)
    assert formatter.feed(b"before\n" + line + end) + formatter.finish() == b"before\n"
    assert notices == [f"an event of {runtime} is not whole: it is left out"]
    assert formatter.failure == "its output has an event that is not whole"


def test_a_brace_at_the_end_is_an_event_that_was_cut() -> None:
    """A31: but a line of its own that is a brace is text."""
    formatter = agent.Formatter("codex")
    assert formatter.feed(b"{\n {") + formatter.finish() == b"{\n"


SUCCESS: dict[str, dict[str, object]] = {
    "claude": {"type": "result", "subtype": "success", "is_error": False, "result": ""},
    "codex": {"type": "turn.completed"},
    "cursor": {"type": "result", "subtype": "success", "result": ""},
    "gemini": {"type": "result", "status": "success"},
}
FAILURES = [
    ("claude", {"type": "result", "subtype": "success", "is_error": True, "result": "no"}, "no"),
    ("claude", {"type": "result", "subtype": "error_max_turns"}, "the run ended with error_max_turns"),
    ("claude", {"type": "result", "subtype": "error_during_execution", "errors": ["a", 1, "b"]}, "a; b"),
    ("claude", {"type": "result", "is_error": True}, "the run ended with an error"),
    ("cursor", {"type": "result", "subtype": "error", "result": "no"}, "no"),
    ("codex", {"type": "turn.failed", "error": {"message": "no"}}, "no"),
    ("codex", {"type": "turn.failed"}, "the turn failed"),
    ("gemini", {"type": "result", "status": "error", "error": {"type": "x", "message": "no"}}, "no"),
    ("gemini", {"type": "result", "status": "error"}, "the run failed"),
]


def heard(runtime: str, *events: object) -> tuple[str, list[str], str]:
    """Return the answer, the notices and the failure of a stream."""
    notices: list[str] = []
    formatter = agent.Formatter(runtime, notices.append)
    lines = "".join(json.dumps(event) + "\n" for event in events)
    answer = (formatter.feed(lines.encode()) + formatter.finish()).decode()
    return answer, notices, formatter.failure


@pytest.mark.parametrize(("runtime", "event", "message"), FAILURES)
def test_events_tell_of_failure(runtime: str, event: dict[str, object], message: str) -> None:
    """A29: the message is no part of the answer; what ends well after all is no failure."""
    assert heard(runtime, event) == ("", [], message)
    assert heard(runtime, event, SUCCESS[runtime]) == ("", [], "")
    assert heard(runtime, SUCCESS[runtime], event) == ("", [], message)


@pytest.mark.parametrize("runtime", agent.IDS)
def test_the_last_event_of_a_stream(runtime: str) -> None:
    """A29: a stream has ended with its last event, until another one comes."""
    formatter = agent.Formatter(runtime)
    formatter.feed(b'{"type":"init"}\n')
    ended = [formatter.ended]
    for event in (SUCCESS[runtime], {"type": "system"}):
        formatter.feed(json.dumps(event).encode() + b"\n")
        ended.append(formatter.ended)
    assert ended == [False, True, False]


def test_passing_errors_are_notices() -> None:
    """A31: what codex and gemini report on the way is told, never part of the answer."""
    said = {"type": "item.completed", "item": {"type": "agent_message", "text": "fine"}}
    lost = [{"type": "error", "message": f"Reconnecting... {number}/2"} for number in (1, 2)]
    notices = ["Reconnecting... 1/2", "Reconnecting... 2/2"]
    assert heard("codex", *lost, said, SUCCESS["codex"]) == ("fine\n", notices, "")
    warned = {"type": "item.completed", "item": {"type": "error", "message": "an old model"}}
    assert heard("codex", warned, said) == ("fine\n", ["an old model"], "")
    loop = {"type": "error", "severity": "warning", "message": "Loop detected"}
    assert heard("gemini", loop, SUCCESS["gemini"]) == ("", ["Loop detected"], "")
    assert heard("gemini", loop) == ("", ["Loop detected"], "")


def test_a_failure_is_said_once() -> None:
    """A29: an `error` before `turn.failed`, and claude's message as a text before its result, are that failure."""
    error, failed = {"type": "error", "message": "gone"}, {"type": "turn.failed", "error": {"message": "gone"}}
    passing = {"type": "error", "message": "Reconnecting... 1/1"}
    assert heard("codex", passing, error, failed) == ("", ["Reconnecting... 1/1"], "gone")
    assert heard("codex", passing, error) == ("", ["Reconnecting... 1/1"], "gone")
    text = {"type": "assistant", "message": {"content": [{"type": "text", "text": "API Error: 529"}]}}
    result = {"type": "result", "subtype": "success", "is_error": True, "result": "API Error: 529"}
    assert heard("claude", text, result) == ("", [], "API Error: 529")
    assert heard("claude", text, text, result) == ("API Error: 529\n", [], "API Error: 529")
    assert heard("claude", text, result | {"is_error": False}) == ("API Error: 529\n", [], "")


def test_an_event_that_is_not_whole_behind_a_result() -> None:
    """A31: the answer is there, so the run is no failure."""
    notices: list[str] = []
    formatter = agent.Formatter("claude", notices.append)
    stream = json.dumps(SUCCESS["claude"] | {"result": "x"}).encode() + b'\n{"type":"sys'
    assert formatter.feed(stream) + formatter.finish() == b"x\n"
    assert (len(notices), formatter.failure) == (1, "")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"type":"error","error":{"message":"too fast"}}', "too fast"),
        ('unexpected status 429: {"message": "too\\nfast"}, url: x', "unexpected status 429: too fast, url: x"),
        ('[API Error: {"error":{"code":400,"message":"no {x}"}}]', "[API Error: no {x}]"),
        ('{"error": "x"}', '{"error": "x"}'),
        ('{"error":{"message":5}}', '{"error":{"message":5}}'),
        ("} a {", "} a {"),
        ("a {b} \n c", "a {b} c"),
        ("{\ud800}", "{\ud800}"),
    ],
)
def test_a_message_is_one_line(text: str, line: str) -> None:
    """A29: what a service answered in JSON is told by its own message."""
    assert agent.one_line(text) == line

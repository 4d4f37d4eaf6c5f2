"""Laws of the formatter."""

from __future__ import annotations

import itertools
import json

from hypothesis import given
from hypothesis import strategies as st

from busdk import agent

RUNTIMES = st.sampled_from([None, *agent.IDS])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
TEXTS = st.text(alphabet="ab\n\r\t\x1b\ud800é", max_size=5) | JSON
BLOCKS = st.lists(st.fixed_dictionaries({"type": st.sampled_from(["text", "tool"]), "text": TEXTS}) | JSON, max_size=3)
EVENTS = st.one_of(
    st.builds(lambda text: {"type": "item.completed", "item": {"type": "agent_message", "text": text}}, TEXTS),
    st.builds(lambda text: {"type": "error", "message": text}, TEXTS),
    st.builds(lambda error: {"type": "turn.failed", "error": error}, JSON),
    st.builds(lambda content: {"type": "assistant", "message": {"content": content}}, BLOCKS | JSON),
    st.builds(lambda text: {"type": "result", "result": text}, TEXTS),
    st.builds(
        lambda text, delta: {"type": "message", "role": "assistant", "content": text, "delta": delta},
        TEXTS,
        st.booleans(),
    ),
    st.sampled_from([{"type": "thread.started"}, {"type": "init"}, {"type": "system"}, {"type": []}]),
)
LINES = EVENTS.map(json.dumps).map(str.encode) | st.binary(max_size=8) | st.sampled_from([b"", b" {", b"{}", b"\t[1]"])
STREAMS = st.lists(LINES, max_size=8).map(b"\n".join)


def formatted(runtime: str | None, pieces: list[bytes]) -> bytes:
    formatter = agent.Formatter(runtime)
    return b"".join([*(formatter.feed(piece) for piece in pieces), formatter.finish()])


@given(RUNTIMES, STREAMS, st.lists(st.integers(0, 200), max_size=10))
def test_chunks_do_not_matter(runtime: str | None, stream: bytes, cuts: list[int]) -> None:
    """However a stream is cut, the output is the same; so it is each time."""
    edges = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    pieces = [stream[start:end] for start, end in itertools.pairwise(edges)]
    assert formatted(runtime, pieces) == formatted(runtime, [stream])
    assert formatted(runtime, [stream[at : at + 1] for at in range(len(stream))]) == formatted(runtime, [stream])


@given(RUNTIMES, st.lists(st.binary(max_size=12).filter(lambda line: b"{" not in line), max_size=5).map(b"\n".join))
def test_other_lines_are_unchanged(runtime: str | None, stream: bytes) -> None:
    """What holds no JSON object passes byte for byte, and none of it is held back."""
    formatter = agent.Formatter(runtime)
    held = stream.rpartition(b"\n")[2]
    shown = formatter.feed(stream)
    assert shown + formatter.finish() == stream
    if held.strip(b" \t\r"):
        assert shown == stream


@given(st.sampled_from(agent.IDS), st.lists(EVENTS.map(json.dumps).map(str.encode), max_size=6))
def test_no_control_character_of_a_text_comes_out(runtime: str, lines: list[bytes]) -> None:
    """Texts of events hold only line ends and tabs of the control characters, and are UTF-8."""
    shown = formatted(runtime, [line + b"\n" for line in lines]).decode()
    assert not set(shown) & set("\x00\x1b\x7f\x9b")
    assert "\r" not in shown.replace("\r\n", "")

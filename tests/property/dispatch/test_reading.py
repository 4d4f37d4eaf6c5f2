"""Laws of reading command files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

import obvious_reader
from busdk.dispatch.busfile import Source, TokenError, tokenize
from busdk.dispatch.busfile.blocks import blocks, joined, lines

if TYPE_CHECKING:
    from collections.abc import Callable

PIECES = [b"show", b"x"]
PIECES += [b"a.bus", b".bus", b" ", b" ", b"\t", b"'", b'"', b"\\", b"\\\n", b"\n", b"\n", b"\r\n", b"\r"]
PIECES += [
    b"#",
    b"-v",
    b"--",
    b"|",
    b";",
    b"\0",
    b"\xff",
    "é€😀".encode(),
    b"\xc3",
    b"\xef\xbb\xbf",
    b"\x85\xc2\xa0\x0c",
]
DATA = st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join)
LINES = st.lists(
    st.sampled_from([b"show a 'b c'", b'show "', b"# c \\", b"x\\", b"", b"  a.bus", b"-q", b"one two|", b"a \\'"])
).map(b"\n".join)


def reader(data: bytes, size: int) -> Callable[[int], bytes]:
    """Return a `read` that gives `size` bytes at a time."""
    parts = iter([data[start : start + size] for start in range(0, len(data), size)])
    return lambda _: next(parts, b"")


@settings(max_examples=600)
@given(DATA | LINES, st.integers(1, 50))
@example(b"a\r\r", 1)
@example(b"# \0 \\\nshow |\n", 9)
@example(b"\\\\\r\nx", 3)
def test_the_reader_equals_the_obvious_one(data: bytes, size: int) -> None:
    """Lines, words and broken lines are those of the obvious reader, in whatever portions the file comes."""
    good, broken = [], []
    for block in blocks(reader(data, size)):
        for number, text in lines(block):
            try:
                found = tokenize(joined(text))
            except TokenError:
                broken.append(number)
                continue
            if found:
                good.append((number, found))
    assert (good, broken) == obvious_reader.read(data)


@settings(max_examples=600)
@given(DATA | LINES, st.integers(1, 50))
def test_the_fast_check_equals_the_obvious_one(data: bytes, size: int) -> None:
    """Faults, includes and the first use of each module are those of the obvious reader."""
    source = Source("x.bus")
    source.read(reader(data, size), keep=False)
    good, broken = obvious_reader.read(data)
    included = [(number, words[0]) for number, words in good if len(words) == 1 and words[0].endswith(".bus")]
    commands = [(number, words) for number, words in good if not words[0].startswith("-")]
    first: dict[str, int] = {}
    for number, words in commands:
        if (number, words[0]) not in included:
            first.setdefault(words[0], number)
    directives = {number for number, words in good if words[0].startswith("-")} - {number for number, _ in included}
    assert source.modules == first
    assert [(include.number, include.name) for include in source.includes] == included
    assert [fault.number for fault in source.faults if fault.number not in directives] == broken


@given(DATA)
def test_a_file_comes_in_whole_lines(data: bytes) -> None:
    """Blocks put together are the file, and each is numbered by its first line."""
    number, text = 1, ""
    for block in blocks(reader(data, 7)):
        assert block.number == number
        number += block.text.count("\n")
        text += block.text
    whole = data if data.endswith(b"\n") or not data else data + b"\n"
    whole = whole.removeprefix(b"\xef\xbb\xbf")
    assert text.encode("utf-8", "surrogateescape") == whole.replace(b"\r\n", b"\n")

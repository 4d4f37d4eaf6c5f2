"""Command files that come in pieces, and characters that no line may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from busdk.dispatch.busfile import Source, tokenize
from busdk.dispatch.busfile.blocks import blocks, joined, lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def reader(parts: Iterable[bytes]) -> Callable[[int], bytes]:
    """Give the parts one by one, then nothing."""
    rest = iter(parts)
    return lambda _: next(rest, b"")


def words(*parts: bytes) -> list[list[str]]:
    """Return the words of each line of a file that comes in these parts."""
    return [tokenize(joined(text)) for block in blocks(reader(parts)) for _, text in lines(block)]


def test_a_comment_that_is_seen_only_when_joined() -> None:
    """A line is joined with the next before its first character is looked at."""
    assert words(b"\\\n# a comment\n\\\n\x0c# x\n") == [[], ["\x0c#", "x"]]


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_a_continued_line_that_is_cut(size: int) -> None:
    """Wherever the pieces of a file end, a continued line is one line."""
    data = b"a\\\r\nx\ny\n"
    assert words(*(data[start : start + size] for start in range(0, len(data), size))) == [["ax"], ["y"]]


def test_only_unfinished_lines_are_held() -> None:
    """Each piece that ends with a line is a block of its own."""
    assert [block.text for block in blocks(reader([b"a\n", b"b\n", b"c"]))] == ["a\n", "b\n", "c\n"]


@pytest.mark.parametrize("line", [b"# a\0b", b"show 'a\0b'", b'show "a\0b"', b"show a\\\0b", b"show a\0b", b"a\0b"])
def test_nul_is_a_fault_wherever_it_stands(line: bytes) -> None:
    """The check finds NUL in comments, quotes and words, so that no run meets it."""
    source = Source("x.bus")
    source.read(reader([line + b"\n"]), keep=False)
    assert [str(fault).splitlines()[0] for fault in source.faults] == ["x.bus:1: syntax error: NUL character"]

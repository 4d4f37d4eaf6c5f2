"""A slow mask that is plainly right, to compare with: it sees the whole text at once."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def masked(text: bytes, needles: set[bytes], mask: bytes, limit: int | None = None) -> bytes:
    """Replace each union of overlapping occurrences by one mask; show what begins before `limit`."""
    joined = [False] * len(text)  # whether some occurrence covers a byte and the one before it
    hidden = [False] * len(text)
    for start, end in occurrences(text, needles):
        for place in range(start, end):
            hidden[place] = True
        for place in range(start + 1, end):
            joined[place] = True
    out = bytearray()
    for place, byte in enumerate(text[:limit]):
        if not hidden[place]:
            out.append(byte)
        elif not joined[place]:
            out += mask
    return bytes(out)


def held(text: bytes, needles: set[bytes]) -> int:
    """Return the length of the longest end of the text that begins a longer value."""
    return max(
        (
            size
            for needle in needles
            for size in range(1, min(len(needle), len(text) + 1))
            if text.endswith(needle[:size])
        ),
        default=0,
    )


def occurrences(text: bytes, needles: set[bytes]) -> list[tuple[int, int]]:
    """Return start and end of every occurrence of every needle."""
    return [
        (place, place + len(needle))
        for needle in needles
        for place in range(len(text))
        if text.startswith(needle, place)
    ]


def writers() -> list[Callable[[str], str]]:
    """Return how honest programs write a value, as their manuals say, one character at a time."""
    return [
        str,
        json.dumps,
        lambda value: json.dumps(value, ensure_ascii=False),
        repr,
        lambda value: "'" + "".join("'\\''" if char == "'" else char for char in value) + "'",
        lambda value: "'" + "".join("'\"'\"'" if char == "'" else char for char in value) + "'",
        lambda value: '"' + "".join("\\" + char if char in '"$`\\' else char for char in value) + '"',
        lambda value: "$'" + "".join(map(_in_dollar_quotes, value)) + "'",
        lambda value: " ".join(part for part in re.split("[ \t\n]+", value) if part),
        lambda value: re.sub("\n", "\r\n", value),
        lambda value: value[: len(value.rstrip("\n"))],
    ]


def _in_dollar_quotes(char: str) -> str:
    named = {"\a": "a", "\b": "b", "\x1b": "E", "\f": "f", "\n": "n", "\r": "r", "\t": "t", "\v": "v"}
    if char in named:
        return "\\" + named[char]
    if char in "'\\":
        return "\\" + char
    return f"\\{ord(char):03o}" if ord(char) < 0x20 or ord(char) == 0x7F else char

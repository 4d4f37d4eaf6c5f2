"""Masking: throughput with many values, beside a loop of `bytes.replace` that knows no chunk boundaries."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from busdk.masking import Mask

if TYPE_CHECKING:
    from collections.abc import Callable

CHUNK = 1 << 16
SIZE = 64 * CHUNK
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
WORDS = b"the quick brown fox jumps over the lazy dog and says nothing of value at all\n"


def rows() -> list[tuple[str, str, str]]:
    """Return what was measured, the figure and what it compares with."""
    found = []
    for count in (1, 100, 10_000):
        values = _values(count, 40)
        found.append(_row(f"mask a stream, {count:,} values", values, _lines(CHUNK - 40) + values[0].encode()))
    values = _values(10, 40)
    line = WORDS[:40] + values[0].encode() + b"\n"
    found.append(_row("mask a stream, 10 values, one in each line", values, line * (CHUNK // len(line))))
    long = _values(1, CHUNK)
    found.append(_row("mask a stream, a value of 64 KiB", long, _lines(CHUNK)))
    found.append(_row("mask a stream, a value of 64 KiB, again and again", long, long[0].encode()))
    return found


def _values(count: int, length: int) -> list[str]:
    chance = random.Random(count)  # noqa: S311 - the same values in every run
    return ["".join(chance.choices(LETTERS, k=length)) for _ in range(count)]


def _lines(size: int) -> bytes:
    return (WORDS * (size // len(WORDS) + 1))[:size]


def _row(name: str, values: list[str], text: bytes) -> tuple[str, str, str]:
    mask, needles = Mask(values), [value.encode() for value in values]
    ours = _speed(lambda: mask.feed(text), SIZE // CHUNK)
    loop = _speed(lambda: _replace(text, needles), max(1, SIZE // CHUNK // len(values)))
    return (name, f"{ours:,.0f} MB/s", f"{ours / loop:,.1f} x a replace loop")


def _replace(text: bytes, needles: list[bytes]) -> bytes:
    for needle in needles:
        text = text.replace(needle, b"***")
    return text


def _speed(call: Callable[[], object], times: int) -> float:
    call()
    start = time.perf_counter()
    for _ in range(times):
        call()
    return CHUNK * times / (time.perf_counter() - start) / 1e6


if __name__ == "__main__":
    for row in rows():
        print(*row, sep="\t")

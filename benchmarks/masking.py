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
    return [_row(count) for count in (1, 100, 10_000)]


def _row(count: int) -> tuple[str, str, str]:
    chance = random.Random(count)  # noqa: S311 - the same values in every run
    values = ["".join(chance.choices(LETTERS, k=40)) for _ in range(count)]
    mask, needles = Mask(values), [value.encode() for value in values]
    text = (WORDS * (CHUNK // len(WORDS) + 1))[: CHUNK - 40] + needles[0]
    ours = _speed(lambda: mask.feed(text), SIZE // CHUNK)
    loop = _speed(lambda: _replace(text, needles), max(1, SIZE // CHUNK // count))
    return (f"mask a stream, {count:,} values", f"{ours:,.0f} MB/s", f"{ours / loop:,.1f} x a replace loop")


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

"""Masking: throughput with many values, beside a loop of `bytes.replace` that knows no chunk boundaries."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from busdk.masking import Mask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHUNK = 1 << 16
SIZE = 64 * CHUNK
ROUNDS = 3
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
WORDS = b"the quick brown fox jumps over the lazy dog and says nothing of value at all\n"


def rows() -> list[tuple[str, str, str]]:
    """Return what was measured, the figure and what it compares with."""
    return list(_rows())


def _rows() -> Iterator[tuple[str, str, str]]:
    for count in (1, 100, 10_000):
        values = _values(count)
        yield _row(f"{count:,} values, one hit in 64 KiB", values, _filled(40) + values[0].encode())
    values = _values(10)
    lines = b"".join(f"key={values[number % 10]} {number}\n".encode() for number in range(CHUNK))
    yield _row("10 values, a hit in every line", values, lines[:CHUNK])
    long = "".join(random.Random(0).choices(LETTERS, k=CHUNK))  # noqa: S311 - the same value in every run
    yield _row("1 value of 64 KiB, no hit", [long], _filled(0))
    yield _row("1 value of 64 KiB, nothing but hits", [long], long.encode())


def _values(count: int) -> list[str]:
    chance = random.Random(count)  # noqa: S311 - the same values in every run
    return ["".join(chance.choices(LETTERS, k=40)) for _ in range(count)]


def _filled(room: int) -> bytes:
    return (WORDS * (CHUNK // len(WORDS) + 1))[: CHUNK - room]


def _row(what: str, values: list[str], text: bytes) -> tuple[str, str, str]:
    mask, needles = Mask(values), [value.encode() for value in values]
    ours = _speed(lambda: mask.feed(text), SIZE // CHUNK)
    loop = _speed(lambda: _replace(text, needles), max(1, SIZE // CHUNK // len(values)))
    return (f"mask a stream, {what}", f"{ours:,.0f} MB/s", f"{ours / loop:,.1f} x a replace loop")


def _replace(text: bytes, needles: list[bytes]) -> bytes:
    for needle in needles:
        text = text.replace(needle, b"***")
    return text


def _speed(call: Callable[[], object], times: int) -> float:
    """Return MB/s, of the best of some rounds: a pause of the machine is not the mask's."""
    call()
    return max(_once(call, times) for _ in range(ROUNDS))


def _once(call: Callable[[], object], times: int) -> float:
    start = time.perf_counter()
    for _ in range(times):
        call()
    return CHUNK * times / (time.perf_counter() - start) / 1e6


if __name__ == "__main__":
    for row in rows():
        print(*row, sep="\t")

"""Long values and dense hits are masked without a step for each byte."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from busdk.masking import Mask
from busdk.masking.prefixes import Prefixes

if TYPE_CHECKING:
    from busdk.masking.prefixes import State

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
LONG = "".join(random.Random(1).choices(LETTERS, k=1 << 16))
LINES = ["".join(random.Random(seed).choices(LETTERS, k=40)) for seed in range(10)]


class Steps:
    """Count the bytes that are stepped over where no state is known yet."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        step = Prefixes.step

        def counted(prefixes: Prefixes, state: State, byte: int) -> State:
            self.count += 1
            return step(prefixes, state, byte)

        monkeypatch.setattr(Prefixes, "step", counted)
        monkeypatch.setattr("busdk.masking.mask.Mask._walk", self._refuse)

    def _refuse(self, *_: object) -> None:
        pytest.fail("walked")


@pytest.mark.parametrize("value", [LONG, LINES[0]])
def test_pieces_are_searched_and_not_walked_through(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of a stream that are not small beside what is held back cost no step for each byte."""
    steps = Steps(monkeypatch)
    mask = Mask([value])
    text = f"so it is {value[:30]}, {value}\n".encode() * 3
    parts = [text[place : place + 40_000] for place in range(0, len(text), 40_000)]
    assert b"".join([*map(mask.feed, parts), mask.finish()]) == f"so it is {value[:30]}, ***\n".encode() * 3
    assert steps.count <= len(value) + 300 * len(parts)  # once through the value itself, to know what may follow it


def test_what_is_held_is_found_among_many_hits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The end of a text that begins a long value is told from the many beginnings of short ones before it."""
    steps = Steps(monkeypatch)
    mask = Mask([LONG, *LINES])
    assert mask.feed("".join(f"{value}\n" for value in LINES * 100).encode() + LONG[:5000].encode()) == b"***\n" * 1000
    assert mask.feed(LONG[5000:].encode()) == b"***"
    assert steps.count < 2 * len(LONG)

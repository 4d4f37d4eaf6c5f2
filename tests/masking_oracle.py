"""A slow mask that is plainly right, to compare with: it sees the whole text at once."""

from __future__ import annotations


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

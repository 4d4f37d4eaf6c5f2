"""The filter that replaces values by a mask."""

from __future__ import annotations

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from busdk.lean import deque
from busdk.masking.marker import marker
from busdk.masking.prefixes import Prefixes
from busdk.masking.spellings import encoded, is_short, spellings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Never


class Mask:
    """Replace every occurrence of any of `values`, in each of its spellings, by a mask.

    Occurrences that overlap are replaced together by one mask. The output does not depend on how the
    stream is cut into pieces, and nothing is held back but what may be the beginning of a value. `short`
    is the number of values that are not masked because they are too short. `others` are not masked, but the mask
    spells none of them either. One Mask serves one stream.
    """

    __slots__ = ("_base", "_finder", "_longest", "_marker", "_prefixes", "_spans", "_state", "_text", "short")

    def __init__(self, values: Iterable[str], others: Iterable[str] = ()) -> None:
        values = set(values)
        written = set().union(*map(spellings, values))
        needles = {encoded(spelling) for spelling in written}
        self.short = sum(map(is_short, values))
        self._marker = encoded(marker(written.union(*map(spellings, others))))
        self._longest = max(map(len, needles), default=0)
        # The table that the crate would choose takes minutes to build for one long value that repeats itself.
        self._finder = BytesAhoCorasick(sorted(needles), MatchKind.LeftmostLongest, Implementation.ContiguousNFA)
        self._prefixes = Prefixes(needles)
        self._state = self._prefixes.root
        # All places are counted from the start of the stream; `_text` is what is held back and begins at `_base`.
        self._text = bytearray()
        self._base = 0
        self._spans: deque[tuple[int, int]] = deque()

    def __repr__(self) -> str:
        """Tell nothing of the values."""
        return "Mask(...)"

    def __reduce__(self) -> Never:
        """Refuse to be copied or stored."""
        raise TypeError("a mask cannot be copied or stored: it holds secret values")

    def feed(self, data: bytes) -> bytes:
        """Take the next piece of the stream and return what can go out."""
        if not self._longest:
            return bytes(data)
        place = self._base + len(self._text)
        self._text += data
        if len(data) < self._longest:
            self._walk(place, place + len(data), place + len(data))
        else:
            self._leap(place)
        self._state = self._prefixes.waiting(self._state)
        return self._release(self._base + len(self._text) - self._state.depth)

    def finish(self) -> bytes:
        """Return what was held back."""
        self._state = self._prefixes.root
        return self._release(self._base + len(self._text))

    def _leap(self, place: int) -> None:
        """Go from one occurrence to the next, then through the last bytes, which alone decide what is held back.

        The finder reports occurrences that do not overlap. One that it passes over begins within one that
        it reports, so walking on from there until no text that began within is left open finds it.
        """
        end = self._base + len(self._text)
        for _, start, stop in self._finder.find_matches_as_indexes(self._text):
            place = self._walk(self._jump(place, self._base + start), self._base + stop, end)
        self._state = self._prefixes.root
        for byte in self._text[max(0, len(self._text) - self._longest + 1) :]:
            self._state = self._prefixes.step(self._state, byte)

    def _jump(self, place: int, target: int) -> int:
        if target <= place:
            return place
        self._state = self._prefixes.root
        return target

    def _walk(self, place: int, settled: int, end: int) -> int:
        """Step from `place` until nothing that began before `settled` is left open; return where that is."""
        state, base = self._state, self._base
        while place < end and place - state.depth < settled:
            byte = self._text[place - base]
            state = state.after.get(byte) or self._prefixes.step(state, byte)
            place += 1
            if state.found:
                self._note(place - state.found, place)
        self._state = state
        return place

    def _note(self, start: int, end: int) -> None:
        """Add an occurrence, as one span with those that it overlaps."""
        spans = self._spans
        while spans and start < spans[-1][1]:
            start = min(start, spans.pop()[0])
        spans.append((start, end))

    def _release(self, limit: int) -> bytes:
        """Take the text before `limit` out, masked; a span that began before `_base` has its mask already."""
        parts: list[bytes | bytearray] = []
        place = base = self._base
        while self._spans and self._spans[0][0] < limit:
            start, end = self._spans[0]
            if start >= base:
                parts += [self._text[place - base : start - base], self._marker]
            place = max(place, end)
            if end > limit:
                break
            self._spans.popleft()
        parts.append(self._text[place - base : max(limit - base, 0)])
        del self._text[: limit - base]
        self._base = limit
        return b"".join(parts)

"""The filter that replaces values by a mask."""

from __future__ import annotations

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from busdk.masking.marker import marker
from busdk.masking.prefixes import Prefixes
from busdk.masking.spellings import encoded, is_short, spellings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Never

    from busdk.masking.prefixes import State

AGAIN = 4
"""How many times longer than a piece may be what is held back before it, to be searched again with it."""


class Mask:
    """Replace every occurrence of any of `values`, in each of its spellings, by a mask.

    Occurrences that overlap are replaced together by one mask. The output does not depend on how the
    stream is cut into pieces, and nothing is held back but what may be the beginning of a value. `short`
    is the number of values that are not masked because they are too short. `others` are not masked, but the mask
    spells none of them either. One Mask serves one stream.
    """

    __slots__ = (
        "_behind", "_finder", "_held", "_longest", "_marker", "_needles", "_prefixes", "_spans", "_state", "_text",
        "short",
    )  # fmt: skip

    def __init__(self, values: Iterable[str], others: Iterable[str] = ()) -> None:
        values = set(values)
        written = set().union(*map(spellings, values))
        self._needles = needles = sorted({encoded(spelling) for spelling in written})
        self.short = sum(map(is_short, values))
        self._marker = encoded(marker(written.union(*map(spellings, others))))
        self._longest = max(map(len, needles), default=0)
        # The table that the crate would choose takes minutes to build for one long value that repeats itself.
        self._finder = BytesAhoCorasick(needles, MatchKind.LeftmostLongest, Implementation.ContiguousNFA)
        self._prefixes = Prefixes(needles)
        self._behind: dict[int, State] = {}  # see `_beyond`
        # The last `_held` bytes of the text begin a longer value; `_state` is where it stands, None when not known.
        self._held = 0
        self._state: State | None = self._prefixes.root
        self._text = bytearray()  # what is held back; places are counted from its start
        self._spans: list[tuple[int, int]] = []  # in order, apart from each other; one may have begun before the text

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
        begin = len(self._text)
        self._text += data
        if len(data) * AGAIN < begin:
            self._state = self._walk(begin)
            self._held = self._state.depth
        else:
            self._leap()
            self._held = self._prefixes.waiting_in(self._text[-self._longest + 1 :])
            self._state = None
        return self._release(len(self._text) - self._held)

    def finish(self) -> bytes:
        """Return what was held back."""
        self._held, self._state = 0, self._prefixes.root
        return self._release(len(self._text))

    def _leap(self) -> None:
        """Find every occurrence in the text, also what is found already, from one to the next.

        The finder reports occurrences that do not overlap. One that it passes over begins within one that it reports,
        so walking on from the end of that until no text that began within is left open finds it.
        """
        self._spans = spans = [span for span in self._spans if span[0] < 0]
        state, place, behind = self._prefixes.root, 0, self._behind
        last = spans[-1][1] if spans else 0
        for number, start, stop in self._finder.find_matches_as_indexes(self._text):
            if place <= start:
                place, state = stop, behind.get(number) or self._beyond(number)
                if start < last:
                    self._note(start, stop)
                else:
                    spans.append((start, stop))
                last = stop
            if state.depth:
                place, state = self._walk_on(place, state, stop)
                last = spans[-1][1]

    def _beyond(self, number: int) -> State:
        """Return where a text stands behind a needle, without what begins with that needle."""
        state = self._prefixes.root
        for byte in self._needles[number][1:]:
            state = self._prefixes.step(state, byte)
        self._behind[number] = state
        return state

    def _walk(self, begin: int) -> State:
        """Step through new data, and return where the text stands: what has to be held back."""
        state = self._state
        if state is None:
            state = self._prefixes.root
            for byte in self._text[begin - self._held : begin]:
                state = self._prefixes.step(state, byte)
        return self._prefixes.waiting(self._walk_on(begin, state, len(self._text))[1])

    def _walk_on(self, place: int, state: State, settled: int) -> tuple[int, State]:
        """Step from `place` until nothing that began before `settled` is left open; return where and how that is."""
        text, end = self._text, len(self._text)
        while place < end and place - state.depth < settled:
            byte = text[place]
            state = state.after.get(byte) or self._prefixes.step(state, byte)
            place += 1
            if state.found:
                self._note(place - state.found, place)
        return place, state

    def _note(self, start: int, end: int) -> None:
        """Add an occurrence, as one span with those that it overlaps."""
        spans = self._spans
        while spans and start < spans[-1][1]:
            before = spans.pop()
            start, end = min(start, before[0]), max(end, before[1])
        spans.append((start, end))

    def _release(self, limit: int) -> bytes:
        """Take the text before `limit` out, masked; a span that began before it has its mask already."""
        text, spans, place, done = bytes(self._text[:limit]), self._spans, 0, 0
        del self._text[:limit]
        parts: list[bytes] = []
        for start, end in spans:
            if start >= limit:
                break
            if start >= 0:
                parts += (text[place:start], self._marker)
            place = end
            if end > limit:
                break
            done += 1
        self._spans = [(start - limit, end - limit) for start, end in spans[done:]]
        parts.append(text[place:])
        return b"".join(parts)

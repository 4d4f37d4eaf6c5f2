"""Where a text stands in a set of values: the longest end of it that begins one of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

HEAD = 8
"""Bytes of a value that tell where it may begin."""
PATIENCE = 64
"""Places where a value may begin that are looked at before all is stepped through."""


class State:
    """A text that begins values, those from `low` to `high` in order.

    `fallback` is the longest proper end of it that begins a value too, `found` the length of the longest
    value that ends with it (0 if none does), `after` the states that are known to follow, by byte.
    """

    __slots__ = ("after", "depth", "fallback", "found", "grows", "high", "low")

    def __init__(self, depth: int, low: int, high: int) -> None:
        self.depth = depth
        self.low = low
        self.high = high
        self.found = 0
        self.grows = True
        self.fallback: State = self
        self.after: dict[int, State] = {}


class Prefixes:
    """The automaton of Aho and Corasick over `values`, of which only the states that a text visits are made.

    So its cost does not depend on the number of values, and one byte of text costs one step on average.
    """

    __slots__ = ("_heads", "_values", "root")

    def __init__(self, values: Collection[bytes]) -> None:
        self._values = sorted(values)
        self._heads: tuple[BytesAhoCorasick, list[int]] | None = None
        self.root = State(0, 0, len(self._values))

    def step(self, state: State, byte: int) -> State:
        """Return the state after one more byte."""
        start, found, made = state, None, list[State]()
        while (found := state.after.get(byte)) is None:
            if (child := self._child(state, byte)) is not None:
                state.after[byte] = child
                made.append(child)
            if state is self.root:
                found = self.root
                break
            state = state.fallback
        for child in reversed(made):
            child.fallback = found
            child.found = child.found or found.found
            found = child
        start.after[byte] = found
        return found

    def waiting(self, state: State) -> State:
        """Return the longest end of the state's text that begins a longer value: what must be held back."""
        while not state.grows:
            state = state.fallback
        return state

    def waiting_in(self, text: bytes | bytearray) -> int:
        """Return the length of the longest end of a text that begins a longer value; most of it is not stepped through.

        An end of `HEAD` bytes and more begins with those of a value that is longer.
        """
        heads, reaches = self._heads or self._find_heads()
        size, tried = len(text), 0
        for number, place, _ in heads.find_matches_as_indexes(text, overlapping=True):
            if size - place < reaches[number]:
                end = bytes(text[place:])
                following = bisect_right(self._values, end)
                if following < len(self._values) and self._values[following].startswith(end):
                    return len(end)
                tried += 1
                if tried == PATIENCE:  # a value that repeats itself
                    return self._walked(text)
        return self._walked(text[-HEAD + 1 :])

    def _walked(self, text: bytes | bytearray) -> int:
        state = self.root
        for byte in text:
            state = state.after.get(byte) or self.step(state, byte)
        return self.waiting(state).depth

    def _find_heads(self) -> tuple[BytesAhoCorasick, list[int]]:
        """Return a finder of heads, and for each the length of the longest value that begins with it."""
        reaches: dict[bytes, int] = {}
        for value in self._values:
            if len(value) > HEAD:
                reaches[value[:HEAD]] = max(len(value), reaches.get(value[:HEAD], 0))
        self._heads = (
            BytesAhoCorasick(list(reaches), MatchKind.Standard, Implementation.ContiguousNFA),
            [*reaches.values()],
        )
        return self._heads

    def _child(self, state: State, byte: int) -> State | None:
        """Make the state of a text that is one byte longer, if any value begins with it."""
        depth = state.depth

        def letter(value: bytes) -> bytes:
            return value[depth : depth + 1]

        low = bisect_left(self._values, bytes((byte,)), state.low, state.high, key=letter)
        high = bisect_right(self._values, bytes((byte,)), low, state.high, key=letter)
        if low == high:
            return None
        child = State(depth + 1, low, high)
        child.found = child.depth if len(self._values[low]) == child.depth else 0
        child.grows = len(self._values[high - 1]) > child.depth
        return child

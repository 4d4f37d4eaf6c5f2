"""What each of the child's streams is: inherited, a pipe or a pseudo-terminal."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from busdk.process.flow import Feed, Flow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from busdk.process.flow import Filter


class Wiring:
    """The child's descriptors, `stdin`, `stdout` and `stderr`, and the flows at our ends of them."""

    def __init__(self, *, session: bool) -> None:
        self.session = session
        self.stdin = self.stdout = self.stderr = -1
        self.flows: list[Flow] = []
        self.feed: Feed | None = None
        self._theirs: list[int] = []

    def give_input(self, stdin: bytes | int | None) -> None:
        """Wire stdin: a descriptor, bytes through a pipe, or nothing."""
        if isinstance(stdin, int):
            self.stdin = stdin
        elif stdin is None:
            self.stdin = self._keep(os.open(os.devnull, os.O_RDONLY))
        else:
            reader, writer = os.pipe()
            self.stdin = self._keep(reader)
            self.feed = Feed(stdin, writer)

    def take_output(self, target: int, filters: Sequence[Filter], *, capture: bool) -> int:
        """Wire an output stream and return the child's descriptor: the target itself where nothing is filtered."""
        if not filters and not capture:
            return target
        reader, writer = os.pipe()
        self.flows.append(Flow(reader, filters, None if capture else target))
        return self._keep(writer)

    def close_theirs(self) -> None:
        """Close the child's ends, which it holds itself now."""
        while self._theirs:
            os.close(self._theirs.pop())

    def close(self) -> None:
        """Close whatever is open."""
        self.close_theirs()
        if self.feed:
            self.feed.end()
        for flow in self.flows:
            flow.close()

    def _keep(self, descriptor: int) -> int:
        self._theirs.append(descriptor)
        return descriptor

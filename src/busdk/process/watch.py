"""What a caller may know of a child from its output: when it has said all, and how it wants to be ended."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol
else:
    Protocol = object


class Watch(Protocol):
    """The caller's knowledge of a child whose output it reads, by a filter for one."""

    @property
    def finished(self) -> bool:
        """Whether the child has said its last word, as far as is known now."""

    @property
    def linger(self) -> float:
        """Seconds that a child which has finished may take to end; then its group is ended."""

    @property
    def gentle(self) -> int:
        """The signal that asks this child to end before any other does, 0 for none."""

    @property
    def silence(self) -> float:
        """Seconds without output after which `on_silence` is called."""

    def on_silence(self) -> None:
        """Take note that nothing was written for a while: once, until something is."""

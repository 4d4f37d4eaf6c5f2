"""How a child process ended."""

from __future__ import annotations


class Ended:
    """The end of a child.

    `code` is its exit code, or 128+N where signal N ended it or we ended it with signal N; `signal` is
    that N, else 0. `timed_out` says that its time was over, `overdue` that it had finished and did not end by
    itself, `interrupted` that the run is to stop: a signal reached us, or a key such as Ctrl-C ended the child that
    had the keyboard. `stdout` and `stderr` hold what came out of the filters when it was captured; `repr` leaves
    them out.
    """

    __slots__ = ("code", "interrupted", "overdue", "signal", "stderr", "stdout", "timed_out")

    def __init__(
        self,
        code: int,
        *,
        signal: int = 0,
        timed_out: bool = False,
        overdue: bool = False,
        interrupted: bool = False,
        stdout: bytes = b"",
        stderr: bytes = b"",
    ) -> None:
        self.code = code
        self.signal = signal
        self.timed_out = timed_out
        self.overdue = overdue
        self.interrupted = interrupted
        self.stdout = stdout
        self.stderr = stderr

    def __eq__(self, other: object) -> bool:
        """Compare all that is known of the two ends."""
        return isinstance(other, Ended) and all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Show everything but the streams."""
        flags = f"timed_out={self.timed_out}, overdue={self.overdue}, interrupted={self.interrupted}"
        return f"Ended({self.code}, signal={self.signal}, {flags})"

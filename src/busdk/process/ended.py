"""How a child process ended."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a child.

    `code` is its exit code, or 128+N where signal N ended it or we ended it with signal N; `signal` is
    that N, else 0. `timed_out` says that its time was over, `interrupted` that the run is to stop: a signal
    reached us, or a key such as Ctrl-C ended the child that had the keyboard. `stdout` and `stderr` hold
    what came out of the filters when it was captured; `repr` leaves them out.
    """

    code: int
    signal: int = 0
    timed_out: bool = False
    interrupted: bool = False
    stdout: bytes = field(default=b"", repr=False)
    stderr: bytes = field(default=b"", repr=False)

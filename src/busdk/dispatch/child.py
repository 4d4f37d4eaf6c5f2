"""Starting a program as a child process, waiting for it, and passing on signals."""

from __future__ import annotations

import os
import signal

from busdk.dispatch.errors import NotStartable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType
    from typing import Any

FORWARDED = (signal.SIGTERM, signal.SIGHUP)
FROM_TERMINAL = (signal.SIGINT, signal.SIGQUIT)  # the terminal gives these to the child as well
RESET = (signal.SIGPIPE, signal.SIGXFSZ)  # ignored by Python, and a child would inherit that


def run(path: str, arguments: Sequence[str]) -> int:
    """Run the program at `path` with this process's streams; return its exit code, 128+N for signal N.

    SIGTERM and SIGHUP are forwarded, and end a child that they did not stop with code 128+N here.
    """
    signals = _Signals()
    with signals:
        try:
            signals.child = os.posix_spawn(path, [path, *arguments], os.environ, setsigdef=RESET)
        except (OSError, ValueError) as error:
            raise NotStartable(f"cannot start {path}: {getattr(error, 'strerror', None) or error}") from None
        signals.forward()
        code = os.waitstatus_to_exitcode(os.waitpid(signals.child, 0)[1])
        signals.child = 0
    if code == 0 and signals.received:
        return 128 + signals.received
    return code if code >= 0 else 128 - code


class _Signals:
    """Handlers for the time a child runs; signals that this process ignores stay ignored."""

    __slots__ = ("_before", "child", "received")

    def __init__(self) -> None:
        self.child = 0
        self.received = 0
        self._before: dict[int, Any] = {}

    def __enter__(self) -> None:
        for number in (*FORWARDED, *FROM_TERMINAL):
            if signal.getsignal(number) is not signal.SIG_IGN:
                handler = self._forward if number in FORWARDED else _leave_to_child
                self._before[number] = signal.signal(number, handler)

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def forward(self) -> None:
        """Pass on what came before the child was known."""
        if self.received:
            os.kill(self.child, self.received)

    def _forward(self, number: int, _: FrameType | None) -> None:
        self.received = number
        if self.child:
            os.kill(self.child, number)


def _leave_to_child(_number: int, _frame: FrameType | None) -> None:
    return

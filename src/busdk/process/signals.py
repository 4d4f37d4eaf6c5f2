"""Signals as bytes of a pipe, so that one `poll` waits for them and for data alike."""

from __future__ import annotations

import os
import sys

from busdk.lean import signal
from busdk.signals import ENDING, PASSED_ON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any, Self

WATCHED = (*ENDING, *PASSED_ON, signal.SIGTSTP, signal.SIGCONT, signal.SIGCHLD, signal.SIGWINCH)


class Signals:
    """Collect the signals that reach this process; a signal that it ignores stays ignored, for the child too.

    Outside the main thread, where Python sets no handlers, nothing is collected and `descriptor` is -1.
    """

    def __init__(self) -> None:
        self.descriptor = -1
        self._writer = -1
        self._wakeup = -1
        self._continued = 0
        self._before: dict[int, Callable[[int, FrameType | None], Any] | int] = {}

    def __enter__(self) -> Self:
        """Take over the handlers."""
        if not in_main_thread():
            return self
        self.descriptor, self._writer = os.pipe()
        os.set_blocking(self.descriptor, False)
        os.set_blocking(self._writer, False)
        self._wakeup = signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
        for number in WATCHED:
            before = signal.getsignal(number)
            if before is not None and (before is not signal.SIG_IGN or number == signal.SIGCHLD):
                self._before[number] = before
                signal.signal(number, self._wake)
        return self

    def __exit__(self, *_: object) -> None:
        """Give the handlers back, and the requests to end that came too late for the child."""
        if self.descriptor < 0:
            return
        late = [number for number in self.taken() if number in ENDING]
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup)
        os.close(self.descriptor)
        os.close(self._writer)
        for number in late:
            signal.raise_signal(number)

    def taken(self) -> bytes:
        """Return the numbers of the signals that came since the last call, one byte each."""
        try:
            return os.read(self.descriptor, 512) if self.descriptor >= 0 else b""
        except BlockingIOError:
            return b""

    def stop_us(self, number: int, *, whole_group: bool) -> bool:
        """Stop this process as the stop signal `number` does by default, and return when it has been continued.

        Return False at once where nobody could continue it, so that the system does not stop it, and where it ignores
        the signal, as what an interactive shell starts in `$(...)` does.
        """
        if signal.getsignal(number) is signal.SIG_IGN:
            return False
        before, count = signal.signal(number, signal.SIG_DFL), self._continued
        try:
            os.kill(0 if whole_group else os.getpid(), number)
        finally:
            signal.signal(number, before)
        return self._continued != count

    def _wake(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - a handler's form
        """Do little: that the signal is handled at all puts its number into the pipe."""
        self._continued += number == signal.SIGCONT


def in_main_thread() -> bool:
    """Tell whether this is the main thread, the only one in which Python sets handlers.

    Without the module `threading`, whose import takes its time, there is no other one.
    """
    threads = sys.modules.get("threading")
    return threads is None or bool(threads.current_thread() is threads.main_thread())

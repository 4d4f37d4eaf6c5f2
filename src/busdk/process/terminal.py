"""Terminals: a pseudo-terminal that stands for one, raw mode, window size."""

from __future__ import annotations

import errno
import fcntl
import os
import termios

from busdk.lean import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ROOM = b"\0" * 8  # struct winsize
OUTPUT_FLAGS = 1
LOCAL_FLAGS = 3
CHARACTERS = 6


def same(one: int, other: int) -> bool:
    """Return whether two descriptors are the same terminal."""
    return os.isatty(one) and os.isatty(other) and os.fstat(one).st_rdev == os.fstat(other).st_rdev


def imitate(model: int, *, process_output: bool) -> tuple[int, int] | None:
    r"""Open a pseudo-terminal with the modes and size of `model`: our end and the child's; None where there is none.

    Without `process_output` it does not turn `\n` into `\r\n`: the terminal behind it does.
    """
    try:
        ours, theirs = os.openpty()
    except OSError:
        return None
    os.set_blocking(ours, False)
    with suppress(termios.error):
        modes = termios.tcgetattr(model)
        if not process_output:
            modes[OUTPUT_FLAGS] &= ~termios.OPOST
        termios.tcsetattr(theirs, termios.TCSANOW, modes)
    copy_size(model, ours)
    return ours, theirs


def copy_size(model: int, terminal: int) -> None:
    """Give a terminal the window size of another."""
    with suppress(OSError):  # one of them has just gone
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, fcntl.ioctl(model, termios.TIOCGWINSZ, ROOM))


def make_controlling(terminal: int) -> None:
    """Make it the controlling terminal of this process, which leads a session that has none."""
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)


def suspend_key(terminal: int) -> bytes:
    """Return the key that suspends, or nothing while the terminal's program takes keys as they are."""
    try:
        modes = termios.tcgetattr(terminal)
    except termios.error:
        return b""
    key: bytes = modes[CHARACTERS][termios.VSUSP]
    return key if modes[LOCAL_FLAGS] & termios.ISIG and key != b"\0" else b""


class Raw:
    """A terminal that hands on every key and every byte as it is, between `enter` and `leave`."""

    def __init__(self, terminal: int) -> None:
        self._terminal = terminal
        self._modes: list[Any] | None = None

    def enter(self) -> None:
        """Remember the modes, unless that is done, and go raw."""
        if self._modes is None:
            self._modes = termios.tcgetattr(self._terminal)
        import tty

        _until_done(lambda: tty.setraw(self._terminal, termios.TCSANOW))

    def leave(self) -> None:
        """Restore the modes; a terminal that has gone needs none."""
        modes, self._modes = self._modes, None
        if modes is not None:
            with suppress(termios.error):
                _until_done(lambda: termios.tcsetattr(self._terminal, termios.TCSANOW, modes))


def _until_done(change: Any) -> None:
    """Try again when a signal came between: in the background the change stops us until we are continued."""
    while True:
        try:
            change()
        except termios.error as error:
            if error.args[0] == errno.EINTR:
                continue
            raise
        return

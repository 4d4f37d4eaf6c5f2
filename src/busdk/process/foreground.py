"""The foreground of the controlling terminal, which the child's process group borrows as a shell's job does."""

from __future__ import annotations

import os
import termios

from busdk.lean import signal, suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Foreground:
    """The terminal that this process may own the foreground of; `lent` while it is the child's."""

    def __init__(self, *, wanted: bool) -> None:
        self.lent = False
        self._modes: list[Any] | None = None
        self._terminal = _controlling_terminal() if wanted else -1

    @property
    def ours(self) -> bool:
        """Whether our own group has it."""
        try:
            return self._terminal >= 0 and os.tcgetpgrp(self._terminal) == os.getpgrp()
        except OSError:
            return False

    def lend(self, group: int) -> None:
        """Make a group the foreground; call it when it is `ours`, before or after the group starts."""
        self.expect_to_lend()
        give(self._terminal, group)

    def expect_to_lend(self) -> int:
        """Prepare for a child that takes the foreground itself as it starts, with `give`; return the terminal."""
        self._modes = termios.tcgetattr(self._terminal)
        self.lent = True
        return self._terminal

    def take_back(self, group: int, *, restore: bool = False) -> None:
        """Make our group the foreground again if `group` or nobody is; `restore` the modes that it was lent with."""
        if not self.lent:
            return
        self.lent = False
        with suppress(OSError, termios.error), _Undisturbed():
            holder = os.tcgetpgrp(self._terminal)
            if holder == group or not _exists(holder):
                os.tcsetpgrp(self._terminal, os.getpgrp())
            if restore and self._modes and self.ours:
                termios.tcsetattr(self._terminal, termios.TCSANOW, self._modes)

    def close(self) -> None:
        """Take it back from a child that has ended or never started, and close the terminal."""
        self.take_back(0)
        if self._terminal >= 0:
            os.close(self._terminal)
            self._terminal = -1


def give(terminal: int, group: int) -> None:
    """Make `group` the foreground of `terminal`, from the background too; not if the terminal has gone."""
    with suppress(OSError), _Undisturbed():
        os.tcsetpgrp(terminal, group)


def _controlling_terminal() -> int:
    try:
        return os.open("/dev/tty", os.O_RDWR | os.O_CLOEXEC | os.O_NOCTTY)
    except OSError:
        return -1


class _Undisturbed:
    """Block the signal that stops a background process which changes its terminal."""

    def __enter__(self) -> None:
        self._before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})

    def __exit__(self, *_: object) -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, self._before)


def _exists(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

"""The user's keyboard, passed on to a child that has a pseudo-terminal for its stdin."""

from __future__ import annotations

import os

from busdk.process import terminal

ROOM = 1 << 12


class Keyboard:
    """Move keys from the user's terminal, raw meanwhile, to the child's.

    `suspends` is set when the suspend key was pressed: it has to act on us as well, so it is not passed on.
    `group` is the child's process group. While `away`, as our job is in the background, the terminal is not touched.
    """

    def __init__(self, source: int, target: int) -> None:
        self.source = source
        self.target = target
        self.suspends = False
        self.away = False
        self.group = 0
        self.raw = terminal.Raw(source)
        self._pending = bytearray()

    @property
    def reads(self) -> bool:
        """Whether more keys can be taken."""
        return self.source >= 0 and not self.away and len(self._pending) < ROOM

    @property
    def writes(self) -> bool:
        """Whether keys wait for the child."""
        return bool(self._pending)

    def read(self) -> None:
        """Take keys that are ready."""
        try:
            keys = os.read(self.source, ROOM)
        except BlockingIOError:
            return
        except OSError:  # the terminal has gone; a signal says the rest
            keys = b""
        if not keys:
            self.source = -1
        self._pending += self._without_suspend(keys)

    def write(self) -> None:
        """Give the child what it takes now."""
        try:
            del self._pending[: os.write(self.target, self._pending)]
        except BlockingIOError:
            return
        except OSError:  # nobody holds the child's end any more
            self._pending.clear()

    def end(self) -> None:
        """Move no more keys; the terminal stays raw until all that the child has written is shown."""
        self._pending.clear()
        self.source = -1

    def _without_suspend(self, keys: bytes) -> bytes:
        """Cut the suspend key out; one that is meant for a job of a shell that the child started is that shell's."""
        key = terminal.suspend_key(self.target)
        if not key or key not in keys or not self._child_is_foreground():
            return keys
        self.suspends = True
        return keys.replace(key, b"")

    def _child_is_foreground(self) -> bool:
        try:
            return os.tcgetpgrp(self.target) == self.group
        except OSError:
            return False

    def close(self) -> None:
        """Restore the user's terminal."""
        self.end()
        if not self.away:
            self.raw.leave()
        os.close(self.target)

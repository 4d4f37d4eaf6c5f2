"""A user's terminal for tests: a program runs on a pseudo-terminal, and the test types and reads."""

from __future__ import annotations

import fcntl
import os
import re
import select
import struct
import subprocess
import termios
import time
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Sequence

PATIENCE = 20.0


class Terminal:
    """A terminal window of 40 rows and 100 columns with one program in the foreground."""

    def __init__(self, argv: Sequence[str], **options: Any) -> None:
        self._ours, theirs = os.openpty()
        self.resize(40, 100)
        self.shown = b""
        options = {"stdin": theirs, "stdout": theirs, "stderr": theirs} | options
        self.process = subprocess.Popen(
            list(argv),
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(theirs, termios.TIOCSCTTY, 0),  # noqa: PLW1509
            **options,
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, 9)
        self.process.wait(PATIENCE)
        os.close(self._ours)

    def resize(self, rows: int, columns: int) -> None:
        """Change the size of the window."""
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._ours, keys)

    def modes(self) -> list[Any]:
        """Return the terminal's modes."""
        return termios.tcgetattr(self._ours)

    def expect(self, pattern: str) -> str:
        """Read until the text since the last call matches; return the match's first group, or all of it."""
        deadline = time.monotonic() + PATIENCE
        while not (match := re.search(pattern.encode(), self.shown, re.DOTALL)):
            assert time.monotonic() < deadline, f"waited for {pattern!r}, got {self.shown!r}"
            assert self._read(), f"ended before {pattern!r}, got {self.shown!r}"
        self.shown = self.shown[match.end() :]
        return match[1 if match.re.groups else 0].decode()

    def rest(self) -> bytes:
        """Read to the end of the program and return what was not expected."""
        while self._read():
            pass
        return self.shown

    def _read(self) -> bool:
        if not select.select([self._ours], [], [], PATIENCE)[0]:
            return False
        try:
            data = os.read(self._ours, 65536)
        except OSError:
            return False
        self.shown += data
        return bool(data)

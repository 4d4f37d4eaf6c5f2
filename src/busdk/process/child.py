"""A started child and its process group."""

from __future__ import annotations

import os

from busdk.lean import signal, suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    import subprocess
    from typing import Self

    from busdk.process.spawned import Spawned


class Child:
    """The leader of a process group of its own; `status` is its exit code, -N after signal N, None while it runs."""

    def __init__(self, process: subprocess.Popen[bytes] | Spawned) -> None:
        self.group = process.pid
        self.status: int | None = None
        self._process = process

    def __enter__(self) -> Self:
        """Take care of the child."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing running: a child that still runs here was left by an error of ours."""
        if self.status is None:
            self.signal(signal.SIGKILL)
            self._process.wait()

    def look(self) -> int:
        """Note the child's end if it has ended; return the signal that has stopped it meanwhile, else 0."""
        if self.status is not None:
            return 0
        pid, status = os.waitpid(self.group, os.WNOHANG | os.WUNTRACED)
        if pid == 0:
            return 0
        if os.WIFSTOPPED(status):
            return os.WSTOPSIG(status)
        self.status = self._process.returncode = os.waitstatus_to_exitcode(status)
        return 0

    def signal(self, number: int) -> None:
        """Send a signal to the whole group."""
        with suppress(ProcessLookupError, PermissionError):  # macOS: a group of zombies is not permitted
            os.killpg(self.group, number)

    def pass_on(self, number: int) -> None:
        """Send a signal to the child itself, unless it has ended, as whoever sent it to us would have."""
        if self.status is not None:
            return
        with suppress(ProcessLookupError, PermissionError):  # another user's program, as `sudo`
            os.kill(self.group, number)

    @property
    def has_group(self) -> bool:
        """Whether any process of the group is left."""
        try:
            os.killpg(self.group, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True

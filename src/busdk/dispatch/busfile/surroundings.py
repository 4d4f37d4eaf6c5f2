"""What a command that runs in this process may have changed, and putting it back before the next one."""

from __future__ import annotations

import os
import signal
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGPIPE, signal.SIGCHLD)


class Surroundings:
    """The state of this process that the next command would inherit; `environment` is what each is to find."""

    __slots__ = ("_core", "_environment", "_folder", "_handlers", "_path", "_umask")

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._path = sys.path[:]
        self._environment = environment
        self._handlers = {number: signal.getsignal(number) for number in _SIGNALS}
        self._core = _core_limit()
        self._folder = _folder()
        self._umask = os.umask(0)
        os.umask(self._umask)

    def restore(self) -> None:
        """Put back the environment, working directory, umask, signal handlers, core limit and import path."""
        import resource

        sys.path[:] = self._path
        if dict(os.environ) != self._environment:
            os.environ.clear()
            os.environ.update(self._environment)
        for number, handler in self._handlers.items():
            if signal.getsignal(number) is not handler:
                signal.signal(number, handler)
        if _core_limit() != self._core:
            resource.setrlimit(resource.RLIMIT_CORE, self._core)
        if self._folder >= 0:
            os.fchdir(self._folder)
        os.umask(self._umask)


def _folder() -> int:
    """Return a descriptor of the working directory, or -1 where that cannot be opened."""
    try:
        return os.open(".", getattr(os, "O_PATH", os.O_RDONLY))
    except OSError:
        return -1


def _core_limit() -> tuple[int, int]:
    import resource

    return resource.getrlimit(resource.RLIMIT_CORE)

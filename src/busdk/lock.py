"""The lock that orders the writers of a file: `flock` on a lock file, so it dies with its holder."""

from __future__ import annotations

import os

from busdk import files
from busdk.errors import FileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class held:  # noqa: N801 - used as a statement: `with lock.held(path):`
    """Hold the lock file at `path`, waiting for it as long as another process holds it.

    The file is removed on release, while it is still held. `on_wait` is called once before waiting begins;
    `name` stands for `path` in an error.
    """

    __slots__ = ("_descriptor", "_name", "_on_wait", "_path")

    def __init__(self, path: str, *, on_wait: Callable[[], None] | None = None, name: str = "") -> None:
        self._path = path
        self._name = name or path
        self._on_wait = on_wait
        self._descriptor = -1

    def __enter__(self) -> None:
        """Wait for the lock; raise FileError when its file cannot be made."""
        try:
            self._descriptor = _acquire(self._path, self._on_wait)
        except OSError as error:
            raise FileError.of("lock", self._name, error, *files.obstacle(error, self._path)) from None

    def __exit__(self, *_: object) -> None:
        """Remove the file, unless it is another by now, then let go."""
        if _is_at(self._descriptor, self._path):
            files.discard(self._path)
        try:
            os.close(self._descriptor)
        except OSError:  # nothing was written through it, and the process's end lets go as well
            return


class locked:  # noqa: N801 - used as a statement: `with lock.locked(path):`
    """Hold the lock of the file at `path`, a side file `.NAME.lock`, as `held` does.

    A temporary file that a crash left is removed too.
    """

    __slots__ = ("_held", "_path")

    def __init__(self, path: str) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Wait for the lock; raise FileError when the side file cannot be made."""
        target = os.path.realpath(self._path)
        self._held = held(files.beside(target, ".lock"), name=self._path)
        self._held.__enter__()
        files.discard(files.beside(target, ".tmp"))

    def __exit__(self, *_: object) -> None:
        """Remove the side file, then let go."""
        self._held.__exit__()


def clear(path: str) -> None:
    """Remove what a crash left beside the file at `path`, waiting for a writer at work; best effort."""
    target = os.path.realpath(path)
    if any(os.path.lexists(files.beside(target, ending)) for ending in (".tmp", ".lock")):
        try:
            with locked(path):
                pass
        except FileError:
            return


def _acquire(path: str, on_wait: Callable[[], None] | None) -> int:
    """Open and lock the file; start again when its last holder removed it in between."""
    while True:
        descriptor = _open(path)
        try:
            if on_wait is not None and not _at_once(descriptor):
                on_wait()
                on_wait = None
            _wait(descriptor)
            if _is_at(descriptor, path):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _is_at(descriptor: int, path: str) -> bool:
    """Tell whether the file that is open is the one of that name."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path, follow_symlinks=False))
    except FileNotFoundError:
        return False


def _open(path: str) -> int:
    """Open the lock file, for reading only when another user's crash left it: `flock` needs no more."""
    flags = files.NO_INHERIT | files.NO_FOLLOW | files.NO_BLOCK
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o644)
    except PermissionError:
        if not os.path.lexists(path):
            raise
        return os.open(path, os.O_RDONLY | flags)  # a sticky folder may forbid O_CREAT, even on what exists


def _at_once(descriptor: int) -> bool:
    """Take the lock if nobody holds it; systems that cannot try say yes."""
    if os.name == "nt":
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _wait(descriptor: int) -> None:
    if os.name != "nt":
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return
    import msvcrt  # pragma: no cover - Windows only

    while True:  # pragma: no cover - its blocking mode gives up after ten seconds
        try:
            msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined]
        except OSError:
            continue
        return

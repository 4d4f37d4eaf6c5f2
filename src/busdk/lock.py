"""The lock that orders the writers of a file: `flock` on a lock file, so it dies with its holder."""

from __future__ import annotations

import os
import time

from busdk import files, folders
from busdk.errors import FileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self


PATIENCE = 1.0
"""Seconds that a writer waits for another before it says so."""
POLL = 0.01
NO_LOCKS = "its file system has no locks: mount it with them, or keep the file on another one"


class held:  # noqa: N801 - used as a statement: `with lock.held(path):`
    """Hold the lock file at `path`, waiting for it as long as another process holds it.

    The file is removed on release, while it is still held. `on_wait` is called once when the lock has not come free
    within `patience` seconds, and waiting goes on; `name` stands for `path` in an error.
    """

    __slots__ = ("_descriptor", "_name", "_on_wait", "_path", "_patience")

    def __init__(
        self, path: str, *, on_wait: Callable[[], None] | None = None, patience: float = 0.0, name: str = ""
    ) -> None:
        self._path = path
        self._name = name or path
        self._on_wait = on_wait
        self._patience = patience
        self._descriptor = -1

    def __enter__(self) -> Self:
        """Wait for the lock; raise FileError when its file cannot be made."""
        try:
            self._descriptor = _acquire(self._path, self._on_wait, time.monotonic() + self._patience)
        except OSError as error:
            hints = (NO_LOCKS,) if _has_no_locks(error) else files.obstacle(error, self._path)
            raise FileError.of("lock", self._name, error, *hints) from None
        return self

    def note(self, text: bytes) -> None:
        """Write into the file, over what was written before, which must be of the same length.

        Raises FileError when another user's crash left the file.
        """
        try:
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, text)
        except OSError as error:
            raise FileError.of("lock", self._name, error, f"rm {self._path}") from None

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

    `on_wait`, by default the program's own (`files.on_wait`), is called once when another writer has kept us waiting
    for a second. A temporary file that a crash left
    is removed too.
    """

    __slots__ = ("_held", "_on_wait", "_path")

    def __init__(self, path: str, *, on_wait: Callable[[], None] | None = None) -> None:
        self._path = path
        self._on_wait = on_wait

    def __enter__(self) -> None:
        """Wait for the lock; raise FileError when the side file cannot be made."""
        target = os.path.realpath(self._path)
        place = files.beside(target, ".lock")
        self._held = held(place, on_wait=self._on_wait or self._tell, patience=PATIENCE, name=self._path)
        self._held.__enter__()
        files.discard(files.beside(target, ".tmp"))

    def __exit__(self, *_: object) -> None:
        """Remove the side file, then let go."""
        self._held.__exit__()

    def _tell(self) -> None:
        if files.on_wait is not None:
            files.on_wait(self._path)


def is_held(path: str) -> bool:
    """Tell whether a process holds the lock file at `path`, this one included; False when that cannot be told."""
    try:
        descriptor = os.open(path, os.O_RDONLY | files.NO_INHERIT | files.NO_FOLLOW | files.NO_BLOCK)
    except OSError:
        return False
    try:
        return not _until(descriptor, 0)
    except OSError:
        return False
    finally:
        os.close(descriptor)


def clear(path: str) -> None:
    """Remove what a crash left beside the file at `path`, waiting for a writer at work; best effort."""
    target = os.path.realpath(path)
    if any(os.path.lexists(files.beside(target, ending)) for ending in (".tmp", ".lock")):
        try:
            with locked(path):
                pass
        except FileError:
            return


def _acquire(path: str, on_wait: Callable[[], None] | None, deadline: float) -> int:
    """Open and lock the file; start again when its last holder removed it in between."""
    while True:
        descriptor, made = _open(path)
        try:
            if on_wait is not None and not _until(descriptor, deadline):
                on_wait()
                on_wait = None
            _wait(descriptor)
            if _is_at(descriptor, path):
                return descriptor
        except BaseException as error:
            os.close(descriptor)
            if made and isinstance(error, OSError) and _has_no_locks(error):
                files.discard(path)  # nobody can hold it
            raise
        os.close(descriptor)


def _has_no_locks(error: OSError) -> bool:
    """Tell whether a file system refused to lock any file."""
    import errno

    return error.errno in (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)


def _is_at(descriptor: int, path: str) -> bool:
    """Tell whether the file that is open is the one of that name."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path, follow_symlinks=False))
    except FileNotFoundError:
        return False


def _open(path: str) -> tuple[int, bool]:
    """Open the lock file, and tell whether it is new.

    For reading only when another user's crash left it: `flock` needs no more.
    """
    flags = files.NO_INHERIT | files.NO_FOLLOW | files.NO_BLOCK
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | flags, 0o644)
        except FileExistsError:
            pass
        else:
            folders.grant_owner(descriptor, 0o644)
            return descriptor, True
        try:
            return os.open(path, os.O_RDWR | flags), False
        except PermissionError:
            return os.open(path, os.O_RDONLY | flags), False
        except FileNotFoundError:  # its holder has just let go
            continue


def _until(descriptor: int, deadline: float) -> bool:
    """Take the lock if it comes free before the deadline; systems that cannot try say yes."""
    if os.name == "nt":
        return True
    import fcntl

    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(POLL)
        else:
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

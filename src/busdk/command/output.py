"""Opening the file of `-o`: new ones are their owner's alone, and nobody else's are written by mistake."""

from __future__ import annotations

import os
import stat

from busdk import files, folders
from busdk.command import descriptors
from busdk.errors import FileError

SHARED = stat.S_ISVTX | stat.S_IWOTH
MODE = 0o600


def open_output(path: str, *, secret: bool) -> int:
    """Open the file at `path` for writing, made 0600 or truncated; one that can hold a secret becomes 0600.

    Raises FileError for a pipe of another user, and in a folder that all may write to, such as /tmp, for a link or file
    of another user, as Linux itself refuses where `fs.protected_symlinks`, `_fifos` and `_regular` say so.
    """
    try:
        if descriptors.named(path) is not None:
            return descriptors.open_path(path, os.O_WRONLY)
        return _created(path) or _existing(path, secret=secret) or _created(os.path.realpath(path)) or _gone(path)
    except OSError as error:
        raise FileError.of("write", path, error) from None


def _created(path: str) -> int | None:
    """Return a new file that only its owner may read, whatever the umask; None when the name is taken."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | files.NO_INHERIT
    try:
        descriptor = os.open(path, flags, MODE)
    except FileExistsError:
        return None
    folders.grant_owner(descriptor, MODE)
    return descriptor


def _existing(path: str, *, secret: bool) -> int | None:
    """Return a file that is there, empty now; None for a link to nothing."""
    if hasattr(os, "geteuid"):
        _check_owners(path)
    try:
        descriptor = os.open(path, os.O_WRONLY | files.NO_INHERIT | getattr(os, "O_NOCTTY", 0))
    except FileNotFoundError:
        return None
    status = os.fstat(descriptor)
    try:
        if hasattr(os, "geteuid"):
            _check_pipe(path, status)
        if stat.S_ISREG(status.st_mode):
            os.truncate(descriptor, 0)
            if secret and stat.S_IMODE(status.st_mode) & ~MODE and hasattr(os, "fchmod"):
                os.fchmod(descriptor, MODE)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _check_owners(path: str) -> None:
    """Raise FileError before a pipe would be waited for, and for a stranger's link or file in a shared folder."""
    folder = os.stat(os.path.dirname(path) or ".")
    link = os.lstat(path)
    if folder.st_mode & SHARED == SHARED and link.st_uid not in (os.geteuid(), folder.st_uid):
        raise _foreign(path)
    if os.path.exists(path):
        _check_pipe(path, os.stat(path))


def _check_pipe(path: str, status: os.stat_result) -> None:
    if stat.S_ISFIFO(status.st_mode) and status.st_uid != os.geteuid():
        raise _foreign(path)


def _foreign(path: str) -> FileError:
    return FileError(f"cannot write {path}: it belongs to another user", "choose a file of your own")


def _gone(path: str) -> int:
    """Say that a name is taken and not there: somebody else is at it at the same time."""
    raise FileError(f"cannot write {path}: it changes all the time")

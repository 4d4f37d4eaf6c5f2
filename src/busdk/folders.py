"""Making folders, and putting their entries on disk."""

from __future__ import annotations

import os

from busdk.errors import FileError


def make(path: str, mode: int = 0o700) -> None:
    """Make a folder and its parents, each with `mode` and on disk when this returns.

    The umask takes from others only: a folder is always its owner's to enter.
    """
    path = os.path.abspath(path)
    if os.path.isdir(path):
        return
    parent = os.path.dirname(path)
    make(parent, mode)
    try:
        os.mkdir(path, mode)
        grant_owner(path, mode)
        sync(parent)
    except FileExistsError:
        if not os.path.isdir(path):
            raise FileError(f"cannot make folder {path}: a file is in its place") from None
    except OSError as error:
        raise FileError.of("make folder", path, error) from None


def sync(path: str) -> None:
    """Put a folder's entries on disk, where the system can do that for folders."""
    if os.name == "nt":
        return
    import errno

    unable = (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF)
    try:
        descriptor = os.open(path or ".", os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
    except PermissionError:  # a folder that may be written to and not be listed
        return
    try:
        os.fsync(descriptor)
    except OSError as error:  # shared folders of virtual machines, some encrypted and some network file systems
        if error.errno not in unable:
            raise
    finally:
        os.close(descriptor)


def grant_owner(place: str | int, mode: int) -> None:
    """Give the owner of a new file or folder back what a umask took of `mode`."""
    now = os.stat(place).st_mode
    if os.name != "nt" and mode & 0o700 & ~now:
        os.chmod(place, now & 0o7777 | mode & 0o700)

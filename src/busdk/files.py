"""Reading a file, replacing it atomically, and the lock that orders the writers."""

from __future__ import annotations

import errno
import os

from busdk.errors import FileError

NO_INHERIT = getattr(os, "O_CLOEXEC", 0)
NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
NO_BLOCK = getattr(os, "O_NONBLOCK", 0)
CHUNK = 1 << 16
NO_LINKS = (errno.EPERM, errno.EACCES, errno.EOPNOTSUPP, errno.ENOSYS)
TAKEN = (errno.EEXIST, errno.EISDIR, errno.ELOOP, errno.EACCES, errno.EPERM)


def read(path: str, limit: int | None = None) -> bytes | None:
    """Return the bytes of the regular file at `path`, or None when there is none.

    Raises FileError for anything else: no permission, a folder, a device, more than `limit` bytes.
    """
    flags = os.O_RDONLY | NO_INHERIT | NO_BLOCK | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
        try:
            return _read_regular(descriptor, path, limit)
        finally:
            os.close(descriptor)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileError.of("read", path, error) from None


def replace(path: str, data: bytes, *, mode: int = 0o600, keep: bool = False) -> None:
    """Replace the file at `path` by one with `data`, atomically; hold its lock when you call this.

    The new file has `mode`, or with `keep` the mode of the file that it replaces; that one's owner stays
    in any case. When this returns, file and folder are on disk. When it raises FileError, the old file is
    unchanged or, if only the last step failed, the new one is complete.
    """
    target = os.path.realpath(path)
    temporary = _beside(target, ".tmp")
    try:
        old = _status(target)
        _write_new(temporary, data, old.st_mode & 0o7777 if old and keep else mode, old)
        os.replace(temporary, target)
        sync_folder(os.path.dirname(target))
    except OSError as error:
        raise FileError.of("write", path, error, *_obstacle(error, temporary)) from None
    finally:
        _remove(temporary)


def create(path: str, data: bytes, *, mode: int = 0o600) -> bool:
    """Write a new file as `replace` does, or return False and write nothing when the name is taken."""
    target = os.path.realpath(path)
    temporary = _beside(target, ".tmp")
    try:
        _write_new(temporary, data, mode, None)
        if not _name(temporary, target):
            return False
        sync_folder(os.path.dirname(target))
    except OSError as error:
        raise FileError.of("write", path, error, *_obstacle(error, temporary)) from None
    finally:
        _remove(temporary)
    return True


def remove(path: str) -> None:
    """Remove a file, on disk too; one that is absent already is fine."""
    try:
        os.unlink(path)
        sync_folder(os.path.dirname(os.path.realpath(path)))
    except FileNotFoundError:
        return
    except OSError as error:
        raise FileError.of("remove", path, error) from None


def clear(path: str) -> None:
    """Remove what a crash left beside the file at `path`, waiting for a writer at work; best effort."""
    target = os.path.realpath(path)
    if os.path.lexists(_beside(target, ".tmp")) or os.path.lexists(_beside(target, ".lock")):
        try:
            with locked(path):
                pass
        except FileError:
            return


def make_folder(path: str, mode: int = 0o700) -> None:
    """Make a folder and its parents, each with `mode` and on disk when this returns."""
    path = os.path.abspath(path)
    if os.path.isdir(path):
        return
    parent = os.path.dirname(path)
    make_folder(parent, mode)
    try:
        os.mkdir(path, mode)
        sync_folder(parent)
    except FileExistsError:
        if not os.path.isdir(path):
            raise FileError(f"cannot make folder {path}: a file is in its place") from None
    except OSError as error:
        raise FileError.of("make folder", path, error) from None


class locked:  # noqa: N801 - used as a statement: `with files.locked(path):`
    """Hold the lock of the file at `path`, waiting for it as long as another process holds it.

    The lock is `flock` on a side file, `.NAME.lock`, so it dies with its holder; the side file is
    removed on release, while it is still held. A temporary file that a crash left is removed too.
    """

    __slots__ = ("_descriptor", "_lock", "_path")

    def __init__(self, path: str) -> None:
        self._path = path
        self._lock = ""
        self._descriptor = -1

    def __enter__(self) -> None:
        """Wait for the lock; raise FileError when the side file cannot be made."""
        target = os.path.realpath(self._path)
        self._lock = _beside(target, ".lock")
        try:
            self._descriptor = _acquire(self._lock)
        except OSError as error:
            raise FileError.of("lock", self._path, error, *_obstacle(error, self._lock)) from None
        _remove(_beside(target, ".tmp"))

    def __exit__(self, *_: object) -> None:
        """Remove the side file, then let go."""
        _remove(self._lock)
        try:
            os.close(self._descriptor)
        except OSError:  # nothing was written through it, and the process's end lets go as well
            return


def sync_folder(path: str) -> None:
    """Put a folder's entries on disk; systems that cannot open folders do that by themselves."""
    if os.name == "nt":
        return
    descriptor = os.open(path or ".", os.O_RDONLY | NO_INHERIT)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read_regular(descriptor: int, path: str, limit: int | None) -> bytes:
    status = os.fstat(descriptor)
    if status.st_mode & 0o170000 != 0o100000:  # S_IFMT and S_IFREG, without the import
        raise FileError(f"cannot read {path}: not a regular file")
    if limit is not None and status.st_size > limit:
        raise FileError(f"cannot read {path}: larger than {limit} bytes")
    chunks = []
    while chunk := os.read(descriptor, max(CHUNK, status.st_size + 1)):
        chunks.append(chunk)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def _beside(target: str, ending: str) -> str:
    folder, name = os.path.split(target)
    return os.path.join(folder, f".{name}{ending}")


def _status(target: str) -> os.stat_result | None:
    try:
        return os.stat(target)
    except FileNotFoundError:
        return None


def _write_new(path: str, data: bytes, mode: int, old: os.stat_result | None) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_INHERIT | NO_FOLLOW | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, mode)
    try:
        if old is not None:
            _keep_owner(descriptor, old)
        if old is not None and os.fstat(descriptor).st_mode & 0o7777 != mode:  # the umask, or a change of owner
            os.fchmod(descriptor, mode)
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _keep_owner(descriptor: int, old: os.stat_result) -> None:
    """Give a new file the old one's owner and group; one that would change hands is not replaced."""
    status = os.fstat(descriptor)
    if (status.st_uid, status.st_gid) != (old.st_uid, old.st_gid):
        try:
            os.fchown(descriptor, old.st_uid, old.st_gid)
        except PermissionError as error:
            raise PermissionError(error.errno, "it belongs to another user or group, and would change hands") from None


def _name(temporary: str, target: str) -> bool:
    """Give a new file its name, or return False when that is taken; never replace a file, as a rename would."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        if os.path.lexists(target):
            return False
        os.rename(temporary, target)  # a file system without links: here the lock alone guards the name
    return True


def _obstacle(error: OSError, place: str) -> tuple[str, ...]:
    """Return a hint when something that is not ours stands in the place of a side file."""
    taken = error.errno in TAKEN and error.filename == place and os.path.lexists(place)
    return (f"{place} is in the way: remove it",) if taken else ()


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return


def _acquire(path: str) -> int:
    """Open and lock the side file; start again when its last holder removed it in between."""
    while True:
        descriptor = _open_lock(path)
        try:
            _wait(descriptor)
            if os.path.samestat(os.fstat(descriptor), os.stat(path, follow_symlinks=False)):
                return descriptor
        except FileNotFoundError:
            pass
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _open_lock(path: str) -> int:
    """Open the side file, for reading only when another user's crash left it: `flock` needs no more."""
    flags = NO_INHERIT | NO_FOLLOW | NO_BLOCK
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o644)
    except PermissionError:
        if not os.path.lexists(path):
            raise
        return os.open(path, os.O_RDONLY | flags)  # a sticky folder may forbid O_CREAT, even on what exists


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

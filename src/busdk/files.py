"""Reading a file and replacing it atomically; `busdk.lock` orders the writers."""

from __future__ import annotations

import os

from busdk.errors import FileError, NotRegular

NO_INHERIT = getattr(os, "O_CLOEXEC", 0)
NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
NO_BLOCK = getattr(os, "O_NONBLOCK", 0)
READ = os.O_RDONLY | NO_INHERIT | NO_BLOCK | getattr(os, "O_BINARY", 0)
CHUNK = 1 << 16


def read(path: str, limit: int | None = None, *, shown: str = "") -> bytes | None:
    """Return the bytes of the regular file at `path`, or None when there is none.

    Raises FileError for anything else: no permission, a folder, a device, more than `limit` bytes; `shown` stands
    for `path` in it.
    """
    try:
        return read_open(os.open(path, READ), shown or path, limit)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileError.of("read", shown or path, error) from None


def read_open(descriptor: int, shown: str, limit: int | None) -> bytes:
    """Return the bytes of a file that is open, and close it; raise FileError as `read` does, or OSError."""
    try:
        status = os.fstat(descriptor)
        if status.st_mode & 0o170000 != 0o100000:  # S_IFMT and S_IFREG, without the import
            raise NotRegular(f"cannot read {shown}: not a regular file")
        if limit is not None and status.st_size > limit:
            raise _too_large("read", shown, limit)
        chunks, size = [], 0
        while chunk := os.read(descriptor, max(CHUNK, status.st_size + 1)):
            chunks.append(chunk)
            size += len(chunk)
            if limit is not None and size > limit:  # it grew, or is one of those that show no size
                raise _too_large("read", shown, limit)
    finally:
        os.close(descriptor)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def replace(path: str, data: bytes, *, mode: int = 0o600, keep: bool = False, limit: int | None = None) -> None:
    """Replace the file at `path` by one with `data`, atomically; hold its lock when you call this.

    Raises FileError when that is more than `limit` bytes, which `read` would refuse.
    The new file has `mode`, of which the umask takes from others only, and, where that is allowed, the owner of the
    file that it replaces; with `keep` that one's owner and mode stay in any case. When this returns, file and folder
    are on disk. When it raises FileError, the old file is unchanged or, if only the last step failed, the new one is
    complete.
    """
    if limit is not None and len(data) > limit:
        raise _too_large("write", path, limit)
    target = os.path.realpath(path)
    temporary = beside(target, ".tmp")
    try:
        old = _status(target)
        _write_new(temporary, data, old.st_mode & 0o7777 if old and keep else mode, old, keep=keep)
        os.replace(temporary, target)
        sync_folder(os.path.dirname(target))
    except OSError as error:
        raise FileError.of("write", path, error, *obstacle(error, temporary)) from None
    finally:
        discard(temporary)


def create(path: str, data: bytes, *, mode: int = 0o600) -> bool:
    """Write a new file as `replace` does, or return False and write nothing when the name is taken."""
    target = os.path.realpath(path)
    temporary = beside(target, ".tmp")
    try:
        _write_new(temporary, data, mode)
        if not _name(temporary, target):
            return False
        sync_folder(os.path.dirname(target))
    except OSError as error:
        raise FileError.of("write", path, error, *obstacle(error, temporary)) from None
    finally:
        discard(temporary)
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


def make_folder(path: str, mode: int = 0o700) -> None:
    """Make a folder and its parents, each with `mode` and on disk when this returns.

    The umask takes from others only: a folder is always its owner's to enter.
    """
    path = os.path.abspath(path)
    if os.path.isdir(path):
        return
    parent = os.path.dirname(path)
    make_folder(parent, mode)
    try:
        os.mkdir(path, mode)
        grant_owner(path, mode)
        sync_folder(parent)
    except FileExistsError:
        if not os.path.isdir(path):
            raise FileError(f"cannot make folder {path}: a file is in its place") from None
    except OSError as error:
        raise FileError.of("make folder", path, error) from None


def sync_folder(path: str) -> None:
    """Put a folder's entries on disk; systems that cannot open folders do that by themselves."""
    if os.name == "nt":
        return
    descriptor = os.open(path or ".", os.O_RDONLY | NO_INHERIT)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def beside(target: str, ending: str) -> str:
    """Return the path of a side file: `.NAME` and the ending, in the same folder."""
    folder, name = os.path.split(target)
    return os.path.join(folder, f".{name}{ending}")


def discard(path: str) -> None:
    """Remove a side file, if it is there and can be removed."""
    try:
        os.unlink(path)
    except OSError:
        return


def obstacle(error: OSError, place: str) -> tuple[str, ...]:
    """Return a hint when something that is not ours stands in the place of a side file."""
    import errno

    wrong = (errno.EEXIST, errno.EISDIR, errno.ELOOP, errno.EACCES, errno.EPERM)
    taken = error.errno in wrong and error.filename == place and os.path.lexists(place)
    return (f"{place} is in the way: remove it",) if taken else ()


def grant_owner(place: str | int, mode: int) -> None:
    """Give the owner of a new file or folder back what a umask took of `mode`."""
    now = os.stat(place).st_mode
    if os.name != "nt" and mode & 0o700 & ~now:
        os.chmod(place, now & 0o7777 | mode & 0o700)


def _too_large(action: str, path: str, limit: int) -> FileError:
    return FileError(f"cannot {action} {path}: larger than {limit} bytes")


def _status(target: str) -> os.stat_result | None:
    try:
        return os.stat(target)
    except FileNotFoundError:
        return None


def _write_new(path: str, data: bytes, mode: int, old: os.stat_result | None = None, *, keep: bool = False) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_INHERIT | NO_FOLLOW | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, mode)
    try:
        grant_owner(descriptor, mode)
        if old is not None:
            _take_after(descriptor, old, keep=keep)
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _take_after(descriptor: int, old: os.stat_result, *, keep: bool) -> None:
    """Give a new file the old one's owner where that is allowed; with `keep` it must be, and the mode is kept too."""
    status = os.fstat(descriptor)
    if (status.st_uid, status.st_gid) != (old.st_uid, old.st_gid):
        try:
            os.fchown(descriptor, old.st_uid, old.st_gid)
        except PermissionError as error:
            if keep:
                message = "it belongs to another user or group, and would change hands"
                raise PermissionError(error.errno, message) from None
    if keep and status.st_mode & 0o7777 != old.st_mode & 0o7777:  # the umask made it differ
        os.fchmod(descriptor, old.st_mode & 0o7777)


def _name(temporary: str, target: str) -> bool:
    """Give a new file its name, or return False when that is taken; never replace a file, as a rename would."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        return False
    except OSError as error:
        import errno

        if error.errno not in (errno.EPERM, errno.EACCES, errno.EOPNOTSUPP, errno.ENOSYS):
            raise
        if os.path.lexists(target):
            return False
        os.rename(temporary, target)  # a file system without links: here the lock alone guards the name
    return True

"""Reading a file and replacing it atomically; `busdk.lock` orders the writers."""

from __future__ import annotations

import os

from busdk.errors import FileError, NotRegular

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

NO_INHERIT = getattr(os, "O_CLOEXEC", 0)
NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
NO_BLOCK = getattr(os, "O_NONBLOCK", 0)
READ = os.O_RDONLY | NO_INHERIT | NO_BLOCK | getattr(os, "O_BINARY", 0)
CHUNK = 1 << 16
on_wait: Callable[[str], None] | None = None
"""What a writer calls, with the path of its file, when another one keeps it waiting; the program sets it."""
warnings: list[str] = []
"""What the user should know of the files that were looked at, and has not been told yet."""
written_in_place: list[str] = []
"""The files that could not be replaced, of which nobody has told the user yet."""


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
    file that it replaces; with `keep` that one's owner and mode stay in any case, and its extended attributes and ACL
    where the system lets us. When this returns, file and folder are on disk. When it raises FileError, the old file is
    unchanged or, if only the last step failed, the new one is complete.

    A file that cannot be replaced, one that is mounted itself, is written in place, after a copy of it has been put
    beside it. Only then a crash may leave it torn, and the copy with it.
    """
    from busdk import folders

    if limit is not None and len(data) > limit:
        raise _too_large("write", path, limit)
    target = os.path.realpath(path)
    temporary = beside(target, ".tmp")
    try:
        old = _status(target)
        bits = old.st_mode & 0o7777 if old and keep else mode
        _write_new(temporary, data, bits, old and target, keep=keep)
        if not _rename(temporary, target):
            _write_in_place(target, data, None if keep else mode)
        folders.sync(os.path.dirname(target))
    except OSError as error:
        raise FileError.of("write", path, error, *obstacle(error, temporary)) from None
    finally:
        discard(temporary)


def create(path: str, data: bytes, *, mode: int = 0o600) -> bool:
    """Write a new file as `replace` does, or return False and write nothing when the name is taken."""
    from busdk import folders

    target = os.path.realpath(path)
    temporary = beside(target, ".tmp")
    try:
        _write_new(temporary, data, mode)
        if not _name(temporary, target):
            return False
        folders.sync(os.path.dirname(target))
    except OSError as error:
        raise FileError.of("write", path, error, *obstacle(error, temporary)) from None
    finally:
        discard(temporary)
    return True


def remove(path: str) -> None:
    """Remove a file, on disk too; one that is absent already is fine."""
    from busdk import folders

    try:
        os.unlink(path)
        folders.sync(os.path.dirname(os.path.realpath(path)))
    except FileNotFoundError:
        return
    except OSError as error:
        raise FileError.of("remove", path, error) from None


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


def _too_large(action: str, path: str, limit: int) -> FileError:
    return FileError(f"cannot {action} {path}: larger than {limit} bytes")


def _status(target: str) -> os.stat_result | None:
    try:
        return os.stat(target)
    except FileNotFoundError:
        return None


def _write_new(path: str, data: bytes, mode: int, old: str | None = None, *, keep: bool = False) -> None:
    """Write a new file and put it on disk; `old` is the one that it is going to replace."""
    from busdk import folders

    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_INHERIT | NO_FOLLOW | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, mode)
    try:
        folders.grant_owner(descriptor, mode)
        if old is not None:
            _take_after(descriptor, old, keep=keep)
        _write(descriptor, data)
    finally:
        os.close(descriptor)


def _write(descriptor: int, data: bytes) -> None:
    """Write all of a file and put it on disk; what it held before is gone."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
    os.ftruncate(descriptor, len(data))
    os.fsync(descriptor)


def _rename(temporary: str, target: str) -> bool:
    """Give a new file the name of the old one, or return False when that cannot be replaced."""
    try:
        os.replace(temporary, target)
    except OSError as error:
        import errno

        if error.errno not in (errno.EBUSY, errno.EXDEV):  # what a mounted file gives
            raise
        return False
    return True


def _write_in_place(target: str, data: bytes, mode: int | None) -> None:
    """Write over a file; a copy is beside it until that is done, and stays when the file cannot be made whole again."""
    from busdk import folders

    old = read(target) or b""
    copy, temporary = beside(target, ".bak"), beside(target, ".tmp")
    discard(temporary)
    _write_new(temporary, old, 0o600)
    os.replace(temporary, copy)
    folders.sync(os.path.dirname(target))
    try:
        _overwrite(target, data, old, mode)
    except FileError as torn:
        raise FileError(str(torn), f"cp {copy} {target}") from None
    except BaseException:
        discard(copy)
        raise
    discard(copy)
    written_in_place.append(target)


def _overwrite(target: str, data: bytes, old: bytes, mode: int | None) -> None:
    """Write over a file, or put back what it held; raise FileError when neither can be done."""
    descriptor = os.open(target, os.O_WRONLY | NO_INHERIT | NO_FOLLOW)
    try:
        if mode is not None:
            os.fchmod(descriptor, mode)
        try:
            _write(descriptor, data)
        except BaseException:
            os.lseek(descriptor, 0, os.SEEK_SET)
            try:
                _write(descriptor, old)
            except OSError as error:
                raise FileError.of("write", target, error) from None
            raise
    finally:
        os.close(descriptor)


def _take_after(descriptor: int, path: str, *, keep: bool) -> None:
    """Give a new file the old one's owner where that is allowed; with `keep` it must be, and all else is kept too."""
    old, new = os.stat(path), os.fstat(descriptor)
    if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        try:
            os.fchown(descriptor, old.st_uid, old.st_gid)
        except PermissionError as error:
            if keep:
                message = "it belongs to another user or group, and would change hands"
                raise PermissionError(error.errno, message) from None
    if keep:
        from busdk import attributes

        attributes.copy(path, descriptor)
        if os.fstat(descriptor).st_mode & 0o7777 != old.st_mode & 0o7777:  # the umask made it differ
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

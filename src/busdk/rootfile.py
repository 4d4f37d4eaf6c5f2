"""The guard of a repository's files: what it brings is text of its own, never a link to another file of the user's.

Every program reads the files of a repository through here: descriptor, definitions, command files, `AGENTS.md`.
"""

from __future__ import annotations

import os

from busdk import files
from busdk.errors import FileError, NotRegular, RefusedFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 16 << 20
"""Bytes of a file that a repository brings."""
FOLDER = getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0) | files.NO_FOLLOW | files.NO_INHERIT


def inside(root: str, name: str, *, shown: str = "") -> str:
    """Return the path of a file or folder below the root, links followed; raise RefusedFile when it lies outside.

    What lies in `.git` is refused too: no commit can bring it, and it may hold credentials.
    """
    real = os.path.realpath(root)
    place = os.path.realpath(os.path.join(root, name))
    if os.path.commonpath((real, place)) != real:
        raise RefusedFile(f"{shown or name} leads out of the project")
    if ".git" in os.path.relpath(place, real).split(os.sep):
        raise RefusedFile(f"{shown or name} leads into .git")
    return place


def regular(root: str, name: str) -> os.stat_result:
    """Return the status of a file; raise RefusedFile unless it is a regular one inside the root."""
    place = inside(root, name)
    try:
        status = os.stat(place)
    except (FileNotFoundError, NotADirectoryError):  # a link to nowhere
        raise RefusedFile(f"{name} is not a regular file") from None
    except OSError as error:
        if os.path.islink(place):  # a link to itself
            raise RefusedFile(f"{name} is not a regular file") from None
        raise FileError.of("read", name, error) from None
    if status.st_mode & 0o170000 != 0o100000:  # S_IFMT and S_IFREG, without the import
        raise RefusedFile(f"{name} is not a regular file")
    return status


def load(root: str, name: str, limit: int = LARGEST, *, shown: str = "") -> bytes | None:
    """Return the content of a file inside the root, None when there is none; a link to nowhere counts as none.

    Raises RefusedFile when it lies outside, NotRegular when it is none, and FileError when it cannot be read or has
    more than `limit` bytes, which is told before they are read; `shown` stands for `name` in these.
    """
    place = inside(root, name, shown=shown)
    try:
        return files.read_open(_open(os.path.realpath(root), place), shown or name, limit)
    except FileNotFoundError:
        return None
    except OSError as error:
        import errno

        kind = NotRegular if error.errno in (errno.ELOOP, errno.ENOTDIR, errno.ENXIO) else FileError
        raise kind.of("read", shown or name, error) from None


def find(root: str, name: str, limit: int = LARGEST) -> bytes | None:
    """Return a file's content as `load` does; raise RefusedFile for what is no regular file inside the root."""
    try:
        data = load(root, name, limit)
    except NotRegular:
        raise RefusedFile(f"{name} is not a regular file") from None
    if data is None and os.path.islink(os.path.join(root, name)):
        raise RefusedFile(f"{name} is not a regular file")
    return data


def read(root: str, name: str, limit: int = LARGEST) -> bytes:
    """Return a file's content as `find` does; raise FileError when there is none."""
    data = find(root, name, limit)
    if data is None:
        raise FileError(f"cannot read {name}: it has been removed")
    return data


def head(root: str, name: str, size: int) -> bytes:
    """Return the first bytes of a file, which may be of any size; raise as `read` does."""
    regular(root, name)
    try:
        with open(inside(root, name), "rb", buffering=0) as file:
            return file.read(size)
    except OSError as error:
        raise FileError.of("read", name, error) from None


def read_text(root: str, name: str, limit: int = LARGEST) -> str:
    """Return a file's text as `read` does; raise RefusedFile when it is not UTF-8."""
    try:
        return read(root, name, limit).decode()
    except UnicodeDecodeError:
        raise RefusedFile(f"{name} is not valid UTF-8") from None


def names(root: str, folder: str) -> Iterator[str]:
    """Go through the names in a folder below the root, sorted; one that is absent has none."""
    place = inside(root, folder)
    try:
        found = sorted(os.listdir(place))
    except FileNotFoundError:
        found = []
    except NotADirectoryError:
        raise RefusedFile(f"{folder} is not a folder") from None
    except OSError as error:
        raise FileError.of("read", folder, error) from None
    return iter(found)


def _open(root: str, place: str) -> int:
    """Open the file at a path below the root that has no links in it, folder by folder.

    So a folder or file that somebody has put a link in the place of, since the path was looked at, is an OSError.
    """
    if os.open not in os.supports_dir_fd:
        return os.open(place, files.READ | files.NO_FOLLOW)
    folder = os.open(root, FOLDER)
    try:
        *folders, name = os.path.relpath(place, root).split(os.sep)
        for step in folders:
            above, folder = folder, os.open(step, FOLDER, dir_fd=folder)
            os.close(above)
        return os.open(name, files.READ | files.NO_FOLLOW, dir_fd=folder)
    finally:
        os.close(folder)

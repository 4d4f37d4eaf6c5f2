"""Files of a root: a link, of the file or of a folder above it, must not lead out of the root."""

from __future__ import annotations

import errno
import os
import stat

from busdk import files
from busdk.errors import FileError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 1 << 20
"""Bytes of a prompt or pipeline."""


def inside(root: str, name: str) -> str:
    """Return the path of a file or folder below the root, links followed; raise UsageError when it lies outside."""
    real = os.path.realpath(root)
    place = os.path.realpath(os.path.join(root, name))
    if os.path.commonpath((real, place)) != real:
        raise UsageError(f"{name} leads out of the project")
    if ".git" in os.path.relpath(place, real).split(os.sep):
        raise UsageError(f"{name} leads into .git")  # what no commit can bring, and what may hold credentials
    return place


def regular(root: str, name: str) -> os.stat_result:
    """Return the status of a file; raise UsageError unless it is a regular one inside the root."""
    place = inside(root, name)
    try:
        status = os.stat(place)
    except OSError as error:
        if error.errno not in (errno.ENOENT, errno.ELOOP):  # a link to nowhere, or to itself
            raise FileError.of("read", name, error) from None
        raise UsageError(f"{name} is not a regular file") from None
    if not stat.S_ISREG(status.st_mode):
        raise UsageError(f"{name} is not a regular file")
    return status


def read_text(root: str, name: str) -> str:
    """Return a file's text; raise UsageError when it is not a regular file inside the root, or not UTF-8."""
    try:
        return read(root, name, LARGEST).decode()
    except UnicodeDecodeError:
        raise UsageError(f"{name} is not valid UTF-8") from None


def read(root: str, name: str, limit: int | None = None) -> bytes:
    """Return a file's content; raise UsageError when it is not a regular file inside the root."""
    regular(root, name)
    data = files.read(inside(root, name), limit)
    if data is None:
        raise FileError(f"cannot read {name}: it has just been removed")
    return data


def names(root: str, folder: str) -> Iterator[str]:
    """Go through the names in a folder below the root, sorted; one that is absent has none."""
    place = inside(root, folder)
    try:
        found = sorted(os.listdir(place))
    except FileNotFoundError:
        found = []
    except NotADirectoryError:
        raise UsageError(f"{folder} is not a folder") from None
    except OSError as error:
        raise FileError.of("read", folder, error) from None
    return iter(found)

"""Keeping what was read from a file as long as the file stays the same."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Generic, TypeVar

    T = TypeVar("T")
else:
    Generic = {None: object}
    T = None


class Kept(Generic[T]):
    """What `read` returns for the file at `path`, read when it is first asked for, and again after it has changed.

    Whether it has changed is looked at by `look` only, so that all that is read between two looks fits together.
    """

    def __init__(self, path: Callable[[], str], read: Callable[[], T]) -> None:
        self._path = path
        self._read = read
        self._values: list[T] = []
        self._signature: object = None

    def value(self) -> T:
        """Return the value."""
        if not self._values:
            signature = _signature(self._path())
            self._values.append(self._read())
            self._signature = signature
        return self._values[0]

    def look(self) -> bool:
        """Look whether the file is another one now; return whether it is."""
        changed = bool(self._values) and _signature(self._path()) != self._signature
        if changed:
            self._values.clear()
        return changed


def _signature(path: str) -> object:
    """Return what tells a file from a later one of its name; None where there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns

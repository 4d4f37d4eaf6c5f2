"""Paths that name a descriptor which this process already has: `/dev/stdin`, `/dev/fd/3`.

They are not opened but duplicated. Opening would truncate a file that the shell opened for appending, and fails for a
socket, a terminal or a pipe of another user's, as behind `sudo -u` or `su`.
"""

from __future__ import annotations

import os

STANDARD = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
FOLDERS = ("/dev/fd/", "/proc/self/fd/")


def open_path(path: str, flags: int, mode: int = 0o666) -> int:
    """Open `path` as `os.open` does, or duplicate the descriptor that it names."""
    number = named(path)
    return os.open(path, flags, mode) if number is None else os.dup(number)


def named(path: str) -> int | None:
    """Return the number of the descriptor that `path` names, or None."""
    if path in STANDARD:
        return STANDARD[path]
    for folder in FOLDERS:
        digits = path.removeprefix(folder)
        if digits != path and digits.isascii() and digits.isdigit():
            return int(digits[:9])  # as far as descriptors go
    return None

"""What the first line of a script says of how it is started, and what may be wrong with it."""

from __future__ import annotations

import errno
import os

from busdk import rootfile
from busdk.errors import BusError, FileError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.process import StartError

LONGEST = 256
"""Bytes of a script that Linux looks at."""
_MARK = b"\xef\xbb\xbf"


def check(root: str, source: str) -> None:
    """Raise UsageError for a script whose `#!` a byte-order mark hides, so that `/bin/sh` would run any language.

    Nothing is said of a file that cannot be read: a program may be so.
    """
    try:
        start = rootfile.head(root, source, LONGEST)
    except FileError:
        return
    if start.startswith(_MARK):
        mend = f"sed -i '1s/^\\xef\\xbb\\xbf//' {source}"
        raise UsageError(f"script begins with a byte-order mark: {source}", mend)


def check_for_shell(root: str, source: str) -> None:
    """Raise an error for a file that names no interpreter and is nothing for `/bin/sh`."""
    check(root, source)
    if b"\0" in rootfile.head(root, source, LONGEST):
        raise BusError(f"cannot start {source}: neither a script nor a program of this system")


def failure(root: str, source: str, error: StartError) -> BusError:
    """Return what to say of a script that is there and could not be started: mostly that of its interpreter."""
    try:
        interpreter, ends_in_cr = _interpreter(rootfile.head(root, source, LONGEST))
    except BusError:
        return error
    name = interpreter if interpreter.startswith("/") and interpreter.isprintable() else ""
    what = f"interpreter {name} of {source}" if name else f"interpreter of {source}"
    if (
        error.errno == errno.ENOENT
        and interpreter
        and (ends_in_cr or not os.path.exists(os.path.join(root, interpreter)))
    ):
        return BusError(f"{what} not found", *hints(source, ends_in_cr))
    if error.errno == errno.EACCES and _is_noexec(os.path.join(root, source)):
        return BusError(f"cannot start {source}: its file system is mounted noexec")
    if error.errno == errno.EACCES and interpreter:
        return BusError(f"{what} cannot be executed: Permission denied")
    return error


def hints(source: str, ends_in_cr: bool) -> tuple[str, ...]:
    """Return the line that mends line ends of Windows."""
    return (f"its lines end in CRLF: sed -i 's/\\r$//' {source}",) if ends_in_cr else ()


def ends_in_cr(root: str, source: str) -> bool:
    """Tell whether the first line names an interpreter and has a line end of Windows."""
    try:
        return _interpreter(rootfile.head(root, source, LONGEST))[1]
    except BusError:
        return False


def _interpreter(start: bytes) -> tuple[str, bool]:
    """Return the program behind `#!`, empty without one, and whether its line ends in CRLF."""
    line, _, _ = start.partition(b"\n")
    words = line[2:].split() if line.startswith(b"#!") else []
    return os.fsdecode(words[0]) if words else "", bool(words) and line.endswith(b"\r")


def _is_noexec(place: str) -> bool:
    try:
        return bool(os.statvfs(place).f_flag & getattr(os, "ST_NOEXEC", 0))
    except OSError:
        return False

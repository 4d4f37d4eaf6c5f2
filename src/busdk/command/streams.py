"""Writing to descriptors: all bytes or an error, unbuffered, and every message made visible."""

from __future__ import annotations

import os
import sys

from busdk.errors import FileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from busdk.errors import BusError

COLORS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "hint": "\x1b[36m"}


def write(descriptor: int, data: bytes, name: str) -> None:
    """Write all of `data`; raise BrokenPipeError for a reader that has gone and FileError for the rest."""
    try:
        _write_all(descriptor, data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise FileError.of("write", name, error) from None


def close(descriptor: int, name: str) -> None:
    """Close a descriptor; a failure here is a failed write."""
    try:
        os.close(descriptor)
    except OSError as error:
        raise FileError.of("write", name, error) from None


def is_abandoned(descriptor: int) -> bool:
    """Tell whether a descriptor is a pipe or socket whose reader has gone."""
    import select

    poll = select.poll()
    poll.register(descriptor, 0)
    return any(state & (select.POLLERR | select.POLLHUP) for _, state in poll.poll(0))


def say(program: str, kind: str, text: str, flags: dict[str, Any]) -> None:
    """Print one message line on stderr: `bus-secrets: error: ...`; a stderr that is gone is nobody's loss."""
    label = f"{kind}: " if kind else ""
    if kind and _colored(flags):
        label = f"{COLORS[kind]}{label}\x1b[0m"
    data = f"{program}: {label}{visible(text)}\n".encode("utf-8", "backslashreplace")
    try:
        _write_all(2, data)
    except OSError:
        return


def say_error(program: str, error: BusError, flags: dict[str, Any]) -> None:
    """Print an error and its hints on stderr."""
    say(program, "error", str(error), flags)
    for hint in error.hints:
        say(program, "hint", hint, flags)


def visible(text: str) -> str:
    r"""Spell control, escape and bidirectional characters as `\x1b` or `\u202e`, so that none acts on a terminal."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escaped(char) for char in text)


def reserve_standard() -> None:
    """Fill closed standard descriptors, so that no file of ours becomes one; reading or writing them then fails."""
    if sys.stdin is None or sys.stdout is None or sys.stderr is None:
        while (descriptor := os.open(os.devnull, os.O_RDONLY)) <= 2:
            if descriptor == 0:
                os.close(0)
                os.open(os.devnull, os.O_WRONLY)  # takes the lowest free number
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        try:
            view = view[os.write(descriptor, view) :]
        except BlockingIOError:  # whoever shares the descriptor with us has set it so
            from busdk import blocking

            view = view[blocking.write(descriptor, view) :]


def _escaped(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that was not UTF-8, as Python carries it
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _colored(flags: dict[str, Any]) -> bool:
    when = flags.get("color", "auto")
    if "no-color" in flags or when == "never":
        return False
    if when == "always":
        return True
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and os.isatty(2)

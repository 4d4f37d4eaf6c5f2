"""Where `set` gets a value from when it is no argument: standard input, a file, the terminal."""

from __future__ import annotations

import os

from busdk import blocking
from busdk.command import descriptors
from busdk.errors import FileError, UsageError
from busdk.jsonfile import BYTE_ORDER_MARK
from busdk.secrets.errors import InvalidValue
from busdk.secrets.writing import LONGEST, check


def from_stdin(*, keep_newline: bool) -> str:
    """Read the value from standard input to its end."""
    return _text(_read(0, "standard input"), keep_newline=keep_newline)


def from_file(path: str, *, keep_newline: bool) -> str:
    """Read the value from the file, pipe or device at `path`."""
    try:
        descriptor = descriptors.open_path(path, os.O_RDONLY)
    except OSError as error:
        raise FileError.of("read", path, error) from None
    try:
        return _text(_read(descriptor, path), keep_newline=keep_newline)
    finally:
        os.close(descriptor)


def check_terminal(name: str) -> None:
    """Raise UsageError where there is no terminal to ask on."""
    if not (os.isatty(0) and os.isatty(2)):
        raise UsageError("missing value, and no terminal to ask on", f"bus secrets set {name} --stdin")


def from_terminal(name: str) -> str:
    """Ask for the value twice on the terminal, without echo; an empty one is not asked for again."""
    from busdk.secrets.cli.prompt import Prompt

    try:
        with Prompt(LONGEST, f"bus secrets set {name} --stdin") as prompt:
            typed = prompt.ask(f"value of {name}: ")
            value = _text(typed, keep_newline=True)
            check(value)
            if value:
                prompt.confirm("again: ", typed)
            return value
    except (EOFError, OSError):
        raise UsageError("no value was given; nothing was stored") from None


def _read(descriptor: int, name: str) -> bytes:
    """Read to the end, but not far past the longest value."""
    try:
        return blocking.read_to_end(descriptor, LONGEST + 6)
    except OSError as error:
        raise FileError.of("read", name, error) from None


def _text(data: bytes, *, keep_newline: bool) -> str:
    """Return the text without a byte-order mark and, unless it is to be kept, without one line end."""
    try:
        text = data.removeprefix(BYTE_ORDER_MARK).decode()
    except UnicodeDecodeError:
        if len(data) > LONGEST:
            raise InvalidValue(f"value is longer than {LONGEST} bytes") from None
        raise InvalidValue("value is not valid UTF-8") from None
    return text if keep_newline else text.removesuffix("\n").removesuffix("\r") if text.endswith("\n") else text

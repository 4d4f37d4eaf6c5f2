"""Where `set` gets a value from when it is no argument: standard input, a file, the terminal."""

from __future__ import annotations

import os

from busdk.command import descriptors
from busdk.errors import FileError, UsageError
from busdk.secrets.errors import InvalidValue
from busdk.secrets.writing import LONGEST


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


def from_terminal(name: str) -> str:
    """Ask for the value twice on the terminal, without echo; raise UsageError where there is none."""
    import getpass

    if not (os.isatty(0) and os.isatty(2)):
        raise UsageError("missing value, and no terminal to ask on", f"bus secrets set {name} --stdin")
    try:
        first = getpass.getpass(f"value of {name}: ")
        second = getpass.getpass("again: ")
    except EOFError:
        raise UsageError("no value was given; nothing was stored") from None
    if first != second:
        raise UsageError("the two values differ; nothing was stored")
    return first


def _read(descriptor: int, name: str) -> bytes:
    """Read to the end, but not far past the longest value."""
    chunks, size = [], 0
    try:
        while size <= LONGEST + 1 and (chunk := os.read(descriptor, 1 << 16)):
            chunks.append(chunk)
            size += len(chunk)
    except OSError as error:
        raise FileError.of("read", name, error) from None
    return b"".join(chunks)


def _text(data: bytes, *, keep_newline: bool) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        if len(data) > LONGEST:
            raise InvalidValue(f"value is longer than {LONGEST} bytes") from None
        raise InvalidValue("value is not valid UTF-8") from None
    return text if keep_newline else text.removesuffix("\n")

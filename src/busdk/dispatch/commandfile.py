"""Which words on the command line are command files."""

from __future__ import annotations

import os

from busdk.dispatch import lookup
from busdk.errors import UsageError

FIRST_LINES = (b"#!/usr/bin/env bus", b"#!/usr/bin/bus")


def is_script(word: str, folder: str = ".") -> bool:
    """Tell whether a word that does not end in `.bus` names an executable command file.

    A bare word that names a module is the module: no file in the current folder can take a module's place.
    """
    path = os.path.join(folder, word)
    if not os.path.isfile(path) or not os.access(path, os.X_OK) or _first_line(path) not in FIRST_LINES:
        return False
    return "/" in word or lookup.program(word) is None


def require(word: str) -> None:
    """Raise UsageError unless `word` names a command file; one that ends in `.bus` is, present or not."""
    if not word.endswith(".bus") and not is_script(word):
        raise UsageError(f"not a command file: {word}", "its name ends in .bus; a module and its arguments stand alone")


def _first_line(path: str) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return b""
    try:
        return os.read(descriptor, 64).partition(b"\n")[0].rstrip()
    except OSError:
        return b""
    finally:
        os.close(descriptor)

"""Which words on the command line are command files."""

from __future__ import annotations

import os

from busdk.dispatch import lookup
from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST_LINES = (b"#!/usr/bin/env bus", b"#!/usr/bin/bus")


def is_script(word: str, folder: str = ".") -> bool:
    """Return whether a word that does not end in `.bus` is the path of an executable command file.

    A word without a slash is a module: no file in the current folder can take a module's place.
    """
    path = os.path.join(folder, word)
    if "/" not in word or not os.path.isfile(path) or not os.access(path, os.X_OK):
        return False
    return _first_line(path) in FIRST_LINES


def require(words: Sequence[str], literal: int | None) -> None:
    """Raise UsageError unless all words name command files; one that ends in `.bus` does, present or not.

    A word behind `--`, from the index `literal` on, is a module.
    """
    for index, word in enumerate(words):
        if literal is not None and index >= literal:
            raise UsageError("a module behind command files", "a word after -- is a module, and a module stands alone")
        if not word.endswith(".bus") and not is_script(word):
            from busdk import quoting

            what = "not a command file"
            shown = quoting.legal(what, word) if lookup.is_module(word) else what
            raise UsageError(shown, "its name ends in .bus; a module and its arguments stand alone")


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

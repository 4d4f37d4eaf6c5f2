"""Running small children in tests."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from busdk import process

if TYPE_CHECKING:
    from pathlib import Path


class Upper:
    """A filter that shows that it was there, and its end."""

    def feed(self, data: bytes) -> bytes:
        return data.upper()

    def finish(self) -> bytes:
        return b"."


def run(argv: list[str], **options: Any) -> process.Ended:
    """Run a program in the current folder with our environment and nothing on stdin."""
    given = {"directory": ".", "environment": os.environ, "stdin": None} | options
    return process.run(argv, **given)


def shell(script: str, **options: Any) -> process.Ended:
    """Run a shell script."""
    return run(["/bin/sh", "-c", script], **options)


def python(program: str, **options: Any) -> process.Ended:
    """Run a Python program."""
    return run([sys.executable, "-c", program], **options)


def filtered(path: Path, script: str, **options: Any) -> tuple[process.Ended, bytes]:
    """Run a shell script with stdout filtered into a file; return what arrived there too."""
    with path.open("wb") as file:
        ended = shell(script, stdout=file.fileno(), **{"stdout_filters": [Upper()]} | options)
    return ended, path.read_bytes()

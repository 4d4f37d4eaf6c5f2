"""A terminal for a test: run a program on a pseudo-terminal, answer its questions, read what it shows."""

from __future__ import annotations

import os
import pty
import select
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

PATIENCE = 20.0


def converse(
    argv: Sequence[str], answers: Sequence[tuple[str, str]], environment: Mapping[str, str], directory: Path
) -> tuple[int, str]:
    """Wait for each prompt and type its answer; return the exit code and all that the terminal showed."""
    pid, master = pty.fork()
    if pid == 0:
        os.chdir(directory)
        os.execve(argv[0], list(argv), dict(environment))
    shown = ""
    for prompt, answer in answers:
        shown += _until(master, prompt)
        os.write(master, answer.encode())
    shown += _until(master, None)
    os.close(master)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown


def _until(master: int, prompt: str | None) -> str:
    """Read until the prompt shows, or to the end; a program that is silent for long fails the test."""
    shown, deadline = b"", time.monotonic() + PATIENCE
    while prompt is None or prompt.encode() not in shown:
        assert select.select([master], [], [], max(0.0, deadline - time.monotonic()))[0], f"silent after {shown!r}"
        try:
            data = os.read(master, 1 << 16)
        except OSError:  # EIO: the program has closed its terminal
            data = b""
        if not data:
            assert prompt is None, f"ended before {prompt!r}: {shown!r}"
            break
        shown += data
    return shown.decode()

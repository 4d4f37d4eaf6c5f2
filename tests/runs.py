"""Runs of `bus run` that go on while a test looks, in an arena."""

from __future__ import annotations

import fcntl
import os
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from arena import PATIENCE
from peers import BIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Any

    from arena import Arena

WAITING = "bus-run: waiting for another bus run in "


def script(arena: Arena, name: str, text: str) -> Path:
    """Write a script action for `/bin/sh`, or for what its first line says."""
    place = arena.work / ".bus" / "run" / f"{name}.sh"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text if text.startswith("#!") else f"#!/bin/sh\n{text}\n")
    place.chmod(0o755)
    return place


class Run:
    """One process of `bus run` with a line on stdin; its stderr is a file, to be looked at while it runs."""

    def __init__(self, arena: Arena, *words: str, **variables: str) -> None:
        number = len(list(arena.root.glob("stderr-*")))
        self._errors = arena.root / f"stderr-{number}"
        given = arena.root / "stdin"
        given.write_text("text\n")
        with given.open("rb") as text, self._errors.open("wb") as errors:
            self.process = subprocess.Popen(
                [str(BIN / "bus-run"), *words],
                cwd=arena.work, env={**arena.environment(), **variables},
                stdin=text, stdout=subprocess.PIPE, stderr=errors,
            )  # fmt: skip

    @property
    def stderr(self) -> str:
        """What it has said so far."""
        return self._errors.read_text()

    def await_waiting(self) -> None:
        """Return when it waits for another run."""
        until(lambda: WAITING in self.stderr)

    def end(self) -> tuple[int, str]:
        """Return exit code and stdout when nobody holds its stdout any more: it and all that it started."""
        stdout, _ = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, stdout.decode()


def until(condition: Callable[[], Any]) -> None:
    """Return when a condition holds; fail when it never does."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.02)


def lock_file(arena: Arena) -> Path:
    """Return the place of the lock."""
    return arena.work / ".bus-run.lock"


@contextmanager
def locked(arena: Arena) -> Iterator[None]:
    """Be another run that has its turn."""
    descriptor = os.open(lock_file(arena), os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
        lock_file(arena).unlink()
    finally:
        os.close(descriptor)

"""Signals that end a program by default reach the step or module that it runs."""

from __future__ import annotations

import signal
import subprocess
from typing import TYPE_CHECKING

import pytest

import runs
from arena import PATIENCE
from peers import BIN

if TYPE_CHECKING:
    from arena import Arena

OTHERS = [signal.SIGUSR1, signal.SIGUSR2, signal.SIGALRM, signal.SIGVTALRM, signal.SIGPROF, signal.SIGABRT]


def start(arena: Arena, body: str, *, module: bool) -> subprocess.Popen[bytes]:
    """Start a script as a step or as a module, and return when it runs."""
    if module:
        place = arena.root / "bin" / "bus-step"
        place.parent.mkdir(exist_ok=True)
        place.write_text(f"#!/bin/sh\n{body}")
        place.chmod(0o755)
    else:
        runs.script(arena, "step", body)
    words = ["bus", "step"] if module else ["bus", "run", "step"]
    variables = arena.environment()
    process = subprocess.Popen(
        [str(BIN / words[0]), *words[1:]],
        cwd=arena.work, env=variables | {"PATH": f"{arena.root}/bin:{variables['PATH']}"},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    return process


@pytest.mark.parametrize("module", [False, True])
@pytest.mark.parametrize("number", [*OTHERS, signal.SIGRTMIN, signal.SIGRTMAX])
def test_a_signal_ends_the_step(arena: Arena, number: signal.Signals, module: bool) -> None:
    """What would have ended us ends the step, nothing runs on, and the exit code says which signal it was."""
    process = start(arena, "echo ready; exec sleep 60", module=module)
    process.send_signal(number)
    stdout, _ = process.communicate(timeout=PATIENCE)  # nobody holds it any more
    assert (process.returncode, stdout) == (128 + number, b"")


@pytest.mark.parametrize("module", [False, True])
def test_a_step_that_sees_to_a_signal_goes_on(arena: Arena, module: bool) -> None:
    """A step that handles it is asked and goes on, and its end is ours."""
    body = "trap 'echo asked' USR1; echo ready; until test -e go; do sleep 0.05; done; exit 4"
    process = start(arena, body, module=module)
    process.send_signal(signal.SIGUSR1)
    assert process.stdout is not None
    assert process.stdout.readline() == b"asked\n"
    (arena.work / "go").touch()
    stdout, _ = process.communicate(timeout=PATIENCE)
    assert (process.returncode, stdout) == (4, b"")

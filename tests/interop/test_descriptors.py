"""Descriptors as the caller left them: many, few, closed, set not to block."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

import runs

if TYPE_CHECKING:
    from collections.abc import Callable

    from arena import Arena

VALUE = "value-3Gd8-Rk2m"


def bind(arena: Arena, step: str) -> None:
    """Give a step a secret, so that it is masked."""
    arena.ok("bus-secrets", "set", "key", VALUE)
    arena.ok("bus-run", "set", "env-for", step, "KEY", "secret:key")


MANY = """import os, resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (2048, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
for _ in range(1100):
    os.set_inheritable(os.open(os.devnull, os.O_RDONLY), True)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Have more descriptors open than `select` knows, without a gap."""
IGNORING = """import os, signal, sys
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
os.execv(sys.argv[1], sys.argv[1:])
"""


@pytest.mark.parametrize("masked", [False, True])
def test_more_descriptors_than_select_knows(arena: Arena, masked: bool) -> None:
    """With 1,100 inherited descriptors a step runs as ever."""
    runs.script(arena, "say", "echo $KEY; exit 3")
    if masked:
        bind(arena, "say")
    done = arena.run("bus-run", "say", before=[sys.executable, "-c", MANY])
    assert (done.returncode, done.stdout) == (3, b"***\n" if masked else b"\n")
    assert done.stderr == b"bus-run: error: say: exit code 3\n"


@pytest.mark.parametrize(
    "words",
    [
        ["bus-secrets", "get", "key"],
        ["bus-preferences", "set", "a", "1"],
        ["bus-config", "init"],
        ["bus-run", "say"],
        ["bus-dev", "list"],
        ["bus-agent", "detect"],
        ["bus", "secrets", "list"],
        ["bus", "run", "say"],
    ],
)
@pytest.mark.parametrize("limit", [6, 7, 8])
def test_few_descriptors(arena: Arena, words: list[str], limit: int) -> None:
    """With hardly more than Python itself needs, a program does its work or says what the system refuses."""
    runs.script(arena, "say", "echo $KEY")
    bind(arena, "say")
    done = arena.run(
        *words, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit)), stdin=subprocess.DEVNULL
    )
    assert done.returncode in (0, 1)
    refused = re.search(rb"^bus[a-z-]*: error: .*Too many open files$", done.stderr, re.MULTILINE)
    assert (refused is not None) == (done.returncode == 1), done
    assert b"Traceback" not in done.stderr


def reader_later(pipe: int, got: bytearray) -> threading.Thread:
    """Read everything, beginning when the pipe has been full for a while."""

    def read() -> None:
        time.sleep(0.5)
        while data := os.read(pipe, 65536):
            got.extend(data)

    thread = threading.Thread(target=read)
    thread.start()
    return thread


@pytest.mark.parametrize("words", [["bus-secrets", "get", "big"], ["bus-run", "say"], ["bus-agent", "format"]])
def test_output_that_does_not_block(arena: Arena, words: list[str]) -> None:
    """What a full pipe does not take at once is written when it does, and nothing is lost."""
    big = "x" * 99_999
    (arena.work / "big").write_text(big)
    runs.script(arena, "say", "cat big; echo")
    bind(arena, "say")
    arena.ok("bus-secrets", "set", "big", "--file", "big")
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    got = bytearray()
    thread = reader_later(reader, got)
    with (arena.work / "big").open() as given:
        done = arena.run(*words, stdout=writer, stdin=given)
    os.close(writer)
    thread.join()
    os.close(reader)
    assert (done.returncode, done.stderr, got.decode().strip()) == (0, b"", big)


def test_messages_that_do_not_block(arena: Arena) -> None:
    """Messages behind a step's own are not cut off."""
    runs.script(arena, "say", "head -c 200000 /dev/zero | tr '\\0' e >&2; exit 3")
    bind(arena, "say")
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    got = bytearray()
    thread = reader_later(reader, got)
    done = arena.run("bus-run", "say", stderr=writer)
    os.close(writer)
    thread.join()
    os.close(reader)
    assert (done.returncode, bytes(got)) == (3, b"e" * 200_000 + b"bus-run: error: say: exit code 3\n")


def stored(arena: Arena) -> bytes:
    """Return the late secret."""
    return arena.ok("bus-secrets", "get", "late")


def written(arena: Arena) -> bytes:
    """Return the late script."""
    return (arena.work / ".bus" / "run" / "late.sh").read_bytes()


@pytest.mark.parametrize(
    ("words", "result"),
    [
        (["bus-secrets", "set", "late", "--stdin"], stored),
        (["bus-run", "script", "set", "late"], written),
    ],
)
def test_input_that_does_not_block(arena: Arena, words: list[str], result: Callable[[Arena], bytes]) -> None:
    """Input that is not there yet is waited for, and read to its end."""
    reader, writer = os.pipe()
    os.set_blocking(reader, False)

    def write() -> None:
        time.sleep(0.5)
        os.write(writer, b"#!/bin/sh\n")
        time.sleep(0.2)
        os.write(writer, b"echo late\n")
        os.close(writer)

    thread = threading.Thread(target=write)
    thread.start()
    done = arena.run(*words, stdin=reader)
    thread.join()
    os.close(reader)
    assert done.returncode == 0
    assert result(arena) == b"#!/bin/sh\necho late\n"


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
def test_a_masked_step_with_closed_streams(arena: Arena, closed: tuple[int, ...]) -> None:
    """A step has the streams that there are, and its exit code is ours."""
    runs.script(arena, "say", "echo out $KEY; echo err $KEY >&2; : > ran; exit 3")
    bind(arena, "say")
    done = arena.run("bus-run", "say", preexec_fn=lambda: os.closerange(closed[0], closed[-1] + 1))
    assert (done.returncode, (arena.work / "ran").exists()) == (3, True)
    assert done.stdout == (b"" if 1 in closed else b"out ***\n")
    said = done.stderr.decode().splitlines()
    assert ("err ***" in said, "bus-run: error: say: exit code 3" in said) == (2 not in closed,) * 2


@pytest.mark.parametrize("words", [["bus-run", "three"], ["bus", "run", "three"], ["bus", "three"], ["bus", "a.bus"]])
def test_ended_children_that_the_caller_ignores(arena: Arena, words: list[str]) -> None:
    """Where SIGCHLD is ignored the exit code is still that of the step or module."""
    runs.script(arena, "three", "exit 3")
    module = arena.root / "bin" / "bus-three"
    module.parent.mkdir()
    module.write_text("#!/bin/sh\nexit 3\n")
    module.chmod(0o755)
    (arena.work / "a.bus").write_text("three\n")
    path = f"{module.parent}:{arena.environment()['PATH']}"
    done = arena.run(*words, before=[sys.executable, "-c", IGNORING], environment={"PATH": path})
    assert done.returncode == 3, done

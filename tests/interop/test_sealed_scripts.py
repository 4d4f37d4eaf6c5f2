"""A script with secrets runs as it was checked, whatever is written to its file meanwhile."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

import runs
from busdk.process import sealed

if TYPE_CHECKING:
    from arena import Arena

VALUE = "value-5Hs7-Qw1z"
LEAVER = """(until test -e started; do sleep 0.02; done
echo 'echo "$KEY" > loot' >> .bus/run/later.sh; : > added) > /dev/null 2>&1 &
"""
WAITS = ": > started; until test -e added; do sleep 0.02; done; echo later\n"


def bind(arena: Arena, step: str) -> None:
    """Give a step the secret as KEY."""
    arena.ok("bus-secrets", "set", "key", VALUE)
    arena.ok("bus-run", "set", "env-for", step, "KEY", "secret:key")


def write(arena: Arena, name: str, text: str) -> None:
    """Write a script as it is, without a first line of ours."""
    runs.script(arena, name, "").write_text(text)


@pytest.mark.parametrize(
    "first", ["#!/bin/sh\n", "#!/bin/bash -eu\n", "#! /usr/bin/env bash\n", "#!/usr/bin/dash\n", ""]
)
def test_what_is_added_to_a_running_script_does_not_run(arena: Arena, first: str) -> None:
    """A process that an earlier step left behind adds to a later script, which runs as it was checked."""
    runs.script(arena, "first", LEAVER)
    write(arena, "later", first + WAITS)
    bind(arena, "later")
    done = arena.run("bus-run", "first", "later")
    assert (done.returncode, done.stdout) == (0, b"later\n"), done.stderr
    assert not (arena.work / "loot").exists()
    assert "loot" in (arena.work / ".bus" / "run" / "later.sh").read_text()


@pytest.mark.parametrize("first", ["#!/bin/sh\n", "#!/usr/bin/env bash\n", "#!/bin/bash -eu\n", ""])
def test_a_script_finds_itself(arena: Arena, first: str) -> None:
    """`$0` is the script's own path, what lies beside it is found, and its end and options are its own."""
    (arena.work / ".bus" / "run").mkdir(parents=True)
    (arena.work / ".bus" / "run" / "part").write_text("echo part $#\n")
    write(arena, "own", first + 'echo "$0 $#"; cd "$(dirname "$0")"; . ./part; read line; echo $line\nexit 5\n')
    bind(arena, "own")
    given = arena.root / "given"
    given.write_text("line\n")
    with given.open() as stdin:
        done = arena.run("bus-run", "own", stdin=stdin)
    path = arena.work / ".bus" / "run" / "own.sh"
    assert (done.returncode, done.stdout.decode()) == (5, f"{path} 0\npart 0\nline\n"), done.stderr


def test_an_option_of_the_first_line_holds(arena: Arena) -> None:
    """`-e` ends the script at the first failure."""
    write(arena, "strict", "#!/bin/sh -e\nfalse\necho on\n")
    bind(arena, "strict")
    done = arena.run("bus-run", "strict")
    assert (done.returncode, done.stdout) == (1, b"")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('#!/bin/bash\necho "${BASH_SOURCE[0]} $0"\n', "{path} {path}\n"),
        (f"#!{sys.executable}\nimport beside; print(__file__)\n", "beside\n{path}\n"),
    ],
)
def test_what_needs_its_file_is_started_by_its_path(arena: Arena, text: str, told: str) -> None:
    """A script that asks for its place in another way, or is none of a shell's, is started as ever."""
    write(arena, "own", text)
    (arena.work / ".bus" / "run" / "beside.py").write_text("print('beside')\n")
    bind(arena, "own")
    path = arena.work / ".bus" / "run" / "own.sh"
    done = arena.run("bus-run", "own")
    assert (done.returncode, done.stdout.decode()) == (0, told.format(path=path)), done.stderr


def test_without_sealed_copies_a_script_runs_by_its_path(arena: Arena, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system has none, there is none."""
    monkeypatch.delattr(os, "memfd_create")
    assert sealed.copy(b"text", "name") is None


def test_a_sealed_copy_cannot_be_changed() -> None:
    """Not through its descriptor, nor by opening it anew; and it is what was given."""
    descriptor = sealed.copy(b"text", "name")
    assert descriptor is not None
    with pytest.raises(PermissionError):
        os.write(descriptor, b"more")
    with pytest.raises(PermissionError):
        os.open(f"{sealed.FOLDER}/{descriptor}", os.O_WRONLY | os.O_TRUNC)
    with open(f"{sealed.FOLDER}/{descriptor}", "rb") as again:
        assert again.read() == b"text"
    os.close(descriptor)

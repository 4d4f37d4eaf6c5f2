"""A disk that is really full: a small file system in memory, which only root can make."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from arena import Arena
from peers import IS_ROOT, missing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FULL = "No space left on device\n"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 64 KiB."""
    if not IS_ROOT:
        pytest.skip("mounting needs root")
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place], check=False, capture_output=True)
    if done.returncode:
        missing(f"cannot mount: {done.stderr.decode()}")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def fill(disk: Path) -> Path:
    """Use up the disk to the last byte."""
    ballast = disk / "ballast"
    descriptor = os.open(ballast, os.O_WRONLY | os.O_CREAT)
    try:
        while True:
            os.write(descriptor, bytes(4096))
    except OSError:
        os.close(descriptor)
    return ballast


@pytest.mark.parametrize("scope", ["user", "repo"])
def test_a_set_on_a_full_disk(disk: Path, scope: str) -> None:
    """It fails with one line, the old value stays readable, and it works again when there is room."""
    arena = Arena(disk / "arena")
    set_again = ("bus-secrets", "set", "x", "new" * 3000, "--scope", scope)
    get = ("bus-secrets", "get", "x", "--scope", scope)
    arena.ok("bus-secrets", "set", "x", "old", "--scope", scope)
    ballast = fill(disk)
    done = arena.run(*set_again)
    name = arena.preferences if scope == "user" else "datapackage.json"
    assert (done.returncode, done.stderr.decode()) == (1, f"bus-secrets: error: cannot write {name}: {FULL}")
    assert arena.ok(*get) == b"old\n"
    assert arena.leftovers() == []
    ballast.unlink()
    arena.ok(*set_again)
    assert arena.ok(*get) == b"new" * 3000 + b"\n"


def test_a_first_set_on_a_full_disk(disk: Path) -> None:
    """No half identity is left: the next first set makes a whole one."""
    arena = Arena(disk / "arena")
    for folder in (arena.preferences.parent, arena.identity.parent):
        folder.mkdir(parents=True)
    ballast = fill(disk)
    done = arena.run("bus-secrets", "set", "x", "value")
    assert (done.returncode, done.stderr.decode()) == (1, f"bus-secrets: error: cannot write {arena.identity}: {FULL}")
    assert arena.files() == {}
    ballast.unlink()
    arena.ok("bus-secrets", "set", "x", "value")
    assert arena.stored() == {"x": "value"}


def test_output_to_a_full_disk(disk: Path, arena: Arena) -> None:
    """A value that did not reach its file is a failure, with `-o` and with the shell's redirection."""
    arena.ok("bus-secrets", "set", "x", "value")
    fill(disk)
    done = arena.run("bus-secrets", "-o", str(disk / "out"), "get", "x")
    assert (done.returncode, done.stderr.decode()) == (1, f"bus-secrets: error: cannot write {disk / 'out'}: {FULL}")
    with (disk / "redirected").open("wb") as out:
        done = arena.run("bus-secrets", "get", "x", stdout=out)
    assert (done.returncode, done.stderr.decode()) == (1, f"bus-secrets: error: cannot write standard output: {FULL}")

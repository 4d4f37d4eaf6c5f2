"""A disk that is full, broken or read-only at any step of a write: a clear error, the old file, nothing left behind."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from errno import EIO, ENOSPC, EPERM, EROFS, errorcode
from typing import TYPE_CHECKING, NamedTuple

import pytest

import strace
from arena import Arena
from scenarios import SCENARIOS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from scenarios import Scenario
    from strace import SystemCall

WRITES = ("openat", "mkdir", "write", "fsync", "fchmod", "fchown", "rename", "link", "close", "flock")
ERROR_LINE = re.compile(r"bus-\w+: error: cannot (write|read|lock|make folder) (\S+): (.+)\n")


class Failure(NamedTuple):
    """One system call of a write that fails, and why; the rename has not been when it comes `early`."""

    call: SystemCall
    error: int
    early: bool


class Failing:
    """The failures of one scenario, each on a copy of the same arena."""

    def __init__(self, scenario: Scenario, folder: Path) -> None:
        self.scenario = scenario
        self.folder = folder
        self.old = Arena(folder / "fail-old")
        scenario.before(self.old)

    def calls(self) -> Sequence[SystemCall]:
        """Return the system calls of the write that can fail, on files and folders of ours."""
        self.old.copy(self.folder / "fail-dry").ok(*self.scenario.write)
        recorded = self.old.copy(self.folder / "fail-rec")
        calls = strace.record(recorded, self.scenario.write, self.folder / "trace")
        return [call for call in strace.on_files(calls, recorded.root) if call.name in WRITES]

    def at(self, numbered: tuple[int, Failure]) -> int:
        """Let one system call fail, check what is left, and return the exit code."""
        number, (call, error, early) = numbered
        arena = self.old.copy(self.folder / f"fail-{number:03}")
        done = arena.run(*self.scenario.write, before=strace.failing(call, errorcode[error]))
        told = done.stderr.decode()
        assert done.returncode in (0, 1), (call, done)
        self.scenario.check(self.old, arena)
        # Without the lock, its side file is not ours to remove.
        assert arena.leftovers(".tmp" if call.name == "flock" else "") == [], (call, done)
        if done.returncode == 0:
            assert call.name == "close", (call, done)
            assert b"new" in (arena.descriptor if arena.descriptor.exists() else arena.preferences).read_bytes()
        else:
            found = ERROR_LINE.fullmatch(told)
            assert found, (call, told)
            assert found[2].startswith(str(arena.root)) or found[2] == "datapackage.json", told
            assert found[3] == os.strerror(error), told
            assert not early or arena.data() == self.old.data(), (call, done)
        return done.returncode


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_write_fails(name: str, tmp_path: Path) -> None:
    """Whatever call fails, for whatever reason: success means stored, failure is one line and leaves no trace."""
    failing = Failing(SCENARIOS[name], tmp_path)
    calls = failing.calls()
    assert {"write", "fsync", "rename"} <= {call.name for call in calls}
    rename = max(index for index, call in enumerate(calls) if call.name == "rename")
    failures = [
        Failure(call, error, index <= rename) for index, call in enumerate(calls) for error in (ENOSPC, EIO, EROFS)
    ]
    with ThreadPoolExecutor(2) as pool:
        codes = list(pool.map(failing.at, enumerate(failures)))
    assert sum(codes) >= 0.8 * len(codes), "most failures must have come"


def test_a_file_system_without_links(tmp_path: Path) -> None:
    """Where hard links are forbidden, the first identity is made all the same."""
    arena = Arena(tmp_path / "arena")
    refused = strace.failing(strace.SystemCall("link", 1, ""), errorcode[EPERM])
    arena.ok("bus-secrets", "set", "new", "value", before=refused)
    assert arena.stored() == {"new": "value"}
    assert arena.leftovers() == []

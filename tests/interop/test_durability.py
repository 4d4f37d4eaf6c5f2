"""What was reported as stored is on disk: the order of system calls that survives a loss of power."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

import strace
from arena import Arena
from scenarios import SCENARIOS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from strace import SystemCall

PATH = re.compile(r'"([^"]*)"')


def steps(calls: Sequence[SystemCall]) -> list[tuple[str, str]]:
    """Return the calls that change or sync something, each with the path of its file; the target's for a rename."""
    names: dict[str, str] = {}
    found = []
    for call in calls:
        paths = PATH.findall(call.arguments)
        first = call.arguments.partition(",")[0].partition(")")[0]
        if call.name == "openat":
            names[call.arguments.rpartition(" = ")[2]] = paths[0]
        elif call.name in ("write", "fsync"):
            found.append((call.name, names[first]))
        elif call.name in ("rename", "link", "mkdir"):
            found.append((call.name, paths[-1]))
    return found


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_order_of_a_write(name: str, tmp_path: Path) -> None:
    """Each new file is synced between its last write and its name, and each new name is synced in its folder."""
    arena = Arena(tmp_path / "arena")
    SCENARIOS[name].before(arena)
    done = steps(strace.on_files(strace.record(arena, SCENARIOS[name].write, tmp_path / "trace"), tmp_path))
    named = [(index, *step) for index, step in enumerate(done) if step[0] in ("rename", "link", "mkdir")]
    assert [path for _, call, path in named if call == "rename"]
    for index, call, path in named:
        folder, base = os.path.split(path)
        if call != "mkdir":
            assert [what for what, of in done[:index] if of == f"{folder}/.{base}.tmp"] == ["write", "fsync"]
        assert done[index + 1] == ("fsync", folder)

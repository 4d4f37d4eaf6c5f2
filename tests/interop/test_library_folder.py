"""Working in the folders of Python itself, and in one that brings modules."""

from __future__ import annotations

import os
import sysconfig
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from arena import Arena


@pytest.mark.parametrize("folder", [os.path.dirname(os.__file__), sysconfig.get_config_var("DESTSHARED")])
@pytest.mark.parametrize("words", [["bus-secrets", "get", "x"], ["bus", "run", "list"], ["bus-preferences", "list"]])
def test_the_library_as_working_folder(arena: Arena, folder: str, words: list[str]) -> None:
    """Python's own folders stay where it finds its modules."""
    arena.ok("bus-secrets", "set", "x", "value")
    done = arena.run(*words, before=["/usr/bin/env", "-C", folder])
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_working_folder_brings_no_modules(arena: Arena) -> None:
    """A `json.py` of the current folder is not run, also where the environment puts that folder on the path."""
    (arena.work / "json.py").write_text("raise SystemExit('brought')")
    arena.ok("bus-secrets", "set", "x", "value")
    assert arena.ok("bus-secrets", "get", "x", environment={"PYTHONPATH": str(arena.work)}) == b"value\n"

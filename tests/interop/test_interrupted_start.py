"""Ctrl-C while a program is still being imported ends it with 130 and no traceback."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

import script_runner

if TYPE_CHECKING:
    from pathlib import Path

HOOK = """
import os, signal, sys

class Interrupter:
    def find_spec(self, name, path=None, target=None):
        if name == os.environ["INTERRUPT_AT"]:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupter())
"""
LINES = {
    "bus": ["secrets", "list"],
    "bus-agent": ["detect"],
    "bus-config": ["set", "base-currency", "EUR"],
    "bus-dev": ["list"],
    "bus-preferences": ["list"],
    "bus-run": ["list"],
    "bus-secrets": ["list"],
}
MODULES = ["busdk", "busdk.errors", "busdk.command", "busdk.command.parse"]


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("module", MODULES)
def test_an_interrupt_at_an_import_is_quiet(tmp_path: Path, name: str, module: str) -> None:
    """The signal comes when a module is about to be imported."""
    (tmp_path / "sitecustomize.py").write_text(HOOK)
    environment = script_runner.environment(tmp_path) | {"PYTHONPATH": str(tmp_path), "INTERRUPT_AT": module}
    done = subprocess.run(
        [str(script_runner.BIN / name), *LINES[name]],
        check=False, cwd=tmp_path, env=environment, capture_output=True, timeout=30,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (130, b"")

"""Writers that wait for another one say so."""

from __future__ import annotations

import fcntl
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

import script_runner

if TYPE_CHECKING:
    from pathlib import Path

PREFERENCES = ".config/busdk/preferences.json"


@pytest.mark.parametrize(
    ("argv", "file", "shown"),
    [
        (["bus-secrets", "set", "a", "1", "--plain"], PREFERENCES, "{home}/" + PREFERENCES),
        (["bus-secrets", "set", "a", "1", "--scope", "repo"], "datapackage.json", "datapackage.json"),
        (["bus-preferences", "set", "a", "1"], PREFERENCES, "{home}/" + PREFERENCES),
        (["bus-config", "init"], "datapackage.json", "datapackage.json"),
        (["bus-run", "set", "agent", "codex"], PREFERENCES, "{home}/" + PREFERENCES),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_writer_says_that_it_waits_and_then_writes(tmp_path: Path, argv: list[str], file: str, shown: str) -> None:
    """One line on stderr while another holds the lock; the write is done when that lets go."""
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    side = path.with_name(f".{path.name}.lock")
    holder = os.open(side, os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(holder, fcntl.LOCK_EX)
    with subprocess.Popen(
        [str(script_runner.BIN / argv[0]), *argv[1:]],
        cwd=tmp_path, env=script_runner.environment(tmp_path), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
    ) as writer:  # fmt: skip
        assert writer.stderr is not None
        line = writer.stderr.readline().decode()
        assert line == f"{argv[0]}: waiting for another writer of {shown.format(home=tmp_path)}\n"
        assert not path.exists()
        os.unlink(side)
        os.close(holder)
        writer.communicate(timeout=30)
    assert writer.returncode == 0
    assert path.exists()

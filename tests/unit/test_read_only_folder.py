"""Folders that the user may read and not write."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = 65534
BIN = Path(sys.executable).parent
FILES = {
    "preferences.json": b'{"version":1,"values":{"a":"x"}}',
    "datapackage.json": b'{"busdk":{"accounting_entity":{"base_currency":"EUR"}}}',
}
READS = [
    (["bus-preferences", "get", "a"], "x\n"),
    (["bus-preferences", "unset", "b"], ""),
    (["bus-config", "set", "base-currency", "EUR"], ""),
    (["bus-config", "-q", "init"], ""),
]
WRITES = [
    (["bus-preferences", "set", "a", "y"], "bus-preferences: error: cannot lock preferences.json: Permission denied\n"),
    (["bus-preferences", "unset", "a"], "bus-preferences: error: cannot lock preferences.json: Permission denied\n"),
    (
        ["bus-config", "set", "base-currency", "SEK"],
        "bus-config: error: cannot lock datapackage.json: Permission denied\n",
    ),
]


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder outside the tests' own, as those are closed to other users."""
    made = Path(tempfile.mkdtemp())
    for name, data in FILES.items():
        (made / name).write_bytes(data)
        (made / name).chmod(0o444)
    made.chmod(0o555)
    yield made
    made.chmod(0o755)
    shutil.rmtree(made)


def run(folder: Path, words: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command there as a user to whom permissions mean something; skip where there is none."""
    as_nobody = (
        ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--"] if os.geteuid() == 0 else []
    )
    environment = {"PATH": f"{BIN}:/usr/bin:/bin", "BUS_PREFERENCES_PATH": "preferences.json"}
    if (
        as_nobody
        and subprocess.run([*as_nobody, sys.executable, "-c", "import busdk"], check=False, cwd="/").returncode
    ):
        pytest.skip("another user cannot run what is tested here")
    return subprocess.run(
        [*as_nobody, BIN / words[0], *words[1:]],
        check=False, cwd=folder, env=environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize(("words", "stdout"), READS)
def test_what_changes_nothing_needs_no_permission(folder: Path, words: list[str], stdout: str) -> None:
    """Reading, and storing what is stored already, work there."""
    done = run(folder, words)
    assert (done.stdout, done.stderr, done.returncode) == (stdout, "", 0)


@pytest.mark.parametrize(("words", "stderr"), WRITES)
def test_what_cannot_be_written_is_an_error_that_loses_nothing(folder: Path, words: list[str], stderr: str) -> None:
    """One line, exit 1, every file as it was and none beside them."""
    done = run(folder, words)
    assert (done.stdout, done.stderr, done.returncode) == ("", stderr, 1)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == FILES


def test_a_file_that_may_not_be_read_is_an_error(folder: Path) -> None:
    """It is neither taken for absent nor for empty."""
    for name in FILES:
        (folder / name).chmod(0)
    done = run(folder, ["bus-preferences", "get", "a"])
    assert (done.stderr, done.returncode) == (
        "bus-preferences: error: cannot read preferences.json: Permission denied\n", 1,
    )  # fmt: skip
    done = run(folder, ["bus-config", "init"])
    assert (done.stderr, done.returncode) == ("bus-config: error: cannot read datapackage.json: Permission denied\n", 1)

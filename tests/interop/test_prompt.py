"""`bus secrets set NAME` on a terminal."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import script_runner
import terminal

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = str(script_runner.BIN / "bus-secrets")
FIRST, SECOND = "value of key: ", "again: "


def test_the_value_is_asked_for_twice_without_echo(tmp_path: Path) -> None:
    """The typed value is stored, and the terminal never shows it."""
    environment = script_runner.environment(tmp_path)
    answers = [(FIRST, script_runner.CANARY + "\n"), (SECOND, script_runner.CANARY + "\n")]
    code, shown = terminal.converse([PROGRAM, "set", "key"], answers, environment, tmp_path)
    assert (code, script_runner.CANARY in shown) == (0, False)
    done = subprocess.run([PROGRAM, "get", "key"], env=environment, cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.decode() == script_runner.CANARY + "\n"


def test_two_different_values_store_nothing(tmp_path: Path) -> None:
    """A typing mistake is a usage error."""
    environment = script_runner.environment(tmp_path)
    code, shown = terminal.converse(
        [PROGRAM, "set", "key"], [(FIRST, "one\n"), (SECOND, "two\n")], environment, tmp_path
    )
    assert (code, "the two values differ; nothing was stored" in shown) == (2, True)
    assert os.listdir(tmp_path) == []


def test_control_c_ends_the_question(tmp_path: Path) -> None:
    """Ctrl-C is 130, without a traceback, and stores nothing."""
    environment = script_runner.environment(tmp_path)
    code, shown = terminal.converse([PROGRAM, "set", "key"], [(FIRST, "\x03")], environment, tmp_path)
    assert (code, "Traceback" in shown) == (130, False)
    assert os.listdir(tmp_path) == []


def test_the_end_of_input_is_no_value(tmp_path: Path) -> None:
    """Ctrl-D at the question is a usage error, not an empty value."""
    environment = script_runner.environment(tmp_path)
    code, shown = terminal.converse([PROGRAM, "set", "key"], [(FIRST, "\x04")], environment, tmp_path)
    assert (code, "Traceback" in shown, os.listdir(tmp_path)) == (2, False, [])

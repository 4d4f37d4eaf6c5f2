"""`bus secrets set NAME` on a terminal."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import script_runner
from terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = str(script_runner.BIN / "bus-secrets")


def converse(home: Path, answers: list[str]) -> tuple[int, str]:
    """Answer the questions in turn; return the exit code and what the terminal showed after the last one."""
    with Terminal([PROGRAM, "set", "key"], env=script_runner.environment(home), cwd=home) as terminal:
        for question, answer in zip(["value of key: ", "again: "], answers, strict=False):
            terminal.expect(question)
            terminal.type(answer.encode())
        shown = terminal.rest().decode()
    return terminal.process.returncode, shown


def test_the_value_is_asked_for_twice_without_echo(tmp_path: Path) -> None:
    """The typed value is stored, and the terminal never shows it."""
    code, shown = converse(tmp_path, [script_runner.CANARY + "\n"] * 2)
    assert (code, script_runner.CANARY in shown) == (0, False)
    environment = script_runner.environment(tmp_path)
    done = subprocess.run([PROGRAM, "get", "key"], env=environment, cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.decode() == script_runner.CANARY + "\n"


def test_two_different_values_store_nothing(tmp_path: Path) -> None:
    """A typing mistake is a usage error."""
    code, shown = converse(tmp_path, ["one\n", "two\n"])
    assert (code, "the two values differ; nothing was stored" in shown, os.listdir(tmp_path)) == (2, True, [])


def test_control_c_ends_the_question(tmp_path: Path) -> None:
    """Ctrl-C is 130, without a traceback, and stores nothing."""
    code, shown = converse(tmp_path, ["\x03"])
    assert (code, "Traceback" in shown, os.listdir(tmp_path)) == (130, False, [])


def test_the_end_of_input_is_no_value(tmp_path: Path) -> None:
    """Ctrl-D at the question is a usage error, not an empty value."""
    code, shown = converse(tmp_path, ["\x04"])
    assert (code, "Traceback" in shown, os.listdir(tmp_path)) == (2, False, [])

"""`bus secrets set NAME` on a terminal."""

from __future__ import annotations

import os
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest

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


def stored(home: Path) -> str:
    """Return the value that is stored now."""
    environment = script_runner.environment(home)
    argv = [PROGRAM, "get", "key", "--no-newline"]
    return subprocess.run(argv, env=environment, cwd=home, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("length", [4095, 4096, 5000, 100_000])
def test_a_value_longer_than_a_terminal_s_line_is_stored_whole(tmp_path: Path, length: int) -> None:
    """A terminal that edits lines itself hands on 4,095 bytes, and the rest to whoever reads next."""
    value = ("0123456789" * length)[:length]
    with Terminal([PROGRAM, "set", "key"], env=script_runner.environment(tmp_path), cwd=tmp_path) as terminal:
        for question in ("value of key: ", "again: "):
            terminal.expect(question)
            for start in range(0, length, 1000):
                terminal.type(value[start : start + 1000].encode())
            terminal.type(b"\r")
        terminal.rest()
    assert (terminal.process.returncode, stored(tmp_path) == value) == (0, True)


def test_several_lines_are_refused_and_swallowed(tmp_path: Path) -> None:
    """A pasted key is no line: nothing of it is stored, or left for the shell to run."""
    script = f'{PROGRAM} set key; echo "code $?"; IFS= read -r rest; echo "the shell got <$rest>"'
    with Terminal(["sh", "-c", script], env=script_runner.environment(tmp_path), cwd=tmp_path) as terminal:
        terminal.expect("value of key: ")
        terminal.type(b"-----BEGIN KEY-----\rtouch stolen\r-----END KEY-----\r")
        terminal.expect("more than one line was given; nothing was stored")
        terminal.expect("bus secrets set key --stdin")
        terminal.expect("code 2")
        terminal.type(b"next\r")
        assert terminal.expect("the shell got <([^>]*)>") == "next"


def test_a_line_end_behind_the_line_is_not_another_line(tmp_path: Path) -> None:
    """What was copied with its line end, and Enter on top."""
    assert converse(tmp_path, ["value\r\n", "value\r\n"])[0] == 0
    assert stored(tmp_path) == "value"


def test_bytes_that_are_no_text_are_told_of(tmp_path: Path) -> None:
    """A terminal that is not UTF-8."""
    with Terminal([PROGRAM, "set", "key"], env=script_runner.environment(tmp_path), cwd=tmp_path) as terminal:
        terminal.expect("value of key: ")
        terminal.type(b"caf\xe9\r")
        shown = terminal.rest().decode()
    assert terminal.process.returncode == 2
    assert "value is not valid UTF-8" in shown


def test_an_empty_value_is_refused(tmp_path: Path) -> None:
    """Enter alone stores nothing, and is not asked for twice."""
    code, shown = converse(tmp_path, ["\r"])
    assert (code, "the value is empty; nothing was stored" in shown, "again" in shown) == (1, True, False)


def test_keys_that_edit_a_line_do(tmp_path: Path) -> None:
    """Backspace takes back a whole character, Ctrl-W a word, Ctrl-U the line."""
    line = "nothing\x15one two\x17thré\x7fee\n"
    assert converse(tmp_path, [line, "one three\n"])[0] == 0
    assert stored(tmp_path) == "one three"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT])
def test_the_terminal_is_restored_when_a_signal_ends_the_question(tmp_path: Path, number: int) -> None:
    """Echo is back, and whoever waits is told which signal it was."""
    with Terminal([PROGRAM, "set", "key"], env=script_runner.environment(tmp_path), cwd=tmp_path) as terminal:
        before = terminal.modes()
        terminal.expect("value of key: ")
        assert terminal.modes() != before
        terminal.process.send_signal(number)
        terminal.process.wait(20)
        assert terminal.modes() == before
    assert terminal.process.returncode == (130 if number == signal.SIGINT else -number)


def test_a_stopped_question_gives_the_terminal_back(tmp_path: Path) -> None:
    """Ctrl-Z restores the terminal for the shell; `fg` asks again, and what was typed before counts no more."""
    shell = ["bash", "--norc", "--noprofile", "-i"]
    environment = script_runner.environment(tmp_path) | {"PS1": "ready$ "}
    with Terminal(shell, env=environment, cwd=tmp_path) as terminal:
        terminal.expect(r"ready\$ ")
        terminal.type(f"{PROGRAM} set key\n".encode())
        terminal.expect("value of key: ")
        terminal.type(b"half\x1a")
        terminal.expect(r"Stopped.*ready\$ ")
        terminal.type(b"fg\n")
        terminal.expect("value of key: ")
        terminal.type(b"whole\r")
        terminal.expect("again: ")
        terminal.type(b"whole\r")
        terminal.expect(r"ready\$ ")
    assert stored(tmp_path) == "whole"


def test_it_says_that_nothing_can_be_stored_before_it_asks(tmp_path: Path) -> None:
    """Without the identity that opens what is sealed, and where no file can be written."""
    environment = script_runner.environment(tmp_path)
    subprocess.run([PROGRAM, "set", "other", "x"], env=environment, cwd=tmp_path, capture_output=True, check=True)
    identity = tmp_path / ".local" / "share" / "busdk" / "identity.txt"
    identity.rename(tmp_path / "saved")
    with Terminal([PROGRAM, "set", "key"], env=environment, cwd=tmp_path) as terminal:
        shown = terminal.rest().decode()
    assert (terminal.process.returncode, "no identity" in shown, "value of key" in shown) == (1, True, False)
    blocked = environment | {"BUS_PREFERENCES_PATH": f"{tmp_path}/saved/preferences.json"}
    with Terminal([PROGRAM, "set", "key"], env=blocked, cwd=tmp_path) as terminal:
        shown = terminal.rest().decode()
    assert (terminal.process.returncode, "Not a directory" in shown, "value of key" in shown) == (1, True, False)

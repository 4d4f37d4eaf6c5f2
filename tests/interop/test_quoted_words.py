"""No program quotes a word that is not what should stand there, wherever it stands."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

import script_runner
from busdk.dispatch import own
from busdk.dispatch.cli import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from busdk.command import Command, Program

VALUE = "sk-LIVE-0123456789abcdef"
PROGRAMS = {program.name: program for program in (*own.programs(), PROGRAM)}


def lines(program: Program) -> Iterator[list[str]]:
    """Return a line for each place of each command where a value may be by mistake, one value or all that fit."""
    defaults = [program.default] if program.default else []
    for command in (*program.commands, *defaults):
        yield from _lines(command)
    yield [VALUE]
    yield [f"--{VALUE}", "list"]
    yield ["-C", VALUE, "list"]
    yield ["-f", VALUE, "list"]
    yield ["--color", VALUE, "list"]


def _lines(command: Command) -> Iterator[list[str]]:
    name = command.name.split()
    required = [VALUE] * len(command.required)
    if required:
        yield [*name, *required]
        yield [*name, *(f"name={VALUE}" for _ in required)]
    yield [*name, *[VALUE] * (len(command.arguments) + 1)]
    yield [*name, *required, f"--{VALUE}"]
    yield [*name, *required, f"--{VALUE}={VALUE}"]
    for option in command.options:
        yield [*name, *required, *([option.name, VALUE] if option.metavar else [f"{option.name}={VALUE}"])]


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_a_value_in_the_wrong_place_is_not_quoted(name: str, tmp_path: Path) -> None:
    """Whatever a program says on stderr, and the paths that it takes, do not hold the value."""
    for number, words in enumerate(lines(PROGRAMS[name])):
        folder = tmp_path / str(number)
        folder.mkdir()
        environment = script_runner.environment(folder) | {"PATH": "/usr/bin:/bin"}
        done = subprocess.run(
            [str(script_runner.BIN / name), *words],
            check=False, cwd=folder, env=environment, capture_output=True, stdin=subprocess.DEVNULL, timeout=60,
        )  # fmt: skip
        assert b"LIVE" not in done.stderr, (words, done.stderr)

"""The tables of commands name modules as text, which are imported when a command runs: each must be there."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from busdk.command import Command, Program

PACKAGES = ("agent", "config", "dev", "dispatch", "preferences", "run", "secrets")


def programs() -> list[Program]:
    """Import the table of each program."""
    return [importlib.import_module(f"busdk.{package}.cli").PROGRAM for package in PACKAGES]


def commands() -> Iterator[Any]:
    """Go through the commands of all programs, with an id for each."""
    for program in programs():
        for command in (*program.commands, *((program.default,) if program.default else ())):
            yield pytest.param(command, id=f"{program.name} {command.name}".strip())


@pytest.mark.parametrize("command", list(commands()))
def test_the_module_of_a_command_can_run(command: Command) -> None:
    """A mistyped module would be noticed by a user only."""
    assert callable(importlib.import_module(command.module).run)


@pytest.mark.parametrize("program", programs(), ids=lambda program: program.name)
def test_the_overview_of_a_program_is_there(program: Program) -> None:
    """Where a table names an overview, its module has one."""
    assert not program.overview or callable(importlib.import_module(program.overview).overview)


@pytest.mark.parametrize("program", programs(), ids=lambda program: program.name)
def test_each_command_is_found_by_its_own_name(program: Program) -> None:
    """No command hides another."""
    for command in program.commands:
        words = command.name.split(" ")
        assert program.find([*words, "x"]) == (command, len(words))

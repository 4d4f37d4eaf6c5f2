"""The page on `bus dev` is true."""

from __future__ import annotations

from pathlib import Path

import pytest

from busdk.dev.catalog import catalog
from busdk.dev.cli import PROGRAM
from busdk.dev.tool import OPERATIONS, PIPELINES

PAGE = (Path(__file__).parents[2] / "docs" / "dev.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [command.name for command in PROGRAM.commands])
def test_each_command_is_on_the_page(command: str) -> None:
    assert f"`{command.removeprefix('set ')}" in PAGE


def test_each_built_in_step_and_pipeline_has_a_row() -> None:
    for name in (*(operation.name for operation in OPERATIONS), *PIPELINES):
        assert f"\n| `{name}` |" in PAGE


def test_each_variable_has_its_value_on_the_page() -> None:
    for name, value in catalog("/w/bus-demo", {}).items():
        assert f"`{name}`" in PAGE
        assert f"`{value}`" in PAGE

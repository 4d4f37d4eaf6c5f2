"""Operations and their prompts, as they are in the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from busdk import agent
from busdk.dev.catalog import catalog
from busdk.dev.tool import OPERATIONS, PIPELINES, TOOL

if TYPE_CHECKING:
    from busdk.steps import Operation


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_a_prompt_needs_no_other_variable_than_there_is(operation: Operation) -> None:
    text = agent.render(operation.template(), catalog("/w/bus-demo", {}))
    agent.check_prompt(text)
    assert "bus-demo" in text


def test_built_in_pipelines_name_only_what_is_built_in() -> None:
    """So no definition of a user changes them."""
    for tokens in PIPELINES.values():
        assert all(token.removeprefix("@") in {*TOOL.operations, *PIPELINES} for token in tokens)
        assert all(token.startswith("@") for token in tokens)


def test_operations_are_reserved_and_pipelines_are_not() -> None:
    assert {*TOOL.operations} <= {*TOOL.reserved}
    assert not {*PIPELINES} & {*TOOL.reserved}

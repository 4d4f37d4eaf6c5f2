"""`pipeline set repo NAME TOKEN...`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from busdk.steps import management, names
from busdk.steps.cli import subject

if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> int:
    """Write the pipeline's file."""
    tool = subject.tool(call)
    name, tokens = names.check_name(tool, call.arguments[0]), names.check_tokens(tool, call.arguments[1:])
    management.check_pipeline(subject.workspace(call), name, "repo")
    return subject.change(call, lambda space: management.write_pipeline(space, name, tokens))

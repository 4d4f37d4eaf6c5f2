"""`pipeline set repo NAME TOKEN...`."""

from __future__ import annotations

from busdk.steps import management, names
from busdk.steps.cli import subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Write the pipeline's file."""
    tool = subject.tool(call)
    name, tokens = names.check_name(tool, call.arguments[0]), names.check_tokens(tool, call.arguments[1:])
    subject.change(call, lambda space: management.write_pipeline(space, name, tokens))

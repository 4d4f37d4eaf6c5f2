"""`action unset NAME`."""

from __future__ import annotations

from busdk.steps import management, names
from busdk.steps.cli import subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Remove the prompt's file."""
    name = names.check_name(subject.tool(call), call.arguments[0])
    subject.change(call, lambda space: management.remove(space, [f"{name}.txt"]))

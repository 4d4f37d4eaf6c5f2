"""`pipeline unset repo NAME`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from busdk.steps import management, names
from busdk.steps.cli import subject

if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> int:
    """Remove the pipeline's file."""
    name = names.check_name(subject.tool(call), call.arguments[0])
    return subject.change(call, lambda space: management.remove(space, [f"{name}.yml"]))

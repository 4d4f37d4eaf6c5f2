"""`script unset NAME [--platform=...]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from busdk.steps import management, names
from busdk.steps.cli import platforms, subject

if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> int:
    """Remove the files of the variants."""
    name = names.check_name(subject.tool(call), call.arguments[0])
    chosen = [f"{name}.{ending}" for ending in platforms.endings(call)]
    return subject.change(call, lambda space: management.remove(space, chosen))

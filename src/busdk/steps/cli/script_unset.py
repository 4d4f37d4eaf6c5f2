"""`script unset NAME [--platform=...]`."""

from __future__ import annotations

from busdk.steps import management, names
from busdk.steps.cli import platforms, subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Remove the files of the variants."""
    name = names.check_name(subject.tool(call), call.arguments[0])
    chosen = [f"{name}.{ending}" for ending in platforms.endings(call)]
    subject.change(call, lambda space: management.remove(space, chosen))

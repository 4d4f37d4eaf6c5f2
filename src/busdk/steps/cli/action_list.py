"""`action list`."""

from __future__ import annotations

from busdk.steps import listing
from busdk.steps.cli import rows, subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Print the names of prompt actions."""
    space = subject.workspace(call)
    _ = space.place
    rows.write(call, ("name",), [(name,) for name in listing.prompts(space)])

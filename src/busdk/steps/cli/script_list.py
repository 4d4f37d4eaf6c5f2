"""`script list`."""

from __future__ import annotations

from busdk.steps import listing
from busdk.steps.cli import rows, subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Print the names of script actions, and which variants they have."""
    space = subject.workspace(call)
    _ = space.place
    rows.write(call, ("name", "variants"), listing.scripts(space))

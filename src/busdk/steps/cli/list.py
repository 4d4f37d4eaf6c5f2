"""`list`."""

from __future__ import annotations

from busdk.steps import listing
from busdk.steps.cli import rows, subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Print all that is defined: name, type, source, detail."""
    space = subject.workspace(call)
    found = listing.rows(space)
    rows.write(
        call, ("name", "type", "source", "detail"), [(row.name, row.type, row.source, row.detail) for row in found]
    )
    for warning in listing.ambiguities(space):
        call.warn(warning)

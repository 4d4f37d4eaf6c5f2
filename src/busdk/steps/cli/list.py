"""`list`, `list --env`."""

from __future__ import annotations

from busdk import jsontext
from busdk.steps import listing, resolution
from busdk.steps.cli import rows, subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Print all that is defined: name, type, source, detail, in JSON with variables; with `--env` all bindings."""
    space = subject.workspace(call)
    if call.option("env"):
        rows.write(call, ("selector", "variable", "value"), listing.bindings(space))
        return
    found = listing.rows(space)
    if call.format == "json":
        call.write(jsontext.shown([{name: getattr(row, name) for name in row.__slots__} for row in found]) + "\n")
    else:
        call.write("".join(f"{row.name}\t{row.type}\t{row.source}\t{row.detail}\n" for row in found))
    for place in [] if found else resolution.above(space.tool, space.root):
        call.note(f"nothing is defined here; {place}")
    for warning in listing.ambiguities(space):
        call.warn(warning)

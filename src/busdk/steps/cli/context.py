"""`context`."""

from __future__ import annotations

from busdk import jsontext
from busdk.command.streams import visible
from busdk.steps.cli import subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Print the variables of templates and scripts, `KEY=VALUE` lines or one JSON object."""
    variables = dict(subject.workspace(call).variables)
    if call.format == "json":
        call.write(jsontext.shown(variables) + "\n")
    else:
        call.write("".join(f"{name}={visible(variables[name])}\n" for name in sorted(variables)))

"""`bus secrets get NAME`."""

from __future__ import annotations

from busdk import secrets
from busdk.secrets.cli.output import write_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Print the value."""
    value = secrets.get(call.arguments[0], scope=call.option("scope", "auto"), directory=call.directory)
    write_value(call, value)

"""`bus secrets get NAME`."""

from __future__ import annotations

from busdk import secrets
from busdk.secrets.cli.output import write_found

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Print the value."""
    name = call.arguments[0]
    write_found(call, name, secrets.find(name, scope=call.option("scope", "auto"), directory=call.directory))

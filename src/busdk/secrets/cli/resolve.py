"""`bus secrets resolve VALUE`."""

from __future__ import annotations

from busdk import secrets
from busdk.secrets.cli.output import write_found, write_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Print what the value stands for."""
    text, scope = call.arguments[0], call.option("scope", "auto")
    name = secrets.reference(text)
    if name is None:
        write_value(call, secrets.resolve(text, scope=scope, directory=call.directory))
        return
    found = secrets.find(name, scope=scope, directory=call.directory, call="bus secrets resolve secret:")
    write_found(call, name, found)

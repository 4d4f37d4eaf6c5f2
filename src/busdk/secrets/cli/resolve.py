"""`bus secrets resolve VALUE`."""

from __future__ import annotations

from busdk import secrets
from busdk.secrets.cli.output import write_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Print what the value stands for."""
    value = secrets.resolve(call.arguments[0], scope=call.option("scope", "auto"), directory=call.directory)
    write_value(call, value)

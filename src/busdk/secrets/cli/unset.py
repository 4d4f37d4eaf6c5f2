"""`bus secrets unset NAME`."""

from __future__ import annotations

from busdk import secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Remove the secret."""
    secrets.unset(call.arguments[0], scope=call.option("scope", "user"), directory=call.directory)

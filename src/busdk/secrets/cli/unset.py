"""`bus secrets unset NAME...`."""

from __future__ import annotations

from busdk import secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Remove the secrets, all in one write."""
    scope = call.option("scope", "user")
    there = secrets.unset(*call.arguments, scope=scope, directory=call.directory)
    for name in call.arguments:
        call.detail(f"{'removed from' if name in there else 'not in'} {scope} scope: {name}")

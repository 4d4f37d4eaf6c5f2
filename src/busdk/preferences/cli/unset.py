"""`bus preferences unset KEY`."""

from __future__ import annotations

from busdk import preferences
from busdk.preferences.cli.telling import wrote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Remove the key."""
    preferences.unset(call.arguments[0])
    wrote(call, f"{call.arguments[0]} is not in the preferences")

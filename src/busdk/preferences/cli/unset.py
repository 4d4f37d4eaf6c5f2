"""`bus preferences unset KEY`."""

from __future__ import annotations

from busdk import preferences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Remove the key."""
    preferences.unset(call.arguments[0])
    call.detail(f"{call.arguments[0]} is not in the preferences: {preferences.path()}")

"""`bus preferences set KEY VALUE`."""

from __future__ import annotations

from busdk import preferences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Store the string."""
    key, value = call.arguments
    preferences.set_string(key, value)
    call.detail(f"stored {key}: {preferences.path()}")

"""`bus preferences set-json KEY JSON`."""

from __future__ import annotations

from busdk import preferences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Store the JSON value."""
    key, text = call.arguments
    preferences.set_json(key, text)
    call.detail(f"stored {key}: {preferences.path()}")

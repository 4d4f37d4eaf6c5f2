"""`bus preferences set KEY VALUE`."""

from __future__ import annotations

from busdk import preferences
from busdk.preferences.cli.telling import wrote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Store the string."""
    key, value = call.arguments
    preferences.set_string(key, value)
    wrote(call, f"stored {key}")

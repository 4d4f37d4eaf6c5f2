"""`bus config init`."""

from __future__ import annotations

from busdk import config

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Make the settings, or warn that there are some."""
    place = config.path(call.directory)
    if config.init(call.directory, call.options):
        call.write(f"initialized {place}\n")
    else:
        call.warn(f"{place} has accounting settings already, nothing changed", "bus config set changes them")

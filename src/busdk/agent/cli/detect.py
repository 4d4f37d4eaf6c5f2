"""`bus agent detect [--first]`."""

from __future__ import annotations

import os

from busdk import agent, preferences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Print the IDs of the available agents, one per line."""
    available = agent.availability(os.environ, preferences.list("bus-agent")).available
    if call.option("first"):
        if not available:
            raise agent.NoneAvailable
        available = available[:1]
    call.write("".join(f"{id}\n" for id in available))

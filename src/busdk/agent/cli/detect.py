"""`bus agent detect [--first]`."""

from __future__ import annotations

import os

from busdk import agent, preferences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from busdk.command import Call


def run(call: Call) -> None:
    """Print the IDs of the available agents, one per line."""
    availability = agent.availability(os.environ, preferences.list("bus-agent"))
    found = _genuine(availability)
    ids = list(found) if not call.option("first") else [next(found, "")]
    if ids == [""]:
        raise agent.NoneAvailable
    call.write("".join(f"{id}\n" for id in ids))


def _genuine(availability: agent.Availability) -> Iterator[str]:
    """Go through the agents, without programs that only have the name of one."""
    for id in availability.available:
        if not agent.is_namesake(agent.find_runtime(id), availability.programs[id]):
            yield id

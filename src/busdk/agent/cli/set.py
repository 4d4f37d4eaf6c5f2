"""`bus agent set SETTING [MODEL] VALUE`."""

from __future__ import annotations

from busdk import agent, preferences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Check the value and store it."""
    name = call.command.name.removeprefix("set ").replace("-", "_")
    *models, value = call.arguments
    key = ".".join(("bus-agent", name, *map(agent.check_model_key, models)))
    preferences.set_string(key, agent.check(name.removesuffix("_for_model"), value))

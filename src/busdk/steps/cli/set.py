"""`set SETTING VALUE`, `set SETTING-for SELECTOR VALUE`, `set SETTING-for-model MODEL VALUE`."""

from __future__ import annotations

from busdk import agent, preferences
from busdk.steps import selectors
from busdk.steps.cli import subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call
    from busdk.steps import Tool


def run(call: Call) -> None:
    """Check the value and store it."""
    tool = subject.tool(call)
    name = call.command.name.removeprefix("set ")
    *where, value = call.arguments
    setting = name.removesuffix("-for-model").removesuffix("-for").replace("-", "_")
    key = ".".join((tool.name, name.replace("-", "_"), *(_segments(tool, name, word) for word in where)))
    preferences.set_string(key, agent.check("runtime" if setting == "agent" else setting, value))


def _segments(tool: Tool, name: str, word: str) -> str:
    return agent.check_model_key(word) if name.endswith("-for-model") else selectors.stored(tool, word)

"""`set env-for SELECTOR ENV VALUE`."""

from __future__ import annotations

from busdk import preferences, secrets
from busdk.steps import environment, selectors
from busdk.steps.cli import subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Store a value, or a reference as it is."""
    tool = subject.tool(call)
    selector, variable, value = call.arguments
    key = environment.key(tool, selectors.stored(tool, selector), variable)
    secrets.reference(value)
    preferences.set_string(key, value)

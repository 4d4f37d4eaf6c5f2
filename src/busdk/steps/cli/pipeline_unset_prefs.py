"""`pipeline unset prefs NAME`."""

from __future__ import annotations

from busdk import preferences
from busdk.steps import names, scanning
from busdk.steps.cli import subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Remove the pipeline from the preferences."""
    tool = subject.tool(call)
    preferences.unset(scanning.pipeline_key(tool, names.check_name(tool, call.arguments[0])))

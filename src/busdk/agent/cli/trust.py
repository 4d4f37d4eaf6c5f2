"""`bus agent trust [DIR]`."""

from __future__ import annotations

import os

from busdk import agent, preferences
from busdk.agent.cli import text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Add the folder to those that are trusted."""
    folder = os.path.realpath(text.folder(call, call.arguments[0] if call.arguments else "."))
    trusted = agent.trusted_folders(preferences.list("bus-agent"))
    if folder not in trusted:
        preferences.set_value(agent.TRUSTED, [*trusted, folder])

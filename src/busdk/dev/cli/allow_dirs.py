"""`bus dev set allow-dirs-for SELECTOR DIR...`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from busdk import preferences
from busdk.dev.directories import KEY, tidied
from busdk.steps import selectors
from busdk.steps.cli import subject

if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Store the folders."""
    selector, *folders = call.arguments
    key = f"{KEY}.{selectors.stored(subject.tool(call), selector)}"
    preferences.set_value(key, tidied(folders))

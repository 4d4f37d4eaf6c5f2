"""`bus dev set allow-dirs-for-module MODULE SELECTOR DIR...`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from busdk import preferences
from busdk.dev.directories import KEY_OF_MODULE, tidied
from busdk.errors import UsageError
from busdk.steps import names, selectors
from busdk.steps.cli import subject

if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Store the folders."""
    module, selector, *folders = call.arguments
    if not names.is_word(module):
        raise UsageError("invalid module", "expected the name of a repository's folder, such as bus-demo")
    key = f"{KEY_OF_MODULE}.{module}.{selectors.stored(subject.tool(call), selector)}"
    preferences.set_value(key, tidied(folders))

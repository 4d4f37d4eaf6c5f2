"""`script set NAME [--platform=...]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from busdk.steps import management, names
from busdk.steps.cli import platforms, stdin, subject
from busdk.steps.definitions import Script

if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> int:
    """Write the script that is on standard input, byte for byte."""
    name = names.check_name(subject.tool(call), call.arguments[0])
    space = subject.workspace(call)
    _ = space.place
    management.check_free(space, name, lambda known: isinstance(known, Script))
    data = stdin.read("script")
    return subject.change(call, lambda space: management.write_script(space, name, platforms.endings(call), data))

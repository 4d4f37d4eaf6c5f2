"""`action set NAME`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from busdk import agent
from busdk.errors import UsageError
from busdk.steps import management, names
from busdk.steps.cli import stdin, subject
from busdk.steps.definitions import Prompt

if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> int:
    """Write the prompt that is on standard input, byte for byte."""
    name = names.check_name(subject.tool(call), call.arguments[0])
    space = subject.workspace(call)
    _ = space.place
    management.check_free(space, name, lambda known: isinstance(known, Prompt))
    data = stdin.read("prompt")
    _check(data)
    return subject.change(call, lambda space: management.write_prompt(space, name, data))


def _check(data: bytes) -> None:
    """Raise UsageError for a prompt that no agent could be given."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise UsageError("prompt is not valid UTF-8") from None
    agent.check_prompt(text)

"""What a shared command works on: the tool that it belongs to, and its workspace."""

from __future__ import annotations

import os

from busdk import steps
from busdk.errors import UsageError
from busdk.steps.errors import Interrupted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from busdk.command import Call
    from busdk.steps import Flags, Plan, Tool, Workspace


def tool(call: Call) -> Tool:
    """Return the tool of a command that manages; raise UsageError for a flag that is for runs only."""
    if "check" in call.flags:
        raise UsageError(f"--check goes with steps, and {call.command.name} is a command")
    found: Tool = call.program.context
    return found


def workspace(call: Call) -> Workspace:
    """Return the workspace of a command that manages."""
    _ = tool(call)
    return load(call)


def load(call: Call, before: Workspace | None = None) -> Workspace:
    """Return the workspace; of what was read for the one `before`, only what has changed is read again."""
    reader = before.reader if before else None
    return steps.load(call.program.context, os.path.realpath(call.directory), reader=reader)


def flags(call: Call) -> Flags:
    """Return what the global flags say of a run."""
    return steps.Flags(
        agent=call.flags.get("agent"),
        model=call.flags.get("model"),
        timeout=call.flags.get("timeout"),
        output_format=call.flags.get("format"),
        mask="no-mask" not in call.flags,
    )


def perform(call: Call, prepare: Callable[[Workspace], list[Plan]], execute: Callable[[list[Plan]], None]) -> int:
    """Plan, wait for the root's turn, plan again with what is there by then, and run; return the exit code."""
    space = load(call)
    prepare(space)
    try:
        with steps.turn(space.tool, space.place, os.environ, lambda: waiting(call, space)):
            plans = prepare(load(call, space))
            for warning in dict.fromkeys(warning for plan in plans for warning in plan.warnings):
                call.warn(warning)
            call.output()  # a file that cannot be written is told of before anything runs
            execute(plans)
    except Interrupted as end:
        return end.code
    return 0


def change(call: Call, edit: Callable[[Workspace], object]) -> int:
    """Change definitions in the root, in its turn; return the exit code."""
    space = workspace(call)
    try:
        with steps.turn(space.tool, space.place, os.environ, lambda: waiting(call, space), writing=True):
            edit(workspace(call))
    except Interrupted as end:
        return end.code
    return 0


def waiting(call: Call, space: Workspace) -> None:
    """Say why nothing happens."""
    call.note(f"waiting for another {space.tool.spoken} in {space.place}")

"""`cursor-agent`, Cursor's command-line agent."""

from __future__ import annotations

from busdk.agent.runtimes.runtime import Invocation, Runtime, Task, model_flag
from busdk.errors import BusError

LONGEST = 100 * 1024
"""Bytes of a prompt; Linux takes at most 128 KiB in one argument."""


def invoke(task: Task) -> Invocation:
    """Make the command line; without `--force` it edits in the workspace and does nothing else.

    The prompt is an argument. One that begins with `-` gets a line break in front, so that it is never read as
    a flag. Raises BusError for a prompt that is too long to be one.
    """
    if len(task.prompt.encode()) > LONGEST:
        raise BusError(
            f"prompt is too long for cursor: more than {LONGEST} bytes",
            "put the text into a file in the workdir and ask the agent to read it, or use another agent",
        )
    prompt = f"\n{task.prompt}" if task.prompt.startswith("-") else task.prompt
    return Invocation(("-p", "--output-format", "stream-json", *model_flag(task), prompt))


RUNTIME = Runtime(
    token="cursor",  # noqa: S106 - what a user writes, not a credential
    id="cursor",
    program="cursor-agent",
    reference="https://cursor.com/docs/cli/overview",
    version=r"20\d\d\.",
    invoke=invoke,
)

"""`gemini`, Google's Gemini CLI."""

from __future__ import annotations

import shlex

from busdk.agent.runtimes.runtime import Invocation, Runtime, Task, each, model_flag
from busdk.errors import BusError

LONGEST = 100 * 1024
"""Bytes of a prompt that is given as an argument; Linux takes at most 128 KiB in one."""
UNTRUSTED = 55
"""Its exit code in a folder that is not trusted."""


def invoke(task: Task) -> Invocation:
    """Make the command line; edits are accepted, other actions are refused.

    The prompt is the value of `-p`; one that is long, or that begins with `-` and would be read as a flag, goes
    to stdin instead.
    """
    arguments = (
        *("--output-format", "stream-json", "--approval-mode", "auto_edit"),
        *(("--skip-trust",) if task.trusted else ()),
        *model_flag(task),
        *each("--include-directories", _without_comma(task.directories)),
    )
    hints = {} if task.trusted else {UNTRUSTED: f"bus agent trust {shlex.quote(task.directory)}"}
    prompt = _with_instructions(task)
    if prompt.startswith("-") or len(prompt.encode()) > LONGEST:
        return Invocation(arguments, prompt.encode(), hints)
    return Invocation((*arguments, "-p", prompt), hints=hints)


def _without_comma(directories: tuple[str, ...]) -> tuple[str, ...]:
    """Return the folders; raise BusError for one that would be taken for two, as the flag takes a list."""
    if any("," in directory for directory in directories):
        raise BusError("gemini cannot be given a folder with a comma in its path", "use another agent for this step")
    return directories


def _with_instructions(task: Task) -> str:
    if not task.instructions:
        return task.prompt
    newline = "" if task.instructions.endswith("\n") else "\n"
    return f"<AGENTS.md>\n{task.instructions}{newline}</AGENTS.md>\n\n{task.prompt}"


RUNTIME = Runtime(
    token="gemini",  # noqa: S106 - what a user writes, not a credential
    id="gemini",
    program="gemini",
    reference="https://geminicli.com/",
    version=r"\d",
    invoke=invoke,
    takes=frozenset({"directories", "instructions", "trust"}),
)

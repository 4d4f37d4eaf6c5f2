"""`gemini`, Google's Gemini CLI."""

from __future__ import annotations

from busdk.agent.runtimes.runtime import Invocation, Runtime, Task, model_flag

LONGEST = 100 * 1024
"""Bytes of a prompt that is given as an argument; Linux takes at most 128 KiB in one."""


def invoke(task: Task) -> Invocation:
    """Make the command line; edits are accepted, other actions are refused.

    The prompt is the value of `-p`; one that is long, or that begins with `-` and would be read as a flag, goes
    to stdin instead.
    """
    arguments = ("--output-format", "stream-json", "--approval-mode", "auto_edit", *model_flag(task))
    prompt = _with_instructions(task)
    if prompt.startswith("-") or len(prompt.encode()) > LONGEST:
        return Invocation(arguments, prompt.encode())
    return Invocation((*arguments, "-p", prompt))


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
    takes=frozenset({"instructions"}),
)

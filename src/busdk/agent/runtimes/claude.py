"""`claude`, Anthropic's Claude Code."""

from __future__ import annotations

from busdk.agent.runtimes.runtime import Invocation, Runtime, Task, each, model_flag


def invoke(task: Task) -> Invocation:
    """Make the command line; edits are accepted, anything else is up to the user's own settings."""
    return Invocation(
        (
            "-p",
            *("--output-format", "stream-json", "--verbose"),
            *("--permission-mode", "acceptEdits"),
            *(("--no-session-persistence",) if task.private else ()),
            *model_flag(task),
            *_effort(task.effort),
            *each("--add-dir", task.directories),
            *_instructions(task.instructions),
        ),
        task.prompt.encode(),
    )


def _effort(value: str | None) -> tuple[str, ...]:
    """Return the flag; what is minimal elsewhere is low here."""
    return () if value is None else ("--effort", "low" if value == "minimal" else value)


def _instructions(text: str) -> tuple[str, ...]:
    """Return the flag with its text, which is never read as another flag."""
    if not text:
        return ()
    return ("--append-system-prompt", f"\n{text}" if text.startswith("-") else text)


RUNTIME = Runtime(
    token="claude",  # noqa: S106 - what a user writes, not a credential
    id="claude",
    program="claude",
    reference="https://github.com/anthropics/claude-code?tab=readme-ov-file#get-started",
    version=r".* \(Claude Code\)",
    invoke=invoke,
    takes=frozenset({"directories", "effort", "instructions"}),
)
